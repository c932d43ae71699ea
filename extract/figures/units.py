"""The units a figure can have, read from `units.tsv`.

A unit has a kind (money, percent, multiple, quantity), the form it takes in the record (an ISO code
for money), and a class that tells the rules how it behaves: 家 numbers companies but also the text's
own points, 年 is a duration, 成 a tenth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `written` in the text, `name` in the record. `kind` and `sort` as in `units.tsv`."""

    written: str
    kind: str
    name: str
    sort: str


def _load() -> dict[str, Unit]:
    lines = files(__package__).joinpath("units.tsv").read_text(encoding="utf8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: Unit(*row) for row in rows}


UNITS = _load()
SIGNS = {
    "US$": "USD",
    "USD": "USD",
    "$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "HKD": "HKD",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "CNY",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "新台币": "TWD",
    "台币": "TWD",
    "人民币": "CNY",
    "港币": "HKD",
}
BARE = Unit("", "quantity", "", "bare")


def money(code: str) -> Unit:
    """The unit of a currency code, for amounts whose currency stands before them (`$20B`)."""
    return Unit("", "money", code, "money")


def pattern() -> str:
    """A regular expression of all units, longest first; Latin units end at the word's end."""
    latin = sorted((u for u in UNITS if u[-1].isascii() and u[-1].isalnum()), key=len, reverse=True)
    other = sorted((u for u in UNITS if u not in set(latin)), key=len, reverse=True)
    spaced = [re.escape(u).replace("个", "个 ?") for u in latin]
    return rf"(?:{'|'.join(map(re.escape, other))})(?! ?[Tt]okens?)|(?:{'|'.join(spaced)})(?![A-Za-z0-9])"
