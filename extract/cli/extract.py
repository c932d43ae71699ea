"""``jiyao extract``: texts in, one JSON record a line out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log, options, progress
from extract.cli.target import identity, output


def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs, or - for stdin.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", readable=False, help="Write here, not to stdout.")
    ] = None,
    jobs: options.Jobs = options.CORES,
    max_size: options.MaxSize = options.MAX_BYTES,
    column: options.Columns = None,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Print one JSON record for each document, in the order of the input. Keeps nothing."""
    from extract import batch

    options.check_lexicon(lexicon)
    given = progress.find(paths, filter(None, [out]))
    if out is not None and identity(out) in set(map(identity, given.named)) - {None}:
        raise typer.BadParameter(f"{out} is one of the inputs; name another file to write to")
    files = given.files
    recipe = batch.Recipe(lexicon, model)
    failed = 0
    with output(out) as stream, progress.runner(recipe, jobs, files) as runner, progress.bar(files) as counted:
        for found in batch.extract_files(runner, counted, published, max_size, options.columns(column)):
            if isinstance(found, batch.Bad):
                failed += 1
                progress.failure(found)
                continue
            for document in found.documents:
                stream.write(document.model_dump_json(by_alias=True) + "\n")
    if failed:
        log.error(f"{failed} failed, each named above", failed=failed)
    return 1 if failed else 0
