"""What the commands that fill a store share: one pass over files, and what is said of it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.cli import log, progress, undated

if TYPE_CHECKING:
    from extract.batch import Bad, Kept, Recipe, Run, Runner
    from extract.reading import Place
    from extract.store import Name

_HOLD = 1.0  # seconds for which what was read may wait for its commit

Given = dict[str, Any]
"""The options of a run by name, as the store keeps them."""


class Passed(NamedTuple):
    """What was named, or lies in an inbox, and is not for the store."""

    missing: int = 0
    left_out: int = 0


class Prune(NamedTuple):
    """Below `roots`, what came from files that are gone is removed; `present` are there."""

    roots: Sequence[Place]
    present: Iterable[Place]


_NOTHING = Passed()


def into_store(
    command: str,
    store: Path,
    work: Callable[[Run], None],
    given: Given,
    as_json: bool,
    prune: Prune | None = None,
    passed: Passed = _NOTHING,
    runner: Runner | None = None,
    files: int = 1,
) -> int:
    """One run over the store with the options `given`: do the `work`, say what came of it; the exit status.

    Without a `runner`, workers are started for it: at once no more than there are `files`, all that there may be
    as texts come.
    """
    from extract import batch
    from extract.store import Writer, writing

    begun = time.monotonic()
    with ExitStack() as stack:
        writer = Writer(stack.enter_context(writing(store)), _HOLD)
        if runner is None:
            runner = stack.enter_context(batch.Pool(recipe(given), given["jobs"], begin=files))
        writer.begin(command, given, runner.version, runner.fingerprint)
        if command == "retry":
            writer.retry()
        done = batch.Run(
            writer, runner, given["refresh"], given["published"], given["max_size"], report, given["columns"]
        )
        done.counts["failed"] += passed.missing
        try:
            if prune is not None:
                present = {batch.source_name(path) for path in prune.present}
                done.counts["removed"] += writer.prune(prune.roots, present)
            work(done)
        except BaseException:
            with suppress(sqlite3.Error):  # where it was this that went wrong, the next run notes it
                writer.end(done.counts, "interrupted")
            summary(done, as_json, "interrupted", passed, begun)
            raise
        writer.end(done.counts)
        dateless = writer.undated()
    summary(done, as_json, "finished", passed, begun)
    if done.documents:
        undated.say(*dateless)
    return 1 if done.counts["failed"] else 0


def read(files: Sequence[Place]) -> Callable[[Run], None]:
    """The work of reading files by the run's own workers."""

    def work(run: Run) -> None:
        with progress.bar(files) as counted:
            run.files(counted)

    return work


def load(parts: Sequence[Place]) -> Callable[[Run], None]:
    """The work of taking in parts."""

    def work(run: Run) -> None:
        from extract.batch.parts import Loader

        loader = Loader(parts, run.runner.fingerprint)
        run.take(run.fresh(loader.files()))
        for source in loader.torn:
            run.counts["failed"] += 1
            log.error(
                f"[J411] {source}: not all of it is in the parts; run its folder again", source=source, code="J411"
            )

    return work


def recipe(given: Given) -> Recipe:
    """The pipeline that the options ask for."""
    from extract import batch

    return batch.Recipe(given["lexicon"] and Path(given["lexicon"]), given["model"])


def report(what: str, thing: Bad | Kept | Name) -> None:
    """Say what came of a text: of one that failed always, of the others to a program that reads along."""
    from extract.batch import Bad, Kept

    if isinstance(thing, Bad):
        progress.failure(thing)
    elif not isinstance(thing, Kept):
        said = f"{thing}: what an earlier reading gave is removed, for this one failed"
        log.error(said, source=thing.source, item=thing.item)
    elif log.is_json():
        fields: dict[str, Any] = {"source": thing.name.source, "item": thing.name.item, "sha256": thing.entry.sha256}
        if thing.packed is not None:
            counts = {table: thing.packed.rows(table) for table in ("claims", "mentions", "figures")}
            fields |= {"milliseconds": thing.packed.milliseconds, "documents": len(thing.packed.documents), **counts}
        log.info(what, **fields)


def summary(run: Run, as_json: bool, status: str, passed: Passed, begun: float) -> None:
    """The last line: what a run came to. `begun` is when, on the monotonic clock."""
    from extract.batch import COUNTS

    counts = {name: run.counts[name] for name in COUNTS}
    seconds = round(time.monotonic() - begun, 3)
    made = {"run": run.writer.run, "fingerprint": run.runner.fingerprint, "seconds": seconds}
    if as_json:
        said = {"status": status, **counts, "documents": run.documents, "left_out": passed.left_out, **made}
        print(json.dumps(said), flush=True)
    else:
        texts = " · ".join(f"{n} {name}" for name, n in counts.items())
        print(f"{status}: {texts} (texts); {run.documents} documents written", flush=True)
    if log.is_json():
        log.info(status, **counts, documents=run.documents, **made)
    if counts["quarantined"]:
        log.info(f"{counts['quarantined']} stand in quarantine since an earlier run; `jiyao status` names them")
