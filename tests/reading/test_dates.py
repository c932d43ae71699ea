"""Publication dates of rows and options."""

from datetime import date, datetime

import pytest

from extract.reading import iso_date

GOOD = [
    (None, None),
    ("2025-05-25", "2025-05-25"),
    (" 2025-05-25 ", "2025-05-25"),
    ("2025-05-25T23:31", "2025-05-25T23:31"),
    ("2025-05-25 23:31:59.123", "2025-05-25T23:31"),
    ("2025-05-25T23:31:00Z", "2025-05-25T23:31"),
    ("2025-05-25T23:31+08:00", "2025-05-25T23:31"),
    (date(2025, 5, 25), "2025-05-25"),
    (datetime(2025, 5, 25, 23, 31, 7), "2025-05-25T23:31"),
]


@pytest.mark.parametrize(("given", "expected"), GOOD)
def test_iso_date(given, expected):
    assert iso_date(given) == expected


@pytest.mark.parametrize(
    "given", ["", "2025", "2025-5-25", "2025/05/25", "2025-02-30", "2025-05-25T25:00", "２０２５-05-25", "昨天"]
)
def test_no_date(given):
    with pytest.raises(ValueError, match="no date like"):
        iso_date(given)
