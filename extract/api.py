"""The public functions of the package. See `extract.__init__` for a first example."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path

from extract import figures, reading, records, schema
from extract.display import documents_html
from extract.figures import times
from extract.pipeline import Reader, load
from extract.reading import Text

__all__ = ["Documents", "Reader", "extract", "load", "parse_figures", "parse_times", "read"]


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader()


class Documents(list[schema.Document]):
    """The records of a text's documents: a list, which a notebook shows with the text and what is marked in it."""

    def __init__(self, found: Iterable[schema.Document] = (), text: str = "") -> None:
        super().__init__(found)
        self.text = text

    def _repr_html_(self) -> str:
        return documents_html(self, self.text)


def extract(text: str, published: date | str | None = None) -> Documents:
    """The records of the documents in `text`, in text order; an export may hold several.

    `published` (a date, datetime or ISO string) is for a text that names no date: times such as 今年 are
    resolved against it. Raises ValueError where it is a string but no ISO date. Ids are the first twelve
    hex digits of the text's SHA-256, with #1, #2 … behind them where there are several documents.
    """
    found = _reader().documents(text, published=iso(published))
    return Documents(records.name(found, records.text_hash(text)[:12]), text)


def iso(published: date | str | None) -> str | None:
    """A publication date as records hold it: YYYY-MM-DD, or YYYY-MM-DDTHH:MM where a time is given."""
    return reading.iso_date(published)


def read(path: str | Path, *, columns: Mapping[str, str] | None = None) -> list[Text]:
    """The texts of a file: one, a row each of JSON Lines and CSV, or a member each of an archive.

    `columns` says how rows call `text`, `id`, `title`, `published` and `source`: ``{"text": "正文"}``.

    Raises `extract.errors.ReadError` for the first text that cannot be read; `extract.reading.read` gives
    the good and the bad one by one.
    """
    texts = []
    for outcome in reading.read(path, columns=columns):
        if isinstance(outcome, Exception):
            raise outcome
        texts.append(outcome)
    return texts


def parse_figures(text: str) -> list[schema.Figure]:
    """Every numeric expression of `text`, bare numbers too, in text order. Never raises on a string.

    Each is a `schema.Figure`: its place (`start`, `end`, `text`), `kind`, bounds `lo` and `hi` with number words
    multiplied in, `unit`, and what the words beside it say (`approx`, `bound`, `trend`, `forecast`, `basis`). Metric,
    subject and period need a document and stay empty. Dates, list numbers, codes and ordinals are no figures.

    >>> [(f.lo, f.unit, f.approx) for f in parse_figures("约 3.5 亿美元")]
    [(350000000, 'USD', True)]
    """
    with _uncollected():
        return [records.figure(text, f) for f in figures.parse(text)]


def parse_times(text: str, published: date | str | None = None) -> list[schema.Time]:
    """Every time expression of `text`, resolved against `published` where it needs a date. Never raises on a string.

    Each is a `schema.Time`: its place (`start`, `end`, `text`) and the days `from_` and `to`, both inclusive, as ISO
    dates; None at an open end, and at both where `published` would be needed. A clock time tells its day.

    >>> [(t.from_, t.to) for t in parse_times("三季度", published="2025-05-18")]
    [('2025-07-01', '2025-09-30')]
    """
    with _uncollected():
        return [records.time(text, t) for t in times.parse(text, published=published)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic collector, which would look at thousands of young records, none garbage, over and over."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
