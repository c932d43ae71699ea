"""Parts of speech, on demand: jieba's own tags for words already cut, and Universal Dependencies' names.

Tagging a text with `jieba.posseg` would cut it again, and costs six times what cutting costs. Looking a
cut word up in its tag table costs next to nothing; only a word that it lacks is handed to the tagger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.dictionary import tokenizer

if TYPE_CHECKING:
    import jieba.posseg

# First letter of jieba's tag → universal part of speech.
TAGS = {
    "a": "ADJ", "b": "ADJ", "c": "CCONJ", "d": "ADV", "e": "INTJ", "f": "NOUN", "g": "NOUN", "h": "PART",
    "i": "NOUN", "j": "NOUN", "k": "PART", "l": "NOUN", "m": "NUM", "n": "NOUN", "o": "INTJ", "p": "ADP",
    "q": "NOUN", "r": "PRON", "s": "NOUN", "t": "NOUN", "u": "PART", "v": "VERB", "w": "PUNCT", "x": "X",
    "y": "PART", "z": "ADJ",
}  # fmt: skip
_NAMES = ("nr", "ns", "nt", "nz")
_NUMBER = re.compile(r"[+-]?[\d,.]+%?$")
_LATIN = re.compile(r"[A-Za-z][\w.+-]*$")


@lru_cache(maxsize=1)
def _tagger() -> jieba.posseg.POSTokenizer:
    import jieba.posseg  # takes a while, and only who asks for parts of speech needs it

    tagger = jieba.posseg.POSTokenizer(tokenizer())
    tagger.initialize()
    return tagger


def tag(words: Iterable[str]) -> list[str]:
    """jieba's tag of each word (``n``, ``v``, ``nr``, ``eng`` …), one for one."""
    tagger = _tagger()
    table = tagger.word_tag_tab
    out = []
    for word in words:
        found = table.get(word)
        if found is None:
            if _NUMBER.match(word):
                found = "m"
            elif _LATIN.match(word):
                found = "eng"
            elif not any(c.isalnum() for c in word):
                found = "w"
            else:
                found = next(iter(tagger.cut(word))).flag
        out.append(found)
    return out


def universal(tag: str) -> str:
    """Universal part of speech of one jieba tag: ``nr`` → PROPN, ``v`` → VERB, ``eng`` → X."""
    if tag.startswith(_NAMES):
        return "PROPN"
    return "X" if tag == "eng" else TAGS.get(tag[:1], "X")
