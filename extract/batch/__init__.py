"""Many files: worker processes that are looked after, results in order, one function for one text.

`work.read_text` is what happens to a text wherever it is read from; `stream` keeps many on their way and
the results in order; `pool` looks after the workers; `run` decides what is to be read and stores it.
"""

from __future__ import annotations

from extract.batch.pool import Inline, Pool, PoolError, Runner
from extract.batch.run import COUNTS, Kept, Run
from extract.batch.stream import Done, extract_files
from extract.batch.work import Bad, Recipe, source_name

__all__ = [
    "COUNTS", "Bad", "Done", "Inline", "Kept", "Pool", "PoolError", "Recipe", "Run", "Runner", "extract_files",
    "source_name",
]  # fmt: skip
