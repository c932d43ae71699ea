"""From a name as a user types it to the entities that it can mean: alias, English, ticker, mis-heard form."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extract import knowledge
from extract.analysis import Analysis, Part, Sentence
from extract.entities import Finder
from extract.knowledge.tables import key

LABELS = ("COMPANY", "CHIP", "PERSON")


def resolve(db: sqlite3.Connection, label: str, name: str, lexicon: Path | None = None) -> tuple[str, ...]:
    """The ids of the entities of `label` that `name` can mean, most certain way first; () when it means none.

    First what the knowledge base calls so, whether or not a text would need context for it; then what
    the name would be recognised as in a text (chip models that no list has, mis-heard names); then
    what texts of the store call so.
    """
    known = knowledge.load(lexicon)
    return _known(known, label).get(key(name)) or _read(known, label, name) or _stored(db, label, name)


def _known(known: knowledge.Knowledge, label: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}

    def add(id: str, names: tuple[str, ...]) -> None:
        for name in dict.fromkeys(map(key, (id, *names))):
            found.setdefault(name, []).append(f"{label.lower()}:{id}")

    if label == "COMPANY":
        for company in known.companies.values():
            codes = tuple(ticker.partition(".")[0] for ticker in company.tickers)
            add(company.id, (company.name, *company.aliases, *company.tickers, *codes))
    elif label == "CHIP":
        for chip in known.chips.values():
            add(chip.id, (chip.name, *chip.aliases))
    else:
        for person in known.people.values():
            add(person.id, (person.name, *person.aliases))
    for surface, (of, id) in known.misheard.items():
        if of == label:
            found.setdefault(key(surface), []).append(f"{label.lower()}:{id}")
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def _read(known: knowledge.Knowledge, label: str, name: str) -> tuple[str, ...]:
    analysis = Analysis(name, parts=[Part(0, len(name))], sentences=[Sentence(0, len(name), 0)])
    Finder(known).annotate(analysis)
    return tuple(dict.fromkeys(
        m.entity for m in analysis.mentions if m.label == label and key(name[m.start : m.end]) == key(name)
    ))  # fmt: skip


def _stored(db: sqlite3.Connection, label: str, name: str) -> tuple[str, ...]:
    found = db.execute("SELECT DISTINCT entity, name FROM entities WHERE label = ? ORDER BY entity", (label,))
    return tuple(dict.fromkeys(row["entity"] for row in found if key(name) in (key(row["name"]), key(row["entity"]))))
