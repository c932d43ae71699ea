"""The store as the page reads it: one index of documents and names, and one block for each document.

The index is what the first view needs. A block holds a document's text and all that was found in it, and is parsed
when somebody opens it. To stay small both are arrays whose fields stand in a fixed order (``page/data.js`` gives
them their names back), the last of them left out where they say nothing; labels are numbers, scores whole percents,
and a place is its offset from the document's start and its length, in code points.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.store import compare, metrics
from extract.store.brief import begins

_SENTIMENTS = {"neu": 0, "pos": 1, "neg": 2}
_KINDS = {"COMPANY": 0, "CHIP": 1, "PERSON": 2}
_VIA = {"name": 0, "alias": 1, "repair": 2, "grammar": 3, "model": 4}
_FIGURES = {"money": 0, "percent": 1, "multiple": 2, "quantity": 3}
_ITEMS = ("sections", "claims", "sentences", "mentions", "figures", "times", "entities")

Row = sqlite3.Row | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which documents the page holds: published from `since` to `until`, inclusive, undated ones only without both."""

    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class Content:
    """What the page holds: the index, and the documents' blocks as JSON, newest first like the index's documents."""

    documents: list[list[Any]] = field(default_factory=list)
    entities: list[list[Any]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    undated: int = 0  # documents without a date

    @property
    def index(self) -> dict[str, Any]:
        return {"documents": self.documents, "entities": self.entities}


def read(db: sqlite3.Connection, chosen: Chosen | None = None) -> Content:
    """All of the store that is `chosen`."""
    found = list(_documents(db, chosen or Chosen()))
    return _Reading(db, {row["id"]: len(found) - 1 - n for n, row in enumerate(found)}).all(found)


def _documents(db: sqlite3.Connection, chosen: Chosen) -> Iterator[Row]:
    """Oldest first, undated ones before all."""
    where, values = "TRUE", list[str]()
    for sign, day in ((">=", chosen.since), ("<=", chosen.until)):
        if day is not None:  # as far as both say, as in a query
            where += f" AND substr(d.published, 1, length(?)) {sign} substr(?, 1, length(d.published))"
            values += [day, day]
    return iter(db.execute(
        "SELECT d.*, t.text, t.source FROM documents d JOIN texts t USING (sha256)"
        f" WHERE {where} ORDER BY d.published IS NOT NULL, d.published, d.id", values,
    ))  # fmt: skip


class _Reading:
    """One pass over the documents, oldest first, which remembers what was last said of each company and chip."""

    def __init__(self, db: sqlite3.Connection, places: dict[str, int]) -> None:
        self.db = db
        self.places = places  # of documents in the page
        self.metric = metrics.load().canonical
        self.content = Content()
        self.entities: dict[str, int] = {}
        self.last: dict[str, compare.Said] = {}

    def all(self, documents: list[Row]) -> Content:
        for row in documents:
            self._document(row)
        self.content.documents.reverse()
        self.content.blocks.reverse()
        return self.content

    def _document(self, row: Row) -> None:
        items: dict[str, list[dict[str, Any]]] = {
            table: [
                dict(r) for r in self.db.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY n", (row["id"],))
            ]
            for table in _ITEMS
        }
        start = row["start"]
        topics = {topic: n for n, topic in enumerate(dict.fromkeys(claim["topic"] for claim in items["claims"]))}

        def place(item: dict[str, Any]) -> tuple[int, int]:
            return item["start"] - start, item["end"] - item["start"]

        changed = self._changes(items) if row["published"] else []
        meta = json.loads(row["meta"])
        began = compare.bases(items["figures"], items["claims"])
        self.content.blocks.append(dumped({
            "text": row["text"][start : row["end"]],
            "start": start,
            "query": row["query"],
            "meta": {name: str(value) for name, value in meta.items() if name != "source" and _is_short(value)},
            "topics": list(topics),
            "sections": [[*place(s), s["heading"]] for s in items["sections"]],
            "claims": [
                _short(*place(c), *_sentiment(c), int(c["section"] == compare.LISTS), topics[c["topic"]],
                       json.loads(c["citations"]), c["headline"])
                for c in items["claims"]
            ],
            "sentences": [[*place(s), *_sentiment(s)] for s in items["sentences"]],
            "mentions": [
                _short(*place(m), self._entity(m), _VIA[m["via"]], _percent(m["score"]), *_sentiment(m), m["maker"])
                for m in items["mentions"]
            ],
            "figures": [
                _short(*place(f), _FIGURES[f["kind"]], _percent(f["score"]), _number(f["lo"]), _number(f["hi"]),
                       f["unit"], f["approx"], f["forecast"], f["metric"], f["subject"], f["period_from"],
                       f["period_to"], f["trend"], f["bound"], f["basis"], self._measure(f["metric"]),
                       began.get(f["n"]))
                for f in items["figures"]
            ],
            "times": [_short(*place(t), t["from_date"], t["to_date"]) for t in items["times"]],
            "changes": changed,
        }))  # fmt: skip
        self.content.undated += row["published"] is None
        tones = [c["sentiment_label"] for c in items["claims"]]
        title = row["title"] or begins(row["text"][start : row["end"]])
        self.content.documents.append([
            row["id"], title, row["published"], _said_source(meta), len(tones), len(items["figures"]),
            tones.count("pos"), tones.count("neg"), [value for e in items["entities"] for value in self._standing(e)],
        ])  # fmt: skip

    def _entity(self, row: dict[str, Any]) -> int:
        """The number of an entity, which it gets where it is met first."""
        known = self.entities.setdefault(row["entity"], len(self.entities))
        if known == len(self.content.entities):
            self.content.entities.append([row["entity"], _KINDS[row["label"]], row["name"], row["ticker"]])
        return known

    def _measure(self, metric: str | None) -> str | None:
        """What all names of a metric share, where that is not its own words."""
        known = metric and self.metric(metric)
        return known if known != metric else None

    def _standing(self, entity: dict[str, Any]) -> tuple[int, ...]:
        """How an entity stands in one document."""
        label, good, bad = entity["sentiment_label"], entity["sentiment_pos"], entity["sentiment_neg"]
        return self._entity(entity), entity["mentions"], _SENTIMENTS[label], good, bad

    def _changes(self, items: dict[str, list[dict[str, Any]]]) -> list[list[Any]]:
        """What is new about each company and chip since the document that named it before."""
        found = []
        for entity in items["entities"]:
            if entity["label"] == "PERSON":
                continue
            now = compare.gather(entity, items["claims"], items["mentions"], items["figures"])
            before = self.last.get(entity["entity"])
            self.last[entity["entity"]] = now
            if before is not None:
                new = compare.changes(before, now, self.metric)
                found.append([
                    self._entity(entity), self.places[before.document], [claim["n"] for claim in new.new],
                    [[[f["n"] for f in r.before], [f["n"] for f in r.after], r.direction] for r in new.revised],
                    _SENTIMENTS[new.turned[0]] if new.turned else -1,
                ])  # fmt: skip
        return found


def dumped(value: Any) -> str:
    """JSON without blanks, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _short(*values: Any) -> list[Any]:
    """The values without the nulls at their end."""
    last = max((n for n, value in enumerate(values) if value is not None), default=-1)
    return list(values[: last + 1])


def _sentiment(row: dict[str, Any]) -> tuple[int, int]:
    return _SENTIMENTS[row["sentiment_label"]], _percent(row["sentiment_score"])


def _percent(score: float) -> int:
    return round(100 * score)


def _number(value: float) -> float | int | None:
    """Whole numbers without a point; None for one that JSON cannot hold."""
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _is_short(value: Any) -> bool:
    """Whether a further field of a row can stand on a line beside the title."""
    return isinstance(value, str | int | float) and len(str(value)) <= 80


def _said_source(meta: dict[str, Any]) -> str | None:
    """Who the row says the text is from. Where the file lies is left out: pages are mailed."""
    source = meta.get("source")
    return source if isinstance(source, str) else None
