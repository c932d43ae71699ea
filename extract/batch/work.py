"""What is done to one file and to one text. The commands, the pool and any other runner call these.

Neither raises: what goes wrong with one file or text is a `Failure` of its own, and the rest goes on.
"""

from __future__ import annotations

import os
import re
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple, Protocol

from extract import reading, records, schema
from extract.errors import PlacedError, ReadError
from extract.folding import scrub
from extract.reading import remote
from extract.store.entry import Entry, Failure, Name
from extract.store.rows import Packed, pack

_COARSE = 2.0  # seconds: the coarsest clock of a file system
_DIGEST = re.compile("[0-9a-f]{64}")  # the hash of a file that can be read


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
    model: str | None = None  # a folder, or "none"; else the one that ships
    reader: str = "extract.pipeline:Reader"

    def make(self) -> Reader:
        """The reader. Takes a second or two: once a worker."""
        factory: Callable[..., Reader] = resolve_name(self.reader)
        return factory(lexicon=self.lexicon, model=self.model)


@dataclass(frozen=True, slots=True)
class Bad:
    """A file, or a row of one, that has no documents; with its text, where that much could be read."""

    name: Name
    stem: str
    failure: Failure
    entry: Entry | None = None


class Ready(NamedTuple):
    """A text with what was read from it ahead of its turn."""

    entry: Entry
    packed: Packed | Failure

    @property
    def name(self) -> Name:
        """The name under which it came."""
        return self.entry.name


class Stamp(NamedTuple):
    """What tells that a file has changed: its hash, and what the file system says of it."""

    hash: str
    state: str  # empty where that may not be relied upon


def state(path: reading.Place, max_bytes: int, columns: Mapping[str, str] | None = None) -> str:
    """What the file system says of a file, and what else decides how it is read; empty where it tells too little.

    The time of change cannot be set back as that of modification can. Within seconds of it the next may bear the same.
    """
    asked = (max_bytes, *(f"{k}={v}" for k, v in sorted((columns or {}).items())))
    if isinstance(path, reading.Url):
        told = remote.said(path)
        return told and " ".join(map(str, (told, *asked)))
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ""
    if not found.st_ctime < time.time() - _COARSE:
        return ""
    said = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return " ".join(map(str, (*said, *asked)))


def stamped(path: reading.Place, max_bytes: int, columns: Mapping[str, str] | None = None) -> Stamp:
    """The stamp of a file as it is now."""
    said = state(path, max_bytes, columns)
    hash = reading.file_hash(path, max_bytes, columns)
    return Stamp(hash, said if _DIGEST.fullmatch(hash) else "")


class Read(NamedTuple):
    """A file that has been read: its texts in order, and what could not be read among them."""

    found: list[Entry | Bad | Ready]
    stamp: Stamp | None = None


def read_file(
    path: reading.Place,
    max_bytes: int,
    columns: Mapping[str, str] | None = None,
    published: str | None = None,
    reader: Reader | None = None,
) -> Read:
    """The texts of a file, each with its name; with a `reader`, its only text is read at once.

    `published` is for texts with no date of their own.
    """
    source = source_name(path)
    found: list[Entry | Bad | Ready] = []
    taken: set[str] = set()
    try:
        for outcome in reading.read(path, max_bytes=max_bytes, columns=columns):
            if isinstance(outcome, ReadError):
                found.append(_bad(path, source, outcome, taken))
            else:
                found.append(_entry(source, outcome, published, taken))
    except ReadError as error:
        found.append(_bad(path, source, error, taken))
    except Exception as error:
        found.append(Bad(Name(source), scrub(path.stem), internal("read", error)))
    if reader is not None and len(found) == 1 and isinstance(found[0], Entry):
        found[0] = Ready(found[0], read_packed(reader, found[0]))
    return Read(found)


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


def read_packed(reader: Reader, entry: Entry) -> Packed | Failure:
    """The same as the store writes it."""
    begun = time.monotonic()
    documents = read_text(reader, entry)
    if isinstance(documents, Failure):
        return documents
    try:
        return pack(documents, entry.text, round((time.monotonic() - begun) * 1000))
    except Exception as error:
        return internal("store", error)


def internal(stage: str, error: Exception) -> Failure:
    """An error that no rule foresaw, with its traceback."""
    reason = scrub(f"internal error: {type(error).__name__}: {error}")
    remedy = "report it with the traceback that a store keeps (`jiyao status --verbose`)"
    return Failure(stage, "J900", reason, remedy, traceback=scrub("".join(traceback.format_exception(error))))


def source_name(path: reading.Place) -> str:
    """The name of a file in the ledger: its URL or absolute path. Bytes that are no UTF-8 are shown as ``\\xNN``."""
    if isinstance(path, reading.Url):
        return scrub(path)
    name = os.fspath(path)
    if not os.path.isabs(name) or ".." in name:  # else it is as it should be, for it comes from a `Path`
        name = os.path.abspath(name)
    return name if name.isprintable() else os.fsencode(name).decode("utf8", "backslashreplace")


def _entry(source: str, text: reading.Text, published: str | None, taken: set[str]) -> Entry:
    stem = scrub(text.id)
    meta = dict(text.meta)
    if text.row is not None and text.source not in (None, text.path):
        meta["source"] = scrub(text.source or "")
    return Entry(
        name=Name(source, _free(scrub(text.item), taken) if text.item else ""),
        stem=stem,
        text=scrub(text.text),
        path=scrub(text.path),
        format=text.format,
        title=None if text.title is None else scrub(text.title),
        published=text.published,
        fallback=published,
        meta=meta,
    )


def _bad(path: reading.Place, source: str, error: ReadError, taken: set[str]) -> Bad:
    item = _free(scrub(error.item), taken) if error.item else ""
    failure = Failure("read", error.code, scrub(error.reason), scrub(error.remedy), scrub(error.place))
    return Bad(Name(source, item), item or scrub(path.stem), failure)


def _free(item: str, taken: set[str]) -> str:
    """The row's name within its file: its id, and a number where rows before it have the same."""
    free, n = item, 2
    while free in taken:
        free, n = f"{item} ({n})", n + 1
    taken.add(free)
    return free
