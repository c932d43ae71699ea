"""A sentence cut into clauses, each with its part in the argument.

The clause that holds a name decides on it, so a sentence is cut at commas, colons and full stops (not at 、, which
joins a list, nor inside 1,000 or 9:30). `phase` says on which side of a contrast a clause stands: in `虽然收入增长,
但毛利承压` the first is conceded, the second asserted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PLAIN, CONCEDED, ASSERTED = 0, 1, 2

_BREAK = re.compile(r"[;。!?\n|]|[,:](?!\d)|(?<!\d)[,:]|\s-\s|\.\s")


@dataclass(slots=True)
class Clause:
    """A clause, offsets into the text. `fresh`: it opens a new sentence, so that no subject is carried into it.

    `lead`: a lead-in, ended by a colon. `outlook`: it speaks of what is expected.
    """

    start: int
    end: int
    fresh: bool = True
    lead: bool = False
    phase: int = PLAIN
    outlook: bool = False


def split(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of `text[start:end]`, at least one, in order and without gaps but the marks between them."""
    found: list[Clause] = []
    fresh = True
    at = start
    for mark in _BREAK.finditer(text, start, end):
        sign = mark.group()
        found.append(Clause(at, mark.start(), fresh, sign == ":"))
        fresh = sign not in (",", ":")
        at = mark.end()
    if at < end or not found:
        found.append(Clause(at, end, fresh))
    return found


def contrast(clauses: list[Clause], index: int) -> None:
    """Clause `index` holds 但 or its like: it and what follows are asserted, what stands before it is conceded."""
    for n, clause in enumerate(clauses):
        if clause.phase == PLAIN or n >= index:
            clause.phase = ASSERTED if n >= index else CONCEDED
