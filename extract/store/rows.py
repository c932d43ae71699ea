"""Records to table rows and back, without loss: what `export` prints is what `extract` printed.

The columns follow from the record's fields: a record inside a record is written flat
(``sentiment.label`` → ``sentiment_label``), a list as JSON; ``from`` and ``to`` are SQL words and become
``from_date`` and ``to_date``. A new field of a record needs its column in tables.sql and nothing here.
"""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, get_origin

from extract import schema
from extract.folding import fold
from extract.store import similar

# Tables of a document's items, in the order in which they are written, with the record of a row.
ITEMS: dict[str, type[schema.Record]] = {
    "sections": schema.Section,
    "claims": schema.Claim,
    "sentences": schema.Sentence,
    "mentions": schema.Mention,
    "figures": schema.Figure,
    "times": schema.Time,
    "entities": schema.Entity,
}
TABLES = ("documents", *ITEMS)

_NAMES = {"from": "from_date", "to": "to_date"}
_NUMBERS = ("lo", "hi")

R = TypeVar("R", bound=schema.Record)


class _Shape:
    """How the records of one kind become rows."""

    def __init__(self, kind: type[schema.Record]) -> None:
        found = list(_fields(kind))
        self.columns = tuple(column for column, _, _ in found)
        self._get = attrgetter(*(path for _, path, _ in found))
        self._forms = [(n, form) for n, (_, _, form) in enumerate(found) if form]

    def values(self, item: schema.Record) -> tuple[Any, ...]:
        """A row's values in the order of the columns."""
        row: tuple[Any, ...] = self._get(item)
        if not self._forms:
            return row
        changed = list(row)
        for n, form in self._forms:
            changed[n] = form(changed[n])
        return tuple(changed)


def _fields(kind: type[schema.Record], path: str = "", prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """Column, attribute and, where the column holds the value in another form, what gives it that."""
    for attribute, field in kind.model_fields.items():
        name, inner = field.alias or attribute, field.annotation
        if isinstance(inner, type) and issubclass(inner, schema.Record):
            yield from _fields(inner, f"{path}{attribute}.", f"{name}_")
        else:
            column = prefix + name if prefix else _NAMES.get(name, name)
            form = _real if name in _NUMBERS else dump if get_origin(inner) in (list, dict) else None
            yield column, path + attribute, form


class Packed(NamedTuple):
    """What was read from a text as the store writes it. Workers make it, for it takes longer than to write it."""

    documents: list[PackedDocument]
    milliseconds: int  # that the reading took

    def rows(self, table: str) -> int:
        """How many rows of a table there are in all documents."""
        return sum(len(document.items[table]) for document in self.documents)


class PackedDocument(NamedTuple):
    """A document's row of `documents` without its id, and its rows of the other tables as in `COLUMNS`."""

    row: dict[str, Any]
    items: dict[str, list[tuple[Any, ...]]]
    signature: similar.Signature | None


def pack(documents: Iterable[schema.Document], text: str, milliseconds: int = 0) -> Packed:
    """The rows of a text's documents. `text` is the source text that their offsets count in."""
    return Packed(
        [
            PackedDocument(
                _document_row(document, n), _item_rows(document, text), similar.signature(_words(document, text))
            )
            for n, document in enumerate(documents)
        ],
        milliseconds,
    )


def _words(document: schema.Document, text: str) -> str:
    return text[document.start : document.end]


def _document_row(document: schema.Document, n: int) -> dict[str, Any]:
    """`n` is the document's place in its text."""
    return {
        "sha256": document.source.sha256,
        "n": n,
        "title": document.title,
        "published": document.published,
        "query": document.query,
        "meta": dump(document.meta),
        "format": document.source.format,
        "version": document.pipeline.version,
        "fingerprint": document.pipeline.fingerprint,
        "start": document.start,
        "end": document.end,
    }


def _item_rows(document: schema.Document, text: str) -> dict[str, list[tuple[Any, ...]]]:
    rows = {table: list(map(shape.values, getattr(document, table))) for table, shape in _SHAPES.items()}
    for n, claim in enumerate(document.claims):
        words = text[claim.start : claim.end]
        rows["claims"][n] += (claim_key(document.source.sha256, claim.start), words, fold(words))
    for n, mention in enumerate(document.mentions):
        rows["mentions"][n] += (_claim_at(document.claims, mention.start),)
    return rows


def claim_key(sha256: str, start: int) -> int:
    """A claim's number in the full-text index: made from content, as every key of the eight tables."""
    return int.from_bytes(hashlib.sha256(f"{sha256} {start}".encode()).digest()[:8]) >> 1


def document(row: Mapping[str, Any], path: str | None, items: Mapping[str, list[Any]]) -> schema.Document:
    """The record of a row of `documents`; `items` holds the records of the other tables."""
    return schema.Document(
        id=row["id"],
        source=schema.Source(path=path, format=row["format"], sha256=row["sha256"]),
        title=row["title"],
        published=row["published"],
        query=row["query"],
        meta=json.loads(row["meta"]),
        pipeline=schema.Pipeline(version=row["version"], fingerprint=row["fingerprint"]),
        start=row["start"],
        end=row["end"],
        **items,
    )


def record(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record of a row of any of the other seven tables."""
    return kind.model_validate(_nested(kind, row, ""))


def plain(kind: type[schema.Record], row: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form of such a row's record, without the record: for thousands at a time."""
    return _nested(kind, row, "")


def _nested(kind: type[schema.Record], row: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        name = field.alias or name
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, schema.Record):
            item[name] = _nested(inner, row, f"{name}_")
            continue
        value = row[prefix + name if prefix else _NAMES.get(name, name)]
        if name in _NUMBERS:
            value = int(value) if value.is_integer() else value
        elif name == "citations":
            value = json.loads(value)
        elif inner is bool:
            value = bool(value)
        item[name] = value
    return item


def _claim_at(claims: list[schema.Claim], offset: int) -> str | None:
    """The id of the claim that holds `offset`; claims stand in text order."""
    at = bisect_right(claims, offset, key=attrgetter("start")) - 1
    return claims[at].id if at >= 0 and offset < claims[at].end else None


def _real(value: float) -> float:
    """A number as a REAL column holds it; one that no double can hold counts as endless."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def dump(value: Any) -> str:
    """JSON as the store keeps it: plain characters, no blanks, keys in their order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_SHAPES = {table: _Shape(kind) for table, kind in ITEMS.items()}
# Columns of the items' tables behind `document` and `n`, as `Packed` rows have them.
COLUMNS = {table: shape.columns for table, shape in _SHAPES.items()}
COLUMNS["claims"] += ("key", "text", "folded")
COLUMNS["mentions"] += ("claim",)
