"""A text's lines that are not blank, with their indentation and whether a blank line stands above."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SOLID = re.compile(r"\S")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")


@dataclass(slots=True)
class Line:
    """`start` to `end` without the blanks around. An ideographic blank, which opens a paragraph, is no indentation."""

    start: int
    end: int
    indent: int
    gap: bool


def split(text: str) -> list[Line]:
    """The lines of `text` that hold more than blanks."""
    lines: list[Line] = []
    breaks = 2
    at = 0
    for m in _LINE.finditer(text):
        breaks += len(_BREAK.findall(text, at, m.start()))
        at = m.end()
        solid = _SOLID.search(text, m.start(), at)
        if solid is None:
            continue
        end = trim_end(text, solid.start(), at)
        lead = text[m.start() : solid.start()]
        lines.append(Line(solid.start(), end, 0 if "\u3000" in lead else len(lead.expandtabs(4)), breaks > 1))
        breaks = 0
    return lines


def trim_end(text: str, start: int, end: int) -> int:
    """`end` moved back over the blanks before it, not beyond `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def trim_start(text: str, start: int, end: int) -> int:
    """`start` moved on over the blanks behind it, not beyond `end`."""
    while start < end and text[start].isspace():
        start += 1
    return start
