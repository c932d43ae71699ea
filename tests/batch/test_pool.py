"""Workers that die, hang or age cost nobody else anything."""

from __future__ import annotations

import psutil
import pytest

from extract.batch import Pool, PoolError, Recipe
from extract.batch.stream import ordered
from extract.store import Entry, Failure, Name


def entry(text: str) -> Entry:
    return Entry(Name(f"/in/{text}.txt"), "x", text)


def results(pool: Pool, *texts: str) -> list[str]:
    """What came of each text: the text of its first claim, or the code of the failure."""
    found = ordered(pool, map(entry, texts), lambda e: e)
    return [r.code if isinstance(r, Failure) else e.text[r[0].claims[0].start : r[0].claims[0].end] for e, r in found]


def test_results_come_in_order(recipe: Recipe) -> None:
    texts = [f"AAA {n}" for n in range(30)]
    with Pool(recipe, jobs=2) as pool:
        assert (pool.version, pool.fingerprint) == ("fake", "fake-")
        assert results(pool, *texts) == texts


def test_one_that_raises_dies_or_hangs_is_told_apart_and_the_rest_is_done(recipe: Recipe) -> None:
    with Pool(recipe, jobs=1, time_limit=1) as pool:
        texts = ("A", "!raise", "B", "!die", "C", "!hang", "D")
        assert results(pool, *texts) == ["A", "J900", "B", "J502", "C", "J501", "D"]


def test_a_failure_keeps_its_traceback(recipe: Recipe) -> None:
    with Pool(recipe, jobs=1) as pool:
        failure = pool.result(pool.submit(entry("!raise")))
    assert "RuntimeError: as the text asks for" in failure.traceback
    assert failure.stage == "extract"


def test_workers_are_replaced_in_time(recipe: Recipe) -> None:
    with Pool(recipe, jobs=1, recycle=2) as pool:
        first = pool._workers[0].process.pid
        assert results(pool, "A", "B", "C") == ["A", "B", "C"]
        assert pool._workers[0].process.pid != first


def test_no_more_workers_begin_than_there_are_tasks_or_jobs(recipe: Recipe) -> None:
    for begin, started in ((0, 1), (2, 2), (9, 3)):
        with Pool(recipe, jobs=3, begin=begin) as pool:
            assert len(pool._workers) == started


def test_quick_tasks_lie_ready_for_a_worker_and_large_ones_do_not(recipe: Recipe) -> None:
    with Pool(recipe, jobs=1) as pool:
        results(pool, *(f"AAA {n}" for n in range(60)))
        assert pool._depth > 4
        large = [pool.submit(entry("AAA " * 4000)) for _ in range(5)]
        assert [len(worker.tickets) for worker in pool._workers] == [1]
        assert all(not isinstance(pool.result(ticket), Failure) for ticket in large)


def test_an_idle_worker_that_dies_is_replaced(recipe: Recipe) -> None:
    with Pool(recipe, jobs=1) as pool:
        for text in "ABCDE":
            pool._workers[0].process.kill()
            assert results(pool, text) == [text]


def test_where_no_more_workers_start_those_that_work_go_on(recipe: Recipe) -> None:
    with Pool(recipe, jobs=2) as pool:
        texts = [f"AAA {n}" for n in range(300)]
        found = ordered(pool, map(entry, texts), lambda e: e)
        done = [next(found)[0].text]
        while pool.jobs == 2:
            for worker in pool._workers:
                if not worker.ready:
                    worker.process.kill()
            done.append(next(found)[0].text)
        assert done + [e.text for e, _ in found] == texts
        assert pool.jobs == 1


def test_the_libraries_of_a_worker_start_no_threads_for_a_text() -> None:
    """They would wait for the cores of other workers."""
    with Pool(Recipe(), jobs=1) as pool:
        worker = psutil.Process(pool._workers[0].process.pid or 0)
        before = worker.num_threads()
        pool.result(pool.submit(entry("台积电三季度收入 310 亿美元。\n英伟达订单增长 20%。\n" * 20)))
        assert worker.num_threads() == before


def test_a_reader_that_cannot_be_made_is_said(recipe: Recipe) -> None:
    with pytest.raises(PoolError, match="cannot start"), Pool(Recipe(reader="fake_reader:Nothing"), jobs=1):
        pass
