"""Short ways to fill a store and to look into it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fake_reader import Reader

from extract import store
from extract.batch.work import read_packed
from extract.store import Entry, Name, Writer
from extract.store.rows import Packed


def entry(source: str, text: str, item: str = "", **more: object) -> Entry:
    return Entry(Name(f"/in/{source}", item), item or Path(source).stem, text, **more)  # type: ignore[arg-type]


def add(writer: Writer, *entries: Entry) -> list[str]:
    """Read and store entries as a run does, heirs too; what came of each."""
    outcomes = []
    for found in entries:
        packed = read_packed(Reader(), found)
        assert isinstance(packed, Packed)
        outcomes.append(writer.add(found, packed))
    while heirs := writer.pending():
        add(writer, *heirs)
    return outcomes


def tables(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the eight tables, in no order of their own."""
    return {t: sorted(map(tuple, db.execute(f"SELECT * FROM {t}")), key=repr) for t in store.TABLES}


def ids(db: sqlite3.Connection) -> list[str]:
    return [row["id"] for row in db.execute("SELECT id FROM documents ORDER BY id")]
