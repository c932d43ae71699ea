"""Decimal points that an export dropped: `61 7%` was 61.7%, `21 4亿 - 23 8亿元` was 21.4亿 - 23.8亿元.

The blank is put back as a point before anything is read, which moves no offset. A pair of digit
groups counts when a unit or number word stands right behind the second group and the first is a
number of its own: nothing of a name, a list number or a date. Where a text keeps its points elsewhere,
a single such pair is more likely two numbers side by side and stays as it is.
"""

from __future__ import annotations

import re

_UNIT = r"(?:[%‰万亿倍成元美港欧日韩台个片颗张只人家吨柜]|百分|新台币|TB|GB|[GMk]W|[GT]bps|Gb/s|pct|bp)"
_PAIR = r"(?<![\w.,/\-+:])(?P<whole>\d{1,4}) (?P<part>\d{1,2})"
_LOST = re.compile(
    rf"(?:(?<=[^\x00-\x7f])|(?<=[^\x00-\x7f] )|(?<=[(,:;~-])|(?<=[~-] ))"
    rf"{_PAIR}(?=[万亿]*{_UNIT})",
    re.ASCII,
)
_FIRST_OF_TWO = re.compile(
    r"(?<![\w.,/])(?P<whole>\d{1,4}) (?P<part>\d{1,2})(?= ?[万亿]* ?(?:到|至|-|~) ?\d{1,4}\.\d)", re.ASCII
)
_POINT = re.compile(r"\d\.\d+ ?[%万亿倍元美片颗GMk]", re.ASCII)


def restore(text: str) -> str:
    """`text` with the lost decimal points in place of the blanks that were left of them."""
    found = list(_LOST.finditer(text))
    if not found:
        return text
    kept = _POINT.search(text) is not None
    if kept and len(found) < 2:
        return text
    return _fill(_fill(text, _LOST), _FIRST_OF_TWO)


def _fill(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: f"{m['whole']}.{m['part']}", text)
