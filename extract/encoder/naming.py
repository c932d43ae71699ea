"""Names that no list knows, from the tags that the encoder gives to pieces.

A span counts where every piece of it is tagged with enough certainty, where it touches no name found before, and where
it looks like a name: letters, not a bare number, not a word cut off at a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from extract.analysis import Mention
from extract.encoder.runtime import Floats
from extract.encoder.windows import TYPES, Window

_CERTAIN = {"COMPANY": 0.6, "CHIP": 0.6, "PERSON": 0.9}  # the least certain piece of a span must reach this
_LABELS = {2 * kind - 1: label for label, kind in TYPES.items()}  # tag of a first piece → label
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 40


def found(text: str, window: Window, tags: Floats, known: Sequence[Mention]) -> Iterator[Mention]:
    """New mentions of `window` in text order; `tags` are logits (pieces, tags), `known` the mentions of its text."""
    best = tags.argmax(1)
    if not best.any():
        return
    shares = np.exp(tags - tags.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    taken = [(m.start, m.end) for m in known]
    for _, first, last in window.units:
        at = first
        while at < last:
            tag = int(best[at])
            label = _LABELS.get(tag)
            until = at + 1
            if label is not None:
                while until < last and best[until] == tag + 1:
                    until += 1
                certain = float(min(shares[n, best[n]] for n in range(at, until)))
                start, end = _trimmed(text, window.spans[at][0], window.spans[until - 1][1])
                if certain >= _CERTAIN[label] and _is_name(text[start:end]) and not _touches(taken, start, end):
                    yield _mention(text[start:end], start, end, label, certain)
            at = until


def _mention(surface: str, start: int, end: int, label: str, certain: float) -> Mention:
    name = " ".join(surface.split())
    entity = f"company:?{name}" if label == "COMPANY" else f"{label.lower()}:{name}"
    return Mention(start, end, label, entity, name, "model", round(certain, 3))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    surface = text[start:end]
    lead = _EDGE.match(surface)
    inner = _EDGE.sub("", surface)
    start += lead.end() if lead else 0
    return start, start + len(inner)


def _is_name(surface: str) -> bool:
    return 2 <= len(surface) <= _LONGEST and bool(_LETTER.search(surface)) and "\n" not in surface


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in taken)
