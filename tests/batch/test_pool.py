"""Workers that die, hang or age cost nobody else anything."""

from __future__ import annotations

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


def test_a_reader_that_cannot_be_made_is_said(recipe: Recipe) -> None:
    with pytest.raises(PoolError, match="cannot start"), Pool(Recipe(reader="fake_reader:Nothing"), jobs=1):
        pass
