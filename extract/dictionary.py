"""The general dictionary: jieba's words with their counts, read when first needed and then shared."""

from __future__ import annotations

import logging
from functools import lru_cache

import jieba


@lru_cache(maxsize=1)
def tokenizer() -> jieba.Tokenizer:
    """A jieba tokenizer of our own: words that users add to jieba's global one change nothing here."""
    jieba.setLogLevel(logging.ERROR)
    own = jieba.Tokenizer()
    own.initialize()
    return own


@lru_cache(maxsize=1)
def parts_of_speech() -> dict[str, str]:
    """The part of speech of each word of the general dictionary (jieba's tags: n, vn, v, a, d, p …)."""
    found = {}
    with tokenizer().get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf8").rstrip("\n").split(" ")
            found[word] = tag
    return found
