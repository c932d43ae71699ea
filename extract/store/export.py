"""The store for other tools: JSON Lines of records, or one CSV or Parquet file for each table."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from extract import schema
from extract.store import rows

_BATCH = 20_000  # rows held at a time
_INNER = {"claims": ("key", "folded")}  # columns that only serve the store
_FLAGS = ("approx", "forecast")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def documents(db: sqlite3.Connection) -> Iterator[schema.Document]:
    """The records of all documents, in the order of their ids."""
    found = db.execute("SELECT d.*, t.source FROM documents d JOIN texts t USING (sha256) ORDER BY d.id")
    for row in found:
        items = {
            table: [
                rows.record(kind, item)
                for item in db.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY n", (row["id"],))
            ]
            for table, kind in rows.ITEMS.items()
        }
        yield rows.document(row, row["source"], items)


def to_jsonl(db: sqlite3.Connection, out: TextIO) -> int:
    """One record a line, as `jiyao extract` prints them; the number of documents."""
    for document in documents(db):
        out.write(document.model_dump_json(by_alias=True) + "\n")
    return _count(db)


def to_csv(db: sqlite3.Connection, folder: Path) -> int:
    """``TABLE.csv`` for each table, UTF-8 with a byte order mark, which spreadsheets ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in rows.TABLES:
        columns = [name for name, _ in _columns(db, table)]
        with (folder / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            for batch in _batches(db, table, columns):
                writer.writerows([cell(value) for value in row] for row in batch)
    return _count(db)


def to_parquet(db: sqlite3.Connection, folder: Path) -> int:
    """``TABLE.parquet`` for each table, for DuckDB, pandas, polars and Spark."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    folder.mkdir(parents=True, exist_ok=True)
    for table in rows.TABLES:
        columns = _columns(db, table)
        fields = [(name, pa.bool_() if name in _FLAGS else types[kind]) for name, kind in columns]
        fields = [(name, pa.list_(pa.int64()) if name == "citations" else kind) for name, kind in fields]
        shape = pa.schema(fields)
        with pq.ParquetWriter(folder / f"{table}.parquet", shape) as writer:
            for batch in _batches(db, table, [name for name, _ in columns]):
                values = {name: [_typed(name, row[n]) for row in batch] for n, (name, _) in enumerate(columns)}
                writer.write_table(pa.table(values, schema=shape))
    return _count(db)


def cell(value: Any) -> Any:
    """A CSV cell that no spreadsheet takes for a formula: text that begins like one gets a ' in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _typed(name: str, value: Any) -> Any:
    if name == "citations":
        return json.loads(value)
    return bool(value) if name in _FLAGS else value


def _columns(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    inner = _INNER.get(table, ())
    return [(row["name"], row["type"]) for row in db.execute(f"PRAGMA table_info({table})") if row["name"] not in inner]


def _batches(db: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[list[Any]]:
    names = ", ".join(f'"{name}"' for name in columns)
    found = db.execute(f"SELECT {names} FROM {table} ORDER BY {'id' if table == 'documents' else 'document, n'}")
    while batch := found.fetchmany(_BATCH):
        yield batch


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
