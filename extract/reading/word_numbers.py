"""The numbers that Word counts and shows before points and headings: 1. 一、 （一） ① a) – none stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PLACE = re.compile(r"%([1-9])")
_BULLET = "-"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbers:
    """The counters of a file's lists."""

    def __init__(self, numbering: Any) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}  # id → the list that counts, its levels
        self._starts: dict[str, dict[int, int]] = {}  # id → level → where it begins anew
        self._counts: dict[str, dict[int, int]] = {}  # the list that counts → level → last number
        if numbering is None:
            return
        abstract = {a.get(qn("w:abstractNumId")): _levels(a) for a in numbering.iter(qn("w:abstractNum"))}
        for num in numbering.iter(qn("w:num")):
            identity = num.get(qn("w:numId"))
            counted = _value(num, "abstractNumId")
            levels = dict(abstract.get(counted, {}))
            for override in num.iter(qn("w:lvlOverride")):
                level = _int(override.get(qn("w:ilvl")), 0)
                levels |= _levels(override)
                if (start := _value(override, "startOverride")) is not None:
                    self._starts.setdefault(identity, {})[level] = _int(start, 1)
            self._lists[identity] = (str(counted), levels)

    def label(self, identity: str, level: int) -> str | None:
        """The sign or number of the next paragraph of a list; None where its list is not known or shows none."""
        counted, levels = self._lists.get(identity, ("", {}))
        found = levels.get(level)
        if found is None:
            return None
        counts = self._counts.setdefault(counted, {})
        if (start := self._starts.get(identity, {}).pop(level, None)) is not None:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else found.start
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if found.form == "bullet":
            return _BULLET

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at)
            return "" if shown is None else _written(counts.get(at, shown.start), shown.form)

        return _PLACE.sub(number, found.text).strip() or None


def _levels(parent: Any) -> dict[int, _Level]:
    return {
        _int(lvl.get(qn("w:ilvl")), 0): _Level(
            _value(lvl, "numFmt") or "decimal", (_value(lvl, "lvlText") or "")[:20], _int(_value(lvl, "start"), 1)
        )
        for lvl in parent.iter(qn("w:lvl"))
    }


def _written(number: int, form: str) -> str:
    """A number as a list of this form shows it; forms that are rare in such files as digits."""
    if form == "none":
        return ""
    if form.startswith(("chinese", "ideographDigital", "japanese", "taiwanese")) and 0 < number < 100:
        return _chinese(number)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x245F + number)
    if form == "ideographTraditional" and 0 < number <= 10:
        return _STEMS[number - 1]
    if form.endswith("Letter") and 0 < number <= 26:
        return chr((64 if form.startswith("upper") else 96) + number)
    if form.endswith("Roman") and 0 < number < 4000:
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    return str(number)


def _chinese(number: int) -> str:
    """
    >>> [_chinese(n) for n in (1, 10, 12, 20, 35)]
    ['一', '十', '十二', '二十', '三十五']
    """
    tens, ones = divmod(number, 10)
    high = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return high + (_DIGITS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(qn(f"w:{name}"))
    value: str | None = None if found is None else found.get(qn("w:val"))
    return value


def _int(given: str | None, default: int) -> int:
    return int(given) if given is not None and given.isdigit() and len(given) < 6 else default
