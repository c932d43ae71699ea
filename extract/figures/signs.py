"""What stands before a number and is part of it: its currency, its sign, the point of `.5`, an account's brackets."""

from __future__ import annotations

import re

from extract.figures.amount import Amount
from extract.figures.units import BEFORE, SIGNS

_REACH = 12  # characters; no currency's name is longer
_BY_LAST: dict[str, list[str]] = {}
for _name in sorted(BEFORE, key=lambda name: (-len(name), name)):
    _BY_LAST.setdefault(_name[-1], []).append(_name)
_PART_OF_AMOUNT = re.compile(r"[A-Za-z\d一二三四五六七八九十百千万亿多余几两]", re.ASCII)  # 3 亿美元 5 …
_NEGATIVE = re.compile(
    r"(?:(?<![\w%)\]])[-+±]|(?<=[比幅速] )- |(?<=[比幅速])- ?|(?<![自担背欠胜正])负 ?|零下 ?)$", re.ASCII
)
_DEGREES = ("度", "℃", "°C", "摄氏度", "华氏度", "℉", "°F", "°")
_BEFORE_POINT = re.compile(r"(?:^|[\s(\[,:;<>=~+\-±$¥€£])\.$")


def currency(text: str, start: int, low: int) -> tuple[int, str] | None:
    """Where the currency before the number at `start` begins, and its code: a sign, a code or a name."""
    end = start - 1 if start and text[start - 1] == " " else start
    if end <= low:
        return None
    low = max(low, start - _REACH)
    for name in _BY_LAST.get(text[end - 1], ()):
        at = end - len(name)
        if text.endswith(name, low, end) and (name in SIGNS or not at or not _PART_OF_AMOUNT.match(text, at - 1)):
            return at, BEFORE[name]
    return None


def negate(text: str, amount: Amount, low: int) -> None:
    """Take the sign before an amount into it: `-5`, `负三十`, `零下五度`, `±2%`, and the brackets of `(1,234)`."""
    if not amount.start or (before := text[amount.start - 1]) not in "-+±负下 (":
        return
    if before == "(":
        _bracketed(text, amount)
        return
    m = _NEGATIVE.search(text, max(low, amount.start - 4), amount.start)
    if m is None or (m[0][0] == "零" and amount.unit.written not in _DEGREES):
        return
    amount.start = m.start()
    if m[0] == "±":
        amount.lo = -amount.hi
    elif m[0] != "+":
        amount.lo, amount.hi = -amount.hi, -amount.lo


def _bracketed(text: str, amount: Amount) -> None:
    """An account's negative number: in brackets alone, with its thousands marked or a currency sign."""
    marked = "," in text[amount.start : amount.end] or not text[amount.start].isalnum()
    if text[amount.end : amount.end + 1] == ")" and amount.unit.written == "" and marked and amount.lo == amount.hi:
        amount.start, amount.end = amount.start - 1, amount.end + 1
        amount.lo, amount.hi = -amount.hi, -amount.lo


def opens_with_point(text: str, start: int) -> bool:
    """Whether the digits at `start` are the decimals of a number without a whole part: `.5`."""
    return start > 0 and text[start - 1] == "." and _BEFORE_POINT.search(text, max(0, start - 2), start) is not None
