"""Chinese by its sound: one character for all that are pronounced alike, whatever the tone.

>>> by_sound("摩尔县城") == by_sound("摩尔线程")
True

Readings are pypinyin's, loaded when a sound is first asked for; readings.txt holds those that names have instead.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib import util
from pathlib import Path

_READINGS = Path(__file__).with_name("readings.txt")
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}  # combining marks
# Sounds that recognisers (and many speakers) do not tell apart: flat and retroflex initials, front and back nasals,
# l, n and r, f and h before u.
_ALIKE = (
    (re.compile(r"^([zcs])h"), r"\1"),
    (re.compile(r"(?<=[ei])ng$"), "n"),
    (re.compile(r"^[nr](?=[aeiou])"), "l"),
    (re.compile(r"^hu(?=[aeo])"), "f"),
    (re.compile(r"^hu$"), "fu"),
)
_SAME, _OTHER_TONE, _NEAR = 1.2, 0.8, 0.5  # how much a character of that sound tells for a name
IDENTICAL = 1.5


def by_sound(text: str) -> str:
    """`text`, each Han character replaced by one that stands for its sound; of the same length.

    Sounds that are often taken for each other (zh and z, in and ing, l, n and r, f and h) count as one.
    """
    return text.translate(_REPRESENTATIVES)


def likeness(heard: str, said: str) -> float:
    """How much speaks for `heard` being `said` by its sound, character by character; 0 where one sounds unlike."""
    total = 0.0
    for a, b in zip(heard, said, strict=True):
        if a == b:
            total += IDENTICAL
            continue
        (sound, tone), (other, other_tone) = syllable(a), syllable(b)
        if not sound or _alike(sound) != _alike(other):
            return 0.0
        total += _NEAR if sound != other else _SAME if tone == other_tone else _OTHER_TONE
    return total


@cache
def syllable(char: str) -> tuple[str, int]:
    """The syllable of a Han character without its tone, and the tone (0 for none): 线 → xian, 4. Blank if unknown."""
    reading = _own_readings().get(char) or _pypinyin().get(str(ord(char)), "").split(",")[0]
    marks = unicodedata.normalize("NFD", reading.replace("ü", "v").translate(_V))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    return "".join(mark for mark in marks if mark.isascii()), tone


_V = str.maketrans({"ǖ": "v\u0304", "ǘ": "v\u0301", "ǚ": "v\u030c", "ǜ": "v\u0300"})


@cache
def _alike(sound: str) -> str:
    for pattern, same in _ALIKE:
        sound = pattern.sub(same, sound)
    return sound


class _Representatives(dict[int, int]):
    """Code point → code point of the first character met that sounds so; found when first asked for."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}

    def __missing__(self, code: int) -> int:
        sound = _alike(syllable(chr(code))[0]) if 0x3400 <= code <= 0x9FFF else ""
        self[code] = self._first.setdefault(sound, code) if sound else code
        return self[code]


_REPRESENTATIVES = _Representatives()


@cache
def _own_readings() -> dict[str, str]:
    lines = _READINGS.read_text(encoding="utf8").splitlines()
    return {line[0]: line[2:] for line in lines if not line.startswith("#")}


@cache
def _pypinyin() -> dict[str, str]:
    """Code point in digits → readings. Its table alone: importing the package would load its phrases too, 50 MB."""
    package = util.find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin")
    table = Path(package.origin).with_name("pinyin_dict.json")
    readings: dict[str, str] = json.loads(table.read_text(encoding="utf8"))
    return readings
