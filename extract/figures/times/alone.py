"""Times that only a string by itself is asked for: `三天前`, `第52周`, `周末`, `29号`, `九十年代`, `21世纪`.

In a document they are mostly told of something else (`三天后` of a story's day, `90年代` of history) or are no
time at all (`3号楼`). A handler gets the match and the date of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from extract.figures.numerals import number
from extract.figures.times.spans import (
    NOTHING,
    Span,
    days,
    months,
    plan_year,
    quarter_of,
    shift_days,
    shift_months,
    week_of,
    years,
)
from extract.figures.times.table import Table

Handler = Callable[[re.Match[str], date], Span]

_HAN = "[一二两三四五六七八九十]{1,3}"
_COUNT = rf"(?P<count>\d{{1,3}}|{_HAN}|半)"
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS = {"月": 1, "年": 12}
_YEARS = {"去": -1, "今": 0, "明": 1, "": 0}
_STEPS = {"上": -1, "本": 0, "这": 0, "下": 1}
_OF_CENTURY = r"(?:(?P<decade>\d0|[一二三四五六七八九]十)年代|(?P<edge>初|末))?"


def _away(m: re.Match[str], today: date) -> Span:
    """`三天前`, `两周后`: that day; `三个月后` the same day of that month."""
    count = number(m["count"])
    if count is None:
        return NOTHING
    by = -count if m["way"].endswith("前") else count
    unit = m["unit"]
    months_away = unit in _MONTHS
    day = shift_months(today, int(by * _MONTHS[unit])) if months_away else shift_days(today, int(by * _DAYS[unit]))
    return day, day


def _week(m: re.Match[str], today: date) -> Span:
    """`第52周` of the ISO calendar, of the year said or the reader's."""
    year = int(m["year"]) if m["year"] else today.year + _YEARS[m["which"] or ""]
    count = _whole(m["count"]) or 0
    return week_of(date(year, 1, 4), count - 1) if 1 <= count <= 53 else NOTHING


def _weekend(m: re.Match[str], today: date) -> Span:
    start, end = week_of(today)
    return start and shift_days(start, 5), end


def _here(m: re.Match[str], today: date) -> Span:
    """`当天`, `当月`, `当季`, `当年`: what holds today."""
    if m["unit"] in ("天", "日"):
        return today, today
    if m["unit"] == "季":
        return quarter_of(today)
    return years(today.year, today.year) if m["unit"] == "年" else months(today.year, today.month, today.month)


def _day(m: re.Match[str], today: date) -> Span:
    """`29号` of this month."""
    return days(today.year, today.month, int(m["day"]), int(m["day"]))


def _date(m: re.Match[str], today: date) -> Span:
    """`五月二十一` of this year."""
    day = _whole(m["day"]) or 0
    return days(today.year, _whole(m["month"]) or 0, day, day)


def _plan(m: re.Match[str], today: date) -> Span:
    """`十四五`, the fourteenth five-year plan: 2021 to 2025."""
    first = plan_year(m["plan"])
    return years(first, first + 4)


def _century(m: re.Match[str], today: date) -> Span:
    """`21世纪` is 2001 to 2100, its `90年代` 2090 to 2099, its beginning and end ten years each."""
    number_ = _whole(m["count"]) if m["count"] else today.year // 100 + 1 + _STEPS[m["which"][0]]
    if number_ is None:
        return NOTHING
    first = 100 * number_ - 100
    if m["decade"]:
        tens = first + (_whole(m["decade"]) or 0)
        return years(tens, tens + 9)
    if m["edge"]:
        return years(first + 1, first + 10) if m["edge"] == "初" else years(first + 91, first + 100)
    return years(first + 1, first + 100)


def _decade(m: re.Match[str], today: date) -> Span:
    """`2010年代`; `八十年代` is of the century before."""
    if m["year"]:
        first = int(m["year"])
    else:
        tens = _whole(m["decade"]) or 0
        first = (2000 if tens <= today.year % 100 else 1900) + tens
    return years(first, first + 9)


def _whole(text: str) -> int | None:
    value = number(text)
    return int(value) if value is not None else None


_FORMS: tuple[tuple[str, Handler], ...] = (
    (rf"{_COUNT} ?(?P<unit>天|日|周|星期|礼拜)(?P<way>之?前|以前|之?后|以后)", _away),
    (rf"{_COUNT} ?个?(?P<unit>(?<=个)(?:月|星期|礼拜)|年)(?P<way>之?后|以后)", _away),
    (rf"(?:(?P<year>(?:19|20)\d\d) ?年|(?P<which>[去今明])年)?的?第 ?{_COUNT} ?(?:周|个?星期)", _week),
    (r"(?<![上下个本这])周末", _weekend),
    (r"当(?P<unit>[天日月季年])(?!度)", _here),
    (r"(?<![\d第])(?P<day>3[01]|[12]\d|[1-9])号(?![楼机线院店])", _day),
    (
        r"(?<![\d一二三四五六七八九十])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
        r"(?P<day>3[01]|[12]\d|[1-9]|三十一?|二?十[一二三四五六七八九]?)(?=$|[ ,。;、])",
        _date,
    ),
    (r"(?<![一二两三四五六七八九十])十(?P<plan>[二三四五六])五(?=$|[ ,。;、的目收开])", _plan),
    (r"(?P<count>半)(?P<unit>年)(?P<way>之?[前后]|以[前后])", _away),
    (rf"(?:(?P<count>\d{{1,2}}|{_HAN})|(?P<which>上个?|本|这个?|下个?))世纪{_OF_CENTURY}", _century),
    (r"(?P<year>(?:19|20)\d0)年代|(?<!\d)(?P<decade>\d0|[一二三四五六七八九]十)年代", _decade),
)

#: The times that only a text read alone tells; resolved for a reader on a date.
TABLE = Table(_FORMS)
