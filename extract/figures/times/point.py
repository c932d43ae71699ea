"""What a point on the calendar says of itself, and how one spelling of it is described."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extract.figures.numerals import number

#: Parts of a month: 上旬, 中旬, 下旬, 上中旬, 中下旬, 上半月, 下半月.
START, MIDDLE, END, FIRST_TWO, LAST_TWO, FIRST_HALF, LAST_HALF = range(1, 8)


@dataclass(frozen=True, slots=True)
class Point:
    """What a point says of itself.

    `year` is a calendar or fiscal year as written. Without one, `offset` counts from the year that
    `anchor` names: that of the document's date, or the one in force in the sentence. The part of the
    year is `first` to `last`, months counted from the first of that (fiscal) year; `third` keeps the
    first, middle or last ten days of it, or two of these, `day` and `last_day` single days.

    `level` is what it names: year, half, quarter, month, day, season, cum (前三季度), ending (12月季, a quarter by its
    last month), edge (年初, 年底), close (年末), whole (全年), within (年内), same (同期), festival (春节) and lunar
    (正月初三). A short (26年), shared (25-27年), lone (2026) or code (260413) one needs its neighbourhood to be a
    time at all; none is none.
    """

    level: str = "year"
    year: int | None = None
    offset: int | None = None
    anchor: str = ""  # published, force
    fiscal: bool = False
    first: int = 1
    last: int = 12
    third: int = 0
    day: int = 0
    last_day: int = 0
    limit: str = ""  # before, from, after
    nth: int = 0  # of a festival: which `weekday` (1 is Monday) of the month it is, `day` days further on
    weekday: int = 0
    name: str = ""  # of a solar term or a moveable feast
    leap: bool = False  # a leap month of the lunar calendar
    behind: int = 0  # of a festival's holidays: days from the festival to their beginning
    long: int = 0  # and how many days more than one they are

    @property
    def bare(self) -> bool:
        """Whether the year must come from elsewhere."""
        return self.year is None and self.offset is None


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling. `before` and `after` are assertions on its neighbours, left out when a surface is read."""

    core: str
    read: Callable[[re.Match[str]], Point]
    before: str = ""
    after: str = ""


def small(text: str) -> int:
    """A small number as written: `3`, `三`, `十二`, `首`; 0 where it is none."""
    value = number("一" if text == "首" else text)
    return int(value) if value is not None else 0


def onset(patterns: Iterable[str]) -> tuple[str, str]:
    """What names in some regular expressions begin with: the first characters, and those that may follow."""
    names = [name for pattern in patterns for name in re.sub(r"\(.*?\)", "", pattern).split("|")]
    words = [name for name in names if len(name) > 1 and not name[0].isdecimal()]
    first, second = ("".join(sorted({word[n] for word in words})) for n in (0, 1))
    return first, f"(?=[{second}])"
