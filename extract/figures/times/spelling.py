"""What the spellings of calendar points are made of: how years, months and days are written, and what they become."""

from __future__ import annotations

import re

from extract.figures.times.point import END, FIRST_HALF, FIRST_TWO, LAST_HALF, LAST_TWO, MIDDLE, START, Point, small

THIRDS = {"初": START, "中": MIDDLE, "底": END, "末": END, "上旬": START, "中旬": MIDDLE, "下旬": END}
THIRDS |= {"上中旬": FIRST_TWO, "中上旬": FIRST_TWO, "中下旬": LAST_TWO, "上半月": FIRST_HALF, "下半月": LAST_HALF}

BLANK = " {0,2}"
YEAR = "(?:19[89]|20[0-5])[0-9]"  # in digits alone; before 年 a year may be any
MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
DAY = "3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九]"
UPTO = f"{BLANK}(?:-|~|至|到){BLANK}"
MONTH_NAME = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NO_DIGIT = r"(?<!\d)(?<!\d\.)"


def full_year(text: str) -> int:
    """`2025`, `25` and `二〇二五` are 2025, `98` is 1998."""
    digits = text if text.isdecimal() else "".join(str(small(c)) for c in text)
    return int(digits) + ((1900 if int(digits) > 59 else 2000) if len(digits) < 3 else 0)


def month_named(name: str) -> int:
    """The number of an English month by its name, in full or short."""
    return _MONTHS.index(name[:3].lower()) + 1


def year_of(m: re.Match[str]) -> Point:
    return Point(year=full_year(m[1]))


def half(which: int, third: str | None = None) -> Point:
    return Point("half", first=6 * which - 5, last=6 * which, third=THIRDS.get(third or "", 0))


def quarter_of(which: str) -> Point:
    return Point("quarter", first=3 * int(which) - 2, last=3 * int(which))


def date_of(year: str | None, month: str, day: str, last: str | None = None) -> Point:
    return Point(
        "day",
        year=full_year(year) if year else None,
        first=small(month),
        last=small(month),
        day=small(day),
        last_day=small(last or day),
    )
