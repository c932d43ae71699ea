"""`parse`: numeric expressions of a string on its own."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import parse_figures, parse_times
from extract.figures import parse


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        ("55 亿美元", "money", 5.5e9, 5.5e9, "USD"),
        ("1,100.9亿元", "money", 1.1009e11, 1.1009e11, "CNY"),
        ("三千多块钱", "money", 3000, 3000, "CNY"),
        ("$20B", "money", 2e10, 2e10, "USD"),
        ("HK$35", "money", 35, 35, "HKD"),
        ("新台币480亿元", "money", 4.8e10, 4.8e10, "TWD"),
        ("1.2万亿韩元", "money", 1.2e12, 1.2e12, "KRW"),
        ("2.24美元/小时", "money", 2.24, 2.24, "USD"),
        ("约 25%", "percent", 25, 25, "%"),
        ("两成", "percent", 20, 20, "%"),
        ("八成五", "percent", 85, 85, "%"),
        ("两成半", "percent", 25, 25, "%"),
        ("一成二到一成八", "percent", 12, 18, "%"),
        ("三到五成", "percent", 30, 50, "%"),
        ("5 个百分点", "percent", 5, 5, "%"),
        ("四个多点", "percent", 4, 4, "%"),
        ("50 个基点", "percent", 0.5, 0.5, "%"),
        ("百分之六七十", "percent", 60, 70, "%"),
        ("三分之一", "percent", 33.33, 33.33, "%"),
        ("一半", "percent", 50, 50, "%"),
        ("腰斩", "percent", 50, 50, "%"),
        ("3%-5%", "percent", 3, 5, "%"),
        ("17 - 18%", "percent", 17, 18, "%"),
        ("-4.5%", "percent", -4.5, -4.5, "%"),
        ("15 - 20 倍", "multiple", 15, 20, "x"),
        ("翻倍", "multiple", 2, 2, "x"),
        ("翻了两番", "multiple", 4, 4, "x"),
        ("翻三倍", "multiple", 3, 3, "x"),
        ("二十几倍", "multiple", 20, 20, "x"),
        ("3.8x", "multiple", 3.8, 3.8, "x"),
        ("三四十个", "quantity", 30, 40, "个"),
        ("2500 多个 tokens", "quantity", 2500, 2500, "tokens"),
        ("36T Tokens", "quantity", 3.6e13, 3.6e13, "Tokens"),
        ("100多万只", "quantity", 1e6, 1e6, "只"),
        ("2-3万片", "quantity", 20000, 30000, "片"),
        ("30 万到 45 万张", "quantity", 3e5, 4.5e5, "张"),
        ("2.6 万片/月", "quantity", 26000, 26000, "片/月"),
        ("8000万至1.2亿", "quantity", 8e7, 1.2e8, ""),
        ("700 GB/s", "quantity", 700, 700, "GB/s"),
        ("100 MW", "quantity", 100, 100, "MW"),
        ("560千瓦", "quantity", 560, 560, "千瓦"),
        ("两年半", "quantity", 2.5, 2.5, "年"),
        ("一个半月", "quantity", 1.5, 1.5, "个月"),
        ("一万五千亿", "quantity", 1.5e12, 1.5e12, ""),
        ("3万4000", "quantity", 34000, 34000, ""),
        ("３５万", "quantity", 350000, 350000, ""),
        ("42", "quantity", 42, 42, ""),
        ("150±10 亿美元", "money", 1.4e10, 1.6e10, "USD"),
    ],
)
def test_one_expression(text: str, kind: str, low: float, high: float, unit: str) -> None:
    figures = parse(text)
    assert [(f.kind, float(f.lo), float(f.hi), f.unit) for f in figures] == [(kind, low, high, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收入12、15和18亿元", [12e8, 15e8, 18e8]),  # the last member carries unit and number word
        ("60 亿和 25 亿美元", [60e8, 25e8]),
        ("从700亿参数到2万亿参数", [7e10, 2e12]),  # a change, no range
        ("提高2.5个百分点至9.1%", [2.5, 9.1]),
        ("2023，200亿元", [2023, 200e8]),  # a full-width comma parts two numbers
        ("良率73 4%,去年只有61 8%", [73.4, 61.8]),  # lost decimal points
        ("营业额7 3亿美元,净利率22 9%", [7.3e8, 22.9]),
        ("利润 21 4亿 - 23 8亿元,增 1 3到1 7倍", [21.4e8, 1.3]),
        ("收入100亿元\n2、净利5亿元", [100e8, 5e8]),  # the number of a point is none
    ],
)
def test_several_expressions(text: str, values: list[float]) -> None:
    assert [float(f.lo) for f in parse(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800",
        "😀",
        "\r\n",
        "一般来说",
        "翻译",
        "腰",
        "亿",
        "%%%",
        "第",
        "$",
        "-",
    ],
)
def test_nothing_to_read(text: str) -> None:
    parse(text)


_LETTERS = st.sampled_from("0123456789.,-~到至约多几一二三十百千万亿成倍%元美 片台年翻半\n")


@given(st.text(alphabet=st.one_of(_LETTERS, st.characters()), max_size=60))
def test_any_string(text: str) -> None:
    figures = parse(text)
    assert all(0 <= f.start < f.end <= len(text) and f.lo <= f.hi for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))


@given(
    st.integers(min_value=2, max_value=9999),
    st.sampled_from(["亿元", "万片", "%", "倍", "GB"]),
    st.text(alphabet="的在有，。", max_size=5),
)
def test_offsets_are_of_the_text(value: int, unit: str, before: str) -> None:
    text = f"{before}{value}{unit}"
    assert [text[f.start : f.end] for f in parse(text)] == [f"{value}{unit}"]


@pytest.mark.parametrize(
    "piece", ["(5%)", "约3.5亿美元,同比增长25%;", "12、", "一二三", "从 9 到 ", "$", "负", "1e", "三分之"]
)
def test_a_long_line_costs_no_more(piece: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        start = process_time()
        parse(text)
        return process_time() - start

    cost(2_000)
    assert cost(100_000) < 30 * cost(10_000) + 0.2  # linear would be 10


def test_a_megabyte_in_one_line_costs_what_it_holds(long: bool) -> None:
    if not long:
        pytest.skip("takes seconds: --long")
    piece = "约3.5亿美元,同比增长25%;三季度毛利率 41% - 43%,2026年上半年投产两条产线,每片 1.2 万元;"

    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        start = process_time()
        parse_figures(text)
        parse_times(text, published="2025-05-21")
        return process_time() - start

    cost(10_000)
    assert cost(1_000_000) < 12 * min(cost(100_000) for _ in range(3))
