"""What holds for any text: no exception, sound offsets, the same result each time, linear time."""

from __future__ import annotations

import time

import pytest
from entity_texts import analysed
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import Analysis
from extract.entities import Finder
from extract.entities.lexicon import Squeezed

NAMES = [
    "英伟达",
    "GB 200",
    "昇腾 910C",
    "理想",
    "NVIDIA",
    "(688256)",
    "、",
    "和",
    " ",
    "-",
    "**",
    "公司:",
    "H20",
    "摩尔县城",
    "\n",
    "系列",
]
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(NAMES), max_size=20).map("".join))


@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_any_text(finder: Finder, text: str) -> None:
    analysis = analysed(text)
    finder.annotate(analysis)
    at = 0
    for m in analysis.mentions:
        assert at <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        assert m.label in ("COMPANY", "CHIP", "PERSON")
        assert m.entity.startswith(m.label.lower() + ":")
        at = m.end
    again = analysed(text)
    finder.annotate(again)
    assert again.mentions == analysis.mentions


@pytest.mark.parametrize("text", ["", "\0\0", "\ud800英伟达\udfff", "🙂英伟达🙂", "İ英伟达İ", "英伟达\r\nAMD\r\n"])
def test_odd_text(finder: Finder, text: str) -> None:
    analysis = Analysis(text)
    finder.annotate(analysis)
    assert [m.name for m in analysis.mentions if m.name == "英伟达"] == ["英伟达"] * text.count("英伟达")


@given(text=st.text(alphabet="aB -·中1\n", max_size=40))
def test_squeezed_offsets(text: str) -> None:
    squeezed = Squeezed(text)
    for n, char in enumerate(squeezed.text):
        start, end = squeezed.original(n, n + 1)
        assert text[start:end].lower() == char


@pytest.mark.parametrize("unit", ["英伟达、", "a", "昇腾 910", "理想", "-", "、", "中", "A1", "1", "** ", "公司"])
def test_one_long_line(finder: Finder, unit: str) -> None:
    """A hundred thousand characters in one line, in about the time that they take in many."""
    text = unit * (100_000 // len(unit))
    analysis = Analysis(text)
    start = time.process_time()
    finder.annotate(analysis)
    assert time.process_time() - start < 10
