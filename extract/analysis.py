"""The working state of one text on its way through the rooms.

Every stage is a callable ``stage(analysis) -> None`` that reads what the stages before it found and
fills its own fields. All offsets are Unicode code points into ``Analysis.text``, end exclusive.

``layout`` fills parts, sections, claims, sentences, marks; ``entities`` mentions; ``figures`` times
and figures; ``sentiment`` the label and score of sentences, claims and mentions. `extract.records`
turns the result into the public records of `extract.schema`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from extract.folding import fold

Range = tuple[int, int]
Logits = tuple[float, float, float]  # of good, bad, neutral


@dataclass(slots=True)
class Part:
    """One document of the text; a search export holds several."""

    start: int
    end: int
    title: str | None = None
    published: str | None = None  # YYYY-MM-DDTHH:MM or YYYY-MM-DD, as resolved for this part
    query: str | None = None  # the query line of a search export


@dataclass(slots=True)
class Section:
    """A run of claims under one section heading. `kind`: companies, claims, other or qa."""

    start: int
    end: int
    kind: str
    heading: str | None
    part: int  # index into Analysis.parts


@dataclass(slots=True)
class Claim:
    """One bullet, numbered point, answer, paragraph or table row that says something."""

    start: int
    end: int
    part: int  # index into Analysis.parts
    section: str = "claims"  # the kind
    topic: str | None = None  # nearest heading above, without markers
    topic_at: Range | None = None
    headline: str | None = None  # bold lead-in, without markers
    headline_at: Range | None = None
    number: int | None = None  # of a numbered point
    citations: list[int] = field(default_factory=list)
    cells: list[Range] = field(default_factory=list)  # of a table row
    header: list[Range] = field(default_factory=list)  # the cells of that table's header row
    label: str = "neu"
    score: float = 0.0


@dataclass(slots=True)
class Sentence:
    """The unit of sentiment. `kind`: text, heading, title, date, query, header or question."""

    start: int
    end: int
    part: int  # index into Analysis.parts
    claim: int | None = None  # index into Analysis.claims
    kind: str = "text"
    label: str = "neu"
    score: float = 0.0


@dataclass(slots=True)
class Mention:
    """A named company, chip or person."""

    start: int
    end: int
    label: str  # COMPANY, CHIP, PERSON
    entity: str  # company:NVDA.US, chip:H20, person:黄仁勋, company:?NAME when unlisted
    name: str  # canonical
    via: str  # name, alias, repair, grammar, model
    score: float
    ticker: str | None = None
    maker: str | None = None  # canonical company name, of a chip
    polarity: str = "neu"
    polarity_score: float = 0.0


@dataclass(slots=True)
class Time:
    """A point or span on the calendar; ISO dates, inclusive, or None where it cannot be resolved."""

    start: int
    end: int
    since: str | None
    until: str | None


@dataclass(slots=True)
class Figure:
    """A quantity claimed about something. Number words are multiplied in, the unit is not converted."""

    start: int
    end: int
    kind: str  # money, percent, multiple, quantity
    lo: Decimal
    hi: Decimal
    unit: str
    approx: bool = False
    bound: str | None = None  # min, max
    trend: str | None = None  # up, down, flat
    forecast: bool = False
    basis: str | None = None  # yoy, qoq
    metric: str | None = None
    subject: str | None = None
    since: str | None = None  # the period it holds for
    until: str | None = None
    score: float = 1.0


@dataclass(slots=True)
class View:
    """What the encoder makes of a sentence: logits of the whole, and for companies and chips by canonical name.

    `rules` says how much the rules' logits count beside them, for the whole and for names.
    """

    unit: Logits
    targets: dict[str, Logits]
    rules: tuple[float, float]


@dataclass(slots=True)
class Analysis:
    """A text and all that has been found in it so far. Every list is in text order.

    `folded` has exactly the length of `text`: full-width forms are half-width and traditional
    characters simplified there, one code point for one, so that an offset found in it holds in `text`.
    """

    text: str
    published: str | None = None  # for parts that name no date themselves
    folded: str = ""
    parts: list[Part] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    marks: list[Range] = field(default_factory=list)  # list markers, citations, rules: no content
    mentions: list[Mention] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    views: dict[int, View] = field(default_factory=dict)  # by index of the sentence; empty without an encoder

    def __post_init__(self) -> None:
        self.folded = self.folded or fold(self.text)

    def sentence_at(self, offset: int) -> int | None:
        """Index of the sentence that holds `offset`, or None between two sentences."""
        at = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return at if at >= 0 and offset < self.sentences[at].end else None

    def claim_at(self, offset: int) -> int | None:
        """Index of the claim that holds `offset`, or None."""
        at = bisect_right(self.claims, offset, key=lambda c: c.start) - 1
        return at if at >= 0 and offset < self.claims[at].end else None

    def published_at(self, offset: int) -> str | None:
        """The publication date (as written in `Part.published`) in force at `offset`."""
        at = bisect_right(self.parts, offset, key=lambda p: p.start) - 1
        return (self.parts[at].published if at >= 0 else None) or self.published
