"""``jiyao demo``: the whole pipeline on the sample summaries that the package ships."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from extract.cli import console, options, progress, view

_ROWS = 6  # of each table that a document gets


def demo(
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the results.")] = None,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Read the sample summaries, show what is in them, and say where the results lie."""
    from extract import batch, samples
    from extract.cli.target import output
    from extract.store import Writer, writing
    from extract.store.rows import pack

    options.check_lexicon(lexicon)
    folder = _folder(out)
    shown = console.stdout()
    runner = batch.Inline(batch.Recipe(lexicon, model))
    documents = failed = 0
    with output(folder / "results.jsonl") as stream, writing(folder / "store.sqlite") as db:
        writer = Writer(db)
        writer.begin("demo", {}, runner.version, runner.fingerprint)
        for found in batch.extract_files(runner, samples.paths(), published):
            if isinstance(found, batch.Bad):
                failed += 1
                progress.failure(found)
                continue
            for document in found.documents:
                documents += 1
                stream.write(document.model_dump_json(by_alias=True) + "\n")
                shown.print(view.heading(document))
                view.tables(document, shown, _ROWS)
            writer.add(found.entry, pack(found.documents, found.entry.text))
        writer.end({"new": documents, "failed": failed})
    print(f"{documents} documents. Results: {folder / 'results.jsonl'} and {folder / 'store.sqlite'}")
    print(f"Try: {_program()} query --store {folder / 'store.sqlite'} --company 英伟达")
    return 1 if failed else 0


def _program() -> str:
    """How this program was called, so that what it says can be typed: as `jiyao` only where a shell finds it so."""
    called = sys.argv[0]
    if Path(called).name != "jiyao":
        return "jiyao"
    found = shutil.which("jiyao")
    return "jiyao" if found and Path(found).samefile(called) else called


def _folder(out: Path | None) -> Path:
    if out is None:
        return Path(tempfile.mkdtemp(prefix="jiyao-demo-"))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be made: {error.strerror}") from None
    return out
