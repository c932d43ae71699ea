"""What is no store is said to be none, and is left as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract import store
from extract.errors import StoreError
from extract.store import connect


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (x)")
        db.commit()


def newer(path: Path) -> None:
    with store.writing(path) as db:
        db.execute(f"PRAGMA user_version = {connect.VERSION + 1}")


def torn(path: Path) -> None:
    with store.writing(path):
        pass
    path.write_bytes(path.read_bytes()[:16] + b"\xff" * 200 + path.read_bytes()[216:])


BAD = {
    "text": (lambda path: path.write_text("英伟达 H20 " * 100, encoding="utf8"), "J404"),
    "another program's database": (foreign, "J404"),
    "a store of a later version": (newer, "J405"),
    "a torn file": (torn, "J40[24]"),
    "a folder": (Path.mkdir, "J40[12]"),
}


@pytest.mark.parametrize(("make", "code"), BAD.values(), ids=BAD)
def test_what_is_no_store_of_ours(make: object, code: str, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=code), store.reading(path):
        pass
    with pytest.raises(StoreError, match=code), store.writing(path):
        pass
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="J401"), store.reading(tmp_path / "s.sqlite"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf8")
    with pytest.raises(StoreError, match="J402"), store.writing(tmp_path / "file" / "s.sqlite"):
        pass


def test_a_file_that_was_made_and_not_filled_becomes_a_store(tmp_path: Path) -> None:
    """What a process leaves that is killed before its first transaction."""
    path = tmp_path / "s.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    for _ in range(2):
        with store.writing(path) as db:
            assert db.execute("SELECT count(*) FROM documents").fetchone()[0] == 0


def test_a_reader_sees_one_state_while_a_writer_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with store.writing(path) as writer:
        with store.reading(path) as reader:
            assert reader.execute("SELECT count(*) FROM runs").fetchone()[0] == 0
            store.Writer(writer).begin("run", {})
            assert reader.execute("SELECT count(*) FROM runs").fetchone()[0] == 0
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                reader.execute("DELETE FROM runs")
        with store.reading(path) as reader:
            assert reader.execute("SELECT count(*) FROM runs").fetchone()[0] == 1


def test_a_store_on_a_medium_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.sqlite"
    with store.writing(path):
        pass
    monkeypatch.setattr(connect.os, "access", lambda *_: False)
    with store.reading(path) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
    assert {p.name for p in tmp_path.iterdir()} == {"s.sqlite", "s.sqlite.lock"}
