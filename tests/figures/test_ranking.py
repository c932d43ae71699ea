"""How candidates are weighed, and that the shipped weights speak of features that exist."""

from __future__ import annotations

import pytest
from marked import read

from extract.figures.ranking import Candidate, Ranker, shipped

SPAN = (0, 2)


def test_the_heaviest_candidate_is_chosen() -> None:
    ranker = Ranker({"metric": {"near": 1.0, "far": -1.0}})
    far, near = Candidate("营收", 0, ["far"]), Candidate("毛利", 4, ["near", "unknown"])
    best, share = ranker.choose("metric", SPAN, [far, near])
    assert best is near
    assert share == pytest.approx(0.8808, abs=1e-4)


def test_of_equals_the_first_is_chosen() -> None:
    first, second = Candidate("营收", 0), Candidate("毛利", 4)
    assert Ranker({}).choose("metric", SPAN, [first, second]) == (first, 0.5)


def test_of_none_none_is_chosen() -> None:
    assert Ranker({}).choose("subject", SPAN, []) == (None, 0.0)


def test_shipped_weights_are_complete() -> None:
    weights = shipped().weights
    assert set(weights) == {"metric", "subject"}
    assert all(len(table) > 500 for table in weights.values())


def test_reading_twice_gives_the_same() -> None:
    source = "<C>鸿远芯</C>发布新品。整机售价 3 万元,成本降低 20%,预计年销 5 万台"
    once, again = read(source).figures, read(source).figures
    assert once == again
