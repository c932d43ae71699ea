"""`parse_figures` and `parse_times` answer any string: arbitrary Unicode, and pieces of the cases put together anew."""

from __future__ import annotations

import random

import test_calendar
import test_currencies
import test_dates
import test_money
import test_more_numbers
import test_more_times
import test_numbers
import test_quantities
import test_shares
import test_spans
import test_unit_names

import extract

PIECES = [
    text
    for module in (
        *(test_calendar, test_dates, test_more_times, test_spans),
        *(test_currencies, test_money, test_more_numbers, test_numbers, test_quantities, test_shares, test_unit_names),
    )
    for text, _ in module.CASES
]
DATES = (None, "2025-05-21", "0001-01-01", "9999-12-31", "2024-02-29T23:59", "no date")
JOINTS = ("", " ", ",", "、", "至", "-", "/", ".", "和", "约", "超", "(", ")", "\n", "|", "负", "±", "第", "个", "半")


def string(random_: random.Random) -> str:
    """One string of up to some sixty characters; a third of them of arbitrary code points, surrogates among them."""
    if random_.random() < 1 / 3:
        return "".join(chr(random_.randrange(0x110000)) for _ in range(random_.randrange(40)))
    parts = []
    for _ in range(random_.randrange(1, 8)):
        piece = random_.choice(PIECES)
        cut = random_.randrange(len(piece) + 1)
        parts += [random_.choice((piece, piece[:cut], piece[cut:])), random_.choice(JOINTS)]
    return "".join(parts)


def check(seed: int, count: int) -> None:
    """Parse `count` strings; every figure and time must stand in its string, in order and without overlap."""
    random_ = random.Random(seed)
    for _ in range(count):
        text = string(random_)
        for found in (extract.parse_figures(text), extract.parse_times(text, random_.choice(DATES))):
            at = 0
            for item in found:
                assert at <= item.start < item.end <= len(text), text
                at = item.end


def test_strings_put_together_anew(long: bool) -> None:
    check(seed=5, count=100_000 if long else 1000)
