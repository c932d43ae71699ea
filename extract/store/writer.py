"""The writing side of the store: what came of each text, whole or not at all, together with its ledger entry.

Kill the process at any moment: what was committed stands whole, the rest is not there, and the next run
does what is missing.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from extract.store import search, texts
from extract.store.connect import now, who
from extract.store.entry import Entry, Failure, Name
from extract.store.rows import Packed, dump
from extract.store.status import reached

Outcome = Literal["new", "changed", "refreshed", "duplicate"]


class Writer:
    """All that changes a store. `begin` a run first: ledger entries name it.

    `hold` is for how many seconds changes may wait for others before all are committed: a commit writes
    every page that it touches, and one for many documents writes far fewer. A reader sees them after that.
    """

    def __init__(self, db: sqlite3.Connection, hold: float = 0) -> None:
        self.db = db
        self.hold = hold
        self.waiting = 0  # changes that are not committed yet; outside a transaction: that are undone
        self._since = 0.0
        self.run = 0
        self.version = ""
        self.fingerprint = ""

    def begin(self, command: str, options: dict[str, Any], version: str = "", fingerprint: str = "") -> None:
        """Note that a run begins; one that is still noted as running died, for the lock is ours."""
        self.version, self.fingerprint = version, fingerprint
        host, pid = who()
        with self._whole():
            for row in self.db.execute("SELECT id FROM runs WHERE status = 'running'").fetchall():
                self.db.execute(
                    "UPDATE runs SET status = 'interrupted', counts = ? WHERE id = ?",
                    (dump(reached(self.db, row["id"])), row["id"]),
                )
            cursor = self.db.execute(
                "INSERT INTO runs (command, status, started, host, pid, version, fingerprint, options, counts)"
                " VALUES (?, 'running', ?, ?, ?, ?, ?, ?, '{}')",
                (command, now(), host, pid, version, fingerprint, dump(options)),
            )
        self.run = int(cursor.lastrowid or 0)
        self.commit()

    def end(self, counts: dict[str, int], status: Literal["finished", "interrupted"] = "finished") -> None:
        """Note how the run ended."""
        with self._whole():
            self.db.execute(
                "UPDATE runs SET status = ?, finished = ?, counts = ? WHERE id = ?",
                (status, now(), dump(counts), self.run),
            )
        self.commit()

    def commit(self) -> None:
        """Let readers see what has waited, and no crash undo it."""
        if not self.db.in_transaction:
            return
        try:
            search.enter(self.db)
            self.db.execute("COMMIT")
        except sqlite3.Error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self.waiting = 0

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Changes that stand or fall together."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")
            self._since = time.monotonic()
        self.db.execute("SAVEPOINT whole")
        try:
            yield
        except BaseException:
            if self.db.in_transaction:  # a full disk ends the transaction by itself
                self.db.execute("ROLLBACK TO whole")
                self.db.execute("RELEASE whole")
                self.commit()
            raise
        self.db.execute("RELEASE whole")
        self.waiting += 1
        if time.monotonic() - self._since >= self.hold:
            self.commit()

    def entry(self, name: Name) -> Any:
        """The ledger's row of `name`, or None."""
        return self.db.execute("SELECT * FROM ledger WHERE source = ? AND item = ?", name).fetchone()

    def items(self, source: str) -> list[Any]:
        """The ledger's rows of a file, in order."""
        return self.db.execute("SELECT * FROM ledger WHERE source = ? ORDER BY item", (source,)).fetchall()

    def file(self, source: str) -> Any:
        """What is noted of a file that was read to its end: `sha256` and `state` as they were then; else None."""
        return self.db.execute("SELECT sha256, state FROM files WHERE source = ?", (source,)).fetchone()

    def stamp(self, source: str, sha256: str, state: str) -> None:
        """Note of a file that it is read to its end, with its hash and what the file system says of it."""
        with self._whole():
            self.db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (source, sha256, state))

    def goes_by_another(self, entry: Entry) -> bool:
        """Whether the same text is here under a smaller name, so that reading it again would change nothing."""
        owner = texts.owner(self.db, entry.sha256)
        return owner is not None and owner < entry.name

    def add(self, entry: Entry, packed: Packed | None) -> Outcome:
        """The documents of `entry` and its ledger row. Of a duplicate only the name is kept."""
        before = self.entry(entry.name)
        duplicate = packed is None or self.goes_by_another(entry)
        with self._whole():
            if packed is not None and not duplicate:
                texts.put(self.db, entry, packed)
            self._note(entry.name, entry.stem, "done", entry, entry.sha256, None if duplicate else packed)
            self.db.execute("DELETE FROM quarantine WHERE source = ? AND item = ?", entry.name)
            if before is not None and before["sha256"] not in (None, entry.sha256):
                self._release(before["sha256"])
        if duplicate:
            return "duplicate"
        if before is None or before["sha256"] is None:
            return "new"
        return "refreshed" if (before["sha256"], before["inputs"]) == (entry.sha256, entry.inputs) else "changed"

    def fail(self, name: Name, stem: str, failure: Failure, entry: Entry | None = None) -> bool:
        """Quarantine `name`. What an earlier content of it gave is gone with that content; whether there was any."""
        before = self.entry(name)
        attempts = self.db.execute("SELECT attempts FROM quarantine WHERE source = ? AND item = ?", name).fetchone()
        with self._whole():
            self._note(name, stem, "failed", entry, None)
            self.db.execute(
                "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*name, failure.stage, failure.code, failure.place, failure.reason, failure.remedy,
                 (attempts["attempts"] if attempts else 0) + 1, failure.traceback, now()),
            )  # fmt: skip
            if before is None or not before["sha256"]:
                return False
            self._release(before["sha256"])
            return texts.owner(self.db, before["sha256"]) is None

    def file_done(self, source: str, items: set[str], sha256: str, state: str = "") -> list[Name]:
        """The file was read to its end and gave `items`: what it gave before and gives no more is removed."""
        gone = [Name(source, row["item"]) for row in self.items(source) if row["item"] not in items]
        with self._whole():
            for name in reversed(gone):  # as in `prune`
                self._remove(name)
            self.db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (source, sha256, state))
        return gone

    def pending(self) -> list[Entry]:
        """Some of the texts that go by another name since their first one left, to be read as that name says."""
        found = self.db.execute(
            "SELECT l.source, l.item, l.stem, t.text, l.inputs, l.fallback FROM ledger l JOIN texts t USING (sha256)"
            " WHERE l.status = 'pending' ORDER BY l.source, l.item LIMIT 200"
        )
        return [Entry.restored(Name(source, item), *rest) for source, item, *rest in found]

    def retry(self) -> list[str]:
        """Take the quarantined names for not yet tried; the files that they come from."""
        with self._whole():
            found = self.db.execute("SELECT DISTINCT source FROM quarantine ORDER BY source").fetchall()
            self.db.execute("UPDATE ledger SET fingerprint = '' WHERE status = 'failed'")
        return [row["source"] for row in found]

    def undated(self) -> tuple[int, int]:
        """How many of the store's documents have no date, and how many there are."""
        found = self.db.execute("SELECT count(*) - count(published), count(*) FROM documents").fetchone()
        return found[0], found[1]

    def prune(self, roots: Iterable[Path | str], present: set[str]) -> int:
        """Remove what came from files that are no longer there; looks only below `roots`.

        `present` names files that are there: a name with bytes that are no UTF-8, or a URL, cannot be looked up.
        """
        below = tuple(str(root) for root in roots)
        sources = [row["source"] for row in self.db.execute("SELECT DISTINCT source FROM ledger ORDER BY source")]
        gone = [s for s in sources if s not in present and _inside(s, below) and not os.path.lexists(s)]
        removed = 0
        # The greatest first: from the smallest of a stem its ids would pass to each of the others in turn.
        for source in reversed(gone):
            with self._whole():
                for row in reversed(self.items(source)):
                    self._remove(Name(source, row["item"]))
                    removed += 1
                self.db.execute("DELETE FROM files WHERE source = ?", (source,))
        return removed

    def forget(self, document: str) -> list[str]:
        """Remove a document, the text that it stands in and the text's names; the ids that are gone.

        Documents of one text go together, for the text itself holds them all.
        """
        row = self.db.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            return []
        found = self.db.execute("SELECT id FROM documents WHERE sha256 = ? ORDER BY n", (row["sha256"],)).fetchall()
        names = self.db.execute("SELECT source, item FROM ledger WHERE sha256 = ?", (row["sha256"],)).fetchall()
        with self._whole():
            for source, item in names:
                self._remove(Name(source, item))
                self.db.execute("DELETE FROM files WHERE source = ?", (source,))
        return [r["id"] for r in found]

    def _note(
        self, name: Name, stem: str, status: str, entry: Entry | None, sha256: str | None, packed: Packed | None = None
    ) -> None:
        said = (entry.inputs, entry.fallback, entry.sha256) if entry else ("[]", None, "")
        gave: tuple[int | None, ...] = (None,) * 5
        if packed is not None:
            gave = (packed.milliseconds, len(packed.documents), *map(packed.rows, ("claims", "mentions", "figures")))
        self.db.execute(
            f"INSERT INTO ledger VALUES ({', '.join('?' * 18)}) ON CONFLICT DO UPDATE SET"
            " stem = excluded.stem, inputs = excluded.inputs, fallback = excluded.fallback,"
            " content = excluded.content, sha256 = excluded.sha256, status = excluded.status,"
            " version = excluded.version, fingerprint = excluded.fingerprint,"
            " updated = excluded.updated, run = excluded.run, milliseconds = excluded.milliseconds,"
            " documents = excluded.documents, claims = excluded.claims, mentions = excluded.mentions,"
            " figures = excluded.figures",
            (*name, stem, *said, sha256, status, self.version, self.fingerprint, now(), now(), self.run, *gave),
        )

    def _remove(self, name: Name) -> None:
        row = self.entry(name)
        self.db.execute("DELETE FROM ledger WHERE source = ? AND item = ?", name)
        if row is not None and row["sha256"]:
            self._release(row["sha256"])

    def _release(self, sha256: str) -> None:
        heir = texts.release(self.db, sha256)
        if heir is not None:
            self.db.execute("UPDATE ledger SET status = 'pending' WHERE source = ? AND item = ?", heir)


def _inside(source: str, roots: tuple[str, ...]) -> bool:
    return any(source == root or source.startswith(root.rstrip(os.sep) + os.sep) for root in roots)
