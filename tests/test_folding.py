"""Folding keeps every offset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold

CASES = [
    ("臺積電２３億美元", "台积电23亿美元"),
    ("（３０％）：—９", "(30%):-9"),
    ("全角　空格\t制表", "全角 空格 制表"),
    ("GB200～GB300", "GB200~GB300"),
    ("plain ascii", "plain ascii"),
    ("行\r\n行", "行\r\n行"),
    ("半\ud800个", "半\ufffd个"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
