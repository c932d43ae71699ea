"""Numbers as written: one case a line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.numerals import magnitude, number, spread


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("3.25", "3.25"),
        ("1,100.9亿", "110090000000"),
        ("85 万", "850000"),
        ("3万4000", "34000"),
        ("4万5", "45000"),
        ("1亿2000万", "120000000"),
        ("5千亿", "500000000000"),
        ("13个亿", "1300000000"),
        ("20B", "20000000000"),
        ("128k", "128000"),
        ("十", "10"),
        ("十五", "15"),
        ("两百", "200"),
        ("三百五", "350"),
        ("一百零五", "105"),
        ("三万零五", "30005"),
        ("廿", "20"),
        ("半", "0.5"),
        ("三点五亿", "350000000"),
        ("一万五千亿", "1500000000000"),
        ("二十万亿", "20000000000000"),
        ("百万", "1000000"),
        ("壹佰贰拾万", "1200000"),
        ("二〇二五", "2025"),
    ],
)
def test_number(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "abc", "1.2.3", "几", "十五五", "第三", "1" * 100, "五个"])
def test_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三四十", 30, 40),
        ("三五", 3, 5),
        ("七八十", 70, 80),
        ("十五六", 15, 16),
        ("两三百", 200, 300),
        ("二三十万", 200000, 300000),
        ("三四千万", 30000000, 40000000),
        ("一千二三百", 1200, 1300),
    ],
)
def test_spread(text: str, low: int, high: int) -> None:
    assert spread(text) == (low, high)


@pytest.mark.parametrize("text", ["二五", "三", "二〇二五", "", "三七", "五三"])
def test_no_spread(text: str) -> None:
    assert spread(text) is None


@given(st.text(max_size=80))
def test_any_string(text: str) -> None:
    assert number(text) is None or isinstance(number(text), Decimal)
    assert spread(text) is None or len(spread(text) or ()) == 2


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_mean_themselves(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["百", "千", "万", "亿", "千万", "万亿"]))
def test_number_words_multiply(value: int, words: str) -> None:
    assert number(f"{value}{words}") == value * magnitude(words)
