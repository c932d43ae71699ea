"""``jiyao query``: claims by company, chip, person, metric, period, words, date, sentiment and fields of their row."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from extract.cli import asking, console, log, options

_PLAIN = ("document", "title", "published", "claim", "start", "end", "topic", "headline", "text")
_ROWS = 50  # of a table, unless more are asked for: it is for people
_COUNTED = 1000  # claims are counted up to here: beyond, the number costs more than it tells
_WORDS = 600  # characters of a claim in a table


class Label(StrEnum):
    """Sentiments."""

    pos = "pos"
    neg = "neg"
    neu = "neu"


class Sort(StrEnum):
    """Orders."""

    newest = "newest"
    oldest = "oldest"
    score = "score"
    document = "document"


class Format(StrEnum):
    """Ways to print."""

    table = "table"
    json = "json"
    csv = "csv"


def query(
    store: options.Store,
    company: Annotated[str | None, typer.Option(help="Name, alias, English name or ticker.")] = None,
    chip: Annotated[str | None, typer.Option(help="Name or alias of a chip.")] = None,
    person: Annotated[str | None, typer.Option(help="Name or alias of a person.")] = None,
    metric: Annotated[
        str | None, typer.Option(help="What a figure measures, by any of its names: 收入 finds 营收 and revenue.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="When the figure is for, or a part of it: 2026, 2025Q3, 2025年下半年, 2025-09.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Words of the claim.")] = None,
    since: options.Day = None,
    until: options.Day = None,
    sentiment: Annotated[
        Label | None, typer.Option(help="Sentiment for the company and chip asked for; where none is, the claim's.")
    ] = None,
    min_score: Annotated[float | None, typer.Option(min=0, max=1, help="Least score of that sentiment.")] = None,
    meta: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=VALUE", help="A field of the row that the document came from; may be repeated."),
    ] = None,
    sort: Annotated[Sort, typer.Option(help="Order: by date, score of that sentiment, or document.")] = Sort.newest,
    limit: Annotated[
        int | None, typer.Option(min=0, help=f"At most so many claims.  [default: {_ROWS} in a table, else all]")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
    metrics: asking.Metrics = None,
    lexicon: options.Lexicon = None,
    log_json: options.LogJson = False,
) -> int:
    """Print the claims for which all that is given holds, each with its document, date and offsets.

    The offsets are code points into the document's text: text[start:end] is the claim as it is printed.
    """
    from extract.store import metrics as tables
    from extract.store import reading
    from extract.store.query import Filter, claims, counted

    if limit is None and form is Format.table:
        limit = _ROWS
    asked = (("COMPANY", company), ("CHIP", chip), ("PERSON", person))
    dates = {"since": since, "until": until, "period": asking.period(period)}
    fields, known = asking.meta(meta), tables.load(metrics)
    with reading(store) as db:
        wanted = Filter(
            named=[asking.entities(db, label, name, lexicon) for label, name in asked if name is not None],
            metric=metric, metrics=known, text=text, **dates,  # type: ignore[arg-type]
            sentiment=None if sentiment is None else sentiment.value, min_score=min_score, meta=fields,
            sort=sort.value, limit=limit,
        )  # fmt: skip
        if form is Format.json:
            _json(claims(db, wanted))
        elif form is Format.csv:
            _csv(claims(db, wanted), wanted)
        else:
            found, total = counted(db, wanted, _COUNTED)
            _table(found, wanted)
            log.info(_said(len(found), total))
    return 0


def _said(shown: int, total: int) -> str:
    if shown == total:
        return f"{total:,} claims"
    if total > max(_COUNTED, shown):
        return f"the first {shown:,} of more than {max(_COUNTED, shown):,} claims; --limit N shows more"
    return f"the first {shown:,} of {total:,} claims; --limit {total} shows all"


def _json(found: Iterable[dict[str, Any]]) -> None:
    """An array, a claim a line, written as it is found."""
    separator = "[\n"
    for claim in found:
        sys.stdout.write(separator + console.json_safe(json.dumps(claim, ensure_ascii=False)))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def _csv(found: Iterable[dict[str, Any]], wanted: Any) -> None:
    """A row a claim; ``sentiment_for`` is how it stands to each company and chip that was asked for."""
    from extract.store.export import cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*_PLAIN, "sentiment", "score", "names", "figures", "citations", "sentiment_for"])
    for claim in found:
        names = dict.fromkeys(mention["name"] for mention in claim["mentions"])
        values = [
            *(claim[column] for column in _PLAIN),
            claim["sentiment"]["label"], claim["sentiment"]["score"], "; ".join(names),
            "; ".join(map(console.figure, claim["figures"])), " ".join(map(str, claim["citations"])),
            "; ".join(f"{name} {tone['label']} {tone['score']:.2f}" for name, tone in _told(claim, wanted)),
        ]  # fmt: skip
        writer.writerow([cell(console.safe(v) if isinstance(v, str) else v) for v in values])


def _table(found: Iterable[dict[str, Any]], wanted: Any) -> None:
    table = console.table("published", "document, claim, offsets", "claim", "figures", "sentiment")
    for claim in found:
        place = f"{claim['document']}\n{claim['claim']} [{claim['start']}:{claim['end']}]"
        figures = "\n".join(map(console.figure, claim["figures"]))
        tones = _told(claim, wanted) or [("", claim["sentiment"])]
        signs = console.lines(console.sentiment(tone) for _, tone in tones)
        table.add_row(
            console.cell((claim["published"] or "")[:10]), console.cell(place),
            console.cell(console.short(claim["text"].strip(), _WORDS)), console.cell(console.short(figures, _WORDS)),
            signs,
        )  # fmt: skip
    if table.row_count:
        out = console.stdout()
        out.print(table)
        out.print(console.cell(console.CLAIMS_LEGEND, "dim"))


def _told(claim: dict[str, Any], wanted: Any) -> Sequence[tuple[str, dict[str, Any]]]:
    """Each company and chip asked for, by the name that the claim's mentions bear, with the sentiment for it."""
    from extract.store.query import targets, told

    return [
        (next(m["name"] for m in claim["mentions"] if m["entity"] in ids), told(claim, ids)) for ids in targets(wanted)
    ]
