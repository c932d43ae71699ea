"""What a text has said so far, for the figures that leave it out."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.analysis import Time


@dataclass(slots=True)
class Told:
    """Links of the figures before, within one claim. A `*_sentence` is the start of the sentence that said it."""

    claim: int | None = None
    sentence: int = -1
    metric: str | None = None
    metric_kind: str = ""
    metric_sentence: int = -1
    subject: str | None = None
    subject_sentence: int = -1
    company: str | None = None  # the last subject that was a company
    time: Time | None = None
    time_sentence: int = -1
    now: bool = False  # 目前 was said: no earlier time holds any more
    subjects: list[str] = field(default_factory=list)  # the names of the last list told with 分别
    things: list[str] = field(default_factory=list)  # what such a list tells one metric of, in words
    metrics: list[str] = field(default_factory=list)  # the metrics of the last such list
    nth: int = -1  # the figure's place in such a list, -1 outside
