"""From the working state to the public records, one for each document of the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from extract import schema
from extract.analysis import Analysis
from extract.analysis import Figure as FoundFigure
from extract.analysis import Mention as FoundMention
from extract.analysis import Time as FoundTime


class _Placed(Protocol):
    start: int


P = TypeVar("P", bound=_Placed)


def build(analysis: Analysis, pipeline: schema.Pipeline, source: schema.Source | None = None) -> list[schema.Document]:
    """The records of `analysis`, in text order. Ids are left empty: the caller knows the source's name."""
    if source is None:
        source = schema.Source(sha256=text_hash(analysis.text))
    return [_document(analysis, n, pipeline, source) for n in range(len(analysis.parts))]


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8; lone surrogates, which UTF-8 cannot hold, count as themselves."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


def name(documents: list[schema.Document], stem: str, meta: dict[str, Any] | None = None) -> list[schema.Document]:
    """Give the documents of one text their ids: `stem`, or `stem#1`, `stem#2` … where there are several."""
    for n, document in enumerate(documents, 1):
        document.id = stem if len(documents) == 1 else f"{stem}#{n}"
        document.meta = dict(meta or {})
    return documents


def _document(a: Analysis, index: int, pipeline: schema.Pipeline, source: schema.Source) -> schema.Document:
    part = a.parts[index]

    def inside(items: Iterable[P]) -> list[P]:
        return [i for i in items if part.start <= i.start < part.end]

    numbers = [n for n, c in enumerate(a.claims) if c.part == index]
    ids = {n: f"c{k}" for k, n in enumerate(numbers, 1)}

    def claim_id(offset: int) -> str | None:
        found = a.claim_at(offset)
        return None if found is None else ids.get(found)

    mentions = inside(a.mentions)
    return schema.Document(
        source=source,
        title=part.title,
        published=part.published or a.published,
        query=part.query,
        pipeline=pipeline,
        start=part.start,
        end=part.end,
        sections=[
            schema.Section(start=s.start, end=s.end, kind=s.kind, heading=s.heading)
            for s in a.sections
            if s.part == index
        ],
        claims=[
            schema.Claim(
                id=ids[n],
                start=c.start,
                end=c.end,
                section=c.section,
                topic=c.topic,
                number=c.number,
                headline=c.headline,
                citations=c.citations,
                sentiment=_sentiment(c.label, c.score),
            )
            for n, c in ((n, a.claims[n]) for n in numbers)
        ],
        sentences=[
            schema.Sentence(
                start=s.start,
                end=s.end,
                claim=None if s.claim is None else ids.get(s.claim),
                sentiment=_sentiment(s.label, s.score),
            )
            for s in a.sentences
            if s.part == index
        ],
        mentions=[
            schema.Mention(
                start=m.start,
                end=m.end,
                text=a.text[m.start : m.end],
                label=m.label,
                entity=m.entity,
                name=m.name,
                ticker=m.ticker,
                maker=m.maker,
                via=m.via,
                score=round(m.score, 4),
                sentiment=_sentiment(m.polarity, m.polarity_score),
            )
            for m in mentions
        ],
        figures=[figure(a.text, f, claim_id(f.start)) for f in inside(a.figures)],
        times=[time(a.text, t) for t in inside(a.times)],
        entities=_entities(mentions),
    )


def _sentiment(label: str, score: float) -> schema.Sentiment:
    return schema.Sentiment(label=label, score=round(score, 4))


def number(value: Decimal) -> int | float:
    """An exact value as JSON holds it: an int where it is whole, else the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


def time(text: str, t: FoundTime) -> schema.Time:
    """The record of a time found in `text`."""
    return schema.Time(start=t.start, end=t.end, text=text[t.start : t.end], from_=t.since, to=t.until)


def figure(text: str, f: FoundFigure, claim: str | None = None) -> schema.Figure:
    """The record of a figure found in `text`."""
    return schema.Figure(
        start=f.start,
        end=f.end,
        text=text[f.start : f.end],
        kind=f.kind,
        lo=number(f.lo),
        hi=number(f.hi),
        unit=f.unit,
        approx=f.approx,
        bound=f.bound,
        trend=f.trend,
        forecast=f.forecast,
        basis=f.basis,
        metric=f.metric,
        subject=f.subject,
        period=schema.Period(from_=f.since, to=f.until),
        claim=claim,
        score=round(f.score, 4),
    )


def _entities(mentions: list[FoundMention]) -> list[schema.Entity]:
    groups: dict[str, list[FoundMention]] = {}
    for m in mentions:
        groups.setdefault(m.entity, []).append(m)
    return [_entity(found) for found in groups.values()]


def _entity(found: list[FoundMention]) -> schema.Entity:
    first = found[0]
    count = {label: sum(m.polarity == label for m in found) for label in ("pos", "neg", "neu")}
    lean = count["pos"] - count["neg"]
    label = "pos" if lean > 0 else "neg" if lean < 0 else "neu"
    return schema.Entity(
        entity=first.entity,
        name=first.name,
        label=first.label,
        ticker=first.ticker,
        mentions=len(found),
        sentiment=schema.EntitySentiment(label=label, score=round(count[label] / len(found), 4), **count),
    )
