"""``jiyao schema``: the JSON Schema of a record."""

from __future__ import annotations

import json


def schema() -> int:
    """Print the JSON Schema of one document's record."""
    from extract.schema import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
