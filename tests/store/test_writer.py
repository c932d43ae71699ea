"""What the tables hold follows from what was read, not from when."""

from __future__ import annotations

import itertools
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from fake_reader import Reader
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import add, entry, ids, tables

from extract import schema, store
from extract.batch.work import read_text
from extract.store import Failure, Name, Writer, rows
from extract.store import ids as id_rules
from extract.store.export import documents
from extract.store.status import status

TWO = "AAA 卖出 10 台\n====\nBBB 好 2.5 倍"


def fresh(path: Path) -> Writer:
    """A writer on a new store, left open until the test ends."""
    context = store.writing(path)
    writer = Writer(context.__enter__())
    writer.context = context  # type: ignore[attr-defined]
    writer.begin("run", {})
    return writer


def test_a_record_comes_back_as_it_went_in(writer: Writer) -> None:
    given_entry = entry("call.jsonl", TWO, "r1", title="题", published="2025-05-25", meta={"desk": "硬件组", "n": [1]})
    add(writer, given_entry)
    first, second = documents(writer.db)
    assert (first.id, second.id) == ("r1#1", "r1#2")
    assert first.meta == {"title": "题", "desk": "硬件组", "n": [1]}
    assert first.published == "2025-05-25"
    assert (first.figures[0].lo, second.figures[0].lo) == (10, 2.5)
    assert isinstance(first.figures[0].lo, int)
    assert first.figures[0].period.from_ == "2025-01-01"
    assert second.claims[0].citations == [1, 7]
    assert second.claims[0].sentiment.label == "pos"
    text = writer.db.execute("SELECT text FROM texts").fetchone()[0]
    assert text == TWO
    assert all(text[m.start : m.end] == m.text for d in (first, second) for m in d.mentions)


def test_nothing_found_is_a_document_all_the_same(writer: Writer) -> None:
    add(writer, entry("a.txt", "\n"))
    assert ids(writer.db) == ["a"]
    assert writer.entry(Name("/in/a.txt"))["status"] == "done"
    assert writer.entry(Name("/in/b.txt")) is None


ARRIVALS = {
    "same content": [("a.txt", "AAA 1"), ("b.txt", "AAA 1")],
    "same stem": [("x/call.txt", "AAA 1"), ("y/call.txt", "BBB 2"), ("z/call.txt", "CCC 3")],
    "same stem and content": [("x/call.txt", "AAA 1"), ("y/call.txt", "BBB 2"), ("z/call.txt", "AAA 1")],
    "ids that another's numbers hit": [("a/call.txt", TWO), ("b/call#2.txt", "CCC 3"), ("c/call.txt", "DDD 4")],
    "numbers that another's id hits": [("a/call#2.txt", "CCC 3"), ("b/call.txt", TWO), ("c/call.txt", "DDD 4")],
}


@pytest.mark.parametrize("files", ARRIVALS.values(), ids=ARRIVALS)
def test_the_order_of_arrival_leaves_no_trace(files: list[tuple[str, str]], tmp_path: Path) -> None:
    results = []
    for n, order in enumerate(itertools.permutations(files)):
        writer = fresh(tmp_path / f"{n}.sqlite")
        add(writer, *(entry(*file) for file in order))
        results.append(tables(writer.db))
        assert len({row[0] for row in results[-1]["documents"]}) == len(results[-1]["documents"])
    assert all(result == results[0] for result in results)


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["a/x.txt", "b/x.txt", "c/x#1.txt", "d/y.txt"]),
            st.sampled_from(["AAA 1", "BBB 2", TWO, None]),
        ),
        max_size=8,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_history_ends_where_a_first_run_over_the_last_state_ends(
    steps: list[tuple[str, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("history")
    long, short = fresh(folder / "long.sqlite"), fresh(folder / "short.sqlite")
    state: dict[str, str] = {}
    for source, text in steps:
        if text is None:
            state.pop(source, None)
            long.file_done(f"/in/{source}", set(), "")
            add(long)
        else:
            state[source] = text
            add(long, entry(source, text))
    add(short, *(entry(source, text) for source, text in sorted(state.items())))
    assert tables(long.db) == tables(short.db)
    for writer in (long, short):
        writer.db.execute("INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)")
        assert not writer.db.execute("PRAGMA foreign_key_check").fetchall()


def test_a_heir_is_read_as_its_own_row_says(writer: Writer) -> None:
    add(writer, entry("a.jsonl", "AAA 1", "r1", published="2025-01-01"))
    add(writer, entry("b.jsonl", "AAA 1", "r2", published="2025-02-02"))
    assert [(d.id, d.published) for d in documents(writer.db)] == [("r1", "2025-01-01")]
    writer.file_done("/in/a.jsonl", set(), "")
    assert [heir.name.item for heir in writer.pending()] == ["r2"]
    add(writer)
    assert [(d.id, d.published) for d in documents(writer.db)] == [("r2", "2025-02-02")]


def test_both_names_of_one_content_are_known(writer: Writer) -> None:
    assert add(writer, entry("a.txt", "AAA 1"), entry("b.txt", "AAA 1")) == ["new", "duplicate"]
    assert {row["source"] for row in writer.db.execute("SELECT source FROM ledger")} == {"/in/a.txt", "/in/b.txt"}
    assert len(tables(writer.db)["claims"]) == 1


def test_changed_content_replaces(writer: Writer) -> None:
    add(writer, entry("a.txt", "AAA 1"))
    first_seen = writer.entry(Name("/in/a.txt"))["first_seen"]
    assert add(writer, entry("a.txt", "BBB 2")) == ["changed"]
    assert [row["text"] for row in writer.db.execute("SELECT text FROM claims")] == ["BBB 2"]
    assert [row["text"] for row in writer.db.execute("SELECT text FROM texts")] == ["BBB 2"]
    assert writer.entry(Name("/in/a.txt"))["first_seen"] == first_seen


def test_failure_takes_the_old_content_away_and_counts_attempts(writer: Writer) -> None:
    failure = Failure("read", "J102", "the file is empty", "write something into it")
    add(writer, entry("a.txt", "AAA 1"))
    assert [writer.fail(Name("/in/a.txt"), "a", failure) for _ in range(2)] == [True, False]
    assert ids(writer.db) == []
    row = writer.db.execute("SELECT * FROM quarantine").fetchone()
    assert (row["code"], row["reason"], row["attempts"]) == ("J102", "the file is empty", 2)
    add(writer, entry("a.txt", "AAA 1"))
    assert writer.db.execute("SELECT count(*) FROM quarantine").fetchone()[0] == 0


def test_failure_of_one_of_two_names_takes_nothing_away(writer: Writer) -> None:
    add(writer, entry("a.txt", "AAA 1"), entry("b.txt", "AAA 1"))
    assert not writer.fail(Name("/in/a.txt"), "a", Failure("read", "J102", "empty", "write something into it"))
    add(writer)
    assert ids(writer.db) == ["b"]


def test_forget_takes_all_that_came_of_a_document(writer: Writer) -> None:
    add(writer, entry("a.txt", TWO), entry("b.txt", TWO), entry("c.txt", "CCC 3"))
    assert writer.forget("a#2") == ["a#1", "a#2"]
    assert writer.forget("a#2") == []
    left = tables(writer.db)
    assert {row[0] for row in left["documents"]} == {"c"}
    assert [row["source"] for row in writer.db.execute("SELECT source FROM ledger")] == ["/in/c.txt"]
    assert "AAA" not in json.dumps(left, default=str)


@pytest.mark.parametrize(("count", "title", "meta"), [(1, "行题", {}), (2, None, {"title": "行题"})])
def test_the_title_of_a_row_is_that_of_its_only_document(count: int, title: str, meta: dict[str, str]) -> None:
    class Titled(Reader):
        def documents(self, *given: Any, **more: Any) -> list[schema.Document]:
            found = super().documents(*given, **more)
            for document in found:
                document.title = "文题"
            return found

    found = read_text(Titled(), entry("f.jsonl", TWO if count == 2 else "AAA 1", "r1", title="行题"))
    assert isinstance(found, list)
    assert [(d.title, d.meta) for d in found] == [(title or "文题", meta)] * count
    untitled = read_text(Titled(), entry("a.txt", "AAA 1"))
    assert [d.title for d in untitled] == ["文题"]  # type: ignore[union-attr]


def test_a_broken_off_document_leaves_nothing(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_note", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        add(writer, entry("a.txt", "AAA 1"))
    assert not any(tables(writer.db).values())
    assert writer.entry(Name("/in/a.txt")) is None


@pytest.mark.parametrize(
    ("stem", "base"),
    [("call", "call"), ("call#2", "call"), ("call~0123abcd", "call"), ("call~0123abcd#2", "call"), ("a#b", "a#b")],
)
def test_base(stem: str, base: str) -> None:
    assert id_rules.base(stem) == base


def test_every_field_of_a_record_has_its_column(writer: Writer) -> None:
    """A field that is added to the schema and forgotten in tables.sql is named here."""
    add(writer, entry("a.txt", TWO))
    columns = {t: {row["name"] for row in writer.db.execute(f"PRAGMA table_info({t})")} for t in store.TABLES}
    for document in rows.pack(documents(writer.db), TWO).documents:
        assert {"id", *document.row} == columns["documents"]
        for table in rows.ITEMS:
            assert {"document", "n", *rows.COLUMNS[table]} == columns[table]
            assert all(len(row) + 2 == len(columns[table]) for row in document.items[table])


def test_strange_characters(writer: Writer) -> None:
    text = "AAA\0 1\n\U0001f600 BBB '; DROP TABLE claims; -- 2"
    add(writer, entry("\U0001f600.txt", text), entry("'.txt", "CCC 9"))
    claims = [c for d in documents(writer.db) for c in d.claims]
    assert len(claims) == 3
    assert writer.db.execute("SELECT text FROM texts WHERE source LIKE '%😀.txt'").fetchone()[0] == text


def test_numbers_beyond_every_column(writer: Writer) -> None:
    add(writer, entry("a.txt", f"AAA {'9' * 30}\nBBB {'9' * 400}"))
    (document,) = documents(writer.db)
    assert document.figures[0].lo == int(1e30)
    assert json.loads(document.model_dump_json())["figures"][1]["lo"] is None


def test_eight_tables_know_no_clock(writer: Writer) -> None:
    for table in store.TABLES:
        columns = {row["name"] for row in writer.db.execute(f"PRAGMA table_info({table})")}
        assert not columns & {"run", "created", "updated", "seen", "attempts", "duration", "path", "source"}
        with pytest.raises(sqlite3.OperationalError):
            writer.db.execute(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'")


def test_a_run_that_died_is_noted_with_how_far_it_came(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with store.writing(path) as db:
        writer = Writer(db)
        writer.begin("run", {})
        add(writer, entry("a.txt", "AAA 1"), entry("b.txt", "BBB 2"))
        writer.fail(Name("/in/c.txt"), "c", Failure("read", "J102", "empty", "write something into it"))
        assert store.locked(path)
        alive = status(db, alive=True)["runs"][0]
    assert (alive["status"], alive["counts"]) == ("running", {"read": 2, "failed": 1})
    assert not store.locked(path)
    with store.reading(path) as db:
        dead = status(db, alive=store.locked(path))["runs"][0]
    assert (dead["status"], dead["counts"]) == ("interrupted", {"read": 2, "failed": 1})
    with store.writing(path) as db:
        Writer(db).begin("run", {})
        noted = status(db)["runs"][1]
    assert (noted["status"], noted["counts"]) == ("interrupted", {"read": 2, "failed": 1})


def test_no_lock_is_made_by_asking(tmp_path: Path) -> None:
    assert not store.locked(tmp_path / "s.sqlite")
    assert not list(tmp_path.iterdir())
