"""The part that a name plays, read from the words that touch it: `优于 X`, `向 X 采购`, `X 认为`, `由 X 转向 Y`.

`roles.tsv` holds the words (side, word, logits for good and for bad). The longest word on each side counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extract.sentiment.lexicon import rows

_LONGEST = 4
_BLANK = " *"


@dataclass(frozen=True, slots=True)
class Roles:
    """Words before and behind a name, each with its logits (good, bad)."""

    before: dict[str, tuple[float, float]]
    behind: dict[str, tuple[float, float]]


@lru_cache(maxsize=1)
def load() -> Roles:
    """The role words that ship with the package."""
    table = {"before": {}, "behind": {}}  # type: dict[str, dict[str, tuple[float, float]]]
    for side, word, good, bad, *_ in rows("roles.tsv"):
        table[side][word] = (float(good), float(bad))
    return Roles(table["before"], table["behind"])


@lru_cache(maxsize=1)
def _houses() -> frozenset[str]:
    return frozenset(name for (name,) in rows("houses.txt"))


def is_house(name: str) -> bool:
    """Whether a company reports on others (高盛, 中信证券): a source of the news, seldom its subject."""
    return name.endswith("证券") or name in _houses()


def touching(text: str, start: int, end: int, low: int, high: int) -> tuple[str, str]:
    """The up to four characters before `start` and behind `end` within `text[low:high]`, blanks and markup left out."""
    left = text[max(low, start - _LONGEST - 1) : start].rstrip(_BLANK)[-_LONGEST:]
    right = text[end : min(high, end + _LONGEST + 1)].lstrip(_BLANK)[:_LONGEST]
    return left or "^", right or "$"


def longest(words: dict[str, tuple[float, float]], context: str, behind: bool) -> str | None:
    """The longest of `words` that begins (or, before the name, ends) the context."""
    for size in range(len(context), 0, -1):
        word = context[:size] if behind else context[-size:]
        if word in words:
            return word
    return None
