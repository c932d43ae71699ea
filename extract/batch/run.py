"""The batch: what is new or changed is read and stored, the rest passed over, what fails quarantined."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extract.batch.pool import File, ForStore, Runner
from extract.batch.stream import ordered, read_files
from extract.batch.work import Bad, Read, Ready, Stamp, internal, source_name, stamped, state
from extract.errors import MissingError
from extract.reading import MAX_BYTES, Place
from extract.store import Entry, Failure, Name, Writer
from extract.store.rows import Packed

# How a run counts texts, each by its name (a file, or a row of one): one of these, but for `removed`, which are names
# that are gone, and names whose new content fails and whose old documents went with the old content.
COUNTS = ("new", "changed", "refreshed", "unchanged", "duplicate", "failed", "quarantined", "removed")


@dataclass
class Run:
    """One pass over files. `report` is told what came of each name: its text, the failure, or the name that lost all.

    `documents` counts the documents that were written.
    """

    writer: Writer
    runner: Runner
    refresh: bool = False
    published: str | None = None  # for texts with no date of their own; one read before keeps its first but on refresh
    max_bytes: int = MAX_BYTES
    report: Callable[[str, Bad | Kept | Name], None] = lambda what, thing: None
    columns: Mapping[str, str] = field(default_factory=dict)  # field → what the rows of the files call it
    counts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    _safe: tuple[Counter[str], int] = (Counter(), 0)

    def files(self, paths: Iterable[Place]) -> None:
        """Read what is new, changed or to be done again in these files."""
        self.take(read_files(self.runner, self.wanted(paths)))

    def take(self, reads: Iterator[tuple[Place, Read]]) -> None:
        """Store what has been read of files."""
        self._sure()
        self.runner.idle = self._commit
        try:
            self._store(self._things(reads))
            while heirs := self.writer.pending():
                self._store(iter(heirs))
        finally:
            self.runner.idle = None
            try:
                self.writer.commit()
            finally:
                if self.writer.waiting:  # the disk is full, and what waited is undone
                    self.counts, self.documents = self._safe

    def wanted(self, paths: Iterable[Place]) -> Iterator[File]:
        """The files that are not as they were when last read to their end."""
        for path in paths:
            source = source_name(path)
            before = self.writer.file(source)
            rows = self.writer.items(source)
            if before is not None and not any(map(self._again, rows)) and self._unchanged(path, source, before):
                self._pass_over(rows)
                continue
            yield File(str(path), self.max_bytes, self.columns, self.published, hashed=True, ahead=not rows)

    def fresh(self, reads: Iterable[tuple[Place, Read]]) -> Iterator[tuple[Place, Read]]:
        """Of files that have been read elsewhere, those that the store has not taken in before."""
        for path, read in reads:
            before, rows = self.writer.file(source_name(path)), self.writer.items(source_name(path))
            same = before is not None and read.stamp is not None and before["sha256"] == read.stamp.hash
            if same and not any(map(self._again, rows)):
                self._pass_over(rows)
                continue
            yield path, read

    def _pass_over(self, rows: list[Any]) -> None:
        self.counts["quarantined"] += sum(row["status"] == "failed" for row in rows)
        self.counts["unchanged"] += sum(row["status"] != "failed" for row in rows)

    def _unchanged(self, path: Place, source: str, before: Any) -> bool:
        """Whether a file is as it was, by what the file system says of it or else by its hash."""
        if before["state"] and before["state"] == state(path, self.max_bytes, self.columns):
            return True
        stamp = stamped(path, self.max_bytes, self.columns)
        if stamp.hash != before["sha256"]:
            return False
        if stamp.state:
            self.writer.stamp(source, *stamp)
        return True

    def _again(self, row: Any) -> bool:
        """Whether another pipeline, or another date, asks for another reading of a name whose content is unchanged."""
        if row["fingerprint"] != self.runner.fingerprint:
            return self.refresh or row["status"] == "failed"
        redated = self.refresh and self.published is not None and row["fallback"] != self.published
        return redated and row["status"] != "failed" and not Entry.dated(row["inputs"])

    def _things(self, reads: Iterator[tuple[Place, Read]]) -> Iterator[Entry | Bad | Ready | _End]:
        for path, read in reads:
            if lost := self._unreachable(path, read):
                self._count("failed", lost)
                continue
            for thing in read.found:
                yield thing if isinstance(thing, Bad) else self._dated(thing)
            whole = bool(read.found) and all(isinstance(thing, Bad) for thing in read.found)
            stamp = read.stamp or stamped(path, self.max_bytes, self.columns)
            yield _End(source_name(path), stamp, {thing.name.item for thing in read.found}, whole)

    def _unreachable(self, path: Place, read: Read) -> Bad | None:
        """Why a file that was read before cannot be opened now: what it gave then is left as it is."""
        first = next(iter(read.found), None)
        if not isinstance(first, Bad) or first.failure.code != MissingError.kind:
            return None
        return first if self.writer.items(source_name(path)) else None

    def _dated(self, thing: Entry | Ready) -> Entry | Ready:
        """The text with the date that it was first read with, unless a refresh brings another."""
        entry = thing if isinstance(thing, Entry) else thing.entry
        if self.refresh and self.published is not None:
            return thing
        row = self.writer.entry(entry.name)
        known = row is not None and row["content"] == entry.sha256 and row["fallback"]
        return replace(entry, fallback=row["fallback"]) if known and row["fallback"] != entry.fallback else thing

    def _store(self, things: Iterator[Entry | Bad | Ready | _End]) -> None:
        for thing, result in ordered(self.runner, things, self._task):
            if isinstance(thing, _End):
                for name in self.writer.file_done(thing.source, thing.items, *thing.stamp):
                    self.counts["removed"] += 1
                    if thing.failed:
                        self.report("removed", name)
            elif isinstance(thing, Bad):
                self._fail(thing)
            elif isinstance(thing, Ready):
                self._pass(thing.entry, thing.packed)
            elif result is not None:
                self._keep(thing, result)
            else:
                self._pass(thing)
            if not self.writer.waiting:
                self._sure()

    def _task(self, thing: Entry | Bad | Ready | _End) -> ForStore | None:
        """What is to be done for it: a text is to be read, unless it is known."""
        if not isinstance(thing, Entry) or self._as_before(thing) or self.writer.goes_by_another(thing):
            return None
        return ForStore(thing)

    def _as_before(self, entry: Entry) -> bool:
        """Whether the name has the same content as when it was last tried."""
        row = self.writer.entry(entry.name)
        if row is None or row["status"] == "pending" or self._again(row):
            return False
        return (row["content"], row["inputs"]) == (entry.sha256, entry.inputs)

    def _pass(self, entry: Entry, packed: Packed | Failure | None = None) -> None:
        """Nothing was to be read when its turn came: it is as before, goes by another name, or was read ahead."""
        if self._as_before(entry):
            failed = self.writer.entry(entry.name)["status"] == "failed"
            self._count("quarantined" if failed else "unchanged", Kept(entry))
        elif self.writer.goes_by_another(entry):
            self._count(self.writer.add(entry, None), Kept(entry))
        else:  # read ahead, or the other name has left the text since then
            self._keep(entry, packed or self.runner.result(self.runner.submit(ForStore(entry))))

    def _keep(self, entry: Entry, result: Packed | Failure) -> None:
        if isinstance(result, Packed):
            try:
                what = self.writer.add(entry, result)
                self.documents += len(result.documents) if what != "duplicate" else 0
                self._count(what, Kept(entry, None if what == "duplicate" else result))
                return
            except sqlite3.OperationalError:  # the disk is full, or the like: no document's fault
                raise
            except Exception as error:
                result = internal("store", error)
        self._fail(Bad(entry.name, entry.stem, result, entry))

    def _fail(self, bad: Bad) -> None:
        emptied = self.writer.fail(bad.name, bad.stem, bad.failure, bad.entry)
        self._count("failed", bad)
        if emptied:
            self.counts["removed"] += 1
            self.report("removed", bad.name)

    def _count(self, what: str, thing: Bad | Kept) -> None:
        self.counts[what] += 1
        self.report(what, thing)

    def _commit(self) -> None:
        self.writer.commit()
        self._sure()

    def _sure(self) -> None:
        """What is counted now stands in the store for good."""
        self._safe = (Counter(self.counts), self.documents)


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that is in the store; `packed` is what was read from it now, None where nothing had to be."""

    entry: Entry
    packed: Packed | None = None

    @property
    def name(self) -> Name:
        """The name under which it came."""
        return self.entry.name


@dataclass(frozen=True, slots=True)
class _End:
    """All of a file has come by; `items` are the names that it gave."""

    source: str
    stamp: Stamp
    items: set[str]
    failed: bool  # as a whole: what it gave before is gone for that reason
