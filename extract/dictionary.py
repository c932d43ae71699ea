"""The general dictionary: jieba's words with their counts, read when first needed and then shared."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from math import log
from sys import intern

import jieba
from jieba import finalseg

_HAN = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")  # what jieba looks up; the rest it cuts at blanks
_BLANK = re.compile(r"(\r\n|\s)")


@lru_cache(maxsize=1)
def tokenizer() -> jieba.Tokenizer:
    """A jieba tokenizer of our own: words that users add to jieba's global one change nothing here."""
    jieba.setLogLevel(logging.ERROR)
    own = jieba.Tokenizer()
    own.initialize()
    return own


def words(text: str) -> Iterator[str]:
    """`text` cut as jieba cuts it (`lcut`), in about half its time.

    Each word's chance is looked up once, while the best way is searched from the end, not once for the graph of all
    words and again for the way.
    """
    for n, block in enumerate(_HAN.split(text)):
        if n % 2:
            yield from _block(block)
        elif block:
            for piece in _BLANK.split(block):
                yield from (piece,) if _BLANK.match(piece) else piece


def _block(block: str) -> Iterator[str]:
    counts: dict[str, int] = tokenizer().FREQ
    chances = _chances()
    size, total = len(block), log(tokenizer().total)
    best = [0.0] * (size + 1)  # the chance of the rest from here on, as a logarithm
    ends = [0] * size
    for start in range(size - 1, -1, -1):
        end = start + 1
        word = block[start]
        top, stop = -1e300, 0
        while end <= size and (count := counts.get(word)) is not None:
            if count:
                if (chance := chances.get(word)) is None:
                    chance = chances[word] = log(count) - total
                if (whole := chance + best[end]) >= top:
                    top, stop = whole, end
            end += 1
            word = block[start:end]
        if not stop:
            top, stop = -total + best[start + 1], start + 1
        best[start], ends[start] = top, stop
    at = single = 0  # single: where the characters begin that are no part of a longer word
    while at < size:
        stop = ends[at]
        if stop - at > 1:
            yield from _singles(block[single:at], counts)
            yield block[at:stop]
            single = stop
        at = stop
    yield from _singles(block[single:], counts)


def _singles(text: str, counts: dict[str, int]) -> Iterator[str]:
    """Characters that the dictionary joins to no word: jieba's model of new words cuts them."""
    yield from text if len(text) < 2 or counts.get(text) else _new_words(text)


@lru_cache(maxsize=32768)
def _new_words(text: str) -> tuple[str, ...]:
    return tuple(finalseg.cut(text))


@lru_cache(maxsize=1)
def _chances() -> dict[str, float]:
    """The logarithm of the chance of each word met so far: no more than the dictionary holds."""
    return {}


@lru_cache(maxsize=1)
def parts_of_speech() -> dict[str, str]:
    """The part of speech of each word of the general dictionary (jieba's tags: n, vn, v, a, d, p …)."""
    with tokenizer().get_dict_file() as file:  # a line each: word, count, tag
        said = file.read().decode("utf8").replace("\n", " ").split(" ")
    return dict(zip(said[::3], map(intern, said[2::3]), strict=False))
