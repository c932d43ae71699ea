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
