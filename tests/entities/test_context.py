"""Names that are ordinary words as well, or the names of other things."""

from __future__ import annotations

import pytest
from entity_texts import Find


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("苹果公司的新机", "苹果"),
        ("供应商包括苹果、华为与小米", "苹果"),
        ("理想汽车降价,理想、蔚来与小鹏跟进", "理想"),
        ("甲骨文财报超预期", "甲骨文"),
        ("三星代工份额下滑", "三星"),
    ],
)
def test_a_firm(find: Find, text: str, surface: str) -> None:
    assert surface in [text[m.start : m.end] for m in find(text)]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("今年苹果和梨都丰收", "苹果"),
        ("结果不太理想", "理想"),
        ("大众消费降级", "大众"),
        ("上海光伏大会", "海光"),
        ("不同程度受损", "同程"),
        ("算力成本下降", "力成"),
        ("计算能力提升", "算能"),
        ("其中东和欧美地区", "东和"),
        ("未来发展空间", "未来发展"),
        ("工业机器人销量", "机器人"),
        ("Arm 架构服务器", "Arm"),
        ("DeepSeek R1 发布", "DeepSeek"),
        ("实现高通量采集", "高通"),
        ("库存天数上升", "天数"),
        ("*ST某某复牌", "ST"),
    ],
)
def test_no_firm(find: Find, text: str, surface: str) -> None:
    assert surface not in [text[m.start : m.end] for m in find(text)]
