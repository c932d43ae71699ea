"""What has changed since a run: enough to bring a copy kept elsewhere up to date."""

from __future__ import annotations

import pytest
from steps import add, entry, ids

from extract.errors import StoreError
from extract.store import Name, Writer
from extract.store.changes import changed_since


def again(writer: Writer) -> int:
    """Begin the next run; the number of the one before."""
    before = writer.run
    writer.end({})
    writer.begin("run", {}, "fake", "fake-")
    return before


def test_added_changed_and_removed(writer: Writer) -> None:
    add(writer, entry("a.txt", "AAA 1"), entry("b.txt", "BBB 2"), entry("c.txt", "CCC 3"))
    first = again(writer)
    add(writer, entry("b.txt", "BBB 20"), entry("d.txt", "DDD 4"))
    writer.file_done("/in/c.txt", set(), "")
    assert changed_since(writer.db, first) == (["b", "d"], ["c"])
    second = again(writer)
    assert changed_since(writer.db, second) == ([], [])
    assert changed_since(writer.db, 0) == (["a", "b", "d"], [])


def test_what_came_and_went_in_between_is_not_named(writer: Writer) -> None:
    first = again(writer)
    add(writer, entry("a.txt", "AAA 1"))
    again(writer)
    writer.forget("a")
    assert changed_since(writer.db, first) == ([], [])


def test_an_id_that_passes_to_another_document_is_changed(writer: Writer) -> None:
    add(writer, entry("b/call.txt", "BBB 2"))
    first = again(writer)
    add(writer, entry("a/call.txt", "AAA 1"))
    assert ids(writer.db) == changed_since(writer.db, first).added_or_changed
    assert len(ids(writer.db)) == 2


def test_a_copy_that_follows_equals_the_store(writer: Writer) -> None:
    copy: set[str] = set()
    since = 0
    for texts in (["a", "b/x", "a/x"], ["c", "b/y", "a/y"], ["d"]):
        add(writer, *(entry(f"{name}.txt", f"{name.upper()} 1") for name in texts))
        writer.file_done(f"/in/{texts[0]}.txt", set(), "")
        changes = changed_since(writer.db, since)
        copy = (copy - set(changes.removed)) | set(changes.added_or_changed)
        assert sorted(copy) == ids(writer.db)
        since = again(writer)


def test_there_was_no_such_run(writer: Writer) -> None:
    with pytest.raises(StoreError, match="J407"):
        changed_since(writer.db, 99)


def test_the_ledger_knows_what_a_reading_took_and_gave(writer: Writer) -> None:
    add(writer, entry("a.txt", "AAA 1\nBBB 2"), entry("b.txt", "AAA 1\nBBB 2"))
    read, duplicate = (writer.entry(Name(f"/in/{name}.txt")) for name in "ab")
    assert (read["documents"], read["claims"], read["mentions"], read["figures"], read["run"]) == (1, 2, 2, 2, 1)
    assert read["milliseconds"] >= 0
    assert (duplicate["status"], duplicate["milliseconds"], duplicate["claims"]) == ("done", None, None)
