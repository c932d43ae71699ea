"""People that no list has: titles, speakers, profiles, bylines; and what only looks like one."""

from __future__ import annotations

import pytest
from entity_texts import Find

CASES = [
    ("保时岫中国CEO潘岫驰与媒体交流", ["潘岫驰"]),
    ("董事长郑岫表示,扩产不变", ["郑岫"]),
    ("总经理郑岫固致辞", ["郑岫固"]),
    ("投资总监卢岫浩、副总裁曹岫啸参加", ["卢岫浩", "曹岫啸"]),
    ("曹岫宁:差异在于理解。\n主持人:怎么看?\n曹岫宁:先看产业。", ["曹岫宁", "曹岫宁"]),
    ("李岫舟 | 课题组组长", ["李岫舟"]),
    ("张岫原(首席执行官)介绍", ["张岫原"]),
    ("据南岫大学段岫教授团队介绍", ["段岫"]),
    ("会议由倪岫蕤主持", ["倪岫蕤"]),
    ("订单已满,朱岫全称年底投产", ["朱岫全"]),
    ("委员田村岫树与同事", ["田村岫树"]),
    ("记者欧阳岫宇报道", ["欧阳岫宇"]),
    ("首席执行官尼克尔2024年上任", ["尼克尔"]),
    ("创意总监Sarah Dovecote与品牌续约", ["Sarah Dovecote"]),
    ("传奇经理Peter Dovecote和Anoush Ezrania接任", ["Peter Dovecote", "Anoush Ezrania"]),
    ("Tao Xiuming(陶岫明)出任董事", ["Tao Xiuming", "陶岫明"]),
    ("品牌代言人林岫月出席", ["林岫月"]),
    ("签约越野运动员周岫川,强化专业", ["周岫川"]),
    ("歌手Lisa出席开业活动", ["Lisa"]),
    ("【机械-沈岫文】中报点评", ["沈岫文"]),
    ("【机械-中报】点评", []),
    ("\n顾岫瑞一直受益。\n次年,顾岫瑞团队加码上海。", ["顾岫瑞", "顾岫瑞"]),
    ("\n顾岫瑞团队加码上海。", []),
    ("\n管理层一直受益。\n次年,管理层团队加码。", []),
    ("主席任期内的政策", []),
    ("主席周四讲话", []),
    ("总裁高度重视此事", []),
    ("董事长于近日辞任", []),
    ("专家:价格还会跌。\n主持人:为什么?\n专家:供给多。", []),
    ("风险:需求回落。\n风险:价格回落。", []),
    ("Source: 年报\nSource: 季报", []),
    ("高管表示满意,管理层表示满意", []),
]


@pytest.mark.parametrize(("text", "people"), CASES)
def test_people(find: Find, text: str, people: list[str]) -> None:
    assert [text[m.start : m.end] for m in find(text) if m.label == "PERSON"] == people
