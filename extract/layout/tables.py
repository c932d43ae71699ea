"""Markdown tables: rows, the header row above the rule, cells."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.analysis import Range
from extract.layout.lines import trim_end, trim_start

_CELL = re.compile(r"(?<!\\)\|")


def pipes(folded: str, start: int, end: int) -> list[int]:
    """Offsets of the column rules of a row."""
    return [m.start() for m in _CELL.finditer(folded, start, end)]


def cells(text: str, folded: str, start: int, end: int) -> list[Range]:
    """The cells of a row, without the blanks around; an empty cell is an empty range."""
    edges = pipes(folded, start, end)
    if not edges:
        return [(start, end)]
    if edges[0] > start:
        edges.insert(0, start - 1)
    if edges[-1] < end - 1:
        edges.append(end)
    found: list[Range] = []
    for left, right in pairwise(edges):
        first = trim_start(text, left + 1, right)
        found.append((first, trim_end(text, first, right)))
    return found
