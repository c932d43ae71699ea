"""Fit the weights that decide what figures are linked with.

    python -m extract.learning.links GOLD.jsonl[=WEIGHT] … > links.tsv

Gold documents are read as the pipeline reads them; at each figure that agrees with a labelled one, the candidates of
`extract.figures.metric` and `extract.figures.bearer` are written down with their features, and which of them are right.
A log-linear model is fitted for each link: the share of the right candidates, by softmax over the sums of their
features' weights, is made as likely as can be, less a penalty on large weights. First the right candidate counts as
told to the figures behind it, then, in a second round, the one that the first round's weights choose.

Documents of GOLD count WEIGHT times (1 if not said): found text more than written text. A labelled `?` is left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extract import entities, knowledge, layout
from extract.analysis import Analysis, Figure
from extract.figures import times
from extract.figures.context import View
from extract.figures.link import link
from extract.figures.ranking import Candidate, Ranker
from extract.figures.scan import find
from extract.learning.evaluate import read_gold
from extract.learning.pairing import pair, same_words

LINKS = ("metric", "subject")
_PENALTY = {"metric": 6.0, "subject": 15.0}  # of half the sum of squared weights
_RAREST = 4  # candidates that must have a feature
_STEPS = 1600
_RATE = 0.3
_SMALLEST = 0.02  # weights below are left out

Weights = dict[str, dict[str, float]]


class Choice(NamedTuple):
    """The candidates of one figure: their features, which are right, and how much the document counts."""

    features: list[list[str]]
    right: list[bool]
    weight: float


class _Scribe(Ranker):
    """A ranker that writes down what it chose from; it takes the right candidate where `taught`."""

    def __init__(
        self, weights: Weights, labels: Mapping[tuple[int, int], Mapping[str, Any]], taught: bool, weight: float
    ) -> None:
        super().__init__(weights)
        self.labels, self.taught, self.weight = labels, taught, weight
        self.choices: dict[str, list[Choice]] = {name: [] for name in LINKS}

    def choose(self, link: str, span: tuple[int, int], candidates: list[Candidate]) -> tuple[Candidate | None, float]:
        best, share = super().choose(link, span, candidates)
        label = self.labels.get(span)
        if label is None or best is None:
            return best, share
        right = [same_words(label.get(link), c.words) for c in candidates]
        self.choices[link].append(Choice([c.features for c in candidates], right, self.weight))
        if self.taught and True in right and not right[candidates.index(best)]:
            return candidates[right.index(True)], share
        return best, share


def main(arguments: list[str]) -> None:
    """Fit on the gold files named and print the table of weights."""
    documents = []
    for argument in arguments:
        path, _, weight = argument.partition("=")
        documents += [(gold, float(weight or 1)) for gold in read_gold(Path(path))]
    weights = fit(documents)
    print("# Weights of the features that link a figure, from extract.learning.links. Columns: link, feature, weight.")
    print(f"# What a feature says is told in extract.figures.metric and .bearer. Fitted on {len(documents)} documents.")
    for name in LINKS:
        for feature, value in sorted(weights[name].items()):
            if abs(value) >= _SMALLEST:
                print(f"{name}\t{feature}\t{value:.2f}")


def fit(documents: list[tuple[dict[str, Any], float]]) -> Weights:
    """The weights that fit the labelled `documents`, each with how much it counts."""
    finder = entities.Finder(knowledge.load())
    read = []
    for gold, weight in documents:
        analysis = Analysis(gold["text"], published=gold.get("published"))
        for stage in (layout.annotate, finder.annotate, times.annotate):
            stage(analysis)
        read.append((gold, analysis, weight))
    weights: Weights = {}
    for taught in (True, False):
        choices: dict[str, list[Choice]] = {name: [] for name in LINKS}
        for gold, analysis, weight in read:
            for name, found in _choices(gold, analysis, weights, taught, weight).items():
                choices[name] += found
        weights = {name: solve(choices[name], _PENALTY[name]) for name in LINKS}
    return weights


def _choices(
    gold: dict[str, Any], analysis: Analysis, weights: Weights, taught: bool, weight: float
) -> dict[str, list[Choice]]:
    marked, amounts = find(analysis)
    figures = [Figure(a.start, a.end, a.unit.kind, a.lo, a.hi, a.unit.name, approx=a.few) for a in amounts]
    spans = [{"start": f.start, "end": f.end} for f in figures]
    labels = {(found["start"], found["end"]): label for label, found in pair(gold["figures"], spans)}
    scribe = _Scribe(weights, labels, taught, weight)
    link(View(analysis, marked, figures), figures, scribe)
    return scribe.choices


def solve(choices: list[Choice], penalty: float) -> dict[str, float]:
    """The weights of the log-linear model, by gradient ascent with a step of its own for each weight."""
    usable = [c for c in choices if any(c.right) and not all(c.right)]
    counts = Counter(f for c in usable for features in c.features for f in set(features))
    names = sorted(f for f, n in counts.items() if n >= _RAREST)
    index = {f: n for n, f in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for number, choice in enumerate(usable):
        for features, good in zip(choice.features, choice.right, strict=True):
            known = [index[f] for f in features if f in index]
            rows += [len(group)] * len(known)
            columns += known
            group.append(number)
            right.append(good)
    if not names:
        return {}
    row, column, groups, good_at = np.array(rows), np.array(columns), np.array(group), np.array(right, float)
    counts_as = np.array([c.weight for c in usable])[groups]
    values, squares = np.zeros(len(names)), np.full(len(names), 1e-8)
    for _ in range(_STEPS):
        scores = np.bincount(row, values[column], len(groups))
        shares = np.exp(scores - scores.max())
        whole = np.bincount(groups, shares)[groups]
        among_right = np.bincount(groups, shares * good_at)[groups] + 1e-300
        slope = counts_as * (shares * good_at / among_right - shares / whole)
        gradient = np.bincount(column, slope[row], len(names)) - penalty * values
        squares += gradient**2
        values += _RATE * gradient / np.sqrt(squares)
    return {name: float(value) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main(sys.argv[1:])
