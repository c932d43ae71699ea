"""``jiyao retry``: quarantined documents again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli import log, options
from extract.cli.into import into_store, read


def retry(
    store: options.Store,
    jobs: options.Jobs = options.CORES,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    max_size: options.MaxSize = options.MAX_BYTES,
    column: options.Columns = None,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Read quarantined documents again, with the options of the last run where none are given."""
    from extract.store import reading
    from extract.store.status import last_options, status

    with reading(store) as db:
        sources = list(dict.fromkeys(row["source"] for row in status(db)["quarantine"]))
        before = last_options(db)
    if lexicon is None and before.get("lexicon"):
        lexicon = Path(before["lexicon"])
    options.check_lexicon(lexicon)
    given = {
        "jobs": jobs, "refresh": False, "max_size": max_size, "lexicon": lexicon and str(lexicon),
        "model": model or before.get("model"),
        "published": published or before.get("published"),
        "columns": options.columns(column) or before.get("columns") or {},
    }  # fmt: skip
    for source in sources:
        if not Path(source).exists():
            log.info(f"{source} is no longer there; `jiyao run --prune` takes it out of the store", source=source)
    return into_store("retry", store, read([Path(s) for s in sources if Path(s).exists()]), given, as_json)
