"""Read the tables into memory, once, and join what two files say of one company."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.knowledge.tables import COLUMNS, COMPANY_FILES, FOLDER, Chip, Company, Person, cells


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known beforehand, by id. Treat the dictionaries as read-only: they are shared."""

    companies: dict[str, Company]
    chips: dict[str, Chip]
    people: dict[str, Person]
    misheard: dict[str, tuple[str, str]]  # surface → label and id
    fingerprint: str  # sha256 over the files, the user's own among them


@contextmanager
def no_collection() -> Iterator[None]:
    """Make many objects that all stay: the collector of garbage would go over them again and again, in vain."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@lru_cache(maxsize=1)
def shipped() -> Knowledge:
    """The shipped knowledge alone; read once."""
    data = {name: (FOLDER / name).read_bytes() for name in COLUMNS}
    digest = hashlib.sha256()
    for content in data.values():
        digest.update(content)
    companies: dict[str, Company] = {}
    owner: dict[str, str] = {}  # ticker → id
    for file in COMPANY_FILES:
        for company in _companies(data[file]):
            known = owner.get(company.id)
            if known is not None and file != COMPANY_FILES[0]:
                companies[known] = _joined(companies[known], company)
                owner.update(dict.fromkeys(company.tickers, known))
            else:
                companies[company.id] = company
                owner.update(dict.fromkeys(company.tickers, company.id))
    for id, name, _ in _rows(data["former.csv"]):
        companies[owner.get(id, id)] = _formerly(companies[owner.get(id, id)], name)
    return Knowledge(
        companies=companies,
        chips={
            id: Chip(id, name, maker or None, kind, cells(aliases), frozenset(cells(common)), source)
            for id, name, maker, kind, aliases, common, source in _rows(data["chips.csv"])
        },
        people={
            id: Person(id, name, company or None, cells(aliases), frozenset(cells(common)), source)
            for id, name, company, aliases, common, source in _rows(data["people.csv"])
        },
        misheard={surface: (label, id) for surface, label, id, _ in _rows(data["misheard.csv"])},
        fingerprint=digest.hexdigest(),
    )


def _rows(content: bytes) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    next(rows)
    return rows


def _companies(content: bytes) -> Iterator[Company]:
    nothing: frozenset[str] = frozenset()
    for id, name, tickers, parent, kind, aliases, common, source in _rows(content):
        words = frozenset(cells(common)) if common else nothing
        yield Company(id, name, cells(tickers), parent or None, kind, cells(aliases), words, source)


def _formerly(known: Company, name: str) -> Company:
    """`known` with a name that it had."""
    aliases = known.aliases if name in known.aliases else (*known.aliases, name)
    return replace(known, aliases=aliases, common=known.common - {name}, former=known.former | {name})


def _joined(known: Company, listed: Company) -> Company:
    """`known` with the tickers and names that a list adds; what it says itself of a name stands."""
    names = {known.name, *known.aliases}
    new = [alias for alias in (listed.name, *listed.aliases) if alias not in names]
    return replace(
        known,
        tickers=tuple(dict.fromkeys((*known.tickers, *listed.tickers))),
        aliases=(*known.aliases, *dict.fromkeys(new)),
        common=known.common | (listed.common - names),
    )
