"""From a name as a user types it to the entities that it can mean: alias, English, ticker, mis-heard form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from extract import knowledge
from extract.knowledge.tables import key
from extract.store.status import last_options

LABELS = ("COMPANY", "CHIP", "PERSON")


def resolve(db: sqlite3.Connection, label: str, name: str, lexicon: Path | None = None) -> tuple[str, ...]:
    """The ids of the entities of `label` that `name` can mean, most certain way first; () when it means none.

    First what the knowledge base calls so, whether or not a text would need context for it; then what
    texts of the store call so, by its canonical name or in so many letters; last, and slowest, what the name would
    be recognised as in a text (chip models that no list has, mis-heard names).
    """
    known, name = knowledge.load(lexicon), name.strip()
    return (
        _known(known, label, name) or _stored(db, label, name) or _written(db, label, name) or _read(known, label, name)
    )


def last_lexicon(db: sqlite3.Connection) -> Path | None:
    """The lexicon of the run that filled the store, as long as it is there and has no bad row."""
    before = last_options(db).get("lexicon")
    if not before or not Path(before).is_file():
        return None
    try:
        knowledge.load(Path(before))
    except knowledge.LexiconError:
        return None
    return Path(before)


def _known(known: knowledge.Knowledge, label: str, name: str) -> tuple[str, ...]:
    wanted, first = key(name), key(name[:1])
    initial = cache(key)  # names begin with the same few thousand characters
    found: dict[str, None] = {}

    def add(id: str, names: Iterable[str]) -> None:
        # Folding each of thousands of names costs more than all the rest: those that begin alike are enough.
        if any(key(n) == wanted for n in names if initial(n[:1]) == first):
            found[f"{label.lower()}:{id}"] = None

    if label == "COMPANY":
        for company in known.companies.values():
            codes = (ticker.partition(".")[0] for ticker in company.tickers)
            add(company.id, (company.id, company.name, *company.aliases, *company.tickers, *codes))
    elif label == "CHIP":
        for chip in known.chips.values():
            add(chip.id, (chip.id, chip.name, *chip.aliases))
    else:
        for person in known.people.values():
            add(person.id, (person.id, person.name, *person.aliases))
    for surface, (of, id) in known.misheard.items():
        if of == label:
            add(id, (surface,))
    return tuple(found)


def _read(known: knowledge.Knowledge, label: str, name: str) -> tuple[str, ...]:
    from extract.analysis import Analysis, Part, Sentence
    from extract.entities import Finder  # loads jieba, which most questions do without

    analysis = Analysis(name, parts=[Part(0, len(name))], sentences=[Sentence(0, len(name), 0)])
    Finder(known).annotate(analysis)
    return tuple(dict.fromkeys(
        m.entity for m in analysis.mentions if m.label == label and key(name[m.start : m.end]) == key(name)
    ))  # fmt: skip


def _stored(db: sqlite3.Connection, label: str, name: str) -> tuple[str, ...]:
    found = db.execute("SELECT DISTINCT entity, name FROM entities WHERE label = ? ORDER BY entity", (label,))
    return tuple(dict.fromkeys(row["entity"] for row in found if key(name) in (key(row["name"]), key(row["entity"]))))


def _written(db: sqlite3.Connection, label: str, name: str) -> tuple[str, ...]:
    found = db.execute(
        "SELECT entity, count(*) FROM mentions WHERE label = ? AND text = ? GROUP BY 1 ORDER BY 2 DESC, 1",
        (label, name),
    )
    return tuple(row["entity"] for row in found)
