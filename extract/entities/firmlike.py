"""How much a few characters look like the name of a firm, or like the given name of a person.

Each is a table of characters (firmlike.tsv, namelike.tsv): `澜核` looks like a firm's, `倩博` like a person's.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FIRMS = Path(__file__).with_name("firmlike.tsv")
_PEOPLE = Path(__file__).with_name("namelike.tsv")
_UNKNOWN = 1.0  # a character too rare for ordinary text


def firmlike(written: str) -> float:
    """The mean over the characters of how much more often they stand in firms' names than in other text, in logs.

    0 is no sign either way; half of all firms reach 1.5, one in ten stays below 0.5.

    >>> firmlike("澜核") > 1 > 0 > firmlike("单柜")
    True
    """
    return _mean(written, _table(_FIRMS))


def namelike(given: str) -> float:
    """The same for the characters behind a family name; half of all given names reach 1.5, one in twenty is below 0.

    >>> namelike("倩博") > 1 > 0 > namelike("认为")
    True
    """
    return _mean(given, _table(_PEOPLE))


def _mean(written: str, table: dict[str, float]) -> float:
    return sum(table.get(char, _UNKNOWN) for char in written) / max(1, len(written))


@lru_cache(maxsize=2)
def _table(path: Path) -> dict[str, float]:
    lines = (line.split("\t") for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("#"))
    return {char: int(tenfold) / 10 for tenfold, chars in lines for char in chars}
