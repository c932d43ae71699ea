"""Texts to find names in, and a way to show what was found."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.analysis import Analysis, Claim, Mention, Part, Sentence

Find = Callable[..., list[Mention]]


def analysed(text: str, section: str = "claims") -> Analysis:
    """A text of one document, each line a claim of one sentence."""
    analysis = Analysis(text, parts=[Part(0, len(text))])
    start = 0
    for line in text.split("\n"):
        if line:
            analysis.claims.append(Claim(start, start + len(line), 0, section))
            analysis.sentences.append(Sentence(start, start + len(line), 0, len(analysis.claims) - 1))
        start += len(line) + 1
    return analysis


def shown(text: str, mentions: list[Mention]) -> str:
    """The text with each mention in brackets, its name behind a colon where it is another: `[NVIDIA:英伟达]`."""
    parts, at = [], 0
    for m in mentions:
        surface = text[m.start : m.end]
        same = "".join(surface.split()) == "".join(m.name.split())
        parts += [text[at : m.start], f"[{surface}]" if same else f"[{surface}:{m.name}]"]
        at = m.end
    return "".join((*parts, text[at:]))


def plain(case: str) -> str:
    """The text of a case as `shown` writes it: `[NVIDIA:英伟达]` → NVIDIA."""
    return re.sub(r"\[([^]:]*[^]:\d][^]:]*|\d{4,})(?::[^]]+)?]", r"\1", case)
