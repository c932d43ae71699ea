"""What the store says of one company or chip, gathered for a page: the latest, the figures, the tone, the change.

Everything carries its document, date and offsets, so that a page made of it can name its sources.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.store import compare, query
from extract.store.metrics import Metrics

_LINE = 60  # characters of a text's first line
_MARKERS = " \t\u3000-*+•·▪●#"
_BEGINNING = 1000  # characters in which it is looked for
_RECENT = 60  # documents that figures are taken from: the newest that name it


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A document that names the entity, with how many of its mentions there bear which sentiment."""

    document: str
    title: str | None
    published: str | None
    label: str
    pos: int
    neg: int
    neu: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A page's content. `documents`, `claims` and `figures` come newest first; undated documents last."""

    entity: str
    name: str
    ticker: str | None
    documents: list[Mentioned]
    total: int  # claims that name it, lists of companies left out
    tones: Counter[str]  # of those claims, for it
    claims: list[dict[str, Any]]
    figures: list[dict[str, Any]]  # with `document`, `published` and `about`: the metric by one name
    before: Mentioned | None  # the document that the newest is held against
    changes: compare.Changes | None


def brief(
    db: sqlite3.Connection, entities: Sequence[str], table: Metrics, claims: int, figures: int
) -> Brief | None:  # fmt: skip
    """At most so many claims and figures on one of `entities`, the most spoken of; None where no document names any."""
    marks = ", ".join("?" * len(entities))
    one = db.execute(
        f"SELECT entity, name, ticker FROM entities WHERE entity IN ({marks})"
        " GROUP BY entity ORDER BY count(*) DESC, entity LIMIT 1", list(entities),
    ).fetchone()  # fmt: skip
    if one is None:
        return None
    entity, name = one["entity"], one["name"]
    documents = _documents(db, entity)
    wanted = query.Filter(named=[(entity,)], lists=False, limit=claims)
    tones = query.tones(db, wanted)
    before, changes = _changes(db, documents, entity, table)
    return Brief(
        entity=entity,
        name=name,
        ticker=one["ticker"],
        documents=documents,
        total=tones.total(),
        tones=tones,
        claims=list(query.claims(db, wanted)),
        figures=_figures(db, documents[:_RECENT], name, table)[:figures],
        before=before,
        changes=changes,
    )


def _documents(db: sqlite3.Connection, entity: str) -> list[Mentioned]:
    found = db.execute(
        "SELECT d.id, d.title, (SELECT substr(t.text, d.start + 1, min(d.end - d.start, ?)) FROM texts t"
        " WHERE t.sha256 = d.sha256 AND d.title IS NULL), d.published, e.sentiment_label, e.sentiment_pos,"
        " e.sentiment_neg, e.sentiment_neu FROM entities e JOIN documents d ON d.id = e.document WHERE e.entity = ?"
        " ORDER BY d.published DESC, d.id DESC",
        (_BEGINNING, entity),
    )
    return [Mentioned(id, title or begins(text or ""), *more) for id, title, text, *more in found]


def begins(text: str) -> str:
    """What a document without a title goes by: its first line behind a list marker, cut where it is long."""
    lines = (line.strip(_MARKERS) for line in text[:_BEGINNING].splitlines())
    line = next(filter(None, lines), "")
    return line if len(line) <= _LINE else f"{line[:_LINE]}…"


def _figures(db: sqlite3.Connection, documents: Sequence[Mentioned], name: str, table: Metrics) -> list[dict[str, Any]]:
    """What was told last of each metric and period of it or its chips, the metrics that are told most often first.

    Several values of one document stand one after the other, for none of them is later than the others.
    """
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    often = Counter[str]()
    for document in documents:
        told = db.execute(
            "SELECT * FROM figures WHERE document = ? AND metric IS NOT NULL ORDER BY n", (document.document,)
        )
        rows = list(map(dict, told))
        began = compare.bases(rows, _claims_of(db, rows))
        own = {name, *_chips(db, document.document, name)}
        for row in rows:
            if row["n"] in began or own.isdisjoint(compare.subjects(row)):
                continue
            about = table.canonical(row["metric"])
            often[about] += 1
            whose = "" if name in compare.subjects(row) else row["subject"]
            key = (about, whose, row["period_from"], row["period_to"], row["kind"], row["basis"])
            said = found.setdefault(key, [])
            values = [(f["lo"], f["hi"]) for f in said]
            if not said or (said[0]["document"] == row["document"] and (row["lo"], row["hi"]) not in values):
                said.append({**row, "published": document.published, "about": about})
    return sorted(
        itertools.chain(*found.values()),
        key=lambda f: (-often[f["about"]], f["about"], -_days(f["period_to"]), f["start"]),
    )


def _claims_of(db: sqlite3.Connection, figures: Sequence[compare.Row]) -> list[compare.Row]:
    """The claims in which two figures or more stand, of one document."""
    counts = Counter(figure["claim"] for figure in figures)
    several = [claim for claim, count in counts.items() if claim is not None and count > 1]
    if not several:
        return []
    marks = ", ".join("?" * len(several))
    found = db.execute(
        f"SELECT id, start, text FROM claims WHERE document = ? AND id IN ({marks})", (figures[0]["document"], *several)
    )
    return list(map(dict, found))


def _chips(db: sqlite3.Connection, document: str, maker: str) -> list[str]:
    found = db.execute("SELECT DISTINCT name FROM mentions WHERE document = ? AND maker = ?", (document, maker))
    return [row["name"] for row in found]


def _days(date: str | None) -> int:
    return int((date or "0").replace("-", ""))


def _changes(
    db: sqlite3.Connection, documents: Sequence[Mentioned], entity: str, table: Metrics
) -> tuple[Mentioned | None, compare.Changes | None]:
    earlier = compare.previous(db, documents[0].document, entity)
    if earlier is None:
        return None, None
    old, new = (compare.said(db, document, entity) for document in (earlier, documents[0].document))
    before = next(document for document in documents if document.document == earlier)
    return before, compare.changes(old, new, table.canonical)
