"""From a text to its figures: blank out names, restore points, read amounts, refuse what is none.

Measured end to end, value F1 (unit and number right): call summaries 0.99, expert minutes 0.99.
"""

from __future__ import annotations

import re

from extract.analysis import Analysis
from extract.figures import numerals
from extract.figures.amount import Amount
from extract.figures.context import MARK, MENTION, TIME
from extract.figures.exclusions import is_figure
from extract.figures.grammar import amounts
from extract.figures.lists import share_units
from extract.figures.points import restore
from extract.figures.tables import cells
from extract.figures.units import BARE

_WIDE_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9]{3})")
_MEMBER, _CLEAR = r"\d+(?:\.\d+)?", r"(?:\d\d+(?:\.\d+)?|\d\.\d+)"  # of a list; one that is no part of a fraction
_SLASHED = re.compile(
    rf"(?<![A-Za-z0-9./-])(?:{_MEMBER}(?:/{_MEMBER}){{2,5}}|{_CLEAR}/{_CLEAR})(?= ?[万亿%倍])", re.ASCII
)
_IDIOM = re.compile(
    r"一(?:点(?![〇零一二三四五六七八九])|起|度|部分|头)|万一(?![千百万亿])|千万(?=[不别要勿])|三三两两|七七八八|一五一十|百里挑一"
)
_NO_NUMBER = re.compile(r"[几数好]$")  # 几千元: no number


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
    spots = [m.start() for m in _WIDE_COMMA.finditer(original)]
    if not spots:
        return text
    pieces, at = [], 0
    for spot in spots:
        pieces += [text[at:spot], ";"]
        at = spot + 1
    return "".join(pieces) + text[at:]


def listed(text: str) -> str:
    """`text` with 、 for the slashes of a list that says its unit once: `10/12/15 亿元`. Not `1/3 倍`."""
    return _SLASHED.sub(lambda m: m[0].replace("/", "、"), text)


def find(analysis: Analysis) -> tuple[str, list[Amount]]:
    """The blanked text, and the amounts in it that are figures."""
    text = listed(restore(separated(blanked(analysis), analysis.text)))
    found = list(amounts(text))
    share_units(text, found, lambda a: is_figure(text, a))
    kept = [a for a in found if is_figure(text, a)]
    in_cells = cells(analysis, text, kept, found)
    return text, sorted(kept + in_cells, key=lambda a: a.start) if in_cells else kept


def everything(analysis: Analysis) -> tuple[str, list[Amount]]:
    """The folded text and all its amounts, judged by nothing but form: for strings without a document.

    A Chinese numeral without unit or magnitude (`一般`, `三亚`) counts only where it is the whole text.
    """
    text = listed(restore(separated(analysis.folded, analysis.text)))
    found = list(amounts(text))
    share_units(text, found, lambda a: True)
    if not found and (value := numerals.number(text)) is not None:  # 半, 俩, 壹: words anywhere else
        start = len(text) - len(text.lstrip())
        return text, [Amount(start, start + len(text.strip()), value, value, BARE, chinese=True)]
    whole = len(text.strip())
    return text, [a for a in found if _says_something(text, a, whole)]


def _says_something(text: str, a: Amount, whole: int) -> bool:
    if not a.chinese:
        return True
    if _IDIOM.match(text, a.start):
        return False
    if text[a.start] in "十百千万亿" and _NO_NUMBER.search(text, max(0, a.start - 1), a.start):
        return False
    if a.unit.sort != "bare" or a.scaled or a.end - a.start == whole:
        return True
    return a.hi >= 10 and a.end - a.start > 1
