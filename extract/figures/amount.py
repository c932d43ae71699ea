"""What a numeric expression of a text says: where it stands, its value, its unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.figures.units import Unit


@dataclass(slots=True)
class Amount:
    """A numeric expression. `lo` and `hi` have number words multiplied in and units not converted."""

    start: int
    end: int
    lo: Decimal
    hi: Decimal
    unit: Unit
    few: bool = False  # 多, 余, 几 in the number itself: approximate
    scaled: bool = False  # a number word of 万 or more: an amount even without a unit
    chinese: bool = False  # written in Chinese numerals only
    word: str = ""  # 翻倍, 一半, 腰斩 …: an expression that is no plain number
    scale: Decimal = Decimal(1)  # what the number words multiply by, for lists that say them once
