"""Stretches of text: which are taken, the items of a list, the endings of firms' names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.vocabulary import one_of

FIRM = one_of("firm-endings")
FIRM_ENDING = re.compile(rf"{FIRM}(?![体产类化业工品])")
_ITEM_GAP = re.compile(r"[、,;/]|(?<=[A-Za-z\u4e00-\u9fff]) ?(?:和|与|及|以及) ?(?=[A-Z])")


class Occupied:
    """Stretches of text that are already names."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._cells: dict[int, tuple[int, int]] = {offset: span for span in spans for offset in range(*span)}

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of the stretch is taken."""
        return any(offset in self._cells for offset in range(start, end))

    def within(self, start: int, end: int) -> bool:
        """Whether every name that touches the stretch lies in it and is shorter."""
        spans = {self._cells[offset] for offset in range(start, end) if offset in self._cells}
        return all(start <= lo and hi <= end and hi - lo < end - start for lo, hi in spans)


def items(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list in `start:end`, without blanks and markup around them."""
    at = start
    for gap in (*_ITEM_GAP.finditer(folded, start, end), None):
        stop = gap.start() if gap else end
        lo, hi = at, stop
        while lo < hi and folded[lo] in " *_\n\r•":
            lo += 1
        while hi > lo and folded[hi - 1] in " *_\n\r。.":
            hi -= 1
        if lo < hi:
            yield lo, hi
        at = gap.end() if gap else end
