"""``jiyao extract``: texts in, one JSON record a line out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from extract.cli import log, options, progress


def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, globs, or - for stdin.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here, not to stdout.")] = None,
    jobs: options.Jobs = options.CORES,
    max_size: options.MaxSize = options.MAX_BYTES,
    lexicon: options.Lexicon = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Print one JSON record for each document, in the order of the input. Keeps nothing."""
    from extract import batch

    options.check_lexicon(lexicon)
    files = progress.files(paths)
    recipe = batch.Recipe(lexicon)
    failed = 0
    with output(out) as stream, progress.runner(recipe, jobs, files) as runner, progress.bar(files) as counted:
        for found in batch.extract_files(runner, counted, published, max_size):
            if isinstance(found, batch.Bad):
                failed += 1
                progress.failure(found)
                continue
            for document in found.documents:
                stream.write(document.model_dump_json(by_alias=True) + "\n")
    if failed:
        log.error(f"{failed} failed, each named above", failed=failed)
    return 1 if failed else 0


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Stdout, or a file that takes its name when all is written, so that nobody finds half of it."""
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        stream = part.open("w", encoding="utf8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be written: {error.strerror}") from None
    try:
        with stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
