"""The word lists of vocabulary.tsv, as parts of regular expressions."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("vocabulary.tsv")
_BLANK = re.compile(r"(?<!\\) ")  # `\ ` is a blank inside a word


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _TABLE.read_text(encoding="utf8").splitlines():
        if not line.startswith("#"):
            name, words = line.split("\t")
            found.setdefault(name, []).extend(_BLANK.split(words))
    return found


def one_of(name: str) -> str:
    """A group that matches any word of the list, the longest that fits: `(?:微电子|微)`."""
    return f"(?:{'|'.join(sorted(_lists()[name], key=lambda w: (-len(w), w)))})"


def words_of(name: str) -> list[str]:
    """The words of a list."""
    return _lists()[name]


def pairs(name: str) -> dict[str, str]:
    """A list whose words are `key=value`, as a table."""
    return dict(word.split("=") for word in _lists()[name])
