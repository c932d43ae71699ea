"""Writing and removing the documents of a text, inside the caller's transaction.

A text stands here once, however many names the ledger knows for it. Its documents are made from the
smallest name; when that one comes or goes, ids follow (`extract.store.ids`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Any

from extract.store import ids, rows, similar
from extract.store.entry import Entry, Name

_MOVING = "\x01"  # before an id that is not settled yet; never outlives the transaction


def put(db: sqlite3.Connection, entry: Entry, packed: rows.Packed) -> None:
    """Write what was read from `entry`, in place of what stood there for the same text."""
    before, count = _text(db, entry.sha256), len(packed.documents)
    settled: list[str] | None = None  # the ids, where they are known without a look at all texts of the base
    if before is None:
        settled = _new_ids(db, entry, count)
    elif (before["source"], before["item"]) == entry.name and len(held := _ids(db, entry.sha256)) == count:
        settled = held
    if before is not None:
        db.execute("DELETE FROM documents WHERE sha256 = ?", (entry.sha256,))
    db.execute(
        "INSERT INTO texts VALUES (:sha256, :text, :source, :item, :stem, :base) ON CONFLICT DO UPDATE"
        " SET source = :source, item = :item, stem = :stem, base = :base",
        {"sha256": entry.sha256, "text": entry.text, **_named(entry.name, entry.stem)},
    )
    for n, document in enumerate(packed.documents):
        id = settled[n] if settled else f"{_MOVING}{entry.sha256}#{n}"
        db.execute(_insertion("documents", ("id", *document.row)), (id, *document.row.values()))
        for table, found in document.items.items():
            if found:
                insertion = _insertion(table, ("document", "n", *rows.COLUMNS[table]))
                db.executemany(insertion, [(id, k, *row) for k, row in enumerate(found)])
    similar.put(db, entry.sha256, [document.signature for document in packed.documents])
    if settled is None:
        _settle(db, {ids.base(entry.stem), before["base"] if before else ids.base(entry.stem)})


def release(db: sqlite3.Connection, sha256: str) -> Name | None:
    """One of the text's names is gone from the ledger.

    Without a name left the text goes. Otherwise it goes by the smallest left; that name is returned where
    it is another than before, because what it says beside the text (title, date) may be another too.
    """
    before = _text(db, sha256)
    if before is None:
        return None
    row = db.execute(
        "SELECT source, item, stem FROM ledger WHERE sha256 = ? ORDER BY source, item LIMIT 1", (sha256,)
    ).fetchone()
    if row is None:
        held = _ids(db, sha256)
        similar.put(db, sha256, ())
        db.execute("DELETE FROM texts WHERE sha256 = ?", (sha256,))
        if held == ids.plain(before["stem"], len(held)):
            _settle(db, {before["base"]})  # what it held is free for the next
        return None
    name = Name(row["source"], row["item"])
    if name == (before["source"], before["item"]):
        return None
    db.execute(
        "UPDATE texts SET source = :source, item = :item, stem = :stem, base = :base WHERE sha256 = :sha256",
        {"sha256": sha256, **_named(name, row["stem"])},
    )
    _settle(db, {before["base"], ids.base(row["stem"])})
    return name


def owner(db: sqlite3.Connection, sha256: str) -> Name | None:
    """The name that the text goes by, or None where it is not here."""
    row = _text(db, sha256)
    return None if row is None else Name(row["source"], row["item"])


def _text(db: sqlite3.Connection, sha256: str) -> Any:
    return db.execute("SELECT source, item, stem, base FROM texts WHERE sha256 = ?", (sha256,)).fetchone()


def _ids(db: sqlite3.Connection, sha256: str) -> list[str]:
    return [row["id"] for row in db.execute("SELECT id FROM documents WHERE sha256 = ? ORDER BY n", (sha256,))]


def _named(name: Name, stem: str) -> dict[str, str]:
    return {"source": name.source, "item": name.item, "stem": stem, "base": ids.base(stem)}


def _new_ids(db: sqlite3.Connection, entry: Entry, count: int) -> list[str] | None:
    """The ids of a new text where they are plain to see, which spares a look at all texts of the base.

    Either nobody holds what it wants; or a smaller name does, and nobody holds the ids with its hash; or greater names
    hold nothing but what it wants, and move to ids with their hash, which nobody holds.
    """
    wanted = ids.plain(entry.stem, count)
    holders = _holders(db, wanted)
    if any(name < entry.name for name in holders):
        wanted = ids.marked(ids.Claimant(entry.sha256, entry.stem, count))
        return None if _holders(db, wanted) else wanted
    moves: list[tuple[str, str]] = []
    for holder in holders.values():
        held = _ids(db, holder.sha256)
        to = ids.marked(holder._replace(documents=len(held)))
        if held != ids.plain(holder.stem, len(held)) or not set(held) <= set(wanted) or _holders(db, to):
            return None
        moves += zip(held, to, strict=True)
    db.executemany("UPDATE documents SET id = ? WHERE id = ?", [(new, old) for old, new in moves])
    return wanted


def _holders(db: sqlite3.Connection, wanted: list[str]) -> dict[Name, ids.Claimant]:
    """The texts that have documents of these ids, by the names that they go by; not counted."""
    query = "SELECT source, item, sha256, stem FROM documents JOIN texts USING (sha256) WHERE id = ?"
    found = [row for id in wanted for row in db.execute(query, (id,))]
    return {Name(row["source"], row["item"]): ids.Claimant(row["sha256"], row["stem"], 0) for row in found}


def _settle(db: sqlite3.Connection, bases: Iterable[str]) -> None:
    """Give the documents of all texts of these bases the ids that are theirs."""
    moves: list[tuple[str, str]] = []
    for base in sorted(bases):
        found = db.execute(
            "SELECT t.sha256, t.stem, count(d.id) FROM texts t LEFT JOIN documents d USING (sha256)"
            " WHERE t.base = ? GROUP BY t.sha256 ORDER BY t.source, t.item",
            (base,),
        )
        for sha256, wanted in ids.settle(ids.Claimant(*row) for row in found).items():
            moves += [(new, old) for new, old in zip(wanted, _ids(db, sha256), strict=True) if new != old]
    # Two steps, for an id may pass from one document to another.
    db.executemany("UPDATE documents SET id = ? WHERE id = ?", [(_MOVING + new, old) for new, old in moves])
    db.executemany("UPDATE documents SET id = ? WHERE id = ?", [(new, _MOVING + new) for new, _ in moves])


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
