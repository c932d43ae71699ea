"""Claims by company, chip, person, metric, period, words, date, sentiment and fields of their row."""

from __future__ import annotations

import calendar
import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from extract import schema
from extract.folding import fold
from extract.store import metrics, rows

Sort = Literal["newest", "oldest", "score", "document"]

_ORDER: dict[str, str] = {
    "newest": "d.published DESC, c.document, c.n",  # no date is the smallest: last
    "oldest": "d.published IS NULL, d.published, c.document, c.n",
    "score": "{score} DESC, c.document, c.n",
    "document": "c.document, c.n",
}
_EITHER_WAY = "claims c JOIN documents d ON d.id = c.document"
_NEWEST_FIRST = "documents d CROSS JOIN claims c ON c.document = d.id"  # a limit ends it early
_COMMON = 0.01  # the share of metrics from which on the newest documents are sure to hold some
# Periods by the calendar as they are mostly asked for: 2026, 2025Q3, 2025H1, 2025-09.
_PERIOD = re.compile(r"((?:19|20)\d\d)(?:年|Q([1-4])|H([12])|-(0[1-9]|1[0-2]))?", re.ASCII)
_BATCH = 500  # claims fetched at a time
# What a claim says for one name: the label that more of its mentions bear, good or bad news before neither.
_TOLD = """
    (SELECT document, claim, CASE WHEN lean > 0 THEN 'pos' WHEN lean < 0 THEN 'neg' ELSE 'neu' END AS label,
            coalesce(CASE WHEN lean > 0 THEN pos WHEN lean < 0 THEN neg ELSE neu END, 0) AS score
     FROM (SELECT document, claim, sum((sentiment_label = 'pos') - (sentiment_label = 'neg')) AS lean,
                  max(iif(sentiment_label = 'pos', sentiment_score, NULL)) AS pos,
                  max(iif(sentiment_label = 'neg', sentiment_score, NULL)) AS neg,
                  max(iif(sentiment_label = 'neu', sentiment_score, NULL)) AS neu
           FROM mentions WHERE entity IN ({marks}) AND claim IS NOT NULL GROUP BY document, claim)) AS {alias}
"""
_FIELD = """
    d.id IN (SELECT o.id FROM documents o, json_each(o.meta) e WHERE e.key = ? AND
             (CAST(e.value AS TEXT) = ? OR e.type = ? OR
              e.type = 'array' AND EXISTS (SELECT 1 FROM json_each(e.value) v WHERE CAST(v.value AS TEXT) = ?)))
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a claim must have; every part that is given must hold.

    `named` holds one tuple of entity ids for each name asked for: one id of each must be in the claim.
    `metric` is looked for under all of its names in `metrics`, and `period` holds the first and last day between
    which the figure's own period lies; where both are given, one figure must have both.
    `since` and `until` are dates of publication, inclusive, with a time of day (YYYY-MM-DDTHH:MM) or without; where
    either side has none, the whole day counts. `sentiment`, `min_score` and the order by score are about the
    companies and chips asked for, each of them; where none is, about the claim as a whole. `meta` are fields of the
    row that the document came from, with the value that each must have, or hold in its list. Without `lists`,
    claims that only list companies are left out.
    """

    named: Sequence[tuple[str, ...]] = ()
    metric: str | None = None
    metrics: metrics.Metrics = field(default_factory=metrics.load)
    period: tuple[str, str] | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    sentiment: schema.Label | None = None
    min_score: float | None = None
    meta: dict[str, str] = field(default_factory=dict)
    lists: bool = True
    sort: Sort = "newest"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A filter as SQL, for a store as it is: what its figures measure has been looked through."""

    tables: str
    where: str
    values: list[Any]
    order: str
    limit: int


def period(words: str) -> tuple[str, str]:
    """First and last day of a period as people write it: 2026, 2025Q3, 2025年下半年; ValueError where it is none.

    >>> period("2026Q1"), period("2025")
    (('2026-01-01', '2026-03-31'), ('2025-01-01', '2025-12-31'))
    """
    whole = words.strip()
    if plain := _PERIOD.fullmatch(whole):
        year, *parts = plain.groups()
        first, months = next(
            (((int(part) - 1) * size + 1, size) for part, size in zip(parts, (3, 6, 1), strict=True) if part), (1, 12)
        )
        last = first + months - 1
        return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]}"
    from extract.figures import times  # loads all that reads figures, which takes longer than most questions

    for time in times.parse(whole, published=None):
        if time.since and time.until and (time.start, time.end) == (0, len(whole)):
            return time.since, time.until
    raise ValueError(f"{words!r} is no period with a year; write 2026, 2025Q3, 2025年下半年 or 2025-09")


def claims(db: sqlite3.Connection, wanted: Filter) -> Iterator[dict[str, Any]]:
    """The claims, as ``query --format json`` prints them."""
    asked = question(db, wanted)
    keys = _keys(db, asked, asked.limit)
    while batch := keys.fetchmany(_BATCH):
        yield from _fetched(db, [row["key"] for row in batch])


def counted(db: sqlite3.Connection, wanted: Filter, most: int) -> tuple[list[dict[str, Any]], int]:
    """The same as a list, and how many there are in all, counted as far as one beyond the limit and beyond `most`."""
    asked = question(db, wanted)
    keys = [row["key"] for row in _keys(db, asked, -1 if asked.limit < 0 else max(asked.limit, most) + 1)]
    shown = keys if asked.limit < 0 else keys[: asked.limit]
    return list(_fetched(db, shown)), len(keys)


def _keys(db: sqlite3.Connection, asked: Question, limit: int) -> sqlite3.Cursor:
    return db.execute(
        f"SELECT c.key FROM {asked.tables} WHERE {asked.where} ORDER BY {asked.order} LIMIT ?",
        (*asked.values, limit),
    )


def tones(db: sqlite3.Connection, wanted: Filter) -> Counter[str]:
    """How many claims bear which sentiment, for the first name asked for; whatever the limit."""
    asked = question(db, wanted)
    found = db.execute(
        f"SELECT named0.label, count(*) FROM {asked.tables} WHERE {asked.where} GROUP BY 1", asked.values
    )
    return Counter(dict(map(tuple, found)))


def explain(db: sqlite3.Connection, wanted: Filter) -> list[str]:
    """How SQLite finds them, step by step: what tests hold against the indexes."""
    asked = question(db, wanted)
    plan = db.execute(
        f"EXPLAIN QUERY PLAN SELECT c.key FROM {asked.tables} WHERE {asked.where} ORDER BY {asked.order} LIMIT 100",
        asked.values,
    )
    return [row["detail"] for row in plan]


def told(claim: dict[str, Any], entities: Sequence[str]) -> dict[str, Any]:
    """The sentiment of a claim for one name, as `Filter` means it; `entities` are the ids that the name can mean."""
    tones = [mention["sentiment"] for mention in claim["mentions"] if mention["entity"] in entities]
    lean = sum((tone["label"] == "pos") - (tone["label"] == "neg") for tone in tones)
    label = "pos" if lean > 0 else "neg" if lean < 0 else "neu"
    return {"label": label, "score": max((tone["score"] for tone in tones if tone["label"] == label), default=0.0)}


def targets(wanted: Filter) -> list[tuple[str, ...]]:
    """The names that news is good or bad for: those of companies and chips, not of people."""
    return [ids for ids in wanted.named if not all(id.startswith("person:") for id in ids)]


def question(db: sqlite3.Connection, wanted: Filter) -> Question:
    """The filter as SQL."""
    tables, where, values = [_EITHER_WAY], ["TRUE"], list[Any]()
    tones = []
    for n, entities in enumerate(wanted.named):
        alias = f"named{n}"
        tables.append(_TOLD.format(marks=", ".join("?" * len(entities)), alias=alias))
        values += entities
        where.append(f"{alias}.document = c.document AND {alias}.claim = c.id")
        if entities in targets(wanted):
            tones.append((f"{alias}.label", f"{alias}.score"))
    tones = tones or [("c.sentiment_label", "c.sentiment_score")]
    if not wanted.lists:
        where.append("c.section <> 'companies'")
    about = _About(db, wanted)
    others = (wanted.period, wanted.text, wanted.min_score, wanted.meta or None, wanted.named or None)
    if about.common and wanted.sort == "newest" and wanted.limit is not None and all(o is None for o in others):
        tables = [_NEWEST_FIRST]
    for clause, value in (
        *about.clauses(bool(wanted.named) or tables == [_NEWEST_FIRST]),
        *_words(wanted), *_dates(wanted), *_fields(wanted), *_sentiment(wanted, tones),
    ):  # fmt: skip
        where.append(clause)
        values += value
    order = _ORDER[wanted.sort].format(score=tones[0][1])
    limit = -1 if wanted.limit is None else wanted.limit
    return Question(" JOIN ".join(tables), " AND ".join(where), values, order, limit)


Clauses = Iterator[tuple[str, list[Any]]]


class _About:
    """What is asked of figures: metric and period, of one and the same."""

    def __init__(self, db: sqlite3.Connection, wanted: Filter) -> None:
        self._where: list[str] = []
        self._values: list[Any] = []
        self.common = False
        if wanted.metric is not None:
            known = _metrics(db, wanted)
            found = wanted.metrics.select(wanted.metric, known)
            self.common = len(found) > _COMMON * len(known)
            self._where.append("f.metric IN (SELECT value FROM json_each(?))")
            self._values.append(rows.dump(found))
        if wanted.period is not None:
            self._where.append("f.period_from >= ? AND f.period_to <= ?")
            self._values += wanted.period

    def clauses(self, one_by_one: bool) -> Clauses:
        """Sought in each claim, `one_by_one`, where something else narrows them down; else all figures at once."""
        where = " AND ".join(self._where)
        if where and one_by_one:
            place = "f.document = c.document AND f.claim = c.id"
            yield f"EXISTS (SELECT 1 FROM figures f INDEXED BY figures_claim WHERE {where} AND {place})", self._values
        elif where:
            yield f"(c.document, c.id) IN (SELECT f.document, f.claim FROM figures f WHERE {where})", self._values


def _metrics(db: sqlite3.Connection, wanted: Filter) -> list[str]:
    """What the figures in question measure, each once."""
    if not wanted.named:
        found = db.execute("SELECT DISTINCT metric FROM figures WHERE metric IS NOT NULL")
    else:
        marks = ", ".join("?" * len(wanted.named[0]))
        found = db.execute(
            "SELECT DISTINCT f.metric FROM mentions m JOIN figures f INDEXED BY figures_claim"
            " ON f.document = m.document AND f.claim = m.claim"
            f" WHERE m.entity IN ({marks}) AND f.metric IS NOT NULL",
            wanted.named[0],
        )
    return [row["metric"] for row in found]


def _words(wanted: Filter) -> Clauses:
    if wanted.text is None:
        return
    words = fold(wanted.text)
    if len(words) < 3:  # no trigram in it
        yield "c.folded LIKE ? ESCAPE '\\'", [_like(words)]
    else:
        phrase = '"' + words.replace("\0", " ").replace('"', '""') + '"'
        yield "c.key IN (SELECT rowid FROM claim_search WHERE claim_search MATCH ?)", [phrase]


def _dates(wanted: Filter) -> Clauses:
    """Compared as far as both say; the day alone comes first, for the index."""
    if wanted.since is not None:
        yield "d.published >= ?", [wanted.since[:10]]
        yield "substr(d.published, 1, length(?)) >= substr(?, 1, length(d.published))", [wanted.since] * 2
    if wanted.until is not None:
        yield "d.published < ?", [wanted.until[:10] + "U"]  # behind the T of any time of that day
        yield "substr(d.published, 1, length(?)) <= substr(?, 1, length(d.published))", [wanted.until] * 2


def _fields(wanted: Filter) -> Clauses:
    for name, value in wanted.meta.items():
        yield _FIELD, [name, value, value if value in ("true", "false") else "", value]


def _sentiment(wanted: Filter, tones: list[tuple[str, str]]) -> Clauses:
    for label, score in tones:
        if wanted.sentiment is not None:
            yield f"{label} = ?", [wanted.sentiment]
        if wanted.min_score is not None:
            yield f"{score} >= ?", [wanted.min_score]


def _like(words: str) -> str:
    """A LIKE pattern for `words` anywhere, to be escaped by a backslash."""
    for special in ("\\", "%", "_"):
        words = words.replace(special, "\\" + special)
    return f"%{words}%"


def _fetched(db: sqlite3.Connection, keys: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The claims of these keys, in their order."""
    asked = json.dumps(keys)
    source = "json_each(?) k CROSS JOIN claims c ON c.key = k.value"
    inside = {table: _inside(db, table, source, asked) for table in ("mentions", "figures")}
    found = db.execute(
        f"SELECT c.*, d.title, d.published FROM {source} JOIN documents d ON d.id = c.document ORDER BY k.key", (asked,)
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
            "mentions": inside["mentions"].get(row["key"], []),
            "figures": inside["figures"].get(row["key"], []),
        }


def _inside(db: sqlite3.Connection, table: str, source: str, keys: str) -> dict[int, list[dict[str, Any]]]:
    """The mentions or figures of claims, by the claim's key."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in db.execute(
        f"SELECT i.*, c.key FROM {source} CROSS JOIN {table} i ON i.document = c.document AND i.claim = c.id"
        " ORDER BY i.n", (keys,)
    ):  # fmt: skip
        item = rows.plain(rows.ITEMS[table], row)
        for name in ("lo", "hi"):  # endless: JSON has no number for it
            if isinstance(value := item.get(name), float) and not math.isfinite(value):
                item[name] = None
        found.setdefault(row["key"], []).append(item)
    return found
