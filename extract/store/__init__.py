"""The store: one SQLite file that keeps what was read, and knows what has been read (tables.sql).

`writing` and `reading` open it; `Writer` is the only thing that changes it; `query`, `export` and
`status` read. Two runs over the same files, in any order and with any number of jobs, give equal rows in
the eight tables of `TABLES`.
"""

from __future__ import annotations

from extract.store.connect import locked, reading, writing
from extract.store.entry import Entry, Failure, Name
from extract.store.rows import TABLES
from extract.store.writer import Writer

__all__ = ["TABLES", "Entry", "Failure", "Name", "Writer", "locked", "reading", "writing"]
