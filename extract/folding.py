"""Fold spellings one code point for one, so that every offset keeps its meaning.

Full-width forms become half-width, traditional characters simplified, dashes and waves of all kinds
``-`` and ``~``, odd blanks a plain blank, lone surrogates (which no automaton takes) U+FFFD. Line ends are kept.
The result has the length of the input:

>>> fold("臺積電２３億美元，毛利率５３％")
'台积电23亿美元,毛利率53%'
"""

from __future__ import annotations

import re
from functools import lru_cache

from opencc import OpenCC

_SURROGATE = re.compile("[\ud800-\udfff]")
_DASHES = "‐‑‒–—―−－﹣"
_WAVES = "～〜∼˜"
_BLANKS = "\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\t"


@lru_cache(maxsize=1)
def _table() -> dict[int, int]:
    """Code point → code point. Script pairs come from OpenCC, asked one character at a time."""
    han = [chr(c) for c in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {ord(a): ord(b) for a, b in zip(han, simple, strict=True) if a != b and len(b) == 1}
    table |= {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
    for chars, to in ((_DASHES, "-"), (_WAVES, "~"), (_BLANKS, " "), ("﹪", "%"), ("￥", "¥"), ("∶", ":")):
        table |= {ord(c): ord(to) for c in chars}
    return table


def fold(text: str) -> str:
    """The folded form of `text`, of exactly the same length in code points."""
    return text if text.isascii() else text.translate(_table())


def scrub(text: str) -> str:
    """`text` with lone surrogates, which neither a file nor the store can hold, as U+FFFD; offsets stay."""
    return _SURROGATE.sub("\ufffd", text)
