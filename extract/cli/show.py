"""``jiyao show``: one file, read and shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli import console, log, options, progress, view


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One file, or - for stdin.")],
    max_size: options.MaxSize = options.MAX_BYTES,
    column: options.Columns = None,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Show a file with names, figures and times marked, good news green and bad news red, and tables below."""
    from extract import batch

    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder; name one file in it, or read all with `jiyao extract`")
    options.check_lexicon(lexicon)
    out, failed = console.stdout(), 0
    runner = batch.Inline(batch.Recipe(lexicon, model))
    for found in batch.extract_files(runner, [file], published, max_size, options.columns(column)):
        if isinstance(found, batch.Bad):
            failed += 1
            progress.failure(found)
            continue
        text = console.same_length(found.entry.text)
        for document in found.documents:
            out.print(view.heading(document))
            out.print(view.marked(text, document), soft_wrap=not out.is_terminal)
            view.tables(document, out)
    if out.is_terminal:
        out.print(view.legend())
    if failed:
        log.error(f"{failed} failed, each named above", failed=failed)
    return 1 if failed else 0
