"""What a text costs does not grow with how many there are. (`tests/scale.py` measures it over as many as one likes.)"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from runs import documents
from steps import add, entry
from summaries import summary

from extract import store
from extract.batch import Inline, Recipe, Run
from extract.store import Writer

Jiyao = Callable[..., subprocess.Popen[str]]


def seconds(path: Path, sources: list[str]) -> float:
    """Processor time of storing a short text under each of these names."""
    with store.writing(path) as db:
        writer = Writer(db, hold=60)
        writer.begin("run", {})
        begun = time.process_time()
        add(writer, *(entry(source, f"AAA {source}") for source in sources))
        writer.commit()
        return time.process_time() - begun


def test_one_stem_in_reverse_order_costs_what_it_costs_in_order(tmp_path: Path) -> None:
    sources = [f"{n:05}/call.txt" for n in range(1500)]
    forward = seconds(tmp_path / "a.sqlite", sources)
    assert seconds(tmp_path / "b.sqlite", sources[::-1]) < 4 * forward
    with store.reading(tmp_path / "b.sqlite") as db:
        found = dict(db.execute("SELECT d.id, t.source FROM documents d JOIN texts t USING (sha256)").fetchall())
    assert found["call"] == "/in/00000/call.txt"
    assert len(found) == 1500


def test_removing_all_of_one_stem_costs_no_more_than_adding_them(tmp_path: Path) -> None:
    path, sources = tmp_path / "s.sqlite", [f"{n:05}/call.txt" for n in range(1500)]
    adding = seconds(path, sources)
    with store.writing(path) as db:
        writer = Writer(db, hold=60)
        writer.begin("run", {})
        begun = time.process_time()
        assert writer.prune([Path("/in")], {"/in/00700/call.txt"}) == 1499
        writer.commit()
        assert time.process_time() - begun < 2 * adding
        assert [id for (id,) in db.execute("SELECT id FROM documents")] == ["call"]


def test_memory_of_parent_and_workers_is_flat(tmp_path: Path, jiyao: Jiyao) -> None:
    inbox, path, count = tmp_path / "inbox", tmp_path / "s.sqlite", 1500
    inbox.mkdir()
    for n in range(count):
        (inbox / f"call{n}.txt").write_text(f"AAA {n}\n{summary(n % 60)}", encoding="utf8")
    process = jiyao("run", inbox, "--store", path, "--jobs", 2)
    watched, peaks = psutil.Process(process.pid), [0, 0]
    while process.poll() is None:
        try:
            used = watched.memory_info().rss + max((child.memory_info().rss for child in watched.children()), default=0)
        except psutil.Error:
            continue
        third = documents(path) * 3 // count
        if third != 1:
            peaks[min(third, 2) // 2] = max(peaks[min(third, 2) // 2], used)
        time.sleep(0.02)
    assert documents(path) == count
    assert peaks[1] < 1.25 * peaks[0]  # the store's cache fills meanwhile


@pytest.mark.parametrize("settled", [True, False])
def test_a_second_run_opens_no_file_that_has_stood_still(
    settled: bool, tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what could have been written within a clock's tick is told by its hash."""
    from extract.batch import work

    monkeypatch.setattr(work, "_COARSE", 0 if settled else 3600)
    files = [tmp_path / f"{n}.txt" for n in range(5)]
    for n, file in enumerate(files):
        file.write_text(f"AAA {n}", encoding="utf8")
    opened = []
    counts = []
    for _ in range(2):
        with store.writing(tmp_path / "s.sqlite") as db:
            writer, runner = Writer(db), Inline(recipe)
            writer.begin("run", {}, runner.version, runner.fingerprint)
            run = Run(writer, runner)
            run.files(files)
            counts.append({name: n for name, n in run.counts.items() if n})
        monkeypatch.setattr(
            work.reading,
            "file_hash",
            lambda path, *_, real=work.reading.file_hash: opened.append(path) or real(path, *_),
        )  # type: ignore[func-returns-value]
    assert counts == [{"new": 5}, {"unchanged": 5}]
    assert len(opened) == (0 if settled else 5)


def test_a_file_of_the_same_size_and_date_with_other_content_is_seen(tmp_path: Path, recipe: Recipe) -> None:
    file, path = tmp_path / "a.txt", tmp_path / "s.sqlite"
    outcomes = []
    for text in ("AAA 1", "AAA 2"):
        file.write_text(text, encoding="utf8")
        os.utime(file, (1_700_000_000, 1_700_000_000))
        with store.writing(path) as db:
            writer, runner = Writer(db), Inline(recipe)
            writer.begin("run", {}, runner.version, runner.fingerprint)
            run = Run(writer, runner)
            run.files([file])
            outcomes.append({name: n for name, n in run.counts.items() if n})
        time.sleep(0.02)
    assert outcomes == [{"new": 1}, {"changed": 1}]


def test_the_log_tells_each_text_and_the_end(tmp_path: Path, jiyao: Jiyao) -> None:
    (tmp_path / "a.txt").write_text("AAA 1", encoding="utf8")
    _, err = jiyao("run", tmp_path / "a.txt", "--store", tmp_path / "s.sqlite", "--log-json").communicate()
    text, end, undated = map(json.loads, err.splitlines())
    assert (text["message"], text["documents"], text["claims"], text["mentions"], text["figures"]) == (
        "new",
        1,
        1,
        1,
        1,
    )
    assert {"milliseconds", "source", "item", "sha256", "time", "level"} <= set(text)
    assert (end["message"], end["new"], end["run"]) == ("finished", 1, 1)
    assert "date" in undated["message"]
