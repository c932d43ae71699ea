"""The source's own citation numbers: `[3]`, `[1][4]`, `[2, 5]`, `[1-3]`, `[^7]`."""

from __future__ import annotations

import re

CITATION = re.compile(r"\[\^?\d{1,3}(?: ?[,、;~-] ?\^?\d{1,3}){0,20}\](?!\()")
_NUMBER = re.compile(r"(?P<range>[~-] ?)?\^?(?P<n>\d{1,3})")


def numbers(folded: str, start: int, end: int) -> list[int]:
    """The numbers cited in a span, in text order, each once; `[1-3]` cites 1, 2 and 3."""
    cited: dict[int, None] = {}
    for mark in CITATION.finditer(folded, start, end):
        last = None
        for m in _NUMBER.finditer(folded, mark.start(), mark.end()):
            n = int(m["n"])
            if m["range"] and last is not None and last < n <= last + 30:
                cited.update(dict.fromkeys(range(last + 1, n)))
            cited[n] = None
            last = n
    return list(cited)
