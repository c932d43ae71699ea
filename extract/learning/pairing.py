"""How a found item is held against a labelled one: overlap, equal values, equal names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]


def plain(value: object) -> str:
    """Names compare without case, blanks, hyphens or the width of brackets."""
    text = "".join(str(value or "").split()).lower()
    return text.replace("-", "").translate(str.maketrans("（）", "()"))


def shared(a: Item, b: Item) -> int:
    """Code points that two spans have in common (not positive where they do not touch)."""
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def same_span(a: Item, b: Item) -> bool:
    """Equal borders."""
    return bool(a["start"] == b["start"] and a["end"] == b["end"])


def pair(
    gold: Sequence[Item], found: Sequence[Item], accept: Callable[[Item, Item], bool] = lambda g, f: True
) -> list[tuple[Item, Item]]:
    """One-to-one pairs of overlapping spans that `accept`, those that overlap best first."""
    ranked = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            common = shared(g, f)
            if common > 0 and accept(g, f):
                union = max(g["end"], f["end"]) - min(g["start"], f["start"])
                ranked.append((-common / union, i, j))
    free_gold, free_found = set(range(len(gold))), set(range(len(found)))
    pairs = []
    for _, i, j in sorted(ranked):
        if i in free_gold and j in free_found:
            free_gold.remove(i)
            free_found.remove(j)
            pairs.append((gold[i], found[j]))
    return pairs


def same_value(gold: Item, found: Item) -> bool:
    """Equal lo and hi, kind and currency. For a fall the sign counts in the value or in the trend alike."""
    ours: list[Any] = [gold.get("lo"), gold.get("hi")]
    theirs: list[Any] = [found.get("lo"), found.get("hi")]
    if gold.get("trend") == "down" and None not in ours and None not in theirs:
        ours, theirs = (sorted(abs(float(v)) for v in ends) for ends in (ours, theirs))
    return all(map(_close, ours, theirs)) and _measure(gold) == _measure(found)


def _close(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    return abs(float(a) - float(b)) <= 1e-6 * max(1.0, abs(float(a)), abs(float(b)))


def _measure(figure: Item) -> str:
    """What must agree besides the value: the currency of money, else the kind."""
    if figure.get("kind") == "money":
        return "money " + (plain(figure.get("unit")).upper() or "CNY")
    kind = figure.get("kind")
    return kind if kind in ("percent", "multiple") else "quantity"


def same_words(a: object, b: object) -> bool:
    """The same words, or one inside the other and at least two fifths of its length."""
    one, two = sorted((plain(a), plain(b)), key=len)
    return bool(one) and one in two and len(one) >= 0.4 * len(two)


def solid_overlap(text: str, a: Item, b: Item) -> float:
    """Shared over joined characters of two spans, blanks and list or emphasis marks left out."""

    def solid(start: int, end: int) -> int:
        return sum(1 for c in text[start:end] if not c.isspace() and c not in "*-#•·")

    common = solid(max(a["start"], b["start"]), min(a["end"], b["end"]))
    return common / max(1, solid(a["start"], a["end"]) + solid(b["start"], b["end"]) - common)
