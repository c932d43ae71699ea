"""Names: marked text → polarity of each name. `{B20+}` is good for B20, `{H20-}` bad, `{高盛}` neutral."""

from __future__ import annotations

import re

import pytest

from extract.analysis import Analysis, Mention, Sentence
from extract.sentiment import annotate

_MARK = re.compile(r"\{([^}+-]+)([+-]?)\}")
_SIDE = {"+": "pos", "-": "neg", "": "neu"}
_CHIP = re.compile(r"[A-Z]+\d")

CASES = [
    # the claim's own subject
    "{星桥微+}三季度收入超预期",
    "{星桥微-}三季度收入不及预期",
    "{星桥微}总部位于苏州",
    # a maker shares the label of its chip, a list the claim made of the list
    "{星桥微-} {K20-} 不受青睐",
    "龙头如{星桥微+}、{蓝湾+}反弹强劲",
    # comparison
    "{K20+} 性能优于 {M10-}",
    "{K20-} 性能不及 {M10+}",
    "国内客户倾向 {K20+} 而非 {M10-}",
    "{K20+} 比 {M10-} 更省电",
    "{K20+} 正在取代 {M10-}",
    "{星桥微-}的大客户被{蓝湾+}抢走,份额下滑",
    # the clause that holds the name decides
    "{星桥微+}订单强劲,{蓝湾-}则被砍单",
    "{星桥微+}上修指引,{蓝湾-}下修指引",
    # carried over to clauses without names
    "{星桥微-}新品推迟,客户流失,全年恐亏损",
    # former and latter
    "{星桥微+}和{蓝湾-}走势相反:前者供不应求,后者大幅亏损",
    # bystanders and houses
    "{高盛}认为算力需求强劲",
    "{长江证券}研报指出{星桥微+}业绩超预期",
    # negation, cost
    "{星桥微-}的需求未显著增长",
    "{星桥微+}的单位成本大幅下降",
]


def parse(marked: str) -> tuple[str, list[Mention], list[str]]:
    text, mentions, sides, last = "", [], [], 0
    for m in _MARK.finditer(marked):
        text += marked[last : m.start()]
        label = "CHIP" if _CHIP.match(m[1]) else "COMPANY"
        mentions.append(Mention(len(text), len(text) + len(m[1]), label, f"?{m[1]}", m[1], "name", 1.0))
        text += m[1]
        sides.append(_SIDE[m[2]])
        last = m.end()
    return text + marked[last:], mentions, sides


@pytest.mark.parametrize("marked", CASES)
def test_polarity(marked: str) -> None:
    text, mentions, sides = parse(marked)
    analysis = Analysis(text, mentions=mentions, sentences=[Sentence(0, len(text), 0)])
    annotate(analysis)
    assert [m.polarity for m in mentions] == sides


def test_one_label_for_all_mentions_of_a_name_in_a_sentence() -> None:
    text, mentions, _ = parse("{星桥微}:{星桥微}收入超预期,供不应求")
    annotate(Analysis(text, mentions=mentions, sentences=[Sentence(0, len(text), 0)]))
    assert [m.polarity for m in mentions] == ["pos", "pos"]


def test_words_inside_a_name_say_nothing() -> None:
    text, mentions, _ = parse("{亏损退市科技}披露季报")
    annotate(Analysis(text, mentions=mentions, sentences=[Sentence(0, len(text), 0)]))
    assert mentions[0].polarity == "neu"


def test_persons_and_headings_are_neutral() -> None:
    text = "李远收入超预期"
    person = Mention(0, 2, "PERSON", "person:李远", "李远", "name", 1.0)
    annotate(Analysis(text, mentions=[person], sentences=[Sentence(0, len(text), 0)]))
    company = Mention(0, 2, "COMPANY", "company:?李远", "李远", "name", 1.0)
    annotate(Analysis(text, mentions=[company], sentences=[Sentence(0, len(text), 0, kind="heading")]))
    assert (person.polarity, company.polarity) == ("neu", "neu")
