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
│   │   ├── RowError        J107  one row of a JSON Lines or CSV file
│   │   ├── DamagedError    J108  a file cut short, or not what its name says
│   │   ├── LockedError     J109  a file that opens with a password only
│   │   └── ScannedError    J110  pictures of pages, without their text
│   ├── ModelError          J301 a file of a model is missing, J302 damaged
│   ├── StoreError          J401 to J411  the store is missing, locked, foreign, on a share or of another version
│   ├── MetricsError        J408  a user's table of metrics breaks its rules (in `extract.store.metrics`)
│   └── CorrectionError     J601  a row of corrected labels breaks a rule (in `extract.learning.corrections`)
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


class ModelError(PlacedError):
    """A learned model that cannot be loaded."""


class ReadError(PlacedError):
    """A source that cannot be read. Other sources are not touched by it."""

    kind: ClassVar[str] = "J100"
    member: str = ""  # of an archive, which it is about

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(self.kind, place, reason, remedy)
        self.args = (place, reason, remedy)  # what unpickling calls __init__ with

    @property
    def item(self) -> str:
        """What the error is about within its file: a row, an archive's member, or both; empty for all of it."""
        return self.member


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

    @property
    def item(self) -> str:
        """The id of the row, behind the member that it stands in."""
        return "/".join(filter(None, (self.member, self.id or str(self.row))))


class DamagedError(ReadError):
    """A file cut short, or not what its name says."""

    kind = "J108"


class LockedError(ReadError):
    """A file that opens with a password only."""

    kind = "J109"


class ScannedError(ReadError):
    """Pictures of pages, without their text."""

    kind = "J110"
