"""One training from files to a model folder: what `jiyao train` does."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extract.analysis import Analysis, Mention, Part, Sentence
from extract.encoder import Reader
from extract.encoder.runtime import ALONE, Join
from extract.learning.training import joining
from extract.learning.training.examples import LABELS, Document, is_kept, outermost, prepare, same
from extract.sentiment import rules
from extract.sentiment.weights import Shares, logits


@dataclass(slots=True)
class Rows:
    """Labelled rows, divided by document."""

    training: list[Mapping[str, Any]]
    kept: list[Mapping[str, Any]]


def read(paths: Sequence[Path], share: float, part: float = 1.0) -> Rows:
    """The rows of JSON Lines files (also `.gz`); a `share` of the documents, by their ids, is kept from training.

    With `part` below 1, training has that part of the other documents. `ValueError` names the file and line of a row
    that is no labelled document.
    """
    rows = Rows([], [])
    for path in paths:
        for number, row in _rows(path):
            for name in ("id", "text", "mentions", "units"):
                if name not in row:
                    raise ValueError(
                        f"{path}, line {number}: no {name!r}; a labelled document has id, text, mentions, units"
                    )
            if is_kept(str(row["id"]), share):
                rows.kept.append(row)
            elif is_kept(f"part {row['id']}", part):
                rows.training.append(row)
    return rows


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: no JSON ({error})") from None


def documents(rows: Sequence[Mapping[str, Any]], packer: Any) -> list[Document]:
    """The rows as training documents."""
    return [prepare(row, packer) for row in rows]


def join(folder: Path, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[float]]:
    """The numbers that join the model in `folder` with the rules, fitted on `rows` that neither has seen."""
    reader = Reader(folder)
    reader.encoder.unit_join = reader.encoder.target_join = Join.of(ALONE)  # whatever joined it to the rules before
    found: dict[str, list[tuple[int, Shares, Shares]]] = {"unit": [], "target": []}
    for row in rows:
        units, analysis = given(row)
        reader.annotate(analysis)
        for number, opinion in rules.load().opinions(analysis):
            view, unit = analysis.views.get(number), units[number]
            if view is None:
                continue
            if unit.get("sentiment") in LABELS:
                found["unit"].append((LABELS.index(unit["sentiment"]), view.unit, opinion.unit))
            for name, label in (unit.get("targets") or {}).items():
                if label in LABELS and same(name) in view.targets and same(name) in opinion.targets:
                    found["target"].append((LABELS.index(label), view.targets[same(name)], opinion.targets[same(name)]))
    out = {}
    for head, answers in found.items():
        labels = [a[0] for a in answers]
        model = np.array([a[1] for a in answers], dtype=np.float64)
        by_rules = np.array([logits(a[2]) for a in answers], dtype=np.float64)
        out[head] = [float(n) for n in joining.fit(labels, model, by_rules)] if answers else [*ALONE]
    return out


def given(row: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], Analysis]:
    """A labelled row's units in text order, and an analysis that has its units and names from the labels."""
    units = sorted(row["units"], key=lambda u: (u["start"], u["end"]))
    analysis = Analysis(row["text"], parts=[Part(0, len(row["text"]))])
    analysis.sentences = [Sentence(u["start"], u["end"], 0) for u in units]
    for start, end, label, name in outermost(row["mentions"]):
        analysis.mentions.append(Mention(start, end, label, name, name, "name", 1.0))
    return units, analysis
