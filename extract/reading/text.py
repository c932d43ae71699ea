"""A source text with what is known about it before it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from extract.errors import EmptyError, TooLargeError

# A day with signs or with 年月日 between its parts and a clock time behind it, or all of it in digits.
_DAY = (
    r"(?P<year>\d{4})"
    r"(?:(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})|年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号])"
)
_CLOCK = r"(?:T| +|(?<=[日号]))(?P<hour>\d{1,2})[:时点](?P<minute>\d{2})分?"
_DIGITS = r"(?P<date>\d{8})(?:[T ]?(?P<time>\d{2}:?\d{2})"
_REST = r"(?::?\d{2}秒?(?:[.,]\d{1,9})?)?(?: ?(?:Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT))?"
_LONG = 100_000  # characters that one text may have, however small files must be
_DATE = re.compile(f"{_DAY}(?:{_CLOCK}{_REST})?|{_DIGITS}{_REST})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file: the whole of it, or that of one row. Offsets everywhere count in `text`."""

    text: str
    id: str  # a row's own, else the file's stem, or STEM:LINE for a row without one
    title: str | None = None
    published: str | None = None  # YYYY-MM-DD or YYYY-MM-DDTHH:MM
    source: str | None = None  # as the row says, else the file's path
    path: str = "-"  # the file; `-` is standard input
    format: str = "text"  # by name, as in `formats.TABLE`
    meta: Mapping[str, Any] = field(default_factory=dict)  # all other fields of the row; where pages begin
    row: int | None = None  # the line, from 1, on which the row begins
    member: str = ""  # the name within an archive

    @property
    def item(self) -> str:
        """What tells the text from others of its file: the row's id, the archive's member, or both."""
        return item(self.member, "" if self.row is None else self.id)


def item(member: str, row: str) -> str:
    """The name of a text within its file."""
    return "/".join(filter(None, (member, row)))


@dataclass(frozen=True, slots=True)
class Raw:
    """What a format's reader is given: the bytes of a file or of an archive's member, and what it is called."""

    data: bytes
    place: str  # the path, or ARCHIVE/MEMBER: so errors and records name it
    stem: str
    suffix: str
    format: str
    max_bytes: int  # of a plain file
    columns: Mapping[str, str] = field(default_factory=dict)  # field → what the file's rows call it

    @property
    def longest(self) -> int:
        """The most characters of one text: what is found in a text takes some hundred times its memory."""
        return max(self.max_bytes // 10, _LONG)

    def bound(self, length: int) -> None:
        """Raises TooLargeError for a text of so many characters, where that is more than is read."""
        if length > self.longest:
            raise TooLargeError(self.place, f"more than {self.longest:,} characters", "split it, or raise --max-size")

    def text(
        self,
        text: str,
        *,
        published: str | None = None,
        pages: Sequence[int] = (),
        paragraphs: Sequence[int] = (),
        said: Mapping[str, Any] | None = None,
    ) -> Text:
        """The one text of the file. `meta` keeps where its pages or paragraphs begin, and what else is `said`.

        Raises EmptyError where it holds nothing but blanks, TooLargeError where it is longer than the limit.
        """
        if not text.strip():
            reason = "empty: only blanks" if self.data else "empty"
            raise EmptyError(self.place, reason, "give a file with text in it")
        self.bound(len(text))
        places = {"pages": list(pages), "paragraphs": list(paragraphs)}
        meta = {name: starts for name, starts in places.items() if starts} | dict(said or {})
        return Text(
            text, self.stem, published=published, source=self.place, path=self.place, format=self.format, meta=meta
        )


def iso_date(published: date | str | None) -> str | None:
    """A publication date as records hold it: YYYY-MM-DD, or YYYY-MM-DDTHH:MM where a time is given.

    Dates are taken as people and programs write them, the year first: 2025-09-02, 2025/9/2, 2025.9.2, 20250902,
    2025年9月2日, each with or without a time. A time zone is left out: the clock time counts as written. Raises
    ValueError for what is no such date.

    >>> iso_date("2025/5/25 23:31:00")
    '2025-05-25T23:31'
    """
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.strftime("%Y-%m-%dT%H:%M")
    if isinstance(published, date):
        return published.isoformat()
    m = _DATE.fullmatch(unicodedata.normalize("NFKC", published).strip())
    try:
        if m is None:
            raise ValueError
        if m["date"]:
            day = datetime.strptime(m["date"], "%Y%m%d").date()
            clock = (m["time"] or "").replace(":", "")
            hour, minute = clock[:2], clock[2:]
        else:
            day = date(int(m["year"]), int(m["month"] or m["m"]), int(m["day"] or m["d"]))
            hour, minute = m["hour"], m["minute"]
        return f"{day}T{time(int(hour), int(minute)):%H:%M}" if hour else str(day)
    except ValueError:
        raise ValueError(f"{published!r} is no date like 2025-05-25, 2025/5/25 or 2025-05-25 23:31") from None
