"""Year and part in one word: `2025-10-16`, `20251016`, `3Q25`, `1H26`, `Q3'25`, `2026-04`."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.figures.times.lunar import LUNAR_DAY, LUNAR_MONTH, lunar_date
from extract.figures.times.point import Form, Point
from extract.figures.times.spelling import (
    MONTH_NAME,
    NO_DIGIT,
    UPTO,
    YEAR,
    date_of,
    full_year,
    half,
    month_named,
    quarter_of,
    year_of,
)

_YMD = r"(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)"
_SHORT_YEAR = r"((?:20)?[0-4]\d)[EA]?(?![\d.%A-Za-z])"

_M, _D = "(1[0-2]|0?[1-9])", r"(3[01]|[12]\d|0?[1-9])"
_NOT_ON = r"(?![\d/]|\.\d)"


def _days(year: str | None, first: tuple[str, str], last: tuple[str, str]) -> Point:
    """`2025/5/1-5/10`: month and day of both ends."""
    return Point(
        "day",
        year=full_year(year) if year else None,
        first=int(first[0]),
        last=int(last[0]),
        day=int(first[1]),
        last_day=int(last[1]),
    )


def _months(m: re.Match[str]) -> Point:
    """`2024.12-2025.3`; `2025.3` alone could be any number."""
    years = int(m[3]) - int(m[1])
    return Point("month", year=int(m[1]), first=int(m[2]), last=int(m[4]) + 12 * years) if years >= 0 else Point("none")


def _two_years(m: re.Match[str]) -> Point:
    """`2024-25年`, `25/26年`."""
    first, last = full_year(m[1]), full_year(m[2])
    near = 0 < last - first < (3 if "/" in m[0] else 12)
    return Point(year=first, last=12 * (last - first + 1)) if near else Point("none")


def _english_day(year: str, month: str, day: str) -> Point:
    return date_of(year, str(month_named(month)), day)


def _english_months(m: re.Match[str]) -> Point:
    first, last = month_named(m[1]), month_named(m[2] or m[1])
    return Point("month", year=full_year(m[3] or m[4]), first=first, last=last if last >= first else last + 12)


WHOLES = (
    Form(
        rf"({YEAR})[/.]{_M}[/.]{_D}{UPTO}{_M}[/.]{_D}",
        lambda m: _days(m[1], (m[2], m[3]), (m[4], m[5])),
        before=r"(?<![\d./])(?<![A-Za-z]-)",
        after=_NOT_ON,
    ),
    Form(rf"({YEAR})\.{_M}{UPTO}({YEAR})\.{_M}", _months, before=r"(?<![\d./A-Za-z])", after=_NOT_ON),
    Form(rf"({YEAR}){UPTO}([0-4]\d) ?年度?", _two_years, before=NO_DIGIT, after="(?!代)"),
    Form(r"([0-3]\d)/([0-3]\d) ?年度?", _two_years, before=rf"{NO_DIGIT}(?<![A-Za-z/$-])", after="(?![代期])"),
    Form(
        rf"({MONTH_NAME})\.? ?(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? ?({YEAR})",
        lambda m: _english_day(m[3], m[1], m[2]),
        before="(?<![A-Za-z])",
        after=r"(?!\d)",
    ),
    Form(
        rf"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)?[ -]?({MONTH_NAME})\.?,?[ -]?({YEAR}|(?<=-)[0-4]\d)",
        lambda m: _english_day(m[3], m[2], m[1]),
        before=r"(?<![\dA-Za-z])",
        after=r"(?!\d)",
    ),
    Form(
        rf"({MONTH_NAME})\.?(?: ?- ?({MONTH_NAME})\.?)?,?(?: ?({YEAR})| ?['-]([0-4]\d))",
        _english_months,
        before="(?<![A-Za-z])",
        after=r"(?!\d)",
    ),
    Form(
        rf"({YEAR})(?:-|/|\.)(1[0-2]|0?[1-9])(?:-|/|\.)(3[01]|[12]\d|0?[1-9])(?!\d)",
        lambda m: date_of(m[1], m[2], m[3]),
        before=r"(?<![\d./])(?<![A-Za-z]-)",
    ),
    Form(
        rf"(2\d){_YMD}",
        lambda m: replace(date_of(m[1], m[2], m[3]), level="code"),
        before=rf"{NO_DIGIT}(?<![A-Za-z/$-])",
    ),
    Form(rf"({YEAR}){_YMD}", lambda m: date_of(m[1], m[2], m[3]), before=r"(?<![\dA-Za-z./-])"),
    Form(
        rf"({YEAR})(?:-(?=\d\d)|/)(1[0-2]|0?[1-9])(?![\d/]|-(?!20\d\d))",
        lambda m: Point("month", year=int(m[1]), first=int(m[2]), last=int(m[2])),
        before=r"(?<![\dA-Za-z./])(?<![A-Za-z]-)",
    ),
    Form(
        r"(?:Q([1-4])|([1-4])Q) ?F[Yy] ?'?((?:20)?\d\d)(?!\d)",
        lambda m: replace(quarter_of(m[1] or m[2]), year=full_year(m[3]), fiscal=True),
        before=r"(?<![\dA-Za-z])",
    ),
    Form(
        r"(?:F([1-4])Q|F[Yy]([1-4])Q)'?(2\d)(?!\d)",
        lambda m: replace(quarter_of(m[1] or m[2]), year=full_year(m[3]), fiscal=True),
        before=r"(?<![\dA-Za-z])",
    ),
    Form(
        rf"(?:Q([1-4])(?: ?'| (?=20\d\d))|([1-4])Q'?){_SHORT_YEAR}",
        lambda m: replace(quarter_of(m[1] or m[2]), year=full_year(m[3])),
        before=r"(?<![\dA-Za-z.])",
    ),
    Form(
        rf"([12])H'?{_SHORT_YEAR}",
        lambda m: replace(half(int(m[1])), year=full_year(m[2])),
        before=r"(?<![\dA-Za-z.])",
    ),
    Form(
        rf"([369])M'?{_SHORT_YEAR}",
        lambda m: Point("cum", last=int(m[1]), year=full_year(m[2])),
        before=r"(?<![\dA-Za-z.])",
    ),
    Form(r"(20[0-4]\d|[2-3]\d)[EAe](?![A-Za-z\d])", year_of, before=rf"{NO_DIGIT}(?<![A-Za-z$-])"),
)

#: The same for a string by itself: `3/5/2024`, `31/12/2024`, `5/1`, `5/1-5/10`, `农历2024年八月十五`.
ALONE = (
    Form(rf"{_M}/{_D}/({YEAR})", lambda m: date_of(m[3], m[1], m[2]), before=r"(?<![\d./])", after=_NOT_ON),
    Form(
        rf"(3[01]|2\d|1[3-9])/{_M}/({YEAR})", lambda m: date_of(m[3], m[2], m[1]), before=r"(?<![\d./])", after=_NOT_ON
    ),
    Form(
        rf"{_M}/{_D}{UPTO}{_M}/(3[01]|[12]\d)",
        lambda m: _days(None, (m[1], m[2]), (m[3], m[4])),
        before=r"(?<![\d./])",
        after=_NOT_ON,
    ),
    Form(
        rf"{_M}/{_D}",
        lambda m: date_of(None, m[1], m[2]),
        before=r"(?<![^在于从自到至,。])",
        after=r"(?=$|[,。;日号]|之?[前后])",
    ),
    Form(
        rf"(?:农历|阴历) ?({YEAR}) ?年(闰)?({LUNAR_MONTH})月({LUNAR_DAY})",
        lambda m: replace(lunar_date(m[2], m[3], m[4]), year=int(m[1])),
    ),
)
