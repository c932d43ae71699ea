"""What a text has said so far, for the figures that leave it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extract.analysis import Time


class Past(NamedTuple):
    """What the claim before, if near, told last."""

    metric: str | None = None
    subject: str | None = None
    company: str | None = None


_NOTHING = Past()


@dataclass(slots=True)
class Told:
    """Links of the figures before, within one claim. A `*_sentence` is the start of the sentence that said it."""

    claim: int | None = None
    sentence: int = -1
    end: int = -1  # of the last figure
    past: Past = _NOTHING
    history: list[tuple[str, str, int, int]] = field(default_factory=list)  # metric, sort of figure, sentence, clause
    owners: list[tuple[str, str | None]] = field(default_factory=list)  # metric and subject of each figure
    subject: str | None = None
    subject_sentence: int = -1
    company: str | None = None  # the last subject that was a company
    thing: str | None = None  # the last subject in words
    time: Time | None = None
    time_sentence: int = -1
    now: bool = False  # 目前 was said: no earlier time holds any more
    subjects: list[str] = field(default_factory=list)  # the names of the last list told with 分别
    things: list[str] = field(default_factory=list)  # what such a list tells one metric of, in words
    metrics: list[str] = field(default_factory=list)  # the metrics of the last such list
    places: dict[str, str] = field(default_factory=dict)  # where the last figure's links were found, by link
    sentence_of: int = -1  # the last figure's sentence
    nth: int = -1  # the figure's place in such a list, -1 outside

    @property
    def metric_sentence(self) -> int:
        """Where the last metric was told."""
        return self.history[-1][2] if self.history else -1
