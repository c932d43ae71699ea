"""Table rows: those that the layout found, and those of tables whose cells stand on lines of their own.

A table copied out of a page often loses its bars, one cell a line:

    品种 / 产区 / 5月8日 / 涨跌幅 / 铝锭 / 西北 / 20500 / 1.8% / 锌锭 / 华北 / 23100 / 0.9% …

It is told by its beat: a header of k lines in words, then at least three records of k lines whose words and
numbers stand in the same places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.analysis import Analysis, Claim, Range

_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"\s*\\?[-+]?\d[\d,]*(?:\.\d+)?\s?(?:[%万亿元倍x]{0,3})\s*", re.ASCII)
_LONGEST_CELL = 24
_FEWEST_LINES = 8  # of the smallest such table
_SENTENCE = "。;；!！?？|"
_WIDTHS = [(width, words) for width in range(2, 7) for words in range(1, width)]
_BEATS = [re.compile(rf"(?P<head>w{{{k}}})(?P<body>(?:w{{{j}}}n{{{k - j}}}){{3,}})") for k, j in _WIDTHS]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and of its table's header. `upright`: each cell stood on a line of its own."""

    cells: list[Range]
    header: list[Range]
    upright: bool = False

    def column(self, start: int) -> int | None:
        """The number of the cell that holds `start`."""
        for n, (left, right) in enumerate(self.cells):
            if left <= start < right:
                return n if n < len(self.header) else None
        return None


def of_claim(claim: Claim | None) -> Row | None:
    """The row that a claim is, where it stands in a table with a header."""
    return Row(claim.cells, claim.header) if claim is not None and claim.cells and claim.header else None


def upright(analysis: Analysis) -> list[Row]:
    """The rows of all tables in the text whose cells stand on lines of their own, in text order."""
    rows: list[Row] = []
    run: list[Range] = []
    for line in _LINE.finditer(analysis.folded):
        start, end = line.span()
        if end - start <= _LONGEST_CELL and not any(c in line[0] for c in _SENTENCE):
            if line[0].strip():
                run.append((start, end))
            continue
        rows += _of_run(analysis, run)
        run = []
    return rows + _of_run(analysis, run)


def _of_run(analysis: Analysis, run: list[Range]) -> list[Row]:
    if len(run) < _FEWEST_LINES:
        return []
    text = analysis.folded
    kinds = "".join("n" if _NUMBER.fullmatch(text, *line) else "w" for line in run)
    found: list[Row] = []
    for beat, (width, _) in zip(_BEATS, _WIDTHS, strict=True):
        for table in beat.finditer(kinds):
            first, (start, end) = table.start("head"), table.span("body")
            header = run[first:start]
            found += [Row(run[at : at + width], header, upright=True) for at in range(start, end, width)]
        if found:
            break
    return found
