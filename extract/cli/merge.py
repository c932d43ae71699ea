"""``jiyao merge``: Parquet parts of a cluster's run into a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli import options
from extract.cli.into import Given, into_store, load, recipe
from extract.errors import MissingError


def merge(
    parts: Annotated[
        list[str],
        typer.Argument(metavar="PARTS...", help="Parquet parts that `run --engine ray` wrote, or their folders; URLs."),
    ],
    store: options.Store,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    log_json: options.LogJson = False,
) -> int:
    """Take parts into the store: once, however often they are given, and in any order."""
    from extract.batch import source_name
    from extract.batch.parts import Elsewhere, find, pipelines
    from extract.reading import place

    places = [place(part) for part in parts]
    for path in places:
        if isinstance(path, Path) and not path.exists():
            raise MissingError(str(path), "there is no such file or folder", "check the name")
    found = find(places)
    if not found:
        raise MissingError(parts[0], "no part lies there", "name what `jiyao run --engine ray --parts` wrote")
    given: Given = {
        "parts": [source_name(path) for path in places], "refresh": True, "max_size": options.MAX_BYTES,
        "lexicon": lexicon and str(lexicon), "model": model, "published": None, "columns": {},
    }  # fmt: skip
    status = 0
    for version, fingerprint in pipelines(found):
        runner = Elsewhere(recipe(given), version, fingerprint)
        status |= into_store("merge", store, load(found), given, as_json, runner=runner)
    return status
