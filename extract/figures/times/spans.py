"""Calendar arithmetic. A span is a pair of dates, both inclusive; an open or impossible end is None."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date | None, date | None]

NOTHING: Span = (None, None)


def months(year: int, first: int, last: int) -> Span:
    """Whole months. They count from January of `year` and may run past it: 10 to 14 is October to February."""
    start, end = first_of(year, first), first_of(year, last)
    if start is None or end is None:
        return NOTHING
    return start, end.replace(day=monthrange(end.year, end.month)[1])


def years(first: int, last: int) -> Span:
    """Whole years."""
    return months(first, 1, 12 * (last - first + 1))


def nth_weekday(month: date, nth: int, weekday: int, behind: int) -> Span:
    """The `nth` weekday (1 is Monday) of the month that begins with `month`, and `behind` days further on."""
    day = shift_days(month, (weekday - 1 - month.weekday()) % 7 + 7 * (nth - 1) + behind)
    return day, day


def first_of(year: int, month: int) -> date | None:
    """The first day of a month; month 13 is January of the next year, month 0 December of the year before."""
    extra, index = divmod(month - 1, 12)
    return date(year + extra, index + 1, 1) if 1 <= year + extra <= 9999 else None


_THIRDS = ((1, 10), (11, 20), (21, 0), (1, 20), (11, 0), (1, 15), (16, 0))  # 0: to the end of the month


def third(month: Span, which: int) -> Span:
    """Of a one-month span: 上旬, 中旬, 下旬 (all from the 21st), two of these, or a half, by the numbers of `point`."""
    start, end = month
    if start is None or end is None:
        return NOTHING
    first, last = _THIRDS[which - 1]
    return start.replace(day=first), end.replace(day=last) if last else end


def days(year: int, month: int, first: int, last: int) -> Span:
    """Days of one month; nothing for a day that the month does not have (2月30日)."""
    return between(months(year, month, month), first, last) if 1 <= month <= 12 else NOTHING


def between(span: Span, first: int, last: int) -> Span:
    """From day `first` of the span's first month to day `last` of its last; nothing where there is no such day."""
    start, end = span
    try:
        return (start.replace(day=first), end.replace(day=last)) if start and end else NOTHING
    except ValueError:
        return NOTHING


def shift_months(day: date, by: int) -> date | None:
    """The same day of another month, or that month's last day."""
    target = first_of(day.year, day.month + by)
    return target and target.replace(day=min(day.day, monthrange(target.year, target.month)[1]))


def shift_days(day: date, by: int) -> date | None:
    """`by` days later, or earlier where negative; None beyond the calendar."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return None


def shift_span(span: Span, by: int) -> Span:
    """The same span, `by` months later; a span that ended with its month still does."""
    start, end = span
    if end is None:
        return start and shift_months(start, by), None
    moved = shift_months(end, by)
    if moved and end.day == monthrange(end.year, end.month)[1]:
        moved = moved.replace(day=monthrange(moved.year, moved.month)[1])
    return start and shift_months(start, by), moved


def quarter_of(day: date) -> Span:
    """The calendar quarter that holds `day`."""
    first = (day.month - 1) // 3 * 3 + 1
    return months(day.year, first, first + 2)


def week_of(day: date, by: int = 0) -> Span:
    """Monday to Sunday of the week that holds `day`, or of the week `by` weeks later."""
    monday = shift_days(day, 7 * by - day.weekday())
    return monday, monday and shift_days(monday, 6)


def length(span: Span) -> int:
    """Days in a closed span, 0 for any other."""
    start, end = span
    return (end - start).days + 1 if start and end else 0


def plan_year(numeral: str) -> int:
    """The first year of a five-year plan by its numeral: 四 of 十四五 is 2021."""
    return 2021 + 5 * ("一二三四五六".index(numeral) - 3)
