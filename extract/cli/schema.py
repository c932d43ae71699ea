"""``jiyao schema``: the JSON Schema of a record, or the columns of the exported tables."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def schema(
    tables: Annotated[
        bool, typer.Option("--tables", help="The columns of `export --to parquet` and `csv`, as Markdown.")
    ] = False,
) -> int:
    """Print the JSON Schema of one document's record."""
    if tables:
        from extract.store import columns

        print(columns.markdown(), end="")
        return 0
    from extract.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
