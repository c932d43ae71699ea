"""Sentences, the units of sentiment, and marks."""

import pytest

from extract.analysis import Analysis
from extract.layout import annotate

# text below a title and date, and its sentences: `words` or (`words`, kind)
CASES = [
    ("- **需求**：订单增加；价格上涨[1][2]。", ["- **需求**：订单增加；", "价格上涨[1][2]。"]),
    ("订单增加。[1]价格上涨。", ["订单增加。[1]", "价格上涨。"]),
    ("* 缺货何时缓解[4]？", ["* 缺货何时缓解[4]？"]),
    ("他说：“满产了！”价格也涨了。", ["他说：“满产了！”", "价格也涨了。"]),
    ("收入增长 5.5%（其中甲 3%；乙 2%），毛利率 40%。", ["收入增长 5.5%（其中甲 3%；乙 2%），毛利率 40%。"]),
    (
        "Demand is strong. Pricing holds at 3.5 dollars. 没有变化。",
        ["Demand is strong.", "Pricing holds at 3.5 dollars.", "没有变化。"],
    ),
    (
        "要点 - **甲**：增长[1] 产品 - **乙**：下降[2]",
        [("要点", "heading"), "- **甲**：增长[1]", ("产品", "heading"), "- **乙**：下降[2]"],
    ),
    ("|甲|乙|\n|--|--|\n|一；二|三。四|", [("|甲|乙|", "header"), "|一；二|三。四|"]),
    ("问：订单增加了。价格呢？\n答：持平。", ["问：订单增加了。", ("价格呢？", "question"), "答：持平。"]),
    ("增长！！！……真的", ["增长！！！……", "真的"]),
    ("---\n增长。\n***", ["增长。"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text, expected):
    text = "周会\n2025-01-02\n" + text
    analysis = Analysis(text)
    annotate(analysis)
    found = [(text[s.start : s.end], s.kind) for s in analysis.sentences[2:]]
    assert found == [e if isinstance(e, tuple) else (e, "text") for e in expected]


def test_a_sentence_knows_its_claim():
    analysis = Analysis("周会\n2025-01-02\n要点 - 增长；下降[1] 产品 - 持平[2]")
    annotate(analysis)
    assert [s.claim for s in analysis.sentences] == [None, None, None, 0, 0, None, 1]


def test_marks():
    text = "# 周会\n2025-01-02\n## 一、需求\n1. 增长[1][2]\n- 下降\n问：价？\n答：平。\n|甲|乙|\n|-|-|\n"
    analysis = Analysis(text)
    annotate(analysis)
    marks = [text[a:b] for a, b in analysis.marks]
    assert marks == ["# ", "## 一、", "1. ", "[1]", "[2]", "- ", "问：", "答：", "|", "|", "|", "|-|-|"]
