"""Rows of a CSV file with their place, and the problems that a row can have by itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.knowledge.tables import FOLDER, key

_LONGEST_UNIT = 8  # characters, a blank or two among them


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that a row breaks. Prints as ``[J205] companies.csv line 41: what is wrong; what to do``."""

    code: str
    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"[{self.code}] {self.file} line {self.line}: {self.what}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, by column, and where it stands."""

    file: str
    line: int
    cell: dict[str, str]

    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        aliases = self.cell["aliases"]
        return (self.cell["name"], *aliases.split("|")) if aliases else (self.cell["name"],)

    def problem(self, code: str, what: str, remedy: str) -> Problem:
        """A problem at this row."""
        return Problem(code, self.file, self.line, what, remedy)


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a CSV and its encoding: UTF-8, or what spreadsheets in China save. A mark at its head stays."""
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def read_rows(path: Path, columns: tuple[str, ...]) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV file that have a cell for each column, and the problems of the others."""
    wanted = ",".join(columns)
    rows: list[Row] = []
    problems: list[Problem] = []

    def problem(code: str, line: int, what: str, remedy: str) -> None:
        problems.append(Problem(code, path.name, line, what, remedy))

    try:
        text = decoded(path.read_bytes())[0].removeprefix("\ufeff")
    except UnicodeDecodeError:
        problem("J201", 1, "the file is neither UTF-8 nor GB18030", "save it as CSV in UTF-8")
        return rows, problems
    except OSError as error:
        problem("J201", 1, f"the file cannot be read ({error.strerror})", "name a CSV file that exists")
        return rows, problems
    reader = csv.reader(io.StringIO(text, newline=""))
    header: tuple[str, ...] | None = None
    try:
        for values in reader:
            if not any(map(str.strip, values)):
                continue
            if header is None:
                header = tuple(map(str.strip, values))
                if header != columns:
                    problem("J201", reader.line_num, f"the header row is {','.join(values)}", f"write {wanted}")
                    return rows, problems
            elif len(values) != len(columns):
                what = f"the row has {len(values)} cells, not {len(columns)}"
                problem("J202", reader.line_num, what, f"write {wanted}, with quotes around a cell that holds a comma")
            else:
                rows.append(Row(path.name, reader.line_num, dict(zip(columns, values, strict=True))))
    except csv.Error as error:
        problem("J201", reader.line_num, f"the file is no CSV ({error})", "save it as CSV in UTF-8")
    if header is None:
        problem("J201", 1, "the file is empty", f"begin with the header row {wanted}")
    return rows, problems


def name_problems(row: Row, written: Iterable[str]) -> Iterator[Problem]:
    """The problems of a row's name and aliases, each taken by itself; `written` is the `key` of each."""
    names = row.names()
    if not names[0].strip():
        yield row.problem("J203", "the name is missing", "write the canonical name")
    if not all(map(str.strip, names[1:])):
        yield row.problem("J208", "an alias is blank", "write aliases with one | between two")
    measures = units()
    for surface, spelt in zip(names, written, strict=True):
        if len(surface) < 2 or not (surface[0].isalnum() and surface[-1].isalnum()):
            if not surface.strip():
                continue
            if sum(map(str.isalnum, surface)) < 2:
                what = f"“{surface}” is too short to be a name"
                yield row.problem("J208", what, "take it out or write a longer form")
                continue
            if surface != surface.strip():
                yield row.problem("J208", f"“{surface}” begins or ends with a blank", "take the blank out")
                continue
        if len(surface) <= _LONGEST_UNIT and spelt in measures:
            yield row.problem("J209", f"“{surface}” is a unit of measure", "take it out or write a longer form")


@lru_cache(maxsize=1)
def units() -> frozenset[str]:
    """The units that no name may equal, as `key` leaves them."""
    lines = (FOLDER / "units.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(key(unit) for line in lines if not line.startswith("#") for unit in line.split())
