"""Document ids that are the same whatever came first.

A text goes by the smallest of its names (path, then row); from that name's stem come the ids of its
documents, `STEM` or `STEM#1`, `STEM#2` …. Where two different texts would get one id, the one with the
smaller name keeps it, and the ids of the other are made of ``STEM~`` and eight digits of its hash: of
``a/call.txt`` and ``b/call.txt`` the first is ``call``, the second ``call~1f0c9a2b``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_TAIL = re.compile(r"(?:~[0-9a-f]{8,64})?(?:#[0-9]+)?\Z")


class Claimant(NamedTuple):
    """A text that needs ids for its documents."""

    sha256: str
    stem: str
    documents: int


def base(stem: str) -> str:
    """What two stems share if ids made of them can be equal: `call` of `call`, `call#2`, `call~1f0c9a2b`."""
    return _TAIL.sub("", stem)


def plain(stem: str, count: int) -> list[str]:
    """The ids that a text of so many documents gets if nobody else wants them."""
    return [stem] if count == 1 else [f"{stem}#{n}" for n in range(1, count + 1)]


def marked(claimant: Claimant, digits: int = 8) -> list[str]:
    """The ids with the hash in them."""
    return plain(f"{claimant.stem}~{claimant.sha256[:digits]}", claimant.documents)


def settle(claimants: Iterable[Claimant]) -> dict[str, list[str]]:
    """The ids of texts of one base, by hash; the claimants come in the order of their names.

    >>> three = [Claimant("1" * 64, "call", 1), Claimant("2" * 64, "call", 2), Claimant("3" * 64, "call", 1)]
    >>> list(settle(three).values())
    [['call'], ['call#1', 'call#2'], ['call~33333333']]
    """
    taken: set[str] = set()
    result: dict[str, list[str]] = {}
    for claimant in claimants:
        wanted = (plain(claimant.stem, claimant.documents), marked(claimant), marked(claimant, 64))
        ids = next((w for w in wanted if taken.isdisjoint(w)), wanted[-1])
        taken.update(ids)
        result[claimant.sha256] = ids
    return result
