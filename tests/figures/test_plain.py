"""Strings that are no document: what of their numbers counts nothing, and what does. One case a line."""

from __future__ import annotations

import pytest
from shown import figures, spans

CASES = [
    # dates and clock times
    ("2025年5月21日开会", []),
    ("2025-05-21 15:30", []),
    ("三季度开工", []),
    ("下半年收入", []),
    ("5月20号、21号", []),
    ("晚8点开盘", []),
    ("21世纪", []),
    ("2024年3月营收5亿元", ["500000000 CNY"]),
    # list numbers and headings
    ("1、收入 5亿元", ["500000000 CNY"]),
    ("7. 2026年消费", []),
    ("3.2026年展望", []),
    ("1，2026年以来", []),
    ("(2) 毛利率 30%", ["30 %"]),
    ("1.1 市场规模", []),
    ("2.5 亿", ["250000000"]),
    ("见[3][12]", []),
    # codes and names
    ("600519.SH 涨 5%", ["5 %"]),
    ("电话13812345678", []),
    ("GPT-5 与 H20", []),
    ("Kimi 2.5 发布", []),
    ("3C 家电", []),
    ("v1.2.3", []),
    ("192.168.1.1", []),
    ("PE 30", ["30"]),
    # ordinals and words
    ("第十二名", []),
    ("第三、四位", ["4 位"]),
    ("十四届", []),
    ("90后女性", []),
    ("双11期间", []),
    ("三轮车", []),
    ("零部件", []),
    ("长三角", []),
    ("这一块业务", []),
    ("千兆网络", []),
    ("一一细说", []),
    ("百度", []),
    # amounts all the same
    ("流出超百亿", ["10000000000"]),
    ("突破千亿,增长", ["100000000000"]),
    ("1500元每千瓦", ["1500 CNY"]),
    ("3、4个", ["3..4 个"]),
    ("10, 20, 30", ["10", "20", "30"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_counts(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "提前两个月下单",
        "提前半年",
        "接近一个小时",
        "连续12年居首",
        "02/10年期美债",
        "理型1号基金",
        "20号胶",
        "连续第三周下降",
        "每天8点",
        "每月15日",
    ],
)
def test_no_time(text: str) -> None:
    assert spans(text) == []
