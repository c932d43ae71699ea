"""A source text with what is known about it before it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ](?P<time>\d{2}:\d{2})(?::\d{2}(?:\.\d{1,6})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file: the whole of it, or that of one row. Offsets everywhere count in `text`."""

    text: str
    id: str  # a row's own, else the file's stem, or STEM:LINE for a row without one
    title: str | None = None
    published: str | None = None  # YYYY-MM-DD or YYYY-MM-DDTHH:MM
    source: str | None = None  # as the row says, else the file's path
    path: str = "-"  # the file; `-` is standard input
    format: str = "text"  # text, markdown, jsonl, csv
    meta: Mapping[str, Any] = field(default_factory=dict)  # all other fields of the row
    row: int | None = None  # the line, from 1, on which the row begins


def iso_date(published: date | str | None) -> str | None:
    """A publication date as records hold it: YYYY-MM-DD, or YYYY-MM-DDTHH:MM where a time is given.

    A time zone is left out: the clock time counts as written. Raises ValueError for what is no ISO date.

    >>> iso_date("2025-05-25 23:31:00")
    '2025-05-25T23:31'
    """
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.strftime("%Y-%m-%dT%H:%M")
    if isinstance(published, date):
        return published.isoformat()
    words = published.strip()
    m = _ISO.fullmatch(words)
    try:
        if m is None:
            raise ValueError
        day = date.fromisoformat(words[:10]).isoformat()
        return f"{day}T{datetime.strptime(m['time'], '%H:%M'):%H:%M}" if m["time"] else day
    except ValueError:
        raise ValueError(f"{published!r} is no date like 2025-05-25 or 2025-05-25T23:31") from None
