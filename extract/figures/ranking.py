"""Which candidate a figure is linked with: the one that its features speak for most.

A candidate's features are short strings (`n:0|strong|L`: the nearest phrase, with a measuring noun, in the figure's own
lead); each has a weight in `links.tsv`, and the sum decides. The weights are those of a log-linear model, fitted
by `extract.learning.links` on labelled documents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from math import exp


@dataclass(slots=True)
class Candidate:
    """What a figure may be linked with: its words, where they stand (-1: told before), what speaks for it."""

    words: str
    start: int
    features: list[str] = field(default_factory=list)
    source: str = ""  # the first place it was found in


class Ranker:
    """Weighs candidates. `weights`: by link (metric, subject), then by feature."""

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        self.weights = weights

    def choose(self, link: str, span: tuple[int, int], candidates: list[Candidate]) -> tuple[Candidate | None, float]:
        """The best candidate for the figure at `span` (the first of equals) and its share; None of none."""
        if not candidates:
            return None, 0.0
        weights = self.weights.get(link, {})
        scores = [sum([weights.get(f, 0.0) for f in c.features]) for c in candidates]
        top = max(scores)
        return candidates[scores.index(top)], 1 / sum([exp(s - top) for s in scores])


@lru_cache(maxsize=1)
def shipped() -> Ranker:
    """The ranker with the weights that ship with the package."""
    weights: dict[str, dict[str, float]] = {}
    for line in files(__package__).joinpath("links.tsv").read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            link, feature, weight = line.split("\t")
            weights.setdefault(link, {})[feature] = float(weight)
    return Ranker(weights)
