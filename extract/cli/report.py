"""``jiyao report``: the store as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log, options, undated
from extract.cli.target import identity, output


def report(
    store: options.Store,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE.html", readable=False, help="The page; - is stdout.")
    ],
    since: options.Day = None,
    until: options.Day = None,
    log_json: options.LogJson = False,
) -> int:
    """Write one self-contained HTML page: overview, a page for each company and chip, a reader for each document."""
    from extract import report as page
    from extract.store import reading

    if identity(out) in {identity(store)} - {None}:
        raise typer.BadParameter(f"{out} is the store itself; name another file to write to")
    with reading(store) as db:
        content = page.read(db, page.Chosen(since, until))
    with output(out) as stream:
        page.write(content, store.stem, stream)
    log.info(f"{len(content.documents)} documents written to {out}")
    undated.say(content.undated, len(content.documents))
    return 0
