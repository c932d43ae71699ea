"""``jiyao eval``: measure on labelled documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import console, options, progress


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Labelled documents, one a line.", exists=True, dir_okay=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print all measures as JSON.")] = False,
    jobs: options.Jobs = options.CORES,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Read the texts of labelled documents and compare what is found with their labels."""
    from extract import batch
    from extract.learning.evaluate import evaluate as measure
    from extract.learning.evaluate import read_gold, table

    options.check_lexicon(lexicon)
    try:
        labelled = read_gold(gold)
    except ValueError as error:
        raise typer.BadParameter(f"{gold} holds no labelled documents: {error}") from None
    records, failed = [], 0
    recipe = batch.Recipe(lexicon, model)
    with progress.runner(recipe, jobs, [gold]) as runner:
        for found in batch.extract_files(runner, [gold], published, gold.stat().st_size):
            if isinstance(found, batch.Bad):
                failed += 1
                progress.failure(found)
            else:
                records += [document.model_dump(by_alias=True, mode="json") for document in found.documents]
    result = measure(labelled, records)
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        shown = console.table("measure", "value")
        for row in table(result):
            shown.add_row(*map(console.cell, row))
        console.stdout().print(shown)
    return 1 if failed else 0
