"""From the working state to the public records, one for each document of the text."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extract import schema
from extract.analysis import Analysis, Part
from extract.analysis import Claim as FoundClaim
from extract.analysis import Figure as FoundFigure
from extract.analysis import Mention as FoundMention
from extract.analysis import Section as FoundSection
from extract.analysis import Sentence as FoundSentence
from extract.analysis import Time as FoundTime


def build(analysis: Analysis, pipeline: schema.Pipeline, source: schema.Source | None = None) -> list[schema.Document]:
    """The records of `analysis`, in text order. Ids are left empty: the caller knows the source's name."""
    if source is None:
        source = schema.Source(sha256=text_hash(analysis.text))
    return [_document(slice_, pipeline, source) for slice_ in _slices(analysis)]


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8; lone surrogates, which UTF-8 cannot hold, count as themselves."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


def name(documents: list[schema.Document], stem: str, meta: dict[str, Any] | None = None) -> list[schema.Document]:
    """Give the documents of one text their ids: `stem`, or `stem#1`, `stem#2` … where there are several."""
    for n, document in enumerate(documents, 1):
        document.id = stem if len(documents) == 1 else f"{stem}#{n}"
        document.meta = dict(meta or {})
    return documents


@dataclass
class _Slice:
    """One part of an analysis with what lies in it; claims with their numbers in the whole."""

    analysis: Analysis
    part: Part
    sections: list[FoundSection] = field(default_factory=list)
    claims: list[tuple[int, FoundClaim]] = field(default_factory=list)
    sentences: list[FoundSentence] = field(default_factory=list)
    mentions: list[FoundMention] = field(default_factory=list)
    times: list[FoundTime] = field(default_factory=list)
    figures: list[FoundFigure] = field(default_factory=list)


def _slices(a: Analysis) -> list[_Slice]:
    """The parts, each with its share of every list: one pass over each list, however many parts there are."""
    slices = [_Slice(a, part) for part in a.parts]
    for section in a.sections:
        slices[section.part].sections.append(section)
    for n, claim in enumerate(a.claims):
        slices[claim.part].claims.append((n, claim))
    for sentence in a.sentences:
        slices[sentence.part].sentences.append(sentence)
    starts = [part.start for part in a.parts]
    for m in a.mentions:
        slices[bisect_right(starts, m.start) - 1].mentions.append(m)
    for t in a.times:
        slices[bisect_right(starts, t.start) - 1].times.append(t)
    for f in a.figures:
        slices[bisect_right(starts, f.start) - 1].figures.append(f)
    return slices


def _document(found: _Slice, pipeline: schema.Pipeline, source: schema.Source) -> schema.Document:
    a, part = found.analysis, found.part
    ids = {n: f"c{k}" for k, (n, _) in enumerate(found.claims, 1)}

    def claim_id(offset: int) -> str | None:
        at = a.claim_at(offset)
        return None if at is None else ids.get(at)

    return schema.Document(
        source=source,
        title=part.title,
        published=part.published or a.published,
        query=part.query,
        pipeline=pipeline,
        start=part.start,
        end=part.end,
        sections=[schema.Section(start=s.start, end=s.end, kind=s.kind, heading=s.heading) for s in found.sections],
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
            for n, c in found.claims
        ],
        sentences=[
            schema.Sentence(
                start=s.start,
                end=s.end,
                claim=None if s.claim is None else ids.get(s.claim),
                sentiment=_sentiment(s.label, s.score),
            )
            for s in found.sentences
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
            for m in found.mentions
        ],
        figures=[figure(a.text, f, claim_id(f.start)) for f in found.figures],
        times=[time(a.text, t) for t in found.times],
        entities=_entities(found.mentions),
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
