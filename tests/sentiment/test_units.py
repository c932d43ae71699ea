"""Sentences and claims: text → label."""

from __future__ import annotations

import pytest

from extract.analysis import Analysis, Claim, Sentence
from extract.sentiment import annotate

UNITS = [
    # plain
    ("单季营收比去年多了四成,大超预期", "pos"),
    ("高端产品供不应求,排产已满到明年", "pos"),
    ("公司四季度扭亏为盈", "pos"),
    ("新客户定点落地,订单能见度高", "pos"),
    ("二季度营收不及预期,毛利率承压", "neg"),
    ("大客户砍单,全年指引下调", "neg"),
    ("新品量产推迟半年", "neg"),
    ("公司不排除下修全年指引", "neg"),
    ("行业产能过剩,价格战愈演愈烈", "neg"),
    ("公司总部位于苏州,成立于2012年", "neu"),
    ("样品已送样,目前仍在验证中", "neu"),
    # negation
    ("企业端需求未显著增长,新单也没有改善", "neg"),
    ("良率没有改善", "neg"),
    ("传闻不实,海外客户没有砍单,反而追加订单", "pos"),
    ("没有被砍单,产线满载", "pos"),
    # direction and metric
    ("良率爬升,单位成本大幅下降", "pos"),
    ("毛利率大幅下降", "neg"),
    ("亏损大幅收窄", "pos"),
    ("费用让利润腰斩", "neg"),
    ("亏损同比大幅下降,经营改善", "pos"),
    # signed percentages
    ("归母净利:12.4 亿元,同比 +35.2%", "pos"),
    ("营收 8.1 亿元,同比 -22.6%,客户流失", "neg"),
    # contrast and outlook
    ("虽然上半年亏损,但下半年订单强劲,有望扭亏", "pos"),
    ("收入增长,但毛利率下滑", "neu"),
    # neutral kinds
    ("后续需求能否回升?", "neu"),
    ("建议关注三季度出货节奏", "neu"),
]


def read(text: str, kind: str = "text") -> Sentence:
    analysis = Analysis(text)
    analysis.sentences = [Sentence(0, len(text), 0, kind=kind)]
    annotate(analysis)
    return analysis.sentences[0]


@pytest.mark.parametrize(("text", "label"), UNITS)
def test_unit(text: str, label: str) -> None:
    assert read(text).label == label


@pytest.mark.parametrize("kind", ["heading", "title", "date", "query", "header", "question"])
def test_only_text_has_a_side(kind: str) -> None:
    sentence = read("收入超预期,订单强劲", kind)
    assert (sentence.label, sentence.score) == ("neu", 1.0)


def test_traditional_script_and_full_width_read_alike() -> None:
    assert read("營收超預期，訂單強勁").score == read("营收超预期,订单强劲").score


@pytest.mark.parametrize(
    ("parts", "label"),
    [
        (["订单强劲,供不应求。", "产品已送样。"], "pos"),
        (["收入大幅下滑。", "客户砍单。", "样品已送样。"], "neg"),
        (["订单强劲,供不应求。", "大客户砍单,收入下滑。"], "neu"),
        (["公司总部位于苏州。"], "neu"),
    ],
)
def test_claim_takes_the_side_of_its_sentences(parts: list[str], label: str) -> None:
    analysis = Analysis("".join(parts))
    analysis.claims = [Claim(0, len(analysis.text), 0)]
    at = 0
    for part in parts:
        analysis.sentences.append(Sentence(at, at + len(part), 0, 0))
        at += len(part)
    annotate(analysis)
    assert analysis.claims[0].label == label
    assert 0 < analysis.claims[0].score <= 1


def test_endless_sentence_is_read_in_pieces() -> None:
    assert read("订单强劲,供不应求," * 2000).label == "pos"
