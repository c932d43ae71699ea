"""The units a figure can have, read from `units.tsv`, and the currencies of `currencies.tsv` with their signs.

A unit has a kind (money, percent, multiple, quantity), the form it takes in the record (an ISO code
for money), and a class that tells the rules how it behaves: 家 numbers companies but also the text's
own points, 年 is a duration, 成 a tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import TypeAlias

#: What a number counts for before these classes of units, where it is not the value itself.
_FACTORS = {
    "tenth": Decimal(10),
    "mille": Decimal("0.1"),
    "myriad": Decimal("0.01"),
    "basis": Decimal("0.01"),
    "dime": Decimal("0.1"),
    "cent": Decimal("0.01"),
}
_TEN = Decimal(10)
_Tree: TypeAlias = "dict[str, _Tree]"
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


def _rows(name: str) -> list[list[str]]:
    lines = files(__package__).joinpath(name).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


_CURRENCIES = [
    (row[0], row[1].split("|"), row[2].split("|") if len(row) > 2 else []) for row in _rows("currencies.tsv")
]
_BARRED = {row[0]: row[4] for row in _rows("units.tsv") if len(row) > 4}
UNITS = {row[0]: Unit(*row[:4]) for row in _rows("units.tsv")}
#: By what is written, without blanks.
UNITS |= {name.replace(" ", ""): Unit(name, "money", code, "money") for code, names, _ in _CURRENCIES for name in names}
_SPACED = [name for _, names, _ in _CURRENCIES for name in names if " " in name]
SIGNS = {sign: code for code, _, signs in _CURRENCIES for sign in signs}
_BEHIND = ("€", "$", "¥", "£", "₩", "₹", "₽", "₫", "฿", "₺", "₪")  # signs that are also written behind the number
UNITS |= {sign: Unit(sign, "money", SIGNS[sign], "money") for sign in _BEHIND}
BARE = Unit("", "quantity", "", "bare")
_SINGLE = "元块圆刀円欧镑铢毛角分"
#: What may stand before a number for its currency: signs, codes (`USD 120`), names (`港币二十四万元`).
BEFORE = SIGNS | {
    word: unit.name for word, unit in UNITS.items() if unit.sort == "money" and len(word) > 1 and word[0] not in "元块"
}


def money(code: str, written: str = "") -> Unit:
    """The unit of a currency code, for amounts whose currency stands before them (`$20B`)."""
    return Unit(written, "money", code, "money")


def longest(words: Iterable[str]) -> str:
    """A regular expression of `words` that takes the longest, each only where no other word begins with it.

    Words that begin alike share their beginning, so that trying hundreds costs no more than trying a few.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for atom in _atoms(word):
            node = node.setdefault(atom, {})
        node[""] = {_guard(word): {}}
    return _branches(tree)


def _atoms(word: str) -> list[str]:
    """The word's characters; a blank may part 个 from a Latin unit (`个 tokens`)."""
    atoms = [re.escape(c) for c in word]
    return ["个", " ?", *atoms[1:]] if word[0] == "个" and word[1:].isascii() and word[1:] else atoms


def _guard(word: str) -> str:
    """What must not follow: more of a Latin word, or what makes another word of a Chinese one (毛利)."""
    if word[-1].isascii() and word[-1].isalnum():
        return "(?![A-Za-z0-9²³])"
    if word in _BEHIND:
        return r"(?! ?\d)"
    return f"(?![{_BARRED[word]}])(?! ?[Tt]okens?)" if word in _BARRED else "(?! ?[Tt]okens?)"


def _branches(tree: _Tree) -> str:
    longer = [atom + _branches(below) for atom, below in tree.items() if atom]
    ending = list(tree.get("", ()))
    return f"(?:{'|'.join([*longer, *ending])})" if len(longer) + len(ending) > 1 else "".join([*longer, *ending])


#: All units, longest first.
PATTERN = longest([*UNITS, *_SPACED])
#: Those that a price or a rate can be told for (`元/吨`, `万片/月`).
PER_PATTERN = longest(u for u in UNITS if u not in _BEHIND and UNITS[u].kind == "quantity")
