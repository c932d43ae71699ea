"""English by its sound: the consonants that are heard, in classes that recognisers take for each other.

>>> english_sound("Lumen Tom") == english_sound("Lumentum")
True
"""

from __future__ import annotations

import re
from functools import lru_cache

_NO_LETTER = re.compile(r"[^a-z0-9]")
# Spelling → sound, in order; capitals stand for sounds that are done.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"e$", ""),
        (r"ph", "f"),
        (r"gh", ""),
        (r"tion|sion", "Xn"),
        (r"s?ch|sh", "X"),
        (r"th", "t"),
        (r"^kn", "n"),
        (r"wr", "r"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"qu?", "k"),
        (r"c(?=[eiy])", "s"),
        (r"[cg]", "k"),
        (r"z", "s"),
        (r"b", "p"),
        (r"d", "t"),
        (r"v", "f"),
        (r"w(?![aeiouy])|r(?![aeiouy])|h(?![aeiouy])", ""),
        (r"^[aeiouy]+", "A"),
        (r"[aeiouyj]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=1 << 14)
def english_sound(text: str) -> str:
    """The skeleton of consonants of a Latin name, its blanks left out; a vowel at its head is an A, digits stay."""
    sound = _NO_LETTER.sub("", text.lower())
    for pattern, heard in _SPELLINGS:
        sound = pattern.sub(heard, sound)
    return sound


def apart(heard: str, said: str) -> int:
    """How many sounds must be changed, added or left out to come from one skeleton to the other."""
    before = list(range(len(said) + 1))
    for i, a in enumerate(heard, 1):
        row = [i]
        for j, b in enumerate(said, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        before = row
    return before[-1]
