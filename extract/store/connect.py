"""Opening the store file: one writer with a lock, any number of readers while it writes.

The lock is an OS lock on ``STORE.lock`` (`filelock`): it dies with the process that holds it, so that
nobody has to clean up after a crash. Who holds it stands in the table `runs`.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from filelock import FileLock, Timeout

from extract.errors import StoreError
from extract.store import search
from extract.store.place import share

VERSION = 2  # of the tables; stands in user_version
_CACHE = 32_768  # KiB: what one commit touches, so that it is written once
_CHECKPOINT = 4000  # pages in the log until they go into the file
_PATIENCE = 0.2  # seconds for the lock: `locked` holds it for a moment
APPLICATION = 0x4A59414F  # "JYAO"; stands in application_id, so that another program's file is known as such


def now() -> str:
    """The time, in UTC, as ledger, runs and quarantine note it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, one state of the store. Raises `StoreError` where there is none at `path`."""
    if not path.is_file():
        raise StoreError("J401", str(path), "there is no store here", "give the file that `jiyao run --store` wrote")
    # A reader, too, makes files beside the store; where it may not, nobody can be writing either.
    fixed = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    with closing(_connect(path, "ro&immutable=1" if fixed else "ro")) as connection:
        _check(connection, path)
        connection.execute("BEGIN")
        yield connection


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes, made new where there is none.

    Raises `StoreError` when another holds the lock, and on a network file system (`extract.store.place`).
    """
    if on := share(path):
        reason = f"a store cannot lie on a network file system ({on}): its locks do not hold there"
        raise StoreError(
            "J409", str(path), reason, "give a file on a disk of this machine, and copy or `jiyao export` it"
        )
    with ExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():  # no lock file is left beside a file that is no store
                with closing(_connect(path, "ro")) as connection:
                    _check(connection, path, empty=True)
            stack.enter_context(_lock(path))
            connection = stack.enter_context(closing(_connect(path, "rwc")))
            if _check(connection, path, empty=True):
                _create(connection)
        except OSError as error:
            reason = f"cannot be written ({error.strerror})"
            raise StoreError("J402", str(path), reason, "give a file in a folder that you may write to") from error
        # A killed process loses nothing that was committed. A power cut may undo the last commits, ledger entries and
        # rows alike, so that the next run reads those files again; to wait for the disk each time would buy no more.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute("PRAGMA temp_store = MEMORY")  # what a savepoint saves of each page, for one: 200 a text
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
        search.follow(connection)
        yield connection


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        held = lock.acquire(timeout=_PATIENCE)
    except Timeout:
        remedy = "wait until it has ended, or end it; reading commands work meanwhile"
        raise StoreError("J403", str(path), f"another process is writing: {_holder(path)}", remedy) from None
    with held:
        yield


def locked(path: Path) -> bool:
    """Whether a process is writing the store; where that cannot be told, it is taken to be."""
    file = path.with_name(path.name + ".lock")
    if not file.exists():
        return False
    try:
        with FileLock(file).acquire(timeout=0):
            return False
    except (Timeout, OSError):
        return True


def _holder(path: Path) -> str:
    """Which run holds the lock, in words."""
    try:
        with reading(path) as connection:
            row = connection.execute("SELECT * FROM runs WHERE status = 'running' ORDER BY id DESC").fetchone()
    except (StoreError, sqlite3.Error):
        row = None
    if row is None:
        return "one that has just begun"
    return f"`jiyao {row['command']}`, process {row['pid']} on {row['host']}, since {row['started']}"


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=30, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise StoreError("J402", str(path), f"cannot be opened ({error})", "give a file that you may use") from error
    connection.row_factory = sqlite3.Row
    return connection


def _check(connection: sqlite3.Connection, path: Path, empty: bool = False) -> bool:
    """Refuse what is no store, or one of another version. True: a file without tables, where `empty` allows it."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        connection.execute("PRAGMA foreign_keys = ON")
        if empty and not tables:
            return True
    except sqlite3.DatabaseError as error:
        application, version = 0, 0
        if "not a database" not in str(error):
            raise StoreError("J402", str(path), f"cannot be read ({error})", "try again, or restore a copy") from error
    if application != APPLICATION:
        raise StoreError("J404", str(path), "this file is not a jiyao store", "give another name, or move it away")
    if version != VERSION:
        remedy = "run the inbox into a new store" if version < VERSION else "use the newer jiyao that made it"
        raise StoreError("J405", str(path), f"the store has version {version}, this jiyao writes {VERSION}", remedy)
    return False


def _create(connection: sqlite3.Connection) -> None:
    """All tables in one transaction: a process that dies here leaves an empty file, which counts as new."""
    connection.execute("PRAGMA journal_mode = WAL")
    tables = files("extract.store").joinpath("tables.sql").read_text(encoding="utf8")
    connection.executescript(
        f"BEGIN IMMEDIATE;\n{tables}\nPRAGMA application_id = {APPLICATION};\nPRAGMA user_version = {VERSION};\nCOMMIT;"
    )


def who() -> tuple[str, int]:
    """Host and process, for `runs`."""
    return socket.gethostname(), os.getpid()
