"""What training is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int, int]


def macro_f1(pairs: Iterable[tuple[int, int]], classes: int = 3) -> float:
    """Mean of the classes' F1 over (label, found); a class that never occurs counts 0."""
    pairs = list(pairs)
    scores = []
    for c in range(classes):
        both = sum(g == p == c for g, p in pairs)
        either = sum(g == c for g, _ in pairs) + sum(p == c for _, p in pairs)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / classes


def f1(documents: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> float:
    """Strict F1 over (labelled, found) spans."""
    both = either = 0
    for gold, found in documents:
        both += len(set(gold) & set(found))
        either += len(set(gold)) + len(set(found))
    return 2 * both / either if either else 0.0


def spans(tags: Sequence[int]) -> list[Span]:
    """Spans of tags numbered O, B-x, I-x, B-y …: (first, one past the last, number of the B); a stray I opens none."""
    out: list[Span] = []
    n = 0
    while n < len(tags):
        begin = tags[n]
        n += 1
        if begin > 0 and begin % 2 == 1:
            first = n - 1
            while n < len(tags) and tags[n] == begin + 1:
                n += 1
            out.append((first, n, begin))
    return out
