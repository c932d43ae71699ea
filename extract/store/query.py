"""Claims by company, chip, person, metric, words, date and sentiment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from extract import schema
from extract.folding import fold
from extract.store import rows

Sort = Literal["newest", "oldest", "score", "document"]

_ORDER: dict[str, str] = {
    "newest": "d.published IS NULL, d.published DESC, c.document, c.n",
    "oldest": "d.published IS NULL, d.published, c.document, c.n",
    "score": "c.sentiment_score DESC, c.document, c.n",
    "document": "c.document, c.n",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a claim must have; every part that is given must hold.

    `named` holds one tuple of entity ids for each name asked for: one id of each must be in the claim.
    `since` and `until` are dates of publication, inclusive, with a time of day (YYYY-MM-DDTHH:MM) or without; where
    either side has none, the whole day counts. `sentiment` and `min_score` are the claim's own.
    """

    named: list[tuple[str, ...]] = field(default_factory=list)
    metric: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    sentiment: schema.Label | None = None
    min_score: float | None = None
    sort: Sort = "newest"
    limit: int | None = None


def claims(db: sqlite3.Connection, wanted: Filter) -> Iterator[dict[str, Any]]:
    """The claims, as ``query --format json`` prints them."""
    where, values = _where(wanted)
    found = db.execute(
        "SELECT c.*, d.title, d.published FROM claims c JOIN documents d ON d.id = c.document"
        f" WHERE {' AND '.join(where)} ORDER BY {_ORDER[wanted.sort]} LIMIT ?",
        (*values, -1 if wanted.limit is None else wanted.limit),
    )
    for row in found:
        yield {
            "document": row["document"],
            "title": row["title"],
            "published": row["published"],
            "claim": row["id"],
            "start": row["start"],
            "end": row["end"],
            "text": row["text"],
            "topic": row["topic"],
            "headline": row["headline"],
            "citations": json.loads(row["citations"]),
            "sentiment": {"label": row["sentiment_label"], "score": row["sentiment_score"]},
            "mentions": _inside(db, "mentions", row),
            "figures": _inside(db, "figures", row),
        }


def _where(wanted: Filter) -> tuple[list[str], list[Any]]:
    where, values = ["TRUE"], list[Any]()
    for entities in wanted.named:
        marks = ", ".join("?" * len(entities))
        where.append(f"(c.document, c.id) IN (SELECT document, claim FROM mentions WHERE entity IN ({marks}))")
        values += entities
    if wanted.metric is not None:
        where.append(
            "EXISTS (SELECT 1 FROM figures f WHERE f.document = c.document AND f.claim = c.id"
            " AND f.metric LIKE ? ESCAPE '\\')"
        )
        values.append(_like(wanted.metric))
    if wanted.text is not None:
        words = fold(wanted.text)
        if len(words) < 3:  # no trigram in it
            where.append("c.folded LIKE ? ESCAPE '\\'")
            values.append(_like(words))
        else:
            where.append("c.key IN (SELECT rowid FROM claim_search WHERE claim_search MATCH ?)")
            values.append('"' + words.replace("\0", " ").replace('"', '""') + '"')
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day is not None:  # as far as both say
            where.append(f"substr(d.published, 1, length(?)) {sign} substr(?, 1, length(d.published))")
            values += [day, day]
    limits: tuple[tuple[str, Any], ...] = (
        ("c.sentiment_label = ?", wanted.sentiment),
        ("c.sentiment_score >= ?", wanted.min_score),
    )
    for clause, value in limits:
        if value is not None:
            where.append(clause)
            values.append(value)
    return where, values


def _like(words: str) -> str:
    """A LIKE pattern for `words` anywhere, to be escaped by a backslash."""
    for special in ("\\", "%", "_"):
        words = words.replace(special, "\\" + special)
    return f"%{words}%"


def _inside(db: sqlite3.Connection, table: str, claim: sqlite3.Row) -> list[dict[str, Any]]:
    kind = rows.ITEMS[table]
    found = db.execute(
        f"SELECT * FROM {table} WHERE document = ? AND claim = ? ORDER BY n", (claim["document"], claim["id"])
    )
    return [rows.record(kind, row).model_dump(by_alias=True, mode="json") for row in found]
