"""The units a figure can have, read from `units.tsv`, and the signs of currencies.

A unit has a kind (money, percent, multiple, quantity), the form it takes in the record (an ISO code
for money), and a class that tells the rules how it behaves: 家 numbers companies but also the text's
own points, 年 is a duration, 成 a tenth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

#: What a number counts for before these classes of units, where it is not the value itself.
_FACTORS = {
    "tenth": Decimal(10),
    "mille": Decimal("0.1"),
    "basis": Decimal("0.01"),
    "dime": Decimal("0.1"),
    "cent": Decimal("0.01"),
}
_TEN = Decimal(10)
#: The classes before which a number is not the value itself.
CONVERTED = frozenset(_FACTORS) | {"fold"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `written` in the text, `name` in the record. `kind` and `sort` as in `units.tsv`."""

    written: str
    kind: str
    name: str
    sort: str

    def worth(self, number: Decimal) -> Decimal:
        """What `number` of this unit is in the record's: three 成 are 30 %, `八五` 折 85 %, five 毛 0.5 yuan."""
        if self.sort == "fold":
            return number * _TEN if number < _TEN else number
        factor = _FACTORS.get(self.sort)
        return number if factor is None else number * factor


def _rows() -> list[list[str]]:
    lines = files(__package__).joinpath("units.tsv").read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


_BARRED = {row[0]: row[4] for row in _rows() if len(row) > 4}
UNITS = {row[0]: Unit(*row[:4]) for row in _rows()}
SIGNS = {
    "US$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "A$": "AUD",
    "C$": "CAD",
    "R$": "BRL",
    "CA$": "CAD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "JP¥": "JPY",
    "CN¥": "CNY",
    "$": "USD",
    "¥": "CNY",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "฿": "THB",
    "₫": "VND",
    "₺": "TRY",
    "₪": "ILS",
}
BARE = Unit("", "quantity", "", "bare")
_MONEY = {written: unit.name for written, unit in UNITS.items() if unit.sort == "money" and len(written) > 1}
#: What may stand before a number for its currency: signs, codes (`USD 120`), names (`港币二十四万元`).
BEFORE = SIGNS | {word: code for word, code in _MONEY.items() if word.isascii() or word[0] not in "元块"}


def money(code: str) -> Unit:
    """The unit of a currency code, for amounts whose currency stands before them (`$20B`)."""
    return Unit("", "money", code, "money")


def pattern() -> str:
    """A regular expression of all units, longest first; Latin units end at the word's end."""
    latin = sorted((u for u in UNITS if u[-1].isascii() and u[-1].isalnum()), key=len, reverse=True)
    other = sorted((u for u in UNITS if u not in set(latin)), key=len, reverse=True)
    spaced = [re.escape(u).replace("个", "个 ?") for u in latin]
    return rf"(?:{'|'.join(spaced)})(?![A-Za-z0-9²³])|(?:{'|'.join(map(_whole, other))})(?! ?[Tt]okens?)"


def _whole(unit: str) -> str:
    """The unit where no other word begins with it."""
    return f"{re.escape(unit)}(?![{_BARRED[unit]}])" if unit in _BARRED else re.escape(unit)
