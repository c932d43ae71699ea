"""Times: points and spans on the calendar, resolved against the date of the document they stand in.

`annotate` fills `Analysis.times`; `parse` does the same for a string alone, which is asked for more (`alone`, `clock`,
`english`, lunar dates). Where a time may begin (`onsets`), one regular expression finds it (`finding`), small handlers
read it (`forms`, `wholes`, `festivals`, `lunar`, `relative`), and a `Teller` decides on years, fiscal years and dates
(`resolve`, `fiscal`, `spans`).

>>> [(t.since, t.until) for t in parse("今年一季度到 4 月底", "2025-05-25")]
[('2025-01-01', '2025-04-30')]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, datetime

from extract.analysis import Analysis, Mention, Part, Sentence, Time
from extract.figures.times import clock
from extract.figures.times.finding import Found, find
from extract.figures.times.fiscal import CALENDAR, FiscalYear, names, table
from extract.figures.times.resolve import Teller
from extract.folding import fold

__all__ = ["annotate", "parse"]

_UNIT = re.compile(r"(?:(?! - (?!\d)| \* |\] )[^。!?\n•])+")  # a sentence; flattened bullets and citations end one too
_DATE_LINE = re.compile(r"^(?:[^\n]+\n)?[ \t]*(20\d\d-\d\d-\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?[ \t]*$", re.MULTILINE)
_BESIDE = ("", " ", "(", ",")  # between a day and its weekday: `5月21日(周三)`
_JOINED = 8  # units that one sentence may be cut into
_LINE_END = re.compile(r"\n")
_LINE = re.compile(r"\S[^\n]*")


def annotate(analysis: Analysis) -> None:
    """Fill `analysis.times`. Needs `parts`, and takes years from `sentences` and `claims`, firms from `mentions`."""
    _annotate(analysis, by_itself=False)


def _annotate(analysis: Analysis, by_itself: bool) -> None:
    taken, openings = _Cover(analysis.mentions), _Openings(analysis)
    parts = analysis.parts or [Part(0, len(analysis.text))]
    times: list[Time] = []
    for index, part in enumerate(parts):
        start = part.start if index else 0
        end = parts[index + 1].start if index + 1 < len(parts) else len(analysis.text)
        times += _of_part(analysis, start, end, taken, openings, by_itself)
    analysis.times = times


def parse(text: str, published: date | datetime | str | None = None) -> list[Time]:
    """Every time of a text, without layout. `published` is what 今年 is read from; a line that is a date alone wins."""
    day = published.isoformat() if isinstance(published, date) else published
    analysis = Analysis(text, published=day, folded=fold(text))
    dated = [Part(m.start(), len(text), published=m[1]) for m in _DATE_LINE.finditer(text)]
    analysis.parts = [Part(0, len(text)), *dated] if dated else []
    analysis.sentences = [Sentence(m.start(), m.end(), 0) for m in _UNIT.finditer(analysis.folded)]
    analysis.mentions = [
        Mention(m.start(), m.end(), "COMPANY", "", m.group(), "name", 1.0) for m in names().finditer(analysis.folded)
    ]
    _annotate(analysis, by_itself=True)
    return analysis.times


class _Cover:
    """Which stretches are names: a time inside one (`五月花`) is none."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._starts = [m.start for m in mentions]

    def holds(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._mentions[at].end > start


class _Openings:
    """Where claims begin, and lines where there is no claim."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._lines = [0, *(m.end() for m in _LINE_END.finditer(analysis.folded))]

    def before(self, offset: int, start: int) -> int:
        """The last opening up to `offset`, not before `start`."""
        claim = self._analysis.claim_at(offset)
        if claim is not None:
            return self._analysis.claims[claim].start
        return max(start, self._lines[bisect_right(self._lines, offset) - 1])


class _Firms:
    """Whose fiscal year a passage speaks of."""

    def __init__(self, analysis: Analysis, openings: _Openings, start: int, head: int, end: int) -> None:
        self._analysis, self._openings = analysis, openings
        self._start, self._head = start, head
        years = table()
        first, last = (bisect_left(analysis.mentions, offset, key=lambda m: m.start) for offset in (start, end))
        companies = [m for m in analysis.mentions[first:last] if m.label == "COMPANY"]
        named = [m for m in companies if m.name in years]
        self._companies = [m.start for m in companies]
        self._starts, self._years = [m.start for m in named], [years[m.name] for m in named]

    def year_at(self, offset: int) -> FiscalYear:
        """The nearest firm before `offset` in its sentence, or behind it, in headline, topic, title or claim.

        Where the sentence names no company at all, it speaks of the one told of before.
        """
        a = self._analysis
        at, claim = a.sentence_at(offset), a.claim_at(offset)
        ranges = []
        if at is not None:
            ranges += [(a.sentences[at].start, offset, False), (offset, a.sentences[at].end, True)]
        if claim is not None:
            ranges += [(*place, False) for place in (a.claims[claim].headline_at, a.claims[claim].topic_at) if place]
        ranges += [(self._start, self._head, False), (self._openings.before(offset, self._start), offset, False)]
        if not (at is not None and _any(self._companies, a.sentences[at].start, a.sentences[at].end)):
            ranges.append((self._start, offset, False))
        for low, high, nearest_is_first in ranges:
            first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
            if first < last:
                return self._years[first if nearest_is_first else last - 1]
        return CALENDAR


def _of_part(
    analysis: Analysis, start: int, end: int, taken: _Cover, openings: _Openings, by_itself: bool
) -> list[Time]:
    text = analysis.folded
    today = _day(analysis.published_at(start))
    found: list[Found] = [f for f in find(text, today, start, end, by_itself) if not taken.holds(f.start, f.end)]
    head = _end_of_title(text, start, end)
    firms = _Firms(analysis, openings, start, head, end)

    def scopes(offset: int) -> tuple[int, int, int]:
        opening = openings.before(offset, start)
        return _sentence(analysis, opening, offset), opening, head

    teller = Teller(text, today, scopes, firms.year_at)
    times: list[Time] = []
    for f in found:
        since, until = teller.resolve(f)
        time = Time(f.start, f.end, _iso(since), _iso(until))
        if not by_itself or _adds(text, times, time, today):
            times.append(time)
    return times


def _adds(text: str, times: list[Time], time: Time, today: date | None) -> bool:
    """Whether a time of a text by itself is one more: no impossible date, nor weekday or clock of the day before it.

    What belongs to it is taken into its own span, or into that of the day before.
    """
    if today and time.since is time.until is None:
        return False
    if time.since and time.since == time.until:
        time.end = clock.end_behind(text, time.end)
        last = times[-1] if times else None
        if last and (last.since, last.until) == (time.since, time.until) and text[last.end : time.start] in _BESIDE:
            last.end = time.end + (text[last.end : time.start] == "(" and text[time.end : time.end + 1] == ")")
            return False
    return not (times and times[-1].end > time.start)


def _any(offsets: list[int], low: int, high: int) -> bool:
    """Whether one of the sorted offsets lies in a range."""
    return bisect_left(offsets, low) < bisect_left(offsets, high)


def _sentence(analysis: Analysis, opening: int, offset: int) -> int:
    """Where the sentence that holds `offset` begins: a year told in it holds over `;`, which may end a unit."""
    at = bisect_right(analysis.sentences, offset, key=lambda s: s.start) - 1
    for _ in range(_JOINED):
        first = analysis.sentences[at].start if at > 0 else 0
        if not analysis.folded[max(0, first - 3) : first].rstrip().endswith((";", ",")):
            break
        at -= 1
    return max(opening, analysis.sentences[at].start if at >= 0 else 0)


def _end_of_title(text: str, start: int, end: int) -> int:
    """Where the first line that holds anything ends: there a document says whose quarter it is about."""
    line = _LINE.search(text, start, end)
    return line.end() if line else start


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
