"""Chinese by its sound: one character for all that are pronounced alike, whatever the tone.

>>> by_sound("摩尔县城") == by_sound("摩尔线程")
True
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("sounds.txt")
# Sounds that recognisers (and many speakers) do not tell apart: flat and retroflex initials, front and back nasals.
_ALIKE = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[ei])ng$"), "n"))


@lru_cache(maxsize=2)
def _sounds(exact: bool) -> dict[int, int]:
    """Code point → code point of the first character that sounds the same."""
    first: dict[str, int] = {}
    table = {}
    for line in _TABLE.read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        sound, characters = line.split("\t")
        for pattern, same in () if exact else _ALIKE:
            sound = pattern.sub(same, sound)
        one = first.setdefault(sound, ord(characters[0]))
        table.update(dict.fromkeys(map(ord, characters), one))
    return table


def by_sound(text: str, exact: bool = False) -> str:
    """`text`, each Han character replaced by the first one of its sound; of the same length.

    Sounds that are often taken for each other (zh and z, in and ing) count as one unless `exact`.
    """
    return text.translate(_sounds(exact))
