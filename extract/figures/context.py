"""Where a figure stands: its sentence, clause, and the words that lead up to it.

`View` holds one analysis with mentions blanked out as `MENTION` and times as `TIME`, offset for
offset; `Site` is one figure's place in it. All offsets are into the analysis' text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate

from extract.analysis import Analysis, Claim, Figure, Mention, Range, Time
from extract.dictionary import words
from extract.figures.rows import Row, of_claim, upright

MENTION, TIME, MARK, FIGURE = "\x01", "\x02", "\x03", "\x04"
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|[;。!?\n|]|:(?!\d)|(?<!\d):|→|(?<=[^\d]) - ")
_OPENING = 30  # characters
_TITLE_WINDOW = 60
_LEADING = 6  # mentions, to lead a document whose title names no company
_SENTENCE_WINDOW = 600  # links reach no further back
_STRETCHES = 3  # sentence, headline, title
_CLAUSE_WINDOW = 160  # a clause longer than this is cut: keeps a line without marks linear


@dataclass(slots=True)
class Site:
    """One figure's surroundings. `lead` is what stands between the figure before it, or the clause's start, and it."""

    start: int
    end: int
    sentence: int  # start of the sentence: tells whether two figures share one
    low: int  # the same, but no further back than is searched for links
    sentence_end: int
    clause: int  # start of the clause
    clause_end: int
    lead: int  # start of the lead
    claim: int | None


@dataclass(slots=True)
class Phrase:
    """A noun phrase of the lead: offsets, and whether a measuring noun heads it."""

    start: int
    end: int
    headed: bool
    head: int = -1  # where the measuring noun begins, in a headed phrase
    whole: int = -1  # where the words end that go on behind the measuring noun: 芯片 of `高算力芯片`; -1: none do
    words: list[str] = field(default_factory=list)  # and, for each, its part of speech
    tags: list[str] = field(default_factory=list)


def _blanked(marked: str, figures: list[Figure]) -> str:
    """`marked` with the figures blanked out too."""
    pieces, at = [], 0
    for figure in figures:
        if figure.start >= at:
            pieces += [marked[at : figure.start], FIGURE * (figure.end - figure.start)]
            at = figure.end
    pieces.append(marked[at:])
    return "".join(pieces)


class View:
    """An analysis as the linking rules read it."""

    def __init__(self, analysis: Analysis, marked: str, figures: list[Figure] | None = None) -> None:
        self.analysis = analysis
        self.blank = _blanked(marked, figures or [])
        self.blocks: dict[int, list[Phrase]] = {}  # the phrases of the sentence at hand, by block of text
        self.block_sentence = -1
        self.text = analysis.folded
        self.marked = marked
        self.mentions = [m for m in analysis.mentions if m.label != "PERSON"]
        self._names = {m.name for m in self.mentions}
        self._mention_starts = [m.start for m in self.mentions]
        self._protagonists: dict[int, str | None] = {}
        self._most_named: dict[int, str | None] = {}
        self._rows: list[Row] | None = None
        self._titles: dict[int, Range | None] = {}
        self._row_starts: list[int] = []
        self._seen = (0, 0)  # how far clause ends were looked for, and the last one found
        self._title_phrases: dict[Range, list[Phrase]] = {}
        self._time_starts = [t.start for t in analysis.times]
        self._words: list[tuple[int, int, set[int]]] = []  # the stretches cut into words last, and the borders

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Companies and chips that begin in `start:end`, in text order."""
        return self.mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)]

    def word_borders(self, start: int, end: int) -> set[int]:
        """Where words begin and end between `start` and `end`: jieba's, kept for the last sentences asked for."""
        for low, high, borders in self._words:
            if low <= start <= end <= high:
                return borders
        low, high = start, end
        number = self.analysis.sentence_at(start)
        if number is not None and end <= (whole := self.analysis.sentences[number]).end:
            low = whole.start if whole.end - whole.start <= _SENTENCE_WINDOW else start
            high = max(end, min(whole.end, low + _SENTENCE_WINDOW))
        borders = set(accumulate(map(len, words(self.blank[low:high])), initial=low))
        self._words = [(low, high, borders), *self._words[: _STRETCHES - 1]]
        return borders

    def is_name(self, subject: str) -> bool:
        """Whether a subject is the name, or begins with the first of the names, of companies or chips."""
        return subject.split("、")[0] in self._names

    def times_in(self, start: int, end: int) -> list[Time]:
        """Times that begin in `start:end`, in text order."""
        return self.analysis.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]

    def sites(self, figures: list[Figure]) -> list[Site]:
        """The surroundings of each of the figures, which come in text order."""
        befores = [None, *figures]
        return [self.site(figure, before) for figure, before in zip(figures, befores, strict=False)]

    def site(self, figure: Figure, before: Figure | None) -> Site:
        """The surroundings of `figure`; `before` is the figure in front of it, if any."""
        a = self.analysis
        number = a.sentence_at(figure.start)
        claim = a.claim_at(figure.start)
        if number is not None:
            start, end = a.sentences[number].start, a.sentences[number].end
        elif claim is not None:
            start, end = a.claims[claim].start, a.claims[claim].end
        else:
            furthest = max(0, figure.start - _SENTENCE_WINDOW)
            start = max(furthest, self.text.rfind("\n", furthest, figure.start) + 1)
            end = self.text.find("\n", figure.end, figure.end + _SENTENCE_WINDOW)
            end = min(len(self.text), figure.end + _SENTENCE_WINDOW) if end < 0 else end
        low = max(start, figure.start - _SENTENCE_WINDOW)
        end = min(end, figure.end + _SENTENCE_WINDOW)
        clause = self._clause(max(start, figure.start - _CLAUSE_WINDOW), figure.start)
        after = _CLAUSE_END.search(self.marked, figure.end, min(end, figure.end + _CLAUSE_WINDOW))
        lead = max(clause, before.end) if before is not None and before.end <= figure.start else clause
        clause_end = after.start() if after else end
        return Site(figure.start, figure.end, start, low, max(end, figure.end), clause, clause_end, lead, claim)

    def _clause(self, low: int, end: int) -> int:
        """Where the clause of a figure at `end` begins, not before `low`; goes on from where the last call ended."""
        seen_to, clause = self._seen
        if not low <= seen_to <= end:
            seen_to, clause = low, low
        for boundary in _CLAUSE_END.finditer(self.marked, seen_to, end):
            clause = boundary.end()
        self._seen = end, clause
        return max(low, clause)

    def protagonist(self, site: Site) -> str | None:
        """Whom the document is about: the one company of its title, else the one it names far more than others.

        A document without a title is about the company it opens with (`相关标的:…`).
        """
        parts = self.analysis.parts
        number = bisect_right(parts, site.start, key=lambda p: p.start) - 1
        if number < 0:
            return None
        if number not in self._protagonists:
            part = parts[number]
            at = self.analysis.text.find(part.title, part.start, part.end) if part.title else -1
            titled = self._companies(at, at + len(part.title or "")) if at >= 0 else []
            counts = [*Counter(self._companies(part.start, part.end)).most_common(2), ("", 0), ("", 0)]
            if len(set(titled)) == 1:
                self._protagonists[number] = titled[0]
            elif not titled and counts[0][1] >= max(_LEADING, 2 * counts[1][1]):
                self._protagonists[number] = counts[0][0]
            else:
                opening = [] if part.title else self._companies(part.start, part.start + _OPENING)
                self._protagonists[number] = opening[0] if opening else None
        return self._protagonists[number]

    def main_firm(self, site: Site) -> str | None:
        """The protagonist, if the document names no company more often: a digest has none."""
        firm = self.protagonist(site)
        number = bisect_right(self.analysis.parts, site.start, key=lambda p: p.start) - 1
        if firm is None or number < 0:
            return None
        if number not in self._most_named:
            part = self.analysis.parts[number]
            counts = Counter(self._companies(part.start, part.end)).most_common(1)
            self._most_named[number] = counts[0][0] if counts else None
        return firm if self._most_named[number] == firm else None

    def title_phrases(self, at: Range, cut: Callable[[View, int, int], list[Phrase]]) -> list[Phrase]:
        """The phrases of a headline, topic or title, as `cut` finds them: for all figures under it once."""
        start, end = at[0], min(at[1], at[0] + _TITLE_WINDOW)
        if at not in self._title_phrases:
            self._title_phrases[at] = cut(self, start, end)
        return self._title_phrases[at]

    def title_at(self, site: Site) -> Range | None:
        """Where the title of the document stands."""
        number = bisect_right(self.analysis.parts, site.start, key=lambda p: p.start) - 1
        if number < 0:
            return None
        if number not in self._titles:
            part = self.analysis.parts[number]
            at = self.analysis.text.find(part.title, part.start, part.end) if part.title else -1
            self._titles[number] = None if at < 0 else (at, at + len(part.title or ""))
        return self._titles[number]

    def _companies(self, start: int, end: int) -> list[str]:
        return [m.name for m in self.mentions_in(start, end) if m.label == "COMPANY"]

    def row(self, site: Site) -> Row | None:
        """The table row that holds the site, or None."""
        if self._rows is None:
            self._rows = upright(self.analysis)
            self._row_starts = [row.cells[0][0] for row in self._rows]
        at = bisect_right(self._row_starts, site.start) - 1
        if at >= 0 and site.start < self._rows[at].cells[-1][1]:
            return self._rows[at]
        return of_claim(self.claim(site))

    def claim(self, site: Site) -> Claim | None:
        """The claim that holds the site, or None."""
        return None if site.claim is None else self.analysis.claims[site.claim]
