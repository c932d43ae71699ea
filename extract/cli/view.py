"""A record as people read it: the text with its names and figures marked, and tables beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from extract.cli import console

if TYPE_CHECKING:
    from extract.schema import Document

_STYLES = {"COMPANY": "bold cyan", "CHIP": "bold magenta", "PERSON": "bold yellow"}
_FIGURE = "bold blue"
_TIME = "underline"


def heading(document: Document) -> Text:
    """Id, title and date on one line."""
    parts = (document.id, document.title, document.published)
    return console.cell(" · ".join(part for part in parts if part), "bold")


def legend() -> Text:
    """What the colours of `marked` stand for."""
    kinds = [Text(label.lower(), style) for label, style in _STYLES.items()]
    kinds += [Text("figure", _FIGURE), Text("time", _TIME), Text("good news", console.STYLES["pos"])]
    return Text(" · ").join([*kinds, Text("bad news", console.STYLES["neg"])])


def marked(text: str, document: Document) -> Text:
    """The document's words: names by kind, names and sentences by sentiment, figures, times."""
    out = Text(text[document.start : document.end], overflow="fold")
    for sentence in document.sentences:
        if sentence.sentiment.label != "neu":
            _mark(out, document, sentence.start, sentence.end, console.STYLES[sentence.sentiment.label])
    for time in document.times:
        _mark(out, document, time.start, time.end, _TIME)
    for figure in document.figures:
        _mark(out, document, figure.start, figure.end, _FIGURE)
    for mention in document.mentions:
        _mark(out, document, mention.start, mention.end, _STYLES[mention.label])
    return out


def tables(document: Document, out: Console, limit: int | None = None) -> None:
    """Entities and figures; at most `limit` rows of each."""
    if document.entities:
        table = console.table("name", "kind", "ticker", "mentions", "sentiment")
        for entity in sorted(document.entities, key=lambda e: -e.mentions)[:limit]:
            tone = entity.sentiment.model_dump()
            table.add_row(
                console.cell(entity.name, _STYLES[entity.label]), console.cell(entity.label.lower()),
                console.cell(entity.ticker), console.cell(entity.mentions), console.balance(tone),
            )  # fmt: skip
        out.print(table)
        out.print(console.cell(console.NAMES_LEGEND, "dim"))
    if document.figures:
        table = console.table("metric", "value", "", "subject", "period", "place")
        telling = sorted(document.figures, key=lambda f: (f.metric is None, f.start))[:limit]
        for figure in telling:
            period = "…".join(d for d in dict.fromkeys((figure.period.from_, figure.period.to)) if d)
            amount, trend = console.amount(figure.model_dump()), console.TRENDS[figure.trend]
            place = f"{figure.start}:{figure.end}"
            table.add_row(*map(console.cell, (figure.metric, amount, trend, figure.subject, period, place)))
        out.print(table)
        if len(document.figures) > len(telling):
            out.print(console.cell(f"… and {len(document.figures) - len(telling)} figures more"))


def _mark(out: Text, document: Document, start: int, end: int, style: str) -> None:
    out.stylize(style, start - document.start, end - document.start)
