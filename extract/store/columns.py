"""What the columns of exported tables hold, in words: ``columns.tsv``, a line a column."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from importlib.resources import files

from extract.store.rows import TABLES


@lru_cache(maxsize=1)
def _meanings() -> dict[tuple[str, str], str]:
    lines = files("extract.store").joinpath("columns.tsv").read_text(encoding="utf8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(table, column): meaning for table, column, meaning in rows}


def described(table: str) -> dict[str, str]:
    """Column → meaning, for a table of `TABLES`."""
    everywhere = {} if table == "documents" else {c: m for (t, c), m in _meanings().items() if t == "*"}
    return everywhere | {c: m for (t, c), m in _meanings().items() if t == table}


def markdown() -> str:
    """All tables with their columns and types, as Markdown."""
    from extract.store.export import arrow_schema

    parts = []
    with closing(sqlite3.connect(":memory:")) as db:
        db.row_factory = sqlite3.Row
        db.executescript(files("extract.store").joinpath("tables.sql").read_text(encoding="utf8"))
        for table in TABLES:
            lines = [f"| {c.name} | {c.type} | {described(table).get(c.name, '')} |" for c in arrow_schema(db, table)]
            parts.append("\n".join((f"## {table}", "", "| column | type | holds |", "| --- | --- | --- |", *lines)))
    return "\n\n".join(parts) + "\n"
