"""From what a time says to what it means: which year, whose fiscal year, and dates.

A `Teller` walks through one document in text order and remembers what was told: a bare 下半年 takes the
year in force in its sentence, 去年同期 the period told of before, 下一财季 the fiscal quarter told of before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extract.figures.times import alone, cues, lunar, relative, spans
from extract.figures.times.finding import Found
from extract.figures.times.fiscal import CALENDAR, FiscalYear
from extract.figures.times.point import END, LAST_TWO, START, Point
from extract.figures.times.spans import NOTHING, Span

_STOP = re.compile("[,;。\n]")
_MEMORY = 40  # times: nothing told longer ago is meant, and a sentence of a megabyte costs no more than another
_SHORT = 100  # days: 上个月 and 本季 give their year on
_RECENT = 60  # days: 1月8日 in a text of mid January is this year's, whatever year was told of before
_NO_PERIOD = ("same", "step", "day", "edge", "close", "year", "whole", "within")
_HALF_A_YEAR = 183  # days
_NOT_OVER = 120  # days: in the first months of a year, what begins later than this is hardly reported on yet


@dataclass(frozen=True, slots=True)
class Told:
    """A time told of before."""

    start: int
    end: int
    span: Span
    point: Point | None
    year: FiscalYear
    base: bool  # only what something is compared with: 由去年的 5 万


class Teller:
    """Resolves the times of one document in text order.

    `scopes` gives for an offset where its sentence and its claim begin and where the title of its document
    ends; `year_at` the fiscal year of the firm that the text speaks of there.
    """

    def __init__(
        self,
        text: str,
        today: date | None,
        scopes: Callable[[int], tuple[int, int, int]],
        year_at: Callable[[int], FiscalYear],
    ) -> None:
        self._text, self._today = text, today
        self._scopes, self._year_at = scopes, year_at
        self._told: list[Told] = []
        self._title: list[Told] = []
        self._unit = self._claim = self._head = 0

    def resolve(self, found: Found) -> Span:
        """The dates of a candidate; what it tells holds for those after it."""
        self._unit, self._claim, self._head = self._scopes(found.start)
        point = found.last or found.point
        if found.kind == "relative":
            said_so = self._told and self._text[found.start - 1 : found.start + 1] == "即本"  # 第一季度(即本季度)
            span = self._told[-1].span if said_so else self._relative(self._text[found.start : found.end])
        elif found.kind == "clock":
            day = self._day_told() or self._today
            span = day, day
        elif found.kind == "alone":
            span = (self._today and alone.TABLE.resolve(self._text[found.start : found.end], self._today)) or NOTHING
        elif found.kind == "fiscal":
            span, point = self._fiscal_step(found), Point("step", fiscal=True)
        else:
            span = self._points(found)
        if span != NOTHING:
            base = bool(cues.BASE.search(self._text[max(self._unit, found.start - 4) : found.start]))
            year = self._year_at(found.start) if point and point.fiscal else CALENDAR
            self._told.append(Told(found.start, found.end, span, point, year, base))
            if found.start < self._head:
                self._title = [*self._title[-_MEMORY:], self._told[-1]]
        return span

    def _points(self, found: Found) -> Span:
        assert found.point is not None
        first = self._point(found.point, found.start, found.end)
        if found.kind == "since":
            start, end = first[0], self._today
        elif found.kind == "now":
            start, end = self._today, first[1]
        elif found.last:
            start, end = first[0], self._last_of_range(found, first)[1]
        else:
            return first
        return NOTHING if start and end and start > end else (start, end)

    def _last_of_range(self, found: Found, first: Span) -> Span:
        """The second end takes the year of the first, or the next one where it lies before it (11月到2月)."""
        last = found.last
        assert last is not None
        if last.anchor == "force" and first[0]:
            return self._within(last, CALENDAR, first[0].year + (last.offset or 0))
        if not (last.bare and first[0]):
            return self._point(last, found.start, found.end)
        year = self._fiscal_or_calendar(last, found.start)
        number = year.year_of(first[0])
        span = self._within(last, year, number)
        return self._within(last, year, number + 1) if span[1] and span[1] < first[0] else span

    def _point(self, point: Point, start: int, end: int) -> Span:
        if point.level == "same":
            return self._same_period(point)
        if point.level == "day" and point.first == 0:
            return self._day_alone(point)
        year = self._fiscal_or_calendar(point, start)
        number = self._year(point, year, start, end)
        if number is None:
            return NOTHING
        return _limited(self._within(point, year, number), point)

    def _fiscal_or_calendar(self, point: Point, start: int) -> FiscalYear:
        """The firm's own year for a fiscal period, and for a bare 全年 or 第二季度 told beside one of the same name."""
        if point.fiscal:
            return self._year_at(start)
        if point.bare and point.level in ("whole", "quarter"):
            for t in reversed(self._since(self._claim)):
                if t.point and t.point.fiscal and self._takes_up(point, t, t.point):
                    return t.year
        return CALENDAR

    def _takes_up(self, point: Point, told: Told, fiscal: Point) -> bool:
        """Whether a bare 全年 or 第二季度 means the firm's own, told of before."""
        if point.level == "whole":
            return told.start >= self._unit
        return fiscal.level == "quarter" and fiscal.first == point.first and fiscal.bare

    @staticmethod
    def _within(point: Point, year: FiscalYear, number: int) -> Span:
        """The part of year `number` that `point` names."""
        if point.level in ("festival", "lunar"):
            return lunar.span(point, number)
        span = year.span(number, point.first, point.last)
        if point.nth and span[0]:
            return spans.nth_weekday(span[0], point.nth, point.weekday, point.day)
        if point.day and span[0]:
            return spans.between(span, point.day, point.last_day)
        if point.third and span[0] and span[1]:
            edge = span[0] if point.third == START else span[1]
            return spans.third(spans.months(edge.year, edge.month, edge.month), point.third)
        return span

    # Which year

    def _year(self, point: Point, year: FiscalYear, start: int, end: int) -> int | None:
        if point.year is not None:
            return point.year
        force = self._force()
        if point.offset is not None:
            if point.anchor == "force" and force and force.span[1]:
                return CALENDAR.year_of(force.span[1]) + point.offset
            if self._today is None:
                return None
            if point.fiscal and point.offset and (fiscal := self._fiscal_told()):
                return fiscal + point.offset
            return year.year_of(self._today) + point.offset
        if point.fiscal or year is not CALENDAR:
            return self._fiscal_year(point, year)
        return self._bare_year(point, force, start, end)

    def _fiscal_year(self, point: Point, year: FiscalYear) -> int | None:
        """Of a bare 第二财季: the fiscal year told of in the sentence, else the last that the quarter has begun in."""
        if told := self._fiscal_told():
            return told
        if self._today is None:
            return None
        number = year.year_of(self._today)
        begun = year.span(number, point.first, point.last)[0]
        return number if begun and begun <= self._today else number - 1

    def _fiscal_told(self) -> int | None:
        """The fiscal year named before in the sentence."""
        return next(
            (
                t.point.year
                for t in reversed(self._in_unit())
                if t.point and t.point.fiscal and t.point.year and not t.base
            ),
            None,
        )

    def _bare_year(self, point: Point, force: Told | None, start: int, end: int) -> int | None:
        if inside := self._inside_fiscal(point):
            return inside
        told = force.span[1] if force else None
        if self._today is None:
            return told.year if told else None
        own = lunar.year_of(self._today) if point.level == "lunar" else self._today.year
        here = self._within(point, CALENDAR, own)
        if point.level == "within":
            return own
        if point.level == "festival" and self._is_next(here, point, start, end):
            return own + 1
        if told and force and told.year != own and self._carries(point, force, here, told.year, start, end):
            return told.year
        if told and told.year == own and point.level in ("half", "whole"):
            return own
        return own - 1 if self._is_past(point, here, start, end) else own

    def _inside_fiscal(self, point: Point) -> int | None:
        """The year of a month that lies in the fiscal period told of in the sentence (`第三财季(止于12月)`)."""
        if point.level not in ("month", "day"):
            return None
        for t in reversed(self._in_unit()):
            if t.point and t.point.fiscal and t.span[0] and t.span[1]:
                for number in {t.span[1].year: 0, t.span[0].year: 0}:
                    begun = self._within(point, CALENDAR, number)[0]
                    if begun and t.span[0] <= begun <= t.span[1]:
                        return number
        return None

    def _carries(self, point: Point, force: Told, here: Span, number: int, start: int, end: int) -> bool:
        """Whether another year than the document's still holds for a bare part told behind it."""
        assert self._today is not None
        over = here[1] is not None and here[1] < self._today
        if number > self._today.year:
            if over and (point.level in ("month", "day") or self._reported(start, end)):
                return False
            whole_from_part = point.level == "whole" and force.point is not None and force.point.level != "year"
            return ";" not in self._text[force.end : start] and not whole_from_part
        within_month = force.point is not None and force.point.level == "month"
        if point.level == "day" and here[0] and not within_month and 0 <= (self._today - here[0]).days < _RECENT:
            return False
        if over and (force.base or cues.COMPARED.search(self._clause(start, end)[0])):
            return False
        if not over and self._ahead(start, end):
            return False
        back = self._within(point, CALENDAR, number)[0]
        return not (over and back and force.span[0] and back < force.span[0])

    def _is_next(self, here: Span, point: Point, start: int, end: int) -> bool:
        """Whether a festival long past this year must be the next one: `春节前备货` told in November."""
        assert self._today is not None
        past = here[1] is not None and (self._today - here[1]).days > _HALF_A_YEAR
        return past and (point.limit == "before" or self._ahead(start, end))

    def _is_past(self, point: Point, here: Span, start: int, end: int) -> bool:
        """Whether a part of the year still to come must be last year's: told in spring, as a fact."""
        assert self._today is not None
        if not (here[0] and here[1] and here[1] > self._today):
            return False
        before, after = self._clause(start, end)
        if here[0] > self._today and point.level != "edge" and cues.COMPARED.search(before):
            return True
        if self._ahead(start, end):
            return False
        spring = self._today.month <= 3
        if point.level in ("quarter", "month", "day", "close", "cum", "ending"):
            return (here[0] - self._today).days > _NOT_OVER and (spring or bool(cues.REPORTED.search(after)))
        return point.level in ("half", "whole") and spring and bool(cues.REPORTED.search(after[:8]))

    def _reported(self, start: int, end: int) -> bool:
        """Whether the clause reports what was."""
        return bool(cues.REPORTED.search(self._clause(start, end)[1])) and not self._ahead(start, end)

    def _ahead(self, start: int, end: int) -> bool:
        """Whether the clause speaks of what is to come."""
        before, after = self._clause(start, end)
        return bool(cues.AHEAD_BEFORE.search(before) or cues.AHEAD_AFTER.search(after))

    def _clause(self, start: int, end: int) -> tuple[str, str]:
        """What stands beside a time in its own clause."""
        before = self._text[max(self._unit, start - 14) : start]
        if stops := list(_STOP.finditer(before)):
            before = before[stops[-1].end() :]
        after = self._text[end : end + 24]
        stop = _STOP.search(after)
        return before, after[: stop.start()] if stop else after

    # What was told before

    def _in_unit(self) -> list[Told]:
        return self._since(self._unit)

    def _since(self, offset: int) -> list[Told]:
        """What was told from `offset` on, in order."""
        return [t for t in self._told[-_MEMORY:] if t.start >= offset]

    def _force(self) -> Told | None:
        """The time that gives the sentence its year: the last one with a year of its own that is no mere base."""
        base = None
        for t in reversed(self._in_unit()):
            if self._has_year(t):
                if not t.base:
                    return t
                base = base or t
        return base if base and self._today and base.span[1] and base.span[1].year < self._today.year else None

    @staticmethod
    def _has_year(told: Told) -> bool:
        """Whether it stands in one calendar year that others may take: no single day, fiscal period or 未来三年."""
        if told.span[1] is None:
            return False
        if told.point is None:
            return spans.length(told.span) < _SHORT
        return told.point.level not in ("same", "day", "festival", "lunar") and not told.point.fiscal

    def _same_period(self, point: Point) -> Span:
        """去年同期: the period told of before, in the year named or a year earlier; long periods before months."""
        for told in (self._in_unit(), self._since(self._claim), self._title, self._told[-_MEMORY:]):
            closed = [t for t in told if t.point and t.point.level not in _NO_PERIOD]
            long = [t for t in closed if spans.length(t.span) > 31]
            for t in reversed(long or closed):
                if point.year is not None and t.span[1]:
                    return spans.shift_span(t.span, 12 * (point.year - t.span[1].year))
                return spans.shift_span(t.span, 12 * (point.offset or -1))
        return NOTHING

    def _day_alone(self, point: Point) -> Span:
        """`15日`: of the month told of before in this claim, else of the document's."""
        for t in reversed(self._since(self._claim)):
            if t.span[0] and t.point and t.point.level in ("day", "month"):
                return spans.days(t.span[0].year, t.span[0].month, point.day, point.last_day)
        return spans.days(self._today.year, self._today.month, point.day, point.last_day) if self._today else NOTHING

    def _quarter_told(self) -> Span:
        """The quarter told of last in this claim, or the last fiscal one before it."""
        for t in reversed(self._since(self._claim) or self._told[-_MEMORY:]):
            if t.point and t.point.level in ("quarter", "ending") and (t.start >= self._claim or t.point.fiscal):
                return t.span
        return NOTHING

    def _day_told(self) -> date | None:
        """The single day told of last in the sentence."""
        return next((t.span[0] for t in reversed(self._in_unit()) if spans.length(t.span) == 1), None)

    def _relative(self, surface: str) -> Span:
        if self._today is None:
            return NOTHING
        day = self._day_told()
        reported = next((t.span for t in self._title if t.point and t.point.level == "quarter"), NOTHING)
        return (
            relative.TABLE.resolve(surface, relative.Standing(self._today, day, self._quarter_told(), reported))
            or NOTHING
        )

    def _fiscal_step(self, found: Found) -> Span:
        """上一财季, 下一财季: beside the fiscal quarter told of before, else beside that of the document's date."""
        word = self._text[found.start]
        step = {"上": -3, "下": 3}.get(word, 0)
        year = self._year_at(found.start)
        for t in reversed(self._told[-_MEMORY:]):
            if t.point and t.point.fiscal and t.point.level == "quarter" and t.year == year:
                return spans.shift_span(t.span, step)
        if self._today is None:
            return NOTHING
        number = year.year_of(self._today)
        quarters = [year.span(number, n, n + 2) for n in (1, 4, 7, 10)]
        now = next((q for q in quarters if q[1] and self._today <= q[1]), NOTHING)
        return spans.shift_span(now, step)


def _limited(span: Span, point: Point) -> Span:
    """Before or after a point: `2027 年之前` ends with 2026, `年底前` with the year; `2028 年以后` begins with 2028."""
    start, end = span
    if point.limit == "before":
        closing = point.third in (END, LAST_TWO) or (point.level == "edge" and point.first == 12)
        return None, end if closing else start and spans.shift_days(start, -1)
    if point.limit == "from":
        return start, None
    if point.limit == "after":
        return end and spans.shift_days(end, 1), None
    return span
