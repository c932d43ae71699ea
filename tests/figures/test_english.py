"""Figures of English sentences: noun phrase before the verb, names only as subjects."""

from __future__ import annotations

import pytest
from marked import read


@pytest.mark.parametrize(
    ("source", "metrics"),
    [
        ("Data center revenue rose 12% to $39 billion in the quarter.", ["Data center revenue", "Data center revenue"]),
        ("The company reported that its gross margin was 46% last year.", ["gross margin"]),
        ("Grid connection spending has increased by 220%.", ["Grid connection spending"]),
        ("It sold about 300 million units.", [None]),
    ],
)
def test_metric(source: str, metrics: list[str | None]) -> None:
    assert [f.metric for f in read(source).figures] == metrics


@pytest.mark.parametrize(
    ("source", "subject"),
    [
        ("<C 鸿远芯>Hongyuan</C> said revenue grew 12%.", "鸿远芯"),
        ("Analysts said revenue of the sector grew 12%.", None),
    ],
)
def test_subject(source: str, subject: str | None) -> None:
    assert read(source).figures[-1].subject == subject


@pytest.mark.parametrize(
    ("source", "trend", "forecast"),
    [
        ("Quarterly revenue fell 12%.", "down", False),
        ("The firm expects revenue growth of 12%.", None, True),
    ],
)
def test_told(source: str, trend: str | None, forecast: bool) -> None:
    figure = read(source).figures[-1]
    assert (figure.trend, figure.forecast) == (trend, forecast)
