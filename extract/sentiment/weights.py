"""The few numbers that weigh evidence, from `weights.tsv`, and the sum that turns it into a label.

Three bowls, good, bad and neutral, are filled with strength × place × phase × state of the evidence, the heaviest piece
in full and the others by half, so that many weak words do not make a strong one. Where good and bad are both there, the
smaller of them adds to the neutral bowl: mixed units are neutral. The label is the fullest bowl, the score its share
(softmax), a confidence from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log

from extract.sentiment.lexicon import LABELS, NEG, NEU, POS, rows
from extract.sentiment.targets import RELATIONS

PLACES = ("unit", "unit_lead", "unit_ranking", *RELATIONS)
_STATES = ("straight", "negated", "reversed", "stressed", "denied", "suffered", "intended")
_PHASES = tuple(f"{phase}{ahead}" for phase in ("plain", "conceded", "asserted") for ahead in ("", "_outlook"))

_FLOOR = 1e-4  # of a share, before its logarithm

Bowls = tuple[float, float, float]
Shares = tuple[float, float, float]  # of good, bad, neutral


@dataclass(slots=True)
class Weights:
    """`place` and `state` have one factor for each bowl; `phase` and `conflict` are of units first, then of targets."""

    place: list[Bowls]
    state: list[Bowls]
    phase: tuple[list[float], list[float]]
    conflict: tuple[float, float]
    bias: dict[str, tuple[float, float]] = field(default_factory=dict)  # logits for good and for bad


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that ship with the package."""
    table = {(kind, name): [float(v) for v in values] for kind, name, *values in rows("weights.tsv")}

    def bowls(kind: str, names: tuple[str, ...]) -> list[Bowls]:
        return [(v[POS], v[NEG], v[NEU]) for v in (table[kind, name] for name in names)]

    def one(kind: str, names: tuple[str, ...]) -> list[float]:
        return [table[kind, name][0] for name in names]

    return Weights(
        bowls("place", PLACES),
        bowls("state", _STATES),
        (one("unit_phase", _PHASES), one("target_phase", _PHASES)),
        (table["conflict", "unit"][0], table["conflict", "target"][0]),
        {name: (v[0], v[1]) for (kind, name), v in table.items() if kind == "bias"},
    )


def shares(bowls: list[float], conflict: float) -> Shares:
    """What share of the verdict goes to good, bad and neutral (softmax); mixed units lean to neutral by `conflict`."""
    good, bad, neutral = bowls[POS], bowls[NEG], bowls[NEU]
    neutral += conflict * max(0.0, min(good, bad))
    return softmax((good, bad, neutral))


def logits(shares: Shares) -> Shares:
    """Logarithms of shares, with a floor below what is all but ruled out."""
    good, bad, neutral = (log(max(share, _FLOOR)) for share in shares)
    return good, bad, neutral


def softmax(of: Shares) -> Shares:
    """Logits as shares of one."""
    top = max(of)
    good, bad, neutral = (exp(v - top) for v in of)
    total = good + bad + neutral
    return good / total, bad / total, neutral / total


def verdict(of: Shares) -> tuple[str, float]:
    """The label with the largest share, and the share; of equals the neutral one."""
    good, bad, neutral = of
    if neutral >= good and neutral >= bad:
        return LABELS[NEU], neutral
    return (LABELS[POS], good) if good >= bad else (LABELS[NEG], bad)
