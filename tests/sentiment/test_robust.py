"""Any text, any spans: no error, valid labels and scores, the same answer twice, time that grows with the text."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import Analysis, Claim, Mention, Sentence
from extract.sentiment import annotate

_WORDS = [
    "增长",
    "下滑",
    "不",
    "但",
    "成本",
    "优于",
    "比",
    "前者",
    "后者",
    "、",
    ",",
    ":",
    "。",
    "星桥微",
    "K20",
    " ",
    "+5%",
    "\x00",
    "🚀",
]
_TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(_WORDS), max_size=40).map("".join),
    st.text(alphabet="\ud800\udfff不增,", max_size=20),
)


def build(text: str) -> Analysis:
    """Every word of the list that is a name as a mention, each line a sentence of one claim."""
    analysis = Analysis(text)
    analysis.claims = [Claim(0, len(text), 0)] if text else []
    at = 0
    for line in text.splitlines(keepends=True):
        analysis.sentences.append(Sentence(at, at + len(line), 0, 0))
        at += len(line)
    for name, label in (("星桥微", "COMPANY"), ("K20", "CHIP")):
        start = text.find(name)
        while start >= 0:
            analysis.mentions.append(Mention(start, start + len(name), label, name, name, "name", 1.0))
            start = text.find(name, start + len(name))
    analysis.mentions.sort(key=lambda m: m.start)
    return analysis


def labels(analysis: Analysis) -> list[tuple[str, float]]:
    sides = [(s.label, s.score) for s in analysis.sentences] + [(c.label, c.score) for c in analysis.claims]
    return sides + [(m.polarity, m.polarity_score) for m in analysis.mentions]


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_any_text(text: str) -> None:
    first, second = build(text), build(text)
    annotate(first)
    annotate(second)
    assert labels(first) == labels(second)
    assert all(label in ("pos", "neg", "neu") and 0 <= score <= 1 for label, score in labels(first))


def test_no_sentences() -> None:
    annotate(Analysis(""))
    annotate(Analysis("收入增长"))


def test_one_huge_line_takes_linear_time() -> None:
    analysis = build("星桥微优于 K20 但成本不下降而利润增长" * 5_000)
    began = time.process_time()
    annotate(analysis)
    assert time.process_time() - began < 5
