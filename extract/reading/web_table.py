"""A table of a page, cell by cell: of data, or one that only sets out the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.reading import markdown

_WIDE, _HIGH = 50, 1000  # columns and rows of one cell
_SHORT = 40  # code points of a cell that is repeated in the rows that it spans
_REPEATED = 20_000  # cells of a table that may be repeated
_FEW = 5  # lines in a cell of data; one with more sets out a page


@dataclass(slots=True)
class Table:
    """Rows of cells of lines. A cell that spans rows is repeated in each, so that every row says whose it is."""

    sets_out: bool = False  # it holds no data: its lines have been taken
    _rows: list[list[list[str]]] = field(default_factory=list)
    _spans: dict[int, tuple[int, list[str]]] = field(default_factory=dict)  # column → rows to come, lines
    _size: tuple[int, int] = (1, 1)  # columns and rows of the open cell
    _repeated: int = 0

    def row(self) -> None:
        """A row begins."""
        self._fill()
        self._rows.append([])

    def cell(self, attributes: Mapping[str, str]) -> None:
        """A cell begins."""
        if not self._rows:
            self._rows.append([])
        self._fill()
        self._size = _number(attributes.get("colspan"), _WIDE), _number(attributes.get("rowspan"), _HIGH)

    def close_cell(self, lines: list[str]) -> None:
        """The cell ends; `lines` are what it holds."""
        columns, rows = self._size
        row = self._rows[-1]
        if rows > 1:
            short = len(lines) == 1 and len(lines[0]) <= _SHORT
            self._spans[len(row)] = (rows - 1, lines if short else [])
        row += [lines, *([] for _ in range(columns - 1))]
        self._size = 1, 1

    def lines(self) -> list[str]:
        """The table as Markdown in one string; of one that sets out a page, the lines of its cells."""
        rows = [row for row in self._rows if any(row)]
        single = max(map(len, rows), default=0) < 2 or len(rows) < 2
        if single or any(len(cell) > _FEW for row in rows for cell in row):
            return self.words()
        return [markdown.table([" ".join(cell) for cell in row] for row in rows)]

    def words(self) -> list[str]:
        """The lines of its cells."""
        return [line for row in self._rows for cell in row for line in cell]

    def _fill(self) -> None:
        """What cells of rows above hold in the next columns of the last row."""
        row = self._rows[-1] if self._rows else []
        while len(row) in self._spans and self._repeated < _REPEATED:
            column = len(row)
            left, lines = self._spans[column]
            if left > 1:
                self._spans[column] = (left - 1, lines)
            else:
                del self._spans[column]
            row.append(lines)
            self._repeated += 1


def _number(given: str | None, most: int) -> int:
    given = (given or "").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() and len(given) < 6 else 1
