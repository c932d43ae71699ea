"""One pass over the folded text for all that may be a time, and the checks that need its neighbourhood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from extract.figures.times import alone, clock, cues, forms, onsets, relative
from extract.figures.times.point import Point

_UPTO = " {0,2}(?:-{1,2}|~|至|到) {0,2}"
_NOW = "至今(?![年日天夏秋冬春])|到现在|到目前|到今天|至目前"


@lru_cache(maxsize=2)
def _candidate(by_itself: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a time may begin, and all that may be one; of a string by itself those of `alone` and `clock` too."""
    point = forms.finder(by_itself)
    told_alone = (
        rf"(?P<clock>{clock.PATTERN})|(?P<alone>{alone.TABLE.pattern})" if by_itself else "(?P<clock>(?!))(?P<alone>)"
    )
    return onsets.pattern(by_itself), re.compile(
        rf"{told_alone}|(?P<fiscal>(?:本|当前|上一?个?|下一?个?)财季)"
        rf"|(?P<relative>{relative.TABLE.pattern})|(?P<now>当前|目前|现在|即日起?){_UPTO}(?P<until>{point})"
        rf"|(?P<a>{point})(?:(?P<open>{_NOW})|{_UPTO}(?P<b>{point}))?"
    )


def _matches(text: str, start: int, end: int, by_itself: bool) -> Iterator[re.Match[str]]:
    """All that may be a time from `start` to `end`, leftmost first, without overlap."""
    onset, candidate = _candidate(by_itself)
    while begun := onset.search(text, start, end):
        found = candidate.match(text, begun.start(), end)
        if found:
            yield found
        start = found.end() if found and found.end() > begun.start() else begun.start() + 1


_EVENT = re.compile(
    "(?:GTC|CES|MWC|WWDC|[Cc]ompute[xX]|COMPUTEX|OCP|OFC|SEMICON|AWE|IFA|GDC|SIGGRAPH|WAIC|ISSCC|I/O|ASCO|ESMO"
    "|大会|峰会|论坛) ?$"
)
_NEXT_YEAR = re.compile(r"(?: ?(?:[、/,]|和|及|与|或) ?(?:19|20)\d\d){1,6} ?年")
_NAMED_BY_YEAR = re.compile(" ?(?:中国|世界|全球|国际|全国)(?!市场)")  # 2025世界人工智能大会
_QUESTION = re.compile(r"(?:^|\n)[\s*#>\-]*$")
_ASKS = re.compile("[:.、)]| [^\n]{0,200}[?]")
_CLOSED = re.compile(r"[)\],。;、|\n]|$|期间")
_OPENING = re.compile(r"[#*\s]{0,8}(1[0-2]|[1-9])[./](3[01]|[12]\d|[1-9])(?![\d.%/])")  # 3.2 专家交流
_BACK, _BACK_CENTURY, _SHARED_BACK = 25, 60, 9  # years; `15-20年` is no time but a duration
_SHARED_LENGTH = 4 * 12  # months
_LINE_START = re.compile(r"(?:^|\n)[#\s]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: a point, a range of two points, or a relative expression. Offsets in the folded text."""

    start: int
    end: int
    kind: str  # point, relative, alone, clock, fiscal (上一财季), since (X 至今), now (当前到 X)
    point: Point | None = None
    last: Point | None = None


def find(text: str, today: date | None, start: int, end: int, by_itself: bool) -> Iterator[Found]:
    """All times of the folded `text` from `start` to `end`, with those of `alone` if the text stands by itself.

    `today` only tells whether a bare `260413` is a date.
    """
    opening = _OPENING.match(text, start, end)
    if opening and today and (today.month, today.day) == (int(opening[1]), int(opening[2])):
        yield Found(opening.start(1), opening.end(2), "point", forms.day(today))
        start = opening.end()
    for m in _matches(text, start, end, by_itself):
        start, end = m.span()
        if m["clock"]:
            if not clock.EVERY.search(text[max(0, start - 5) : start]):
                yield Found(start, end, "clock")
            continue
        if m["alone"]:
            yield Found(start, end, "alone")
            continue
        if m["relative"]:
            rolling = m["relative"].startswith(("近", "最近"))
            if not (rolling and cues.DURATION_BEFORE.search(text[max(0, start - 4) : start])):  # 从业近15年
                yield Found(start, end, "relative")
        elif m["fiscal"]:
            yield Found(start, end, "fiscal")
        elif m["now"]:
            if last := forms.read(m["until"]):
                yield Found(start, end, "now", last)
        else:
            yield from _points(text, m, today)


def _points(text: str, m: re.Match[str], today: date | None) -> Iterator[Found]:
    """A point, a range, or what of a range stands the checks."""
    first = forms.read(m["a"])
    last = forms.read(m["b"]) if m["b"] else None
    start, end = m.span()
    if first and last:
        if last.level == first.level == "short" and _lasts(text, start, end):
            return  # `寿命15年到20年`
        if _pair(text, m, first, last):
            yield Found(start, end, "point", _settled(first), _settled(last))
            return
        end = m.end("a")
    if first and _holds(text, start, m.end("a"), first, today):
        yield Found(start, end, "since" if m["open"] else "point", _settled(first))
    if last and _holds(text, m.start("b"), m.end("b"), last, today):
        yield Found(*m.span("b"), "point", _settled(last))


def _settled(point: Point) -> Point:
    """A doubtful year or date that stood the checks is one like any other."""
    level = {"short": "year", "shared": "year", "lone": "year", "code": "day"}.get(point.level)
    return replace(point, level=level) if level else point


def _pair(text: str, m: re.Match[str], first: Point, last: Point) -> bool:
    """Whether the two make one range. Two lone numbers do only where nothing counted follows (`(2023-2025)`)."""
    if {first.level, last.level} & {"none", "code", "shared"} or (last.level == "day" and not last.first):
        return False
    if first.level == "lone" and last.level == "lone":
        return bool(_CLOSED.match(text, m.end())) and 0 < (last.year or 0) - (first.year or 0) < 12
    return last.level != "lone"


def _holds(text: str, start: int, end: int, point: Point, today: date | None) -> bool:
    """Whether it is a time just there: `15年` may be a duration, `2000` a number, `Q1:` a question."""
    before = text[max(0, start - 12) : start]
    if point.level == "short":
        return not _lasts(text, start, end) and _near(point, today)
    if point.level == "shared":
        return not _lasts(text, start, end) and _near(point, today, back=_SHARED_BACK) and point.last <= _SHARED_LENGTH
    if point.level == "lone":
        behind = _NEXT_YEAR.match(text, end) or _NAMED_BY_YEAR.match(text, end)
        return before.endswith("《") or bool(behind or _EVENT.search(before))
    if point.level == "code":
        return bool(_LINE_START.search(before)) and _near(point, today)
    if point.level == "quarter" and text[start] == "Q" and _QUESTION.search(before):
        return not _ASKS.match(text, end)
    return point.level != "none"


def _lasts(text: str, start: int, end: int) -> bool:
    """Whether the words around make a duration of it: `需要15年`, `15年以上`."""
    before = text[max(0, start - 12) : start]
    return bool(cues.DURATION_BEFORE.search(before) or cues.DURATION_AFTER.match(text, end))


def _near(point: Point, today: date | None, back: int = _BACK) -> bool:
    """Two-digit years are believed from `back` years before the document's date to ten years behind it."""
    year = today.year if today else 2025
    back = _BACK_CENTURY if point.year is not None and point.year < 2000 else back
    return point.year is not None and -back <= point.year - year <= 10
