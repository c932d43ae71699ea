"""jieba cuts between spans, never through one; words and blanks give the text again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import words
from extract.folding import fold
from extract.words.cut import words_and_spaces

# text, spans that stay whole (as words of the text), the words
CASES = [
    ("英伟达发布新品", ["英伟达"], ["英伟达", "发布", "新品"]),
    ("英伟达 GB200 NVL72 放量", ["英伟达", "GB200 NVL72"], ["英伟达", "GB200 NVL72", "放量"]),
    ("昇腾 910C 出货三四十万颗", ["昇腾 910C", "三四十万颗"], ["昇腾 910C", "出货", "三四十万颗"]),
    ("营收１２３亿元", ["１２３亿元"], ["营收", "１２３亿元"]),
    ("", [], []),
    ("  \r\n", [], ["  ", "\r\n"]),
]


@pytest.mark.parametrize(("text", "whole", "expected"), CASES)
def test_words(text: str, whole: list[str], expected: list[str]) -> None:
    spans = [(text.index(w), text.index(w) + len(w)) for w in whole]
    starts = words.cut(fold(text), spans)
    cut, _ = words_and_spaces(text, starts)
    assert [w for w in cut if w.strip()] == [w for w in expected if w.strip()]


@given(st.text(max_size=60), st.data())
def test_any_text_is_covered_and_no_span_is_cut(text: str, data: st.DataObject) -> None:
    n = len(text)
    edge = st.integers(0, n)
    spans = [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(edge, edge), max_size=4))]
    breaks = data.draw(st.lists(edge, max_size=4))
    starts = words.cut(fold(text), spans, breaks)
    assert starts == sorted(set(starts))
    assert starts[0] == 0 if text else starts == []
    for start, end in spans:
        assert not any(start < s < end for s in starts)
    cut, spaces = words_and_spaces(text, starts)
    assert "".join(w + " " * s for w, s in zip(cut, spaces, strict=True)) == text


def test_long_run_without_blanks_is_cut_in_linear_pieces() -> None:
    assert words.cut("芯" * 10_000)[-1] < 10_000


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("增长", "VERB"),
        ("芯片", "NOUN"),
        ("25%", "NUM"),
        ("GPU", "X"),
        ("，", "PUNCT"),
        ("中国", "PROPN"),
        ("如果", "CCONJ"),
    ],
)
def test_part_of_speech(word: str, expected: str) -> None:
    assert words.universal(words.tag([word])[0]) == expected
