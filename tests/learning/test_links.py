"""Fitting the weights that link figures, on a few labelled sentences."""

from __future__ import annotations

from typing import Any

from extract.analysis import Analysis
from extract.figures import annotate
from extract.figures.ranking import Candidate, Ranker
from extract.learning.links import LINKS, Choice, fit, solve

SENTENCES = ["营收 12 亿元,同比增长 8%", "库存 3 万台,环比下降 5%", "订单 40 亿元,同比增加 20%"]


def labelled(sentence: str) -> dict[str, Any]:
    """Both figures of the sentence measure its first word."""
    analysis = Analysis(sentence)
    annotate(analysis)
    spans = [{"start": f.start, "end": f.end} for f in analysis.figures]
    return {"text": sentence, "figures": [{**span, "metric": sentence[:2], "subject": "?"} for span in spans]}


def test_what_tells_right_from_wrong_gets_weight() -> None:
    weights = solve([Choice([["near"], ["far"]], [True, False], 1.0)] * 20, 6.0)
    assert weights["near"] > 0 > weights["far"]


def test_a_choice_without_a_right_candidate_teaches_nothing() -> None:
    assert solve([Choice([["near"], ["far"]], [False, False], 1.0)] * 20, 6.0) == {}


def test_fitted_weights_choose_the_labelled_metric() -> None:
    weights = fit([(labelled(sentence), 1.0) for sentence in SENTENCES * 3])
    assert set(weights) == set(LINKS)
    own = Candidate("营收", 0, ["s:T0s", "s:T0s||0"])
    best, _ = Ranker(weights).choose("metric", (0, 1), [Candidate("同比增长", 3, ["s:V"]), own])
    assert best is own
