"""What has changed in the store since a run, for those who keep a copy of it elsewhere.

Every run has a number (`jiyao status`; ``run`` in the summary of `jiyao run --json`). `changed_since` names the
documents that later runs wrote or removed; ids are stable, so that a copy is brought up to date by replacing
the former and deleting the latter.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from extract.errors import StoreError


class Changes(NamedTuple):
    """Ids of documents, in order."""

    added_or_changed: list[str]
    removed: list[str]


def changed_since(connection: sqlite3.Connection, run: int) -> Changes:
    """What runs after `run` wrote or removed; after 0, which is before the first, every document of the store.

    A document that was read again counts as changed, whatever came of it. Not named is what came and went meanwhile.
    Raises `StoreError` (J407) where there was no such run.
    """
    if run and not connection.execute("SELECT 1 FROM runs WHERE id = ?", (run,)).fetchone():
        raise StoreError("J407", str(run), "there was no run of this number", "`jiyao status` numbers them")

    def ids(query: str, *values: int) -> list[str]:
        return [id for (id,) in connection.execute(f"SELECT document FROM changes WHERE {query} ORDER BY 1", values)]

    return Changes(
        ids("run > ? AND NOT gone", run),
        ids("run > ? AND gone AND first <= ?", run, run),
    )
