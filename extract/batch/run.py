"""The batch: what is new or changed is read and stored, the rest passed over, what fails quarantined."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.batch.pool import Runner
from extract.batch.stream import Done, Read, ordered, outcome, read_files
from extract.batch.work import Bad, internal, source_name
from extract.errors import MissingError
from extract.reading import MAX_BYTES
from extract.store import Entry, Name, Writer

# How a run counts texts, each by its name (a file, or a row of one): one of these, but for `removed`, which are names
# that are gone, and names whose new content fails and whose old documents went with the old content.
COUNTS = ("new", "changed", "refreshed", "unchanged", "duplicate", "failed", "quarantined", "removed")


@dataclass
class Run:
    """One pass over files. `report` is told what came of each name: its entry, the failure, or the name that lost all.

    `documents` counts the documents that were written.
    """

    writer: Writer
    runner: Runner
    refresh: bool = False
    published: str | None = None  # for texts with no date of their own; one read before keeps its first but on refresh
    max_bytes: int = MAX_BYTES
    report: Callable[[str, Bad | Entry | Name], None] = lambda what, thing: None
    counts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    _hashes: dict[str, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def files(self, paths: Iterable[Path]) -> None:
        """Read what is new, changed or to be done again in these files."""
        self._store(self._things(read_files(self.runner, self._wanted(paths), self.published, self.max_bytes)))
        while heirs := self.writer.pending():
            self._store(iter(heirs))

    def _wanted(self, paths: Iterable[Path]) -> Iterator[Path]:
        """The files that are not as they were when last read to their end."""
        for path in paths:
            source = source_name(path)
            if source in self._seen:
                continue
            self._seen.add(source)
            self._hashes[source] = file_hash(path, self.max_bytes)
            if self.writer.read_to_end(source) == self._hashes[source]:
                rows = self.writer.items(source)
                if not any(self._again(row) for row in rows):
                    self.counts["quarantined"] += sum(row["status"] == "failed" for row in rows)
                    self.counts["unchanged"] += sum(row["status"] != "failed" for row in rows)
                    continue
            yield path

    def _again(self, row: Any) -> bool:
        """Whether another pipeline, or another date, asks for another reading of a name whose content is unchanged."""
        if row["fingerprint"] != self.runner.fingerprint:
            return self.refresh or row["status"] == "failed"
        redated = self.refresh and self.published is not None and row["fallback"] != self.published
        return redated and row["status"] != "failed" and not Entry.dated(row["inputs"])

    def _things(self, reads: Iterator[Read]) -> Iterator[Entry | Bad | _End]:
        for read in reads:
            if self._unreachable(read):
                self._count("failed", read.found[0])
                continue
            for thing in read.found:
                yield self._dated(thing) if isinstance(thing, Entry) else thing
            whole = len(read.found) == 1 and isinstance(read.found[0], Bad) and not read.found[0].name.item
            yield _End(source_name(read.path), {thing.name.item for thing in read.found}, whole)

    def _unreachable(self, read: Read) -> bool:
        """Whether a file that was read before cannot be opened now: what it gave then is left as it is."""
        first = next(iter(read.found), None)
        lost = isinstance(first, Bad) and first.failure.code == MissingError.kind
        return lost and bool(self.writer.items(source_name(read.path)))

    def _dated(self, entry: Entry) -> Entry:
        """The entry with the date that it was first read with, unless a refresh brings another."""
        if self.refresh and self.published is not None:
            return entry
        row = self.writer.entry(entry.name)
        known = row is not None and row["content"] == entry.sha256 and row["fallback"]
        return replace(entry, fallback=row["fallback"]) if known else entry

    def _store(self, things: Iterator[Entry | Bad | _End]) -> None:
        for thing, result in ordered(self.runner, things, self._task):
            if isinstance(thing, _End):
                for name in self.writer.file_done(thing.source, self._hashes.pop(thing.source), thing.items):
                    self.counts["removed"] += 1
                    if thing.failed:
                        self.report("removed", name)
            elif isinstance(thing, Bad) or result is not None:
                self._keep(outcome(thing, result))
            else:
                self._pass(thing)

    def _task(self, thing: Entry | Bad | _End) -> Entry | None:
        """The entry, where its text is to be read."""
        if not isinstance(thing, Entry) or self._as_before(thing) or self.writer.goes_by_another(thing):
            return None
        return thing

    def _as_before(self, entry: Entry) -> bool:
        """Whether the name has the same content as when it was last tried."""
        row = self.writer.entry(entry.name)
        if row is None or row["status"] == "pending" or self._again(row):
            return False
        return (row["content"], row["inputs"]) == (entry.sha256, entry.inputs)

    def _pass(self, entry: Entry) -> None:
        """Nothing was to be read when the entry's turn came: it is as before, or its text goes by another name."""
        if self._as_before(entry):
            failed = self.writer.entry(entry.name)["status"] == "failed"
            self._count("quarantined" if failed else "unchanged", entry)
        elif self.writer.goes_by_another(entry):
            self._count(self.writer.add(entry, []), entry)
        else:  # the other name has left the text since then
            self._keep(outcome(entry, self.runner.result(self.runner.submit(entry))))

    def _keep(self, found: Done | Bad) -> None:
        if isinstance(found, Done):
            try:
                what = self.writer.add(found.entry, found.documents)
                self.documents += len(found.documents) if what != "duplicate" else 0
                self._count(what, found.entry)
                return
            except sqlite3.OperationalError:  # the disk is full, or the like: no document's fault
                raise
            except Exception as error:
                found = Bad(found.entry.name, found.entry.stem, internal("store", error), found.entry)
        emptied = self.writer.fail(found.name, found.stem, found.failure, found.entry)
        self._count("failed", found)
        if emptied:
            self.counts["removed"] += 1
            self.report("removed", found.name)

    def _count(self, what: str, thing: Bad | Entry) -> None:
        self.counts[what] += 1
        self.report(what, thing)


@dataclass(frozen=True, slots=True)
class _End:
    """All of a file has come by; `items` are the names that it gave."""

    source: str
    items: set[str]
    failed: bool  # as a whole: what it gave before is gone for that reason


def file_hash(path: Path, max_bytes: int) -> str:
    """What tells that a file has changed: the hash of its bytes; of one that is not read, why it is not."""
    try:
        size = path.stat().st_size
        return f"{size} bytes > {max_bytes}" if size > max_bytes else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return f"unreadable: {error.strerror}"
