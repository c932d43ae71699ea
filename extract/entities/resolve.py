"""One resolver decides which of the overlapping candidates become mentions, and which entity an ambiguous name is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from extract.entities.candidates import Candidate
from extract.entities.scope import Scope

_BY_SOURCE = {"name": 0, "alias": 1, "repair": 2, "grammar": 3, "model": 4}


def resolve(candidates: Iterable[Candidate], scope: Scope | None = None) -> list[Candidate]:
    """Non-overlapping candidates in text order.

    The longest stretch wins: `海光信息` over `海光`, `GB200 NVL72` over `GB200`. Of equal stretches it is the one whose
    entity the document names elsewhere too, then names before aliases, repairs and grammar, then the entity's key.
    What a model alone tells of gives way to everything else that touches it.
    """

    def rank(c: Candidate) -> tuple[object, ...]:
        known = scope is not None and scope.named_elsewhere(c)
        return c.via == "model", c.start - c.end, not known, not c.sure, _BY_SOURCE[c.via], c.entity.key, c.start

    chosen = []
    for group in _touching(candidates):
        if len(group) == 1:
            chosen += group
            continue
        if whole := _whole(group):
            chosen.append(whole)
            continue
        taken: set[int] = set()
        for c in sorted(group, key=rank):
            if c.start not in taken and c.end - 1 not in taken:
                taken.update(range(c.start, c.end))
                chosen.append(c)
    return sorted(chosen, key=attrgetter("start"))


def _whole(group: list[Candidate]) -> Candidate | None:
    """The one candidate that spans all of a group, which wins whatever else is known; None where there is none such."""
    start, end = group[0].start, max([c.end for c in group])
    found = [c for c in group if c.start == start and c.end == end]
    return found[0] if len(found) == 1 and found[0].via != "model" else None


def _touching(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates in groups that overlap no other group."""
    group: list[Candidate] = []
    end = -1
    for c in sorted(candidates, key=attrgetter("start")):
        if group and c.start >= end:
            yield group
            group = []
        group.append(c)
        end = max(end, c.end) if len(group) > 1 else c.end
    if group:
        yield group
