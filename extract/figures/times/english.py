"""English times, for strings by themselves: `today`, `last quarter`, `Sept`, `Mar 5`, `3 days ago`, `1990s`, `YTD`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from extract.figures.times.spans import (
    Span,
    days,
    months,
    quarter_of,
    shift_days,
    shift_months,
    shift_span,
    week_of,
    years,
)
from extract.figures.times.spelling import MONTH_NAME, month_named

Handler = Callable[[re.Match[str], date], Span]

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_STEPS = {"last": -1, "this": 0, "next": 1}
_NUMBERS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NO_YEAR = r"(?!,? ?(?:19|20)\d\d)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"


def _day(m: re.Match[str], today: date) -> Span:
    day = shift_days(today, _DAYS[m[0].lower().removeprefix("the ")])
    return day, day


def _step(m: re.Match[str], today: date) -> Span:
    """`last week`, `this month`, `next quarter`, `last year`."""
    by, unit = _STEPS[m["step"].lower()], m["unit"].lower()
    if unit == "week":
        return week_of(today, by)
    if unit == "quarter":
        return shift_span(quarter_of(today), 3 * by)
    if unit == "month":
        return shift_span(months(today.year, today.month, today.month), by)
    return years(today.year + by, today.year + by)


def _weekday(m: re.Match[str], today: date) -> Span:
    monday = week_of(today, _STEPS[(m["step"] or "this").lower()])[0]
    day = monday and shift_days(monday, _WEEKDAYS.index(m["weekday"][:3].lower()))
    return day, day


def _month(m: re.Match[str], today: date) -> Span:
    month = month_named(m["month"])
    if m["day"]:
        return days(today.year, month, int(m["day"]), int(m["day"]))
    return months(today.year, month, month_named(m["last"]) if m["last"] else month)


def _away(m: re.Match[str], today: date) -> Span:
    """`3 days ago`, `two weeks later`, `in 5 months`."""
    count = int(m["count"]) if m["count"].isdigit() else max(1, _NUMBERS.index(m["count"].lower()))
    by, unit = (-count if m["way"] and m["way"].lower() == "ago" else count), m["unit"].lower()
    if unit in ("month", "year"):
        day = shift_months(today, by * (12 if unit == "year" else 1))
    else:
        day = shift_days(today, by * (7 if unit == "week" else 1))
    return day, day


def _decade(m: re.Match[str], today: date) -> Span:
    first = int(m["year"])
    return years(first, first + 9)


def _to_date(m: re.Match[str], today: date) -> Span:
    return months(today.year, 1, 1)[0], today


_UNIT = "(?P<unit>day|week|month|year)s?"
_FORMS: tuple[tuple[str, Handler], ...] = (
    (r"(?i:(?:the )?day (?:before yesterday|after tomorrow)|today|tonight|yesterday|tomorrow)", _day),
    (r"(?i:(?P<step>last|this|next) (?P<unit>week|month|quarter|year))", _step),
    (rf"(?i:(?:(?P<step>last|this|next) )?{_WEEKDAY})", _weekday),
    (rf"(?i:{_COUNT} {_UNIT} (?P<way>ago|later|from now))", _away),
    (rf"(?i:in {_COUNT} {_UNIT}(?P<way>))", _away),
    (
        rf"(?P<month>{MONTH_NAME})\.? (?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?P<last>)(?![\d%]){_NO_YEAR}",
        _month,
    ),
    (
        rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH_NAME})(?P<last>){_NO_YEAR}",
        _month,
    ),
    (
        rf"(?P<month>(?!May\b){MONTH_NAME})(?P<day>)(?:(?: ?- ?| to )(?P<last>{MONTH_NAME}))?"
        r"(?!\.?,? ?['-]?\d| ?- ?[A-Z])",
        _month,
    ),
    (r"(?P<year>(?:18|19|20)\d0)'?s", _decade),
    ("YTD", _to_date),
)
#: Spellings with their handlers; each begins and ends with a word of its own.
FORMS = tuple((rf"(?<![A-Za-z\d])(?:{pattern})(?![A-Za-z\d])", handler) for pattern, handler in _FORMS)
