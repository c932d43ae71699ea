"""A run does what is new or changed, once, and leaves the same rows however it was done."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from steps import tables

from extract import store
from extract.batch import Inline, Pool, Recipe, Run, Runner
from extract.batch.work import source_name
from extract.store import Writer

FAKES = Path(__file__).parents[1] / "fakes"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Forty files: texts, rows, a duplicate, two of one stem, and some that fail."""
    folder = tmp_path / "inbox"
    for name, content in {
        **{f"d{n:02}.txt": f"AAA 第{n}条 好 {n} 台\nBBB 坏 {n}.5" for n in range(32)},
        "x/call.txt": "AAA one 1", "y/call.txt": "BBB two 2", "y/copy.txt": "AAA 第3条 好 3 台\nBBB 坏 3.5",
        "rows.jsonl": '{"text": "CCC 5", "id": "r1"}\nno row\n{"text": "DDD\\n====\\nEEE 6"}',
        "bad/raise.txt": "!raise", "bad/empty.txt": "  \n", "bad/binary.txt": "a\0b", "bad/large.txt": "长" * 5000,
    }.items():  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf8")
    (folder / "bad/undecodable.txt").write_bytes(b"\xff\xff\xfe\xfa\x81")
    return folder


def run(
    path: Path,
    runner: Runner,
    *files: Path,
    prune: Path | None = None,
    refresh: bool = False,
    published: str | None = None,
) -> dict[str, int]:
    """One run; its counts without those that are zero."""
    with store.writing(path) as db:
        writer = Writer(db)
        writer.begin("run", {}, runner.version, runner.fingerprint)
        made = Run(writer, runner, refresh, published, max_bytes=10_000)
        if prune:
            made.counts["removed"] += writer.prune([prune], {source_name(file) for file in files})
        made.files(files)
        writer.end(made.counts)
    return {name: count for name, count in made.counts.items() if count}


def found(inbox: Path) -> list[Path]:
    return sorted(path for path in inbox.rglob("*") if path.is_file())


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with store.reading(path) as db:
        return tables(db)


def test_same_rows_in_any_order_with_any_jobs_and_runs(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    files = found(inbox)
    inline = Inline(recipe)
    counts = run(tmp_path / "a.sqlite", inline, *files)
    assert counts == {"new": 36, "duplicate": 1, "failed": 6}
    with Pool(recipe, jobs=2) as pool:
        assert run(tmp_path / "b.sqlite", pool, *files) == counts
    for path in reversed(files):
        run(tmp_path / "c.sqlite", inline, path)
    assert rows(tmp_path / "a.sqlite") == rows(tmp_path / "b.sqlite") == rows(tmp_path / "c.sqlite")
    assert len(rows(tmp_path / "a.sqlite")["documents"]) == 37


def test_second_run_passes_over_what_is_known(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    path, inline = tmp_path / "s.sqlite", Inline(recipe)
    run(path, inline, *found(inbox))
    before = rows(path)
    assert run(path, inline, *found(inbox)) == {"unchanged": 37, "quarantined": 6}
    assert rows(path) == before


def test_changed_new_and_vanished_files(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    path, inline = tmp_path / "s.sqlite", Inline(recipe)
    run(path, inline, *found(inbox))
    (inbox / "d00.txt").write_text("CHANGED 1", encoding="utf8")
    (inbox / "d01.txt").write_text("", encoding="utf8")
    (inbox / "bad/empty.txt").write_text("FULL 1", encoding="utf8")
    (inbox / "x/call.txt").unlink()
    (inbox / "d03.txt").unlink()  # its text lies in y/copy.txt too
    (inbox / "rows.jsonl").write_text('{"text": "CCC 5", "id": "r1"}', encoding="utf8")
    counts = run(path, inline, *found(inbox), prune=inbox)
    assert counts == {
        "new": 1, "changed": 1, "refreshed": 1, "unchanged": 32, "failed": 1, "quarantined": 4, "removed": 5,
    }  # fmt: skip
    run(tmp_path / "fresh.sqlite", inline, *found(inbox))
    assert rows(path) == rows(tmp_path / "fresh.sqlite")


def test_prune_leaves_other_folders_alone(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    path, inline = tmp_path / "s.sqlite", Inline(recipe)
    run(path, inline, *found(inbox))
    shutil.rmtree(inbox)
    assert run(path, inline, prune=tmp_path / "other") == {}
    assert run(path, inline, prune=inbox)["removed"] == 43
    assert not any(rows(path).values())


def test_a_name_that_is_no_utf8_is_kept_and_known(tmp_path: Path, recipe: Recipe) -> None:
    folder, path, inline = tmp_path / "inbox", tmp_path / "s.sqlite", Inline(recipe)
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xb8\xc4.txt")).write_text("AAA 1", encoding="utf8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert run(path, inline, *found(folder)) == {"new": 1}
    assert run(path, inline, *found(folder), prune=folder) == {"unchanged": 1}


def test_a_file_that_cannot_be_opened_any_more_keeps_its_rows(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    path, inline = tmp_path / "s.sqlite", Inline(recipe)
    run(path, inline, *found(inbox))
    before = rows(path)
    files = [inbox / "d00.txt", inbox / "rows.jsonl"]
    for file in files:
        file.rename(file.with_suffix(".away"))
    assert run(path, inline, *files) == {"failed": 2}
    assert rows(path) == before
    for file in files:
        file.with_suffix(".away").rename(file)
    assert run(path, inline, *files) == {"unchanged": 3, "quarantined": 1}


def test_text_that_moves_from_one_file_to_another_in_one_run(tmp_path: Path, recipe: Recipe) -> None:
    a, b, path = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "s.sqlite"
    a.write_text("AAA 1", encoding="utf8")
    with Pool(recipe, jobs=1) as pool:
        run(path, pool, a)
        a.write_text("BBB 2", encoding="utf8")
        b.write_text("AAA 1", encoding="utf8")
        run(path, pool, a, b)
    assert {(row[0], row[2]) for row in rows(path)["mentions"]} == {("a", 0), ("b", 0)}
    assert {row[4] for row in rows(path)["mentions"] if row[0] == "b"} == {"AAA"}


def test_new_pipeline_rereads_on_refresh_only_and_tries_failures_again(tmp_path: Path, recipe: Recipe) -> None:
    path, good, bad = tmp_path / "s.sqlite", tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("AAA 1", encoding="utf8")
    bad.write_text("!raise", encoding="utf8")
    old, new = Inline(recipe), Inline(Recipe(Path("other"), reader=recipe.reader))
    assert run(path, old, good, bad) == {"new": 1, "failed": 1}
    assert run(path, old, good, bad, refresh=True) == {"unchanged": 1, "quarantined": 1}
    assert run(path, new, good, bad) == {"unchanged": 1, "failed": 1}
    assert {row["fingerprint"] for row in _select(path, "SELECT fingerprint FROM documents")} == {"fake-"}
    assert run(path, new, good, bad, refresh=True) == {"refreshed": 1, "quarantined": 1}
    assert {row["fingerprint"] for row in _select(path, "SELECT fingerprint FROM documents")} == {"fake-other"}
    assert [row["attempts"] for row in _select(path, "SELECT attempts FROM quarantine")] == [2]


def test_a_text_without_a_date_keeps_the_one_it_was_first_read_with(tmp_path: Path, recipe: Recipe) -> None:
    path, old, new = tmp_path / "s.sqlite", tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("AAA 1", encoding="utf8")
    run(path, Inline(recipe), old, published="2025-05-25")
    new.write_text("BBB 2", encoding="utf8")
    other = Inline(Recipe(Path("other"), reader=recipe.reader))
    assert run(path, other, old, new, published="2025-05-26") == {"new": 1, "unchanged": 1}
    assert run(path, other, old, new, refresh=True) == {"refreshed": 1, "unchanged": 1}
    found = _select(path, "SELECT id, published, fingerprint FROM documents ORDER BY id")
    assert [tuple(row) for row in found] == [("new", "2025-05-26", "fake-other"), ("old", "2025-05-25", "fake-other")]


def test_a_refresh_with_a_date_gives_it_to_texts_without_one(tmp_path: Path, recipe: Recipe) -> None:
    path, inline = tmp_path / "s.sqlite", Inline(recipe)
    rows_file, copy = tmp_path / "rows.jsonl", tmp_path / "y.txt"
    rows_file.write_text(
        '{"id": "a", "text": "AAA 1"}\n{"id": "b", "text": "BBB 2", "published": "2025-01-01"}', "utf8"
    )
    copy.write_text("AAA 1", encoding="utf8")
    for file, first in ((rows_file, "2025-05-25"), (copy, None)):
        run(path, inline, file, published=first)
    again = {"published": "2025-05-26", "refresh": True}
    assert run(path, inline, rows_file, copy, **again) == {"refreshed": 1, "unchanged": 1, "duplicate": 1}  # type: ignore[arg-type]
    found = _select(path, "SELECT id, published FROM documents ORDER BY id")
    assert [tuple(row) for row in found] == [("a", "2025-05-26"), ("b", "2025-01-01")]
    assert run(path, inline, rows_file, copy, **again) == {"unchanged": 3}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "counts", "named"),
    [
        ('{"id": "a", "text": "AAA 1"}', '{"id": "a", "text": ""}', {"failed": 1, "removed": 1}, ["a"]),
        ('{"text": "AAA 1"}\n{"text": "BBB 2"}', "\0", {"failed": 1, "removed": 2}, ["rows:1", "rows:2"]),
        ('{"text": "AAA 1"}\n{"text": "BBB 2"}', '{"text": "AAA 1"}', {"unchanged": 1, "removed": 1}, []),
        ('{"text": "AAA 1"}\n{"text": "BBB 2"}', '{"no": 1}', {"failed": 1, "removed": 2}, ["rows:1", "rows:2"]),
        ('{"id": "a", "text": ""}', '{"id": "a", "text": " "}', {"failed": 1}, []),
    ],
)
def test_good_rows_that_a_failure_removes_are_counted_and_named(
    before: str, after: str, counts: dict[str, int], named: list[str], tmp_path: Path, recipe: Recipe
) -> None:
    file, said = tmp_path / "rows.jsonl", list[str]()
    with store.writing(tmp_path / "s.sqlite") as db:
        writer = Writer(db)
        for content in (before, after):
            file.write_text(content, encoding="utf8")
            writer.begin("run", {})
            made = Run(writer, Inline(recipe), report=lambda what, thing: what == "removed" and said.append(thing.item))  # type: ignore[union-attr, func-returns-value]
            made.files([file])
    assert {name: count for name, count in made.counts.items() if count} == counts
    assert said == named


def test_killed_at_any_moment_and_started_again(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    """SIGKILL to the parent when a third is done, twice; then a run to the end."""
    path = tmp_path / "killed.sqlite"
    command = [sys.executable, str(FAKES / "fake_jiyao.py"), "run", str(inbox), "--store", str(path), "--jobs", "2",
               "--max-size", "10000"]  # fmt: skip
    slow = {**os.environ, "FAKE_SECONDS": "0.2"}
    for done in (12, 24):
        process = subprocess.Popen(command, env=slow, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        _wait(lambda done=done: _documents(path) >= done)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert done <= _documents(path) < 37
    ended = subprocess.run(command, env=os.environ, capture_output=True, text=True)
    assert ended.returncode == 1, ended.stderr
    run(tmp_path / "undisturbed.sqlite", Inline(recipe), *found(inbox))
    assert rows(path) == rows(tmp_path / "undisturbed.sqlite")
    states = [row["status"] for row in _select(path, "SELECT status FROM runs ORDER BY id")]
    assert states == ["interrupted", "interrupted", "finished"]
    assert {row["attempts"] for row in _select(path, "SELECT attempts FROM quarantine")} == {1}


def test_terminated_run_says_so_and_leaves_no_worker(inbox: Path, tmp_path: Path, recipe: Recipe) -> None:
    path = tmp_path / "s.sqlite"
    command = [sys.executable, str(FAKES / "fake_jiyao.py"), "run", str(inbox), "--store", str(path), "--jobs", "2"]
    process = subprocess.Popen(
        command, env={**os.environ, "FAKE_SECONDS": "0.2"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    _wait(lambda: _documents(path) >= 2)
    workers = _children(process.pid)
    process.terminate()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out.startswith("interrupted: ")
    assert "Traceback" not in err
    _wait(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 5)
    assert _select(path, "SELECT status FROM runs")[0]["status"] == "interrupted"


def test_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    code = (
        "import sys, pathlib; from extract import store\n"
        "with store.writing(pathlib.Path(sys.argv[1])) as db:\n"
        "    store.Writer(db).begin('run', {}); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        told = pytest.raises(store.connect.StoreError, match=f"J403.*`jiyao run`, process {holder.pid}")
        with told, store.writing(path):
            pass
        with store.reading(path) as db:  # reading goes on
            assert db.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
        holder.kill()
    with store.writing(path):  # the lock died with its holder
        pass


def _select(path: Path, query: str) -> list[sqlite3.Row]:
    with store.reading(path) as db:
        return db.execute(query).fetchall()


def _documents(path: Path) -> int:
    try:
        return int(_select(path, "SELECT count(*) FROM documents")[0][0])
    except (store.connect.StoreError, sqlite3.Error):
        return 0


def _wait(condition: object, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.02)


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf8").split()
