"""What is done to one file and to one text. The commands, the pool and any other runner call these two.

Neither raises: what goes wrong with one file or text is a `Failure` of its own, and the rest goes on.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Protocol

from extract import reading, records, schema
from extract.errors import PlacedError, ReadError, RowError
from extract.folding import scrub
from extract.store.entry import Entry, Failure, Name


class Reader(Protocol):
    """The pipeline as it is used here (`extract.pipeline.Reader`)."""

    version: str
    fingerprint: str

    def documents(
        self, text: str, published: str | None = None, source: schema.Source | None = None
    ) -> list[schema.Document]:
        """The records of one text, without ids."""
        ...


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker makes its reader. `reader` is ``module:name``; tests put a quick one in its place."""

    lexicon: Path | None = None
    reader: str = "extract.pipeline:Reader"

    def make(self) -> Reader:
        """The reader. Takes a second or two: once a worker."""
        factory: Callable[..., Reader] = resolve_name(self.reader)
        return factory(lexicon=self.lexicon)


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, or a row of one, that has no documents; with its text, where that much could be read."""

    name: Name
    stem: str
    failure: Failure
    entry: Entry | None = None


def read_file(path: Path, max_bytes: int) -> list[Entry | Bad]:
    """The texts of a file in order, each with its name, and what could not be read among them."""
    source = source_name(path)
    found: list[Entry | Bad] = []
    taken: set[str] = set()
    try:
        for outcome in reading.read(path, max_bytes=max_bytes):
            if isinstance(outcome, ReadError):
                found.append(_bad(path, source, outcome, taken))
            else:
                found.append(_entry(source, outcome, taken))
    except ReadError as error:
        found.append(_bad(path, source, error, taken))
    except Exception as error:
        found.append(Bad(Name(source), scrub(path.stem), internal("read", error)))
    return found


def read_text(reader: Reader, entry: Entry) -> list[schema.Document] | Failure:
    """The documents of a text, with ids as if nothing else were called so (the store knows better)."""
    try:
        documents = reader.documents(entry.text, published=entry.published or entry.fallback, source=entry.source)
        alone = len(documents) == 1
        # The title of a row that holds several documents is that of none of them.
        titled = {} if alone or entry.title is None else {"title": entry.title}
        records.name(documents, entry.stem, titled | entry.meta)
        if alone and entry.title is not None:
            documents[0].title = entry.title
        return documents
    except PlacedError as error:
        return Failure("extract", error.code, error.reason, error.remedy, error.place)
    except Exception as error:
        return internal("extract", error)


def internal(stage: str, error: Exception) -> Failure:
    """An error that no rule foresaw, with its traceback."""
    reason = scrub(f"internal error: {type(error).__name__}: {error}")
    remedy = "report it with the traceback that a store keeps (`jiyao status --verbose`)"
    return Failure(stage, "J900", reason, remedy, traceback=scrub("".join(traceback.format_exception(error))))


def source_name(path: Path) -> str:
    """The name of a file in the ledger: its absolute path. Bytes that are no UTF-8 are shown as ``\\xNN``."""
    return os.fsencode(os.path.abspath(path)).decode("utf8", "backslashreplace")


def _entry(source: str, text: reading.Text, taken: set[str]) -> Entry:
    stem = scrub(text.id)
    meta = dict(text.meta)
    if text.row is not None and text.source not in (None, text.path):
        meta["source"] = scrub(text.source or "")
    return Entry(
        name=Name(source, "" if text.row is None else _free(stem, taken)),
        stem=stem,
        text=scrub(text.text),
        path=scrub(text.path),
        format=text.format,
        title=None if text.title is None else scrub(text.title),
        published=text.published,
        meta=meta,
    )


def _bad(path: Path, source: str, error: ReadError, taken: set[str]) -> Bad:
    item = ""
    if isinstance(error, RowError):
        item = _free(scrub(error.id or f"{path.stem}:{error.row}"), taken)
    failure = Failure("read", error.code, scrub(error.reason), scrub(error.remedy), scrub(error.place))
    return Bad(Name(source, item), item or scrub(path.stem), failure)


def _free(item: str, taken: set[str]) -> str:
    """The row's name within its file: its id, and a number where rows before it have the same."""
    free, n = item, 2
    while free in taken:
        free, n = f"{item} ({n})", n + 1
    taken.add(free)
    return free
