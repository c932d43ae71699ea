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
from collections.abc import Mapping
from typing import Any, TypeVar

from extract import schema
from extract.folding import fold

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

_COLUMNS = {"from": "from_date", "to": "to_date"}
_NUMBERS = ("lo", "hi")

R = TypeVar("R", bound=schema.Record)


def document_row(document: schema.Document, n: int) -> dict[str, Any]:
    """The row of `documents`; `n` is the document's place in its text."""
    return {
        "id": document.id,
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


def item_rows(document: schema.Document, text: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of the other seven tables. `text` is the source text that the offsets count in."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in ITEMS:
        rows[table] = [
            {"document": document.id, "n": n, **_flat(item.model_dump(by_alias=True))}
            for n, item in enumerate(getattr(document, table))
        ]
    for row in rows["claims"]:
        words = text[row["start"] : row["end"]]
        row |= {"key": claim_key(document.source.sha256, row["start"]), "text": words, "folded": fold(words)}
    for row in rows["mentions"]:
        row["claim"] = _claim_at(rows["claims"], row["start"])
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


def _flat(item: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, value in item.items():
        if isinstance(value, dict):
            row |= _flat(value, f"{name}_")
        elif name in _NUMBERS:
            row[name] = _real(value)
        else:
            column = prefix + name if prefix else _COLUMNS.get(name, name)
            row[column] = dump(value) if isinstance(value, list) else value
    return row


def _nested(kind: type[schema.Record], row: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        name = field.alias or name
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, schema.Record):
            item[name] = _nested(inner, row, f"{name}_")
            continue
        value = row[prefix + name if prefix else _COLUMNS.get(name, name)]
        if name in _NUMBERS:
            value = int(value) if value.is_integer() else value
        elif name == "citations":
            value = json.loads(value)
        item[name] = value
    return item


def _claim_at(claims: list[dict[str, Any]], offset: int) -> str | None:
    """The id of the claim that holds `offset`; claims stand in text order."""
    at = bisect_right(claims, offset, key=lambda c: c["start"]) - 1
    return claims[at]["id"] if at >= 0 and offset < claims[at]["end"] else None


def _real(value: float) -> float:
    """A number as a REAL column holds it; one that no double can hold counts as endless."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def dump(value: Any) -> str:
    """JSON as the store keeps it: plain characters, no blanks, keys in their order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
