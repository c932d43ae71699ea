"""Many machines: Ray Data over the same function of one file, into parts that a store takes in (`parts`).

Each actor looks after a worker of its own as the local runner does (`pool`), so that limits of time, and what
becomes of a text that kills its reader, are the same; an actor that dies itself is replaced by Ray, and its files are
read again.
"""

from __future__ import annotations

import json
import logging
import math
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from typing import TYPE_CHECKING, Any

from extract.batch import parts
from extract.batch.pool import File, ForStore, Pool
from extract.batch.stream import ordered, read_files
from extract.batch.work import Bad, Read, Ready, Recipe
from extract.errors import JiyaoError
from extract.reading import Place, Url, remote
from extract.store.entry import Entry
from extract.store.rows import dump

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 8  # files that an actor takes at once: what is read again when it dies
_BLOCK = 256  # files in a block, which gives a part


class ClusterError(JiyaoError):
    """Ray is not there, or cannot do what it is asked."""


class _Texts:
    """What an actor does: files in, rows of a part out."""

    def __init__(self, recipe: Recipe) -> None:
        self._pool = Pool(recipe, jobs=1).__enter__()

    def __call__(self, batch: pa.Table) -> pa.Table:
        import pyarrow as pa

        files = [
            File(row["path"], row["max_bytes"], json.loads(row["columns"]), row["published"], hashed=True)
            for row in batch.to_pylist()
        ]
        found: list[dict[str, Any]] = []
        for path, read in read_files(self._pool, files):
            things: list[Entry | Bad | Ready] = []
            for thing, packed in ordered(self._pool, read.found, _task):
                things.append(Ready(thing, packed) if isinstance(thing, Entry) else thing)
            found += parts.rows(path, Read(things, read.stamp), self._pool.version, self._pool.fingerprint)
        return pa.Table.from_pylist(found, schema=parts.shape())

    def __del__(self) -> None:
        with suppress(AttributeError):  # the pool was never made
            self._pool.close()


def _task(thing: Entry | Bad | Ready) -> ForStore | None:
    return ForStore(thing) if isinstance(thing, Entry) else None


def available() -> None:
    """Raise `ClusterError` where Ray is not installed."""
    try:
        import ray.data  # noqa: F401
    except ImportError as error:
        raise ClusterError(f"--engine ray needs Ray ({error}): pip install 'jiyao[ray]'") from None


def read(files: Sequence[File], recipe: Recipe, folder: Place, jobs: int, address: str | None = None) -> None:
    """Read the files into parts in `folder`, by as many actors as there are `jobs`.

    `address` is that of a cluster; without one Ray starts on this machine. Its machines must see files and folder
    under the same paths, or URLs.
    """
    import ray

    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what concerns a user comes as an exception
    ours = not ray.is_initialized()
    with redirect_stdout(sys.stderr):  # Ray says there that it replaces an actor
        if ours:
            own: dict[str, Any] = {} if address else {"num_cpus": jobs, "include_dashboard": False}
            ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR, **own)
        try:
            _write(files, recipe, folder, jobs)
        except ray.exceptions.RayError as error:
            raise ClusterError(f"Ray gave up: {error}") from error
        finally:
            if ours:
                ray.shutdown()


def _write(files: Sequence[File], recipe: Recipe, folder: Place, jobs: int) -> None:
    import ray.data

    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    rows = [
        {
            "path": file.path,
            "max_bytes": file.max_bytes,
            "columns": dump(file.columns),
            "published": file.published,
        }
        for file in files
    ]
    blocks = max(min(jobs, len(rows)), math.ceil(len(rows) / _BLOCK))
    data = ray.data.from_items(rows, override_num_blocks=blocks)
    read = data.map_batches(
        _Texts, fn_constructor_args=(recipe,), batch_size=_BATCH, batch_format="pyarrow", num_cpus=1,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=jobs),
    )  # fmt: skip
    path, file_system = _target(folder)
    read.write_parquet(path, filesystem=file_system)


def _target(folder: Place) -> tuple[str, Any]:
    """The folder and the file system, as Ray has them."""
    if not isinstance(folder, Url):
        return str(folder), None
    from pyarrow.fs import FSSpecHandler, PyFileSystem

    files, path = remote.file_system(folder)
    files.makedirs(path, exist_ok=True)
    return path, PyFileSystem(FSSpecHandler(files))
