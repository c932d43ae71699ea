"""The store for other tools: JSON Lines of records, or one CSV or Parquet file for each table.

`only` limits an export to the documents of these ids. A copy kept elsewhere is brought up to date by it: take out
the rows of every document that is named, changed or gone, and put in what is written; rows are known by
`document` and `n`, documents by `id`.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from extract import schema
from extract.store import rows

_BATCH = 20_000  # rows held at a time
_INNER = {"claims": ("key", "folded")}  # columns that only serve the store
_FLAGS = ("approx", "forecast")
# What a spreadsheet takes for the beginning of a formula, behind blanks and characters that are not seen.
_FORMULA = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n]"
)


def documents(db: sqlite3.Connection, only: Sequence[str] | None = None) -> Iterator[schema.Document]:
    """The records of all documents, in the order of their ids."""
    where, values = _among("d.id", only)
    found = db.execute(
        f"SELECT d.*, t.source FROM documents d JOIN texts t USING (sha256) WHERE {where} ORDER BY d.id", values
    )
    for row in found:
        yield record(db, row)


def record(db: sqlite3.Connection, row: Any) -> schema.Document:
    """The record of a row of `documents` that has its text's `source` beside it."""
    items = {
        table: [
            rows.record(kind, item)
            for item in db.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY n", (row["id"],))
        ]
        for table, kind in rows.ITEMS.items()
    }
    return rows.document(row, row["source"], items)


def to_jsonl(db: sqlite3.Connection, out: TextIO, only: Sequence[str] | None = None, gone: Sequence[str] = ()) -> int:
    """One record a line, as `jiyao extract` prints them; the number of documents.

    `gone` are ids of documents that are no longer there: a line ``{"id": …, "removed": true}`` each, at the end.
    """
    for document in documents(db, only):
        out.write(document.model_dump_json(by_alias=True) + "\n")
    for id in gone:
        out.write(rows.dump({"id": id, "removed": True}) + "\n")
    return _count(db, only)


def to_csv(db: sqlite3.Connection, folder: Path, only: Sequence[str] | None = None) -> int:
    """``TABLE.csv`` for each table, UTF-8 with a byte order mark, which spreadsheets ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in rows.TABLES:
        columns = [name for name, _ in _columns(db, table)]
        write_csv(folder / f"{table}.csv", columns, (r for batch in _batches(db, table, columns, only) for r in batch))
    return _count(db, only)


def write_csv(path: Path, columns: Sequence[str], found: Iterator[Any]) -> None:
    """A CSV file for spreadsheets, none of whose cells is a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([cell(value) for value in row] for row in found)


def to_parquet(db: sqlite3.Connection, folder: Path, only: Sequence[str] | None = None) -> int:
    """``TABLE.parquet`` for each table, for DuckDB, pandas, polars and Spark; columns carry their description."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for table in rows.TABLES:
        with pq.ParquetWriter(folder / f"{table}.parquet", arrow_schema(db, table)) as writer:
            for part in arrow(db, table, only):
                writer.write_table(part)
    return _count(db, only)


def arrow_schema(db: sqlite3.Connection, table: str) -> Any:
    """The Arrow schema of a table; what its columns mean stands in each one's metadata, under ``description``."""
    import pyarrow as pa

    from extract.store import columns

    types = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    meaning = columns.described(table)
    fields = []
    for name, kind in _columns(db, table):
        given = pa.bool_() if name in _FLAGS else pa.list_(pa.int64()) if name == "citations" else types[kind]
        fields.append(pa.field(name, given, metadata={"description": meaning.get(name, "")}))
    return pa.schema(fields)


def arrow(db: sqlite3.Connection, table: str, only: Sequence[str] | None = None) -> Iterator[Any]:
    """The rows of a table as Arrow tables, some thousands at a time."""
    import pyarrow as pa

    shape = arrow_schema(db, table)
    for batch in _batches(db, table, shape.names, only):
        values = {name: [_typed(name, row[n]) for row in batch] for n, name in enumerate(shape.names)}
        yield pa.table(values, schema=shape)


def cell(value: Any) -> Any:
    """A CSV cell that no spreadsheet takes for a formula: text that begins like one gets a ' in front."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _typed(name: str, value: Any) -> Any:
    if name == "citations":
        return json.loads(value)
    return bool(value) if name in _FLAGS else value


def _columns(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    inner = _INNER.get(table, ())
    return [(row["name"], row["type"]) for row in db.execute(f"PRAGMA table_info({table})") if row["name"] not in inner]


def _batches(
    db: sqlite3.Connection, table: str, columns: Sequence[str], only: Sequence[str] | None
) -> Iterator[list[Any]]:
    names = ", ".join(f'"{name}"' for name in columns)
    key, order = ("id", "id") if table == "documents" else ("document", "document, n")
    where, values = _among(key, only)
    found = db.execute(f"SELECT {names} FROM {table} WHERE {where} ORDER BY {order}", values)
    while batch := found.fetchmany(_BATCH):
        yield batch


def _among(column: str, only: Sequence[str] | None) -> tuple[str, list[str]]:
    return ("TRUE", []) if only is None else (f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(only)])


def _count(db: sqlite3.Connection, only: Sequence[str] | None) -> int:
    where, values = _among("id", only)
    return int(db.execute(f"SELECT count(*) FROM documents WHERE {where}", values).fetchone()[0])
