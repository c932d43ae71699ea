"""What a sentence says for good and bad: polar words after negation and metric have had their say.

Rules, in this order: a word inside a name says nothing (`创新` in 兆易创新); a negator close before a polar word
turns it (`未显著增长`), a mere denial turns it by less (`不会砍单`); the passive turns a comparing word
(`被 X 抢走`); a word of direction turns with a metric of which less is better beside it, and then speaks for that
metric too (`成本下降`, `亏损下降`); a purpose weakens (`用于提升效率`), a degree stresses (`大幅增长`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.sentiment.clauses import CONCEDED, Clause, contrast, split
from extract.sentiment.lexicon import (
    CHOICE,
    CONCESSION,
    CONTRAST,
    COST,
    DEGREE,
    DENIAL,
    FORMER,
    GAIN,
    LATTER,
    NEG,
    NEGATOR,
    NEU,
    OUTLOOK,
    PASSIVE,
    POS,
    PURPOSE,
    THAN,
    VERSUS,
    Lexicon,
)

STRAIGHT, NEGATED, REVERSED, STRESSED, DENIED, SUFFERED, INTENDED = range(7)
_NEVER = -100  # before any text, out of every reach
_NEGATION_REACH = 5  # characters between a negator and the word it turns
_PASSIVE_REACH = 24  # between 被 and a comparing word: 被 X 抢走
_DEGREE_REACH = 2  # between 大幅 and what it stresses
_METRIC_BEFORE, _METRIC_AFTER = 8, 3  # characters between a metric and its direction: 成本大幅下降, 降低了成本

Hit = tuple[int, int, int]


@dataclass(slots=True)
class Evidence:
    """One polar word in place. `bowl` is the side it speaks for after turning, `state` how it was turned."""

    start: int
    end: int
    entry: int
    bowl: int
    state: int
    clause: int  # index into the clauses
    cues: int  # VERSUS: it ranks what precedes above or below what follows; CHOICE: what follows takes it


@dataclass(slots=True)
class Reading:
    """A sentence read: its clauses, its evidence, and where it says some cues.

    `pronouns` are 前者 and 后者 as (offset, cue); `thans` and `passives` the ends of 比 and 被.
    """

    clauses: list[Clause]
    evidence: list[Evidence]
    pronouns: list[tuple[int, int]]
    thans: list[int]
    passives: list[int]


def read(text: str, start: int, end: int, hits: Sequence[Hit], lexicon: Lexicon) -> Reading:
    """Read `text[start:end]`, in which the words `hits` stand (in text order, those inside names left out)."""
    clauses = split(text, start, end)
    reading = Reading(clauses, [], [], [], [])
    at = 0
    negator = denial = passive = degree = purpose = _NEVER
    cued = [(first, last, lexicon.entries[index].cues) for index, first, last in hits]
    metrics = [metric for metric in cued if metric[2] & (COST | GAIN)]
    for index, first, last in hits:
        while at + 1 < len(clauses) and clauses[at + 1].start <= first:
            at += 1
        clause = clauses[at]
        entry = lexicon.entries[index]
        if entry.bowl is not None:
            bowl, state = entry.bowl, STRAIGHT
            if bowl != NEU:
                if negator >= clause.start and first - negator <= _NEGATION_REACH:
                    bowl, state, negator = NEG + POS - bowl, NEGATED, _NEVER
                elif denial >= clause.start and first - denial <= _NEGATION_REACH:
                    bowl, state, denial = NEG + POS - bowl, DENIED, _NEVER
                elif entry.cues & VERSUS and passive >= clause.start and first - passive <= _PASSIVE_REACH:
                    bowl, state = NEG + POS - bowl, SUFFERED
                elif entry.direction and metrics and (cost := _cost_of(metrics, clause, first, last)) is not None:
                    bowl, state = NEG + POS - bowl, REVERSED
                    if bowl == POS and reading.evidence and reading.evidence[-1].start == cost:
                        reading.evidence.pop()
                elif purpose >= clause.start:
                    state = INTENDED
                elif first - degree <= _DEGREE_REACH:
                    state = STRESSED
            reading.evidence.append(Evidence(first, last, index, bowl, state, at, entry.cues & (VERSUS | CHOICE)))
        if entry.cues:
            if entry.cues & NEGATOR:
                negator = last
            if entry.cues & DENIAL:
                denial = last
            if entry.cues & DEGREE:
                degree = last
            if entry.cues & PURPOSE:
                purpose = last
            if entry.cues & PASSIVE:
                passive = last
                reading.passives.append(last)
            if entry.cues & CONTRAST:
                contrast(clauses, at)
            elif entry.cues & CONCESSION:
                clause.phase = CONCEDED
            if entry.cues & OUTLOOK:
                clause.outlook = True
            if entry.cues & (FORMER | LATTER):
                reading.pronouns.append((first, entry.cues))
            if entry.cues & THAN:
                reading.thans.append(last)
    return reading


def _cost_of(metrics: list[tuple[int, int, int]], clause: Clause, start: int, end: int) -> int | None:
    """Where the metric begins that a word of direction belongs to, if less of it is better, else None.

    It is the last metric close before the word, or the next: `费用让利润腰斩` is of profit, `压低成本` of cost.
    """
    before = [m for m in metrics if clause.start <= m[0] and 0 <= start - m[1] <= _METRIC_BEFORE]
    behind = [m for m in metrics if 0 <= m[0] - end <= _METRIC_AFTER]
    first, _, cues = (before[-1:] or behind[:1] or [(0, 0, 0)])[0]
    return first if cues & COST else None
