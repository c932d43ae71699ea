"""One resolver decides which of the overlapping candidates become mentions, and which entity an ambiguous name is."""

from __future__ import annotations

from collections.abc import Iterable

from extract.entities.candidates import Candidate
from extract.entities.scope import Scope

_BY_SOURCE = {"name": 0, "alias": 1, "repair": 2, "grammar": 3}


def resolve(candidates: Iterable[Candidate], scope: Scope | None = None) -> list[Candidate]:
    """Non-overlapping candidates in text order.

    The longest stretch wins: `海光信息` over `海光`, `GB200 NVL72` over `GB200`. Of equal stretches it is the one whose
    entity the document names elsewhere too, then names before aliases, repairs and grammar, then the entity's key.
    """

    def rank(c: Candidate) -> tuple[object, ...]:
        known = scope is not None and scope.named_elsewhere(c)
        return c.start - c.end, not known, not c.sure, _BY_SOURCE[c.via], c.entity.key, c.start

    taken: dict[int, Candidate] = {}
    chosen = []
    for c in sorted(candidates, key=rank):
        if c.start in taken or c.end - 1 in taken:
            continue
        taken.update(dict.fromkeys(range(c.start, c.end), c))
        chosen.append(c)
    return sorted(chosen, key=lambda c: c.start)
