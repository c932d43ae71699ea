"""Everything that can go wrong for a user, as one tree of exceptions.

JiyaoError                  base: catch this to catch all
├── PlacedError             has a code, a place, a reason and a remedy; prints as [J101] place: reason; remedy
│   ├── ReadError           a source that cannot be read; the sources beside it are not touched
│   │   ├── MissingError    J101  no such file, or it cannot be opened
│   │   ├── EmptyError      J102  nothing but blanks
│   │   ├── BinaryError     J103  not text
│   │   ├── EncodingError   J104  text in an encoding that cannot be told or does not decode
│   │   ├── TooLargeError   J105  larger than the limit
│   │   ├── UnsupportedError J106 a format that is not read
│   │   └── RowError        J107  one row of a JSON Lines or CSV file
│   └── StoreError          J401 to J406  the store is missing, locked, foreign or of another version
└── LexiconError            a user's lexicon breaks its rules (in `extract.knowledge`)

Two codes are given by the batch and are no exceptions of their own: J501 over the time limit, J502 the worker died;
J900 stands for an error that nobody foresaw (the traceback is kept, see `jiyao status --verbose`).
"""

from __future__ import annotations

from typing import ClassVar


class JiyaoError(Exception):
    """Base of all errors that this package raises on purpose."""


class PlacedError(JiyaoError):
    """An error that says where, what, and what to do. `code` can be searched for."""

    def __init__(self, code: str, place: str, reason: str, remedy: str) -> None:
        super().__init__(code, place, reason, remedy)
        self.code, self.place, self.reason, self.remedy = code, place, reason, remedy

    def __str__(self) -> str:
        return f"[{self.code}] {self.place}: {self.reason}; {self.remedy}"


class StoreError(PlacedError):
    """The store is missing, locked, foreign or of another version."""


class ReadError(PlacedError):
    """A source that cannot be read. Other sources are not touched by it."""

    kind: ClassVar[str] = "J100"

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(self.kind, place, reason, remedy)
        self.args = (place, reason, remedy)  # what unpickling calls __init__ with


class MissingError(ReadError):
    """No such file, or it cannot be opened."""

    kind = "J101"


class EmptyError(ReadError):
    """Nothing but blanks."""

    kind = "J102"


class BinaryError(ReadError):
    """Not text: NUL characters, or mostly control characters."""

    kind = "J103"


class EncodingError(ReadError):
    """Text in an encoding that cannot be told, or that does not decode."""

    kind = "J104"


class TooLargeError(ReadError):
    """Larger than the limit."""

    kind = "J105"


class UnsupportedError(ReadError):
    """A format that is not read."""

    kind = "J106"


class RowError(ReadError):
    """One row of a JSON Lines or CSV file. `row` is its line, from 1; `id` is the id that it would have had."""

    kind = "J107"

    def __init__(self, place: str, reason: str, remedy: str, row: int = 0, id: str = "") -> None:
        super().__init__(place, reason, remedy)
        self.args = (place, reason, remedy, row, id)
        self.row, self.id = row, id
