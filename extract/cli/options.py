"""Options that several commands take."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log


def _published(value: str | None) -> str | None:
    from extract.reading import iso_date

    try:
        return iso_date(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write YYYY-MM-DD or YYYY-MM-DDTHH:MM") from None


def _lexicon(value: Path | None) -> Path | None:
    """Absolute, for workers and later runs; its rows are checked when the first command reads a text."""
    if value is None:
        return None
    if not value.is_file():
        raise typer.BadParameter(f"{value} is no file")
    return value.absolute()


def _model(value: str | None) -> str | None:
    """Absolute, for workers and later runs."""
    if value in (None, "none"):
        return value
    if not Path(value).is_dir():
        raise typer.BadParameter(f"{value} is no folder")
    return str(Path(value).absolute())


def _columns(given: list[str] | None) -> list[str] | None:
    try:
        columns(given)
    except ValueError as error:
        raise typer.BadParameter(f"{error}; for example --column text=正文") from None
    return given


Lexicon = Annotated[
    Path | None,
    typer.Option("--lexicon", help="CSV of your own names: label,name,aliases,ticker,maker.", callback=_lexicon),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="PATH", help="Folder of a learned model, or `none`: rules alone.", callback=_model),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Publication date of texts that name none.", callback=_published),
]
Day = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Date of publication, or date and time; inclusive.", callback=_published),
]
LogJson = Annotated[bool, typer.Option("--log-json", help="Log as JSON lines on stderr.", callback=log.configure)]
Store = Annotated[Path, typer.Option("--store", metavar="STORE", help="The SQLite file that `run` writes.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, max=256, help="Worker processes.", show_default="the number of cores")
]
# Cores that this process may use.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
MAX_BYTES = 10 * 1024 * 1024
MaxSize = Annotated[
    int,
    typer.Option(
        "--max-size", min=1, metavar="BYTES", help="Larger files are refused; Word, PDF and archives at ten times this."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="What CSV and JSON Lines call a field (text, id, title, published, source); may be repeated.",
        callback=_columns,
    ),
]


def columns(given: list[str] | None) -> dict[str, str]:
    """Field → column, of `--column` options that have been checked."""
    from extract.reading import parse_columns

    return parse_columns(given or [])


def check_lexicon(path: Path | None) -> None:
    """Raise `LexiconError` for a bad row before workers are started."""
    if path is not None:
        from extract import knowledge

        knowledge.load(path)
