"""``jiyao learn-from``: corrected labels back, as labelled documents and as names for a lexicon."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log, options
from extract.cli.target import output


def learn_from(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="What Label Studio, doccano or Prodigy exported.", exists=True, dir_okay=False
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="GOLD.jsonl", help="File for the labelled documents; stdout where none."),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option("--names", metavar="CSV", help="File for the names.  [default: beside -o, GOLD.names.csv]"),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over files that are there.")] = False,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    log_json: options.LogJson = False,
) -> int:
    """Take back labels that people have corrected in Label Studio, doccano, Prodigy or by hand.

    They become labelled documents for `eval` and `train`, their offsets unchanged; and names that were not known, or
    known by another name, become rows for a lexicon, to be looked through and given by --lexicon. Bad rows are named
    with their place and left out. A file that is there already is left as it is unless --overwrite says otherwise.
    """
    from extract import batch, knowledge
    from extract.learning import corrections, corrections_gold

    options.check_lexicon(lexicon)
    if names is None and out is not None and str(out) != "-":
        names = out.with_name(f"{out.stem}.names.csv")
    for path in (out, names):
        if path is not None and path.exists() and path.is_file() and not overwrite:
            raise typer.BadParameter(f"{path} is there already; give another name, or --overwrite")
    given = corrections.read(file)
    reader = batch.Recipe(lexicon, model).make()
    known = knowledge.load(lexicon)
    lesson = corrections_gold.learn(given.found, given.labels, reader.documents, known)
    with output(out) as stream:
        for row in lesson.rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    rows, left_out = corrections_gold.lexicon(lesson.names)
    count = rows.count("\n") - 1
    if names is not None and count:
        with output(names) as stream:
            stream.write(rows)
    bad = [*given.bad, *lesson.bad]
    for error in bad:
        log.error(str(error), code=error.code, place=error.place)
    for words in left_out:
        log.info(words)
    said = ", ".join(f"{lesson.counts[name]} {name}" for name in ("kept", "added", "removed", "renamed"))
    skipped = f"; {given.skipped} that nobody has accepted passed over" if given.skipped else ""
    log.info(f"{len(lesson.rows)} documents{skipped}; labels held against what is found now: {said}", **lesson.counts)
    if count:
        where = f"{names}: look through it, then give it by --lexicon" if names else "give --names FILE to have them"
        log.info(f"{count} names for a lexicon in {where}")
    return 1 if bad else 0
