"""What the commands that ask the store have in common: whom they ask about, under which names."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log


def _file(value: Path | None) -> Path | None:
    if value is not None and not value.is_file():
        raise typer.BadParameter(f"{value} is no file")
    return value


Metrics = Annotated[
    Path | None,
    typer.Option("--metrics", help="CSV of your own names of metrics: metric,aliases.", callback=_file),
]


def entities(db: sqlite3.Connection, label: str, name: str, lexicon: Path | None) -> tuple[str, ...]:
    """The ids that `name` can mean; none is said, for a typing error looks the same as a firm nobody spoke of."""
    from extract.store import names

    found = names.resolve(db, label, name, lexicon or names.last_lexicon(db))
    if not found:
        log.error(f"no {label.lower()} is known as “{name}”, here or in the store; try another name")
    return found


def period(words: str | None) -> tuple[str, str] | None:
    """First and last day of a period as people write it."""
    from extract.store import query

    try:
        return None if words is None else query.period(words)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def meta(pairs: list[str] | None) -> dict[str, str]:
    """FIELD=VALUE options as a mapping."""
    found = dict[str, str]()
    for pair in pairs or []:
        name, sign, value = pair.partition("=")
        if not (name and sign):
            raise typer.BadParameter(f"{pair!r} is not FIELD=VALUE; for example --meta broker=中金")
        found[name] = value
    return found
