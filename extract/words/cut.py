"""Cut a text into words around spans that must stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.analysis import Range
from extract.dictionary import tokenizer

# jieba builds a lattice for each run it is given; a longer run is cut at this many characters first.
_LONGEST_RUN = 2000


def segments(length: int, whole: Iterable[Range], breaks: Iterable[int]) -> list[tuple[int, int, bool]]:
    """Cover 0..`length` with (start, end, whole): spans to be left alone, and runs between them.

    `whole` may overlap and be in any order: overlapping spans are joined, so that none is cut. No run
    crosses an offset of `breaks` (sentence borders), save inside a whole span.
    """
    joined: list[list[int]] = []
    for start, end in sorted(whole):
        if end <= start:
            continue
        if joined and start < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    edges = sorted({b for b in breaks if 0 < b < length})
    out: list[tuple[int, int, bool]] = []
    at, e = 0, 0
    for start, end in [*joined, [length, length]]:
        while e < len(edges) and edges[e] < start:
            if edges[e] > at:
                out.append((at, edges[e], False))
                at = edges[e]
            e += 1
        if start > at:
            out.append((at, start, False))
        if end > start:
            out.append((start, end, True))
        at = end
    return out


def cut(folded: str, whole: Iterable[Range] = (), breaks: Iterable[int] = ()) -> list[int]:
    """The word borders of `folded`: start offsets of all words, blanks being words of their own.

    >>> cut("英伟达GB200 NVL72 放量", [(0, 3), (3, 14)])
    [0, 3, 14, 15]
    """
    lcut = tokenizer().lcut
    starts: list[int] = []
    for start, end, keep in segments(len(folded), whole, breaks):
        if keep:
            starts.append(start)
            continue
        for low in range(start, end, _LONGEST_RUN):
            at = low
            for word in lcut(folded[low : min(end, low + _LONGEST_RUN)]):
                starts.append(at)
                at += len(word)
    return starts


def words_and_spaces(text: str, starts: Sequence[int]) -> tuple[list[str], list[bool]]:
    """Words and trailing-blank flags as spaCy's Doc takes them; joined they give `text` again."""
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise([*starts, len(text)]):
        word = text[start:end]
        if word == " " and words and not spaces[-1] and words[-1] != " ":
            spaces[-1] = True
        else:
            words.append(word)
            spaces.append(False)
    return words, spaces
