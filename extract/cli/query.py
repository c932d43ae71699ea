"""``jiyao query``: claims by company, chip, person, metric, words, date and sentiment."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from extract.cli import console, log, options

_PLAIN = ("document", "title", "published", "claim", "start", "end", "topic", "headline", "text")


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
    metric: Annotated[str | None, typer.Option(help="Words of what a figure measures.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the claim.")] = None,
    since: options.Day = None,
    until: options.Day = None,
    sentiment: Annotated[Label | None, typer.Option(help="The claim's sentiment.")] = None,
    min_score: Annotated[float | None, typer.Option(min=0, max=1, help="Least score of the claim's sentiment.")] = None,
    sort: Annotated[Sort, typer.Option(help="Order: by date, sentiment score, or document.")] = Sort.newest,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many claims.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
    lexicon: options.Lexicon = None,
    log_json: options.LogJson = False,
) -> int:
    """Print the claims for which all that is given holds."""
    from extract.store import names, reading
    from extract.store.query import Filter, claims

    with reading(store) as db:
        named = []
        for label, name in (("COMPANY", company), ("CHIP", chip), ("PERSON", person)):
            if name is not None:
                named.append(names.resolve(db, label, name, lexicon))
                if not named[-1]:
                    log.error(f"no {label.lower()} is known as “{name}”, here or in the store; try another name")
        wanted = Filter(
            named=named, metric=metric, text=text, since=since, until=until,
            sentiment=None if sentiment is None else sentiment.value, min_score=min_score, sort=sort.value, limit=limit,
        )  # fmt: skip
        _PRINT[form](claims(db, wanted))
    return 0


def _json(found: Iterable[dict[str, Any]]) -> None:
    """An array, a claim a line, written as it is found."""
    separator = "[\n"
    for claim in found:
        sys.stdout.write(separator + json.dumps(claim, ensure_ascii=False))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def _csv(found: Iterable[dict[str, Any]]) -> None:
    from extract.store.export import cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*_PLAIN, "sentiment", "score", "names", "figures", "citations"])
    for claim in found:
        names = dict.fromkeys(mention["name"] for mention in claim["mentions"])
        values = [
            *(claim[column] for column in _PLAIN),
            claim["sentiment"]["label"], claim["sentiment"]["score"], "; ".join(names),
            "; ".join(map(console.figure, claim["figures"])), " ".join(map(str, claim["citations"])),
        ]  # fmt: skip
        writer.writerow([cell(console.safe(v) if isinstance(v, str) else v) for v in values])


def _table(found: Iterable[dict[str, Any]]) -> None:
    table = console.table("published", "document", "claim", "figures", "sentiment")
    for claim in found:
        place = f"{claim['document']} {claim['claim']}"
        figures = "\n".join(map(console.figure, claim["figures"]))
        words = claim["text"].strip()
        table.add_row(
            console.cell((claim["published"] or "")[:10]), console.cell(place), console.cell(words),
            console.cell(figures), console.sentiment(claim["sentiment"]),
        )  # fmt: skip
    if table.row_count:
        out = console.stdout()
        out.print(table)
        out.print(console.cell(console.CLAIMS_LEGEND, "dim"))
    log.info(f"{table.row_count} claims")


_PRINT = {Format.json: _json, Format.csv: _csv, Format.table: _table}
