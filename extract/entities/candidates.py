"""What the sources of names hand to the resolver: an entity, and a place where it may be named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from extract.analysis import Analysis, Mention
from extract.knowledge import Chip, Company, Knowledge, Person


class Entity(NamedTuple):
    """One firm, chip or person, as records will carry it."""

    label: str  # COMPANY, CHIP, PERSON
    key: str  # company:NVDA.US, chip:H20, person:黄仁勋, company:?NAME
    name: str  # canonical
    ticker: str | None = None
    maker: str | None = None  # canonical name of the company that makes a chip


@dataclass(slots=True)
class Candidate:
    """A stretch of text that may name `entity`. Offsets as in `Analysis.text`.

    `sure` is False where the words may as well be ordinary ones, so that the context has to decide.
    """

    start: int
    end: int
    entity: Entity
    via: str  # name, alias, repair, grammar, model
    score: float
    sure: bool = True
    doubtful: bool = False  # taken by its context alone
    fame: float = 0.0  # how much better known than most names, for the weighing of doubtful ones

    def mention(self) -> Mention:
        """The mention that records carry."""
        e = self.entity
        return Mention(self.start, self.end, e.label, e.key, e.name, self.via, self.score, e.ticker, e.maker)


class Source(Protocol):
    """Another source of names, such as a learned tagger: asked last, for what no list and no rule has."""

    def find(self, analysis: Analysis, chosen: list[Candidate]) -> Iterable[Candidate]:
        """Candidates, `via` model, each with its score; `chosen` are the names known so far."""
        ...


def company(row: Company) -> Entity:
    """The entity of a row of companies.csv or of a list of listed firms."""
    return Entity("COMPANY", f"company:{row.id}", row.name, row.ticker)


def chip(row: Chip, knowledge: Knowledge) -> Entity:
    """The entity of a row of chips.csv, its maker named."""
    maker = knowledge.companies.get(row.maker) if row.maker else None
    return Entity("CHIP", f"chip:{row.id}", row.name, maker=maker.name if maker else row.maker)


def person(row: Person) -> Entity:
    """The entity of a row of people.csv."""
    return Entity("PERSON", f"person:{row.id}", row.name)


def unlisted_company(name: str, ticker: str | None = None) -> Entity:
    """A firm that only the text itself tells of."""
    return Entity("COMPANY", f"company:{ticker or '?' + name}", name, ticker)


def unlisted_chip(name: str, maker: str | None) -> Entity:
    """A chip that only its spelling tells of."""
    return Entity("CHIP", f"chip:{''.join(name.split())}", name, maker=maker)
