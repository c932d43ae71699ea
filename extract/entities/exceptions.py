"""Names that are none beside certain words: `Arm 架构`, `DeepSeek R1`, `高通量` (exceptions.tsv)."""

from __future__ import annotations

import re
from pathlib import Path

from extract.entities.candidates import Candidate

_TABLE = Path(__file__).with_name("exceptions.tsv")
_REACH = 12  # characters before a name that are looked at
_DEFINED = re.compile(r"[A-Z]{2,6}")
_SPELT_OUT = re.compile(r" ?\([A-Z][a-z]+[ -][A-Za-z -]+")  # `MPI (Mean Kilometers …`: an abbreviation, no firm


class Exceptions:
    """The rows of exceptions.tsv."""

    def __init__(self) -> None:
        self._rows: list[tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]] = []
        for line in _TABLE.read_text(encoding="utf8").splitlines():
            if not line.startswith("#"):
                surface, before, after = line.split("\t")
                self._rows.append((
                    re.compile(surface),
                    re.compile(f"(?:{before})$") if before else None,
                    re.compile(after) if after else None,
                ))  # fmt: skip

        self._any = re.compile("|".join(f"(?:{surface.pattern})" for surface, _, _ in self._rows))

    def hold(self, folded: str, c: Candidate) -> bool:
        """Whether the words around the candidate make it something else."""
        rows = self._rows if self._any.fullmatch(folded, c.start, c.end) else ()
        for surface, before, after in rows:
            if surface.fullmatch(folded, c.start, c.end):
                if before and before.search(folded, max(0, c.start - _REACH), c.start):
                    return True
                if after and after.match(folded, c.end):
                    return True
        return bool(_DEFINED.fullmatch(folded, c.start, c.end) and _SPELT_OUT.match(folded, c.end))
