"""What has been done, what failed and why, with which pipeline."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from extract.store.rows import TABLES


def status(db: sqlite3.Connection, fingerprint: str | None = None, alive: bool = True) -> dict[str, Any]:
    """The state of the store. `fingerprint` is the present pipeline's: texts read by another are `outdated`.

    `alive`: whether a process holds the store's lock (`connect.locked`).
    """

    def count(query: str, *values: Any) -> int:
        return int(db.execute(f"SELECT count(*) FROM {query}", values).fetchone()[0])

    return {
        "documents": count("documents"),
        "texts": count("texts"),
        "names": count("ledger"),
        "duplicates": count("ledger WHERE sha256 IS NOT NULL") - count("texts"),
        "failed": count("ledger WHERE status = 'failed'"),
        "pending": count("ledger WHERE status = 'pending'"),
        "near_duplicates": count("duplicates"),
        "rows": {table: count(table) for table in TABLES},
        "pipelines": [dict(row) for row in db.execute(
            "SELECT version, fingerprint, count(*) AS documents FROM documents GROUP BY 1, 2 ORDER BY 3 DESC, 2"
        )],
        "fingerprint": fingerprint,
        "outdated": count("documents WHERE fingerprint != ?", fingerprint) if fingerprint else None,
        "quarantine": [dict(row) for row in db.execute("SELECT * FROM quarantine ORDER BY source, item")],
        "runs": [_run(db, row, alive) for row in db.execute("SELECT * FROM runs ORDER BY id DESC LIMIT 10")],
    }  # fmt: skip


def reached(db: sqlite3.Connection, run: int) -> dict[str, int]:
    """How far a run has come that has not noted its end: texts read, and failed."""
    found = db.execute("SELECT status, count(*) FROM ledger WHERE run = ? GROUP BY 1", (run,))
    count = {status: int(n) for status, n in found}
    return {"read": count.get("done", 0) + count.get("pending", 0), "failed": count.get("failed", 0)}


def _run(db: sqlite3.Connection, row: Any, alive: bool) -> dict[str, Any]:
    """A row of `runs`. One that is noted as running and has no process any more was interrupted."""
    run = {**dict(row), "options": json.loads(row["options"]), "counts": json.loads(row["counts"])}
    if run["status"] == "running":
        run |= {"status": "running" if alive else "interrupted", "counts": reached(db, run["id"])}
    return run


def ledger(db: sqlite3.Connection, latest: int | None = None) -> list[dict[str, Any]]:
    """Every name with its state, what its last reading took and gave, and the ids of the documents that it led to.

    In order; with `latest` only that many, those first that the last runs dealt with.
    """
    order = "source, item" if latest is None else "run DESC, source, item"
    found = db.execute(
        "SELECT source, item, status, run, version, fingerprint, first_seen, updated, milliseconds, claims, mentions,"
        " figures, content AS sha256,"
        " (SELECT json_group_array(id) FROM (SELECT id FROM documents d WHERE d.sha256 = l.sha256 ORDER BY n)) AS ids"
        f" FROM ledger l ORDER BY {order} LIMIT ?",
        (-1 if latest is None else latest,),
    )
    like: dict[str, str] = dict(db.execute("SELECT document, of FROM duplicates").fetchall())
    rows = [{**dict(row), "ids": json.loads(row["ids"])} for row in found]
    return [{**row, "same_as": [like[id] for id in row["ids"] if id in like]} for row in rows]


def last_options(db: sqlite3.Connection) -> dict[str, Any]:
    """The options of the last `run`: what the present pipeline is made with unless told otherwise."""
    row = db.execute("SELECT options FROM runs WHERE command = 'run' ORDER BY id DESC LIMIT 1").fetchone()
    options: dict[str, Any] = json.loads(row["options"]) if row else {}
    return options
