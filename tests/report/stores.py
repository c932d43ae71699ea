"""Stores to make pages of: sample summaries read once by the pipeline, then varied day by day."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import report, schema, store
from extract.store import Entry, Name, Writer
from extract.store.rows import pack

if TYPE_CHECKING:
    from playwright.sync_api import Page

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIRST = date(2025, 1, 6)

Record = tuple[str, schema.Document]  # a source text, and one document of it
Open = Callable[..., "Page"]  # what the fixture `visit` gives


def holding(path: Path, *records: Record) -> Path:
    """A store of these documents as they are."""
    with store.writing(path) as db:
        writer = Writer(db)
        writer.begin("run", {}, "test", "test")
        for n, (text, document) in enumerate(records):
            entry = Entry(Name(f"/calls/{n}.md", ""), f"{n}", text)
            document.source = schema.Source(format="markdown", sha256=entry.sha256)
            writer.add(entry, pack([document], text))
        writer.end({})
    return path


def stating(
    text: str, values: dict[str, float], published: str | None = None, title: str | None = None, metric: str = "存货",
    name: str = "英伟达",
) -> Record:  # fmt: skip
    """A document of one claim about a company: `values` are the figures of one metric, by their words in `text`."""
    end, entity = len(text), f"company:{name}"

    def place(words: str) -> dict[str, Any]:
        return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}

    return text, schema.Document(
        start=0, end=end, published=published, title=title, pipeline=schema.Pipeline(version="t", fingerprint="t"),
        claims=[schema.Claim(id="c1", start=0, end=end, section="claims")],
        sentences=[schema.Sentence(start=0, end=end, claim="c1")],
        mentions=[schema.Mention(**place(name), label="COMPANY", entity=entity, name=name)] if name in text else [],
        figures=[
            schema.Figure(**place(words), kind="money", lo=value, hi=value, unit="USD", metric=metric, subject=name,
                          claim="c1")
            for words, value in values.items()
        ],
        entities=[schema.Entity(entity=entity, name=name, label="COMPANY", mentions=1)],
    )  # fmt: skip


def filled(path: Path, records: list[Record], count: int, days: float = 1.0) -> Path:
    """A store of `count` documents made from `records` (source text and record), `days` apart."""
    with store.writing(path) as db:
        writer = Writer(db)
        writer.begin("run", {}, "test", "test")
        for entry, document in varied(records, count, days):
            writer.add(entry, pack([document], entry.text))
        writer.end({})
    return path


def varied(records: list[Record], count: int, days: float) -> Iterator[tuple[Entry, schema.Document]]:
    """The records in turn, each time with other figures of the same length, other sentiments and a later date."""
    chance = random.Random(7)
    for n in range(count):
        text, record = records[n % len(records)]
        published = (_FIRST + timedelta(days=int(n * days))).isoformat()
        made = record.model_copy(deep=True)
        words = list(text[made.start : made.end] + f"\n第 {n} 号")
        _shift(made, -made.start)
        made.end = len(words)
        made.published = published
        made.title = f"{made.title} {published}"
        for figure in made.figures:
            if n >= len(records):
                _revise(figure, words, chance)
        for item in (*made.claims, *made.sentences, *made.mentions):
            if chance.random() < 0.3:
                item.sentiment.label = chance.choice(("pos", "neg", "neu"))
        for entity in made.entities:
            tones = [m.sentiment.label for m in made.mentions if m.entity == entity.entity]
            entity.sentiment.pos, entity.sentiment.neg = tones.count("pos"), tones.count("neg")
            entity.sentiment.neu = tones.count("neu")
            entity.sentiment.label = max(("neu", "pos", "neg"), key=lambda label: (tones.count(label), label))
        entry = Entry(Name(f"/calls/{n:05}.md", ""), f"{n:05}", "".join(words))
        made.source = schema.Source(format="markdown", sha256=entry.sha256)
        yield entry, made


def _revise(figure: schema.Figure, words: list[str], chance: random.Random) -> None:
    """Another number of the same length in the figure's place, one time in three."""
    (found, *more) = [*_NUMBER.finditer(figure.text), None]
    if found is None or more != [None] or chance.random() < 0.66:
        return
    new = re.sub(r"\d", lambda digit: str(chance.randint(1, 9)), found[0])
    ratio = float(new) / float(found[0]) if float(found[0]) else 1
    figure.text = figure.text[: found.start()] + new + figure.text[found.end() :]
    figure.lo, figure.hi = round(figure.lo * ratio, 6), round(figure.hi * ratio, 6)
    words[figure.start : figure.end] = figure.text


def _shift(record: schema.Document, by: int) -> None:
    items: Any = (record.sections, record.claims, record.sentences, record.mentions, record.figures, record.times)
    for item in (record, *(i for found in items for i in found)):
        item.start += by
        item.end += by


def multiply(path: Path, times: int, days: int) -> None:
    """Put copies of a store's documents into it, each `days` later than the one before."""
    with store.writing(path) as db:
        db.execute("BEGIN")
        for n in range(1, times):
            made = {"sha256": f"sha256 || '-{n}'", "document": f"document || '-{n}'", "id": f"id || '-{n}'",
                    "key": f"key + {n}", "published": f"date(published, '+{n * days} days')"}  # fmt: skip
            for table in ("texts", *store.TABLES):
                columns = [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]
                keys = made if table in ("texts", "documents") else {**made, "id": "id"}
                values = ", ".join(keys.get(column, f'"{column}"') for column in columns)
                mine = {"texts": "sha256", "documents": "id"}.get(table, "document")
                db.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {mine} NOT LIKE '%-%'")
        db.execute("COMMIT")


def written(stored: Path) -> Path:
    """The page of a store, beside it."""
    page = stored.with_suffix(".html")
    with store.reading(stored) as db, page.open("w", encoding="utf8", newline="\n") as out:
        report.write(report.read(db), stored.stem, out)
    return page
