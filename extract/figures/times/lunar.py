"""The lunisolar calendar and the moveable feasts: 春节, 农历八月十五, 冬至, 复活节 as days of the Gregorian calendar.

Lunar dates and solar terms come from `borax`, which knows the years 1900 to 2100; beyond them nothing is told.
Festivals stand in `lunar.tsv`. A festival belongs to the calendar year it falls in (2025年除夕 is 28 January 2025),
a lunar date to its lunar year (2025年腊月二十三 is 10 February 2026).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from extract.figures.times.point import Form, Point, onset, small
from extract.figures.times.spans import NOTHING, Span

_LINES = files(__package__).joinpath("lunar.tsv").read_text("utf8").splitlines()
_ROWS = [line.split("\t") for line in _LINES if line and not line.startswith("#")]
_TERMS = (
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至"),
    *("小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"),
)
_WEATHER = ("大雪", "小雪", "大寒", "小寒", "雨水", "白露", "小满", "大暑", "小暑")  # words first of all
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
LUNAR_MONTH = "正|冬|腊|1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]"
LUNAR_DAY = "初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|1\\d|2\\d|30"
_NAMED = "农历|阴历|旧历|夏历"


@lru_cache(maxsize=512)
def day_of(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """The day of a lunar date; day 0 is the last of the month."""
    from borax.calendars.lunardate import LCalendars, LunarDate

    try:
        day = day or LCalendars.ndays(year, month, int(leap))
        found: date = LunarDate(year, month, day, int(leap)).to_solar_date()
    except ValueError:
        return None
    return found


@lru_cache(maxsize=64)
def year_of(day: date) -> int:
    """The lunar year that holds `day`."""
    new_year = day_of(day.year, 1, 1)
    return day.year - 1 if new_year and day < new_year else day.year


@lru_cache(maxsize=256)
def _term(year: int, name: str) -> date | None:
    from borax.calendars.lunardate import TermUtils

    try:
        found: date = TermUtils.nth_term_day(year, _TERMS.index(name))
    except ValueError:
        return None
    return found


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def span(point: Point, year: int) -> Span:
    """The days of a `lunar` point in `year`."""
    if point.name == "复活节":
        start = easter(year) if 1583 <= year <= 9999 else None
    elif point.name:
        start = _term(year, point.name)
    elif point.level == "festival":
        days = (day_of(year - back, point.first, point.day) for back in (0, 1))
        start = next((day for day in days if day and day.year == year), None)
    elif point.day:
        start = day_of(year, point.first, point.day, point.leap)
    else:
        start, end = day_of(year, point.first, 1, point.leap), day_of(year, point.first, 0, point.leap)
        return start, end
    if start is None:
        return NOTHING
    try:
        return start + timedelta(days=point.behind), start + timedelta(days=point.behind + point.long)
    except OverflowError:
        return NOTHING


def lunar_date(leap: str | None, month: str, day: str | None) -> Point:
    """`农历八月十五`, `正月初三`, `闰六月初一`, `腊月`."""
    written = small(day.removeprefix("初")) if day else 0
    return Point("lunar", first=_LUNAR_MONTHS.get(month) or small(month), day=written, leap=bool(leap))


def _date(m: re.Match[str]) -> Point:
    return lunar_date(m[1], m[2], m[3])


def _festival(row: list[str]) -> Form:
    name, month, day = row[0], int(row[1]), int(row[2])
    behind, long = (int(row[3]), int(row[4])) if len(row) > 3 else (0, 0)
    point = Point("festival", first=month, day=day, behind=behind, long=long)
    return Form(name, lambda m: point)


FESTIVALS = tuple(map(_festival, _ROWS))
DATES = (
    Form(rf"(?:{_NAMED})(?:的)?(闰)?({LUNAR_MONTH})月份?({LUNAR_DAY})?日?", _date),
    Form(rf"(闰)({LUNAR_MONTH})月({LUNAR_DAY})?", _date),
    Form(rf"()(正|冬|腊)月({LUNAR_DAY})?", _date, before="(?<![改过一二三四五六七八九十])", after="(?!里)"),
    Form(
        rf"()({LUNAR_MONTH})月(初[一二三四五六七八九十])",
        _date,
        before=r"(?<![\d一二三四五六七八九十])",
        after="(?![年月个期次季周百千万])",
    ),
)
TERMS = (
    Form(
        rf"({'|'.join(t for t in _TERMS if t not in _WEATHER)})(?:节气|节|时节)?",
        lambda m: Point("festival", name=m[1]),
        after="(?![村镇县区路门湖岛])",
    ),
    Form(rf"({'|'.join(_WEATHER)})节气", lambda m: Point("festival", name=m[1])),
    Form("(复活节)", lambda m: Point("festival", name=m[1])),
)
#: What a lunar time begins with, beyond months: asked before the long alternation is tried.
ONSET = onset(row[0] for row in _ROWS)
ONSET_ALONE = onset([_NAMED, *_TERMS, "正月", "冬月", "腊月", "复活"])
