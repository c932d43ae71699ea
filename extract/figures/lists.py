"""A unit, or a number word, said once for a whole list: `12、15 和 18 亿元`, `60 亿和 25 亿美元`.

The last member carries what the others leave out. A bare number takes number word and unit, a number
with its own 万 or 亿 the unit alone. Members are joined by 、, 和, 与, 及, 或 or a comma with nothing
else between, or by a word or two that names the next member (`DDR5 三成`) in no case.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.figures.amount import Amount
from extract.figures.units import BARE
from extract.figures.words import AND

_JOINT = re.compile(rf" ?(?:{AND}|或|,)(?: ?(?:约|近|超|超过|大约))? ?")


def share_units(text: str, amounts: list[Amount], sound: Callable[[Amount], bool]) -> None:
    """Complete, in place, the members of each list in `amounts` from the member behind them, if that is `sound`."""
    for n in range(len(amounts) - 2, -1, -1):
        this, last = amounts[n], amounts[n + 1]
        if not _lacks(this, last) or not sound(last) or not _JOINT.fullmatch(text, this.end, last.start):
            continue
        if "," in text[this.end : last.start] and not this.scaled:
            continue
        if this.scale == 1 and not this.chinese and last.scale > 1 and this.unit is BARE and this.hi < 10000:
            this.lo, this.hi, this.scale, this.scaled = this.lo * last.scale, this.hi * last.scale, last.scale, True
        this.lo, this.hi, this.unit = last.unit.worth(this.lo), last.unit.worth(this.hi), last.unit


def _lacks(this: Amount, last: Amount) -> bool:
    if this.word or this.unit is last.unit is BARE:
        return last.scaled and not this.scaled and not this.word and not this.chinese
    if last.unit is BARE:
        return False
    # `2 个和 3 个百分点`
    counted = this.unit.written == "个" and len(last.unit.written) > 1 and last.unit.written[0] == "个"
    return this.unit is BARE or counted
