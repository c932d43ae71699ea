"""Units with their firm's name in theirs, firms by the name of their time, and firms that narration tells of."""

from __future__ import annotations

import pytest
from entity_texts import Find, plain, shown

CASES = [
    # 中国 belongs to the name where what follows shows it
    "[保时捷中国]CEO谈及经销商",
    "[保时捷中国]所处的境遇",
    "[宝马中国]宣布调价",
    "[保时捷]中国区销量下滑",
    "[保时捷]中国市场份额",
    # institutes and the city firms of chains
    "[北京链家]二手房成交回升",
    "[北京链家研究院]认为政策有效",
    "[链家]门店减少",
    "[中信证券]研究所认为",
    "[小红书电商]的商家",
    # a longer Latin name is another firm's
    "与[Coherent Solutions]合作",
    # data houses
    "[Wind:万得]数据显示,成交回落",
    # no firm: a person whose name begins like one
    "阿里夫掌控着七万亩",
    "[阿里:阿里巴巴]的订单",
    # firms that narration tells of
    "据了解,[杰玥睿]平台的运营模式并不复杂",
    # the Chinese name where Chinese research writes it, the Latin one where it does not
    "[Keysight:是德科技]的示波器",
    "[是德科技]涨价",
    "[LOEWE]与[CELINE]开店",
    # renamed firms: by the name of the text's time, today's where the text has it
    "[安信证券]维持评级",
    "[国投证券]由[安信证券:国投证券]更名而来",
    "[苏宁易购]关店",
    "[ST易购]公告",
]


@pytest.mark.parametrize("case", CASES)
def test_unit(find: Find, case: str) -> None:
    text = plain(case)
    assert shown(text, find(text)) == case


def test_a_renamed_firm_stays_the_same_entity(find: Find) -> None:
    before, after = find("安信证券维持评级")[0], find("国投证券维持评级")[0]
    assert before.entity == after.entity
    assert (before.name, after.name) == ("安信证券", "国投证券")
