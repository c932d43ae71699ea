"""Names that are none beside certain words: `Arm 架构`, `DeepSeek R1`, `高通量` (exceptions.tsv)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from extract.entities.candidates import Candidate
from extract.entities.vocabulary import one_of
from extract.folding import fold

_TABLE = Path(__file__).with_name("exceptions.tsv")
_REACH = 12  # characters before a name that are looked at
_DEFINED = re.compile(r"[A-Z]{2,6}")
_SPELT_OUT = re.compile(r" ?\([A-Z][a-z]+[ -][A-Za-z -]+")  # `MPI (Mean Kilometers …`: an abbreviation, no firm
_SURNAME_BEFORE = re.compile(rf"(?:{one_of('titles')}|记者) ?{one_of('surnames')}$")  # `副总裁徐康宁`
_SPEAKER = re.compile(rf"(?:^|[\n*]){one_of('surnames')}$")  # `徐康宁：`
_BRAND_AND_NUMBER = re.compile(r"[\u4e00-\u9fff]+ ?\d+")
_LARGE = re.compile(r" ?[百千万亿%]")  # `昇腾 384 亿元订单`: an amount, no model
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]+")
_GIVEN_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff][·・]$")  # `迈克尔·乔丹`: a person's name, no firm
_FAMILY_NAME_BEHIND = re.compile(r"[·・][\u4e00-\u9fff]")


class Exceptions:
    """The rows of exceptions.tsv."""

    def __init__(self) -> None:
        self._rows: list[tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]] = []
        for line in _TABLE.read_text(encoding="utf8").splitlines():
            if not line.startswith("#"):
                surface, before, after = map(fold, line.split("\t"))
                self._rows.append((
                    re.compile(surface),
                    re.compile(f"(?:{before})$") if before else None,
                    re.compile(after) if after else None,
                ))  # fmt: skip

        self._rows_of = lru_cache(maxsize=1 << 14)(self._of)

    def _of(self, written: str) -> list[tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
        """What may not stand before and behind these words."""
        return [(before, after) for surface, before, after in self._rows if surface.fullmatch(written)]

    def hold(self, folded: str, c: Candidate) -> bool:
        """Whether the words around the candidate make it something else."""
        for before, after in self._rows_of(folded[c.start : c.end]):
            if before and before.search(folded, max(0, c.start - _REACH), c.start):
                return True
            if after and after.match(folded, c.end):
                return True
        if _LARGE.match(folded, c.end) and _BRAND_AND_NUMBER.fullmatch(folded, c.start, c.end):
            return True
        if c.entity.label == "COMPANY" and _HAN_NAME.fullmatch(folded, c.start, c.end):
            return _in_persons_name(folded, c)
        return bool(_DEFINED.fullmatch(folded, c.start, c.end) and _SPELT_OUT.match(folded, c.end))


def _in_persons_name(folded: str, c: Candidate) -> bool:
    """Whether the candidate is a part of a person's name."""
    if _GIVEN_NAME_BEFORE.search(folded, max(0, c.start - 2), c.start) or _FAMILY_NAME_BEHIND.match(folded, c.end):
        return True
    if c.end - c.start != 2:
        return False
    titled = _SURNAME_BEFORE.search(folded, max(0, c.start - 8), c.start)
    return bool(titled or (folded.startswith(":", c.end) and _SPEAKER.search(folded, max(0, c.start - 2), c.start)))
