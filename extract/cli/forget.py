"""``jiyao forget``: a document and all that came of it removed."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.cli import log, options
from extract.cli.console import safe


def forget(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a document.")],
    store: options.Store,
    log_json: options.LogJson = False,
) -> int:
    """Remove a document, its text and its names from the store.

    The documents of one text go together. A later run reads the text again if its file still lies in the inbox.
    """
    from extract.store import Writer, reading, writing

    with reading(store):  # no store is made by forgetting
        pass
    with writing(store) as db:
        writer = Writer(db)
        writer.begin("forget", {"id": id})
        gone = writer.forget(id)
        writer.end({"removed": len(gone)})
    if not gone:
        log.error(f"there is no document {id} in the store; `jiyao status --verbose` lists the ids")
        return 2
    print("removed: " + ", ".join(map(safe, gone)))
    return 0
