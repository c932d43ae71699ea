"""Marks: what is never content, such as list markers, citations, table rules and the Q: and A: of a dialogue."""

from __future__ import annotations

import re

from extract.analysis import Range
from extract.layout import markers, tables
from extract.layout.blocks import ROW, Block
from extract.layout.citations import CITATION

_TURN = re.compile(r"\**(?:[QA] ?\d{0,3}|问题? ?\d{0,3}|答) ?[:.、]")
_HASHES = re.compile(r"#+ *")


def of_block(folded: str, block: Block) -> list[Range]:
    """The marks of a block, in text order, none inside another."""
    if block.role == "rule":
        return [(block.start, block.end)]
    found: list[Range] = []
    if block.rank == ROW:
        found += ((at, at + 1) for at in tables.pipes(folded, block.start, block.end))
    elif block.body > block.start and block.rank != markers.LINE:
        found.append((block.start, block.body))
    elif block.role == "title" and (hashes := _HASHES.match(folded, block.start, block.end)):
        found.append(hashes.span())
    turn = _TURN.match(folded, block.body, block.end)
    if turn:
        found.append(turn.span())
    found += (m.span() for m in CITATION.finditer(folded, block.body, block.end))
    return sorted(found)
