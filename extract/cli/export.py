"""``jiyao export``: the store for other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log, options
from extract.cli.target import identity, output


class Kind(StrEnum):
    """What can be written."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def export(
    store: options.Store,
    to: Annotated[Kind, typer.Option("--to", help="jsonl: the records; csv, parquet: a file for each table.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="PATH", readable=False, help="File (jsonl; - is stdout), or folder.")
    ],
    log_json: options.LogJson = False,
) -> int:
    """Write all documents: as JSON Lines, or one file a table in a folder."""
    from extract.store import reading
    from extract.store.export import to_csv, to_jsonl, to_parquet

    if identity(out) in {identity(store)} - {None}:
        raise typer.BadParameter(f"{out} is the store itself; name another file to write to")
    with reading(store) as db:
        if to is Kind.jsonl:
            with output(out) as stream:
                count = to_jsonl(db, stream)
        else:
            if out.exists() and not out.is_dir():
                raise typer.BadParameter(f"{out} is a file; give a folder")
            _make(out)
            count = (to_csv if to is Kind.csv else to_parquet)(db, out)
    log.info(f"{count} documents written to {out}")
    return 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{folder} cannot be made: {error.strerror}") from None
