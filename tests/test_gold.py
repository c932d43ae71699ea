"""Measured quality on labelled documents ($JIYAO_GOLD); the floors are what a release may not fall below."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from extract import records
from extract.learning.evaluate import evaluate, read_gold
from extract.pipeline import Reader

# Measure (path into the result) → floor, for each set.
CALLS_AND_MINUTES = {
    "entities.COMPANY.strict.f1": 0.80,
    "entities.CHIP.strict.f1": 0.80,
    "figures.value.f1": 0.85,
    "times.value.f1": 0.85,
    "sentiment_target.macro_f1": 0.55,
    "sentiment_unit.macro_f1": 0.60,
}
FLOORS: dict[str, dict[str, float]] = {
    "s000": {
        "layout.parts.f1": 1.0,
        "layout.claims.f1": 0.98,
        "layout.section": 0.98,
        "layout.topic": 0.98,
        "layout.headline": 0.98,
        "layout.citations": 0.98,
        "entities.COMPANY.strict.f1": 0.97,
        "entities.CHIP.strict.f1": 0.97,
        "times.value.f1": 0.97,
        "figures.value.r": 0.9,
        "figure_links.metric.f1": 0.8,
        "figure_links.subject.f1": 0.8,
        "figure_links.period.f1": 0.8,
    },
    "calls": CALLS_AND_MINUTES
    | {"layout.claims.f1": 0.90, "layout.topic": 0.85, "layout.headline": 0.85, "layout.citations": 0.95},
    "minutes": CALLS_AND_MINUTES,
}


@pytest.fixture(scope="module")
def measured(gold: Callable[[str], Path], reader: Reader) -> Callable[[str], Mapping[str, Any]]:
    done: dict[str, Mapping[str, Any]] = {}

    def measure(name: str) -> Mapping[str, Any]:
        if name not in done:
            documents = read_gold(gold(name))
            found = []
            for d in documents:
                for record in records.name(reader.documents(d["text"], d.get("published")), d["id"]):
                    found.append(json.loads(record.model_dump_json(by_alias=True)))
            done[name] = evaluate(documents, found)
        return done[name]

    return measure


@pytest.mark.parametrize(
    ("name", "measure", "floor"), [(name, m, floor) for name, rows in FLOORS.items() for m, floor in rows.items()]
)
def test_floor(name: str, measure: str, floor: float, measured: Callable[[str], Mapping[str, Any]]) -> None:
    value: Any = measured(name)
    for key in measure.split("."):
        value = value[key]
    assert value >= floor
