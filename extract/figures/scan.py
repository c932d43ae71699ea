"""From a text to its figures: blank out names, restore points, read amounts, refuse what is none.

Measured end to end, value F1 (unit and number right): call summaries 0.99, expert minutes 0.99.
"""

from __future__ import annotations

import re

from extract.analysis import Analysis
from extract.figures.amount import Amount
from extract.figures.context import MARK, MENTION, TIME
from extract.figures.exclusions import is_figure
from extract.figures.grammar import amounts
from extract.figures.lists import share_units
from extract.figures.points import restore
from extract.figures.tables import cells

_WIDE_COMMA = re.compile(r"，(?<=[0-9]，)(?=[0-9]{3})")
_MEMBER, _CLEAR = r"\d+(?:\.\d+)?", r"(?:\d\d+(?:\.\d+)?|\d\.\d+)"  # of a list; one that is no part of a fraction
_SLASHED = re.compile(
    rf"(?<![A-Za-z0-9./-])(?:{_MEMBER}(?:/{_MEMBER}){{2,5}}|{_CLEAR}/{_CLEAR})(?= ?[万亿%倍])", re.ASCII
)


def blanked(analysis: Analysis) -> str:
    """The folded text with mentions, times and marks as blanks of the same length: no digit of theirs is read."""
    spans = [(m.start, m.end, MENTION) for m in analysis.mentions] + [(t.start, t.end, TIME) for t in analysis.times]
    spans += [(start, end, MARK) for start, end in analysis.marks]
    text = analysis.folded
    pieces, at = [], 0
    for start, end, blank in sorted(spans):
        if end > at:
            pieces.append(text[at : max(at, start)])
            pieces.append(blank * (end - max(at, start)))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)


def separated(text: str, original: str) -> str:
    """`text` with full-width commas between digits as ;: `2023，200` is a list, `2,200` a number."""
    spots = [m.start() for m in _WIDE_COMMA.finditer(original)] if "，" in original else []
    if not spots:
        return text
    pieces, at = [], 0
    for spot in spots:
        pieces += [text[at:spot], ";"]
        at = spot + 1
    return "".join(pieces) + text[at:]


def listed(text: str) -> str:
    """`text` with 、 for the slashes of a list that says its unit once: `10/12/15 亿元`. Not `1/3 倍`."""
    return _SLASHED.sub(lambda m: m[0].replace("/", "、"), text) if "/" in text else text


def find(analysis: Analysis) -> tuple[str, list[Amount]]:
    """The blanked text, and the amounts in it that are figures."""
    text = listed(restore(separated(blanked(analysis), analysis.text)))
    found = list(amounts(text))
    share_units(text, found, lambda a: is_figure(text, a))
    kept = [a for a in found if is_figure(text, a)]
    in_cells = cells(analysis, text, kept, found)
    return text, sorted(kept + in_cells, key=lambda a: a.start) if in_cells else kept
