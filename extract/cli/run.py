"""``jiyao run``: the batch into a store."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from extract.cli import log, options, progress
from extract.errors import MissingError

if TYPE_CHECKING:
    from extract.batch import Bad, Run
    from extract.store import Entry, Name


def run(
    inbox: Annotated[list[str], typer.Argument(metavar="INBOX...", help="Files, folders or globs.")],
    store: options.Store,
    jobs: options.Jobs = options.CORES,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="Read again what an older pipeline, or one given another --published, read."),
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose file is gone from INBOX.")] = False,
    max_size: options.MaxSize = options.MAX_BYTES,
    lexicon: options.Lexicon = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Read what is new or changed into the store; can be ended at any moment and started again."""
    from extract import reading

    options.check_lexicon(lexicon)
    beside = [store.with_name(store.name + end) for end in ("", "-wal", "-shm", "-journal", ".lock")]
    found = progress.find(inbox, beside)
    if reading.STDIN in found.files:
        raise typer.BadParameter("a store takes files, for it must find them again; `jiyao extract -` reads stdin")
    if prune and found.blind:
        raise typer.BadParameter(
            f"{found.blind[0]} shows no file at all, and --prune would remove what came from it: look whether a share"
            " is to be mounted, or leave --prune out; of a folder emptied on purpose, name the folder above it"
        )
    missing = [path for path in found.files if not os.path.exists(path)]
    errors = [MissingError(str(path), "there is no such file or folder", "check the name") for path in missing]
    there = [path for path in inbox if Path(path) not in missing]
    if not there:
        raise errors[0]
    for error in errors:
        log.error(str(error), place=error.place, code=error.code)
    files = [Path(os.path.abspath(path)) for path in found.files if path not in missing]
    given = {
        "inbox": [os.path.abspath(path) for path in inbox], "jobs": jobs, "refresh": refresh, "prune": prune,
        "max_size": max_size, "lexicon": lexicon and str(lexicon), "published": published,
    }  # fmt: skip
    passed_over = Passed(len(missing), len(found.other) + found.odd.total())
    return into_store("run", store, files, given, as_json, _roots(there) if prune else [], passed_over)


class Passed(NamedTuple):
    """What was named, or lies in an inbox, and is not for the store."""

    missing: int = 0
    left_out: int = 0


_NOTHING = Passed()


def into_store(
    command: str,
    store: Path,
    files: list[Path],
    given: dict[str, Any],
    as_json: bool,
    roots: Sequence[Path] = (),
    passed: Passed = _NOTHING,
) -> int:
    """Read `files` into the store with the options `given`, prune below `roots`, print the counts; the exit status."""
    from extract import batch
    from extract.store import Writer, writing

    lexicon = given["lexicon"] and Path(given["lexicon"])
    recipe = batch.Recipe(lexicon)
    with writing(store) as db, batch.Pool(recipe, given["jobs"]) as pool, progress.bar(files) as counted:
        writer = Writer(db)
        writer.begin(command, given, pool.version, pool.fingerprint)
        if command == "retry":
            writer.retry()
        done = batch.Run(writer, pool, given["refresh"], given["published"], given["max_size"], _report)
        done.counts["failed"] += passed.missing
        try:
            if roots:
                done.counts["removed"] += writer.prune(roots, {batch.source_name(path) for path in files})
            done.files(counted)
        except BaseException:
            writer.end(done.counts, "interrupted")
            _summary(done, as_json, "interrupted", passed)
            raise
        writer.end(done.counts)
    _summary(done, as_json, "finished", passed)
    return 1 if done.counts["failed"] else 0


def _report(what: str, thing: Bad | Entry | Name) -> None:
    from extract.batch import Bad
    from extract.store import Name

    if isinstance(thing, Bad):
        progress.failure(thing)
    elif isinstance(thing, Name):
        said = f"{thing}: what an earlier reading gave is removed, for this one failed"
        log.error(said, source=thing.source, item=thing.item)
    elif log.is_json():
        log.info(what, source=thing.name.source, item=thing.name.item)


def _summary(run: Run, as_json: bool, status: str, passed: Passed) -> None:
    from extract.batch import COUNTS

    counts = {name: run.counts[name] for name in COUNTS}
    if as_json:
        said = {"status": status, **counts, "documents": run.documents, "left_out": passed.left_out}
        print(json.dumps(said), flush=True)
    else:
        texts = " · ".join(f"{n} {name}" for name, n in counts.items())
        print(f"{status}: {texts} (texts); {run.documents} documents written", flush=True)
    if counts["quarantined"]:
        log.info(f"{counts['quarantined']} stand in quarantine since an earlier run; `jiyao status` names them")


def _roots(inbox: list[str]) -> list[Path]:
    """The folders (or files) that were given; of a glob, the folder before its first pattern."""
    roots = []
    for path in inbox:
        parts = Path(os.path.abspath(path)).parts
        plain = next((n for n, part in enumerate(parts) if any(c in part for c in "*?[")), len(parts))
        roots.append(Path(*parts[:plain]))
    return roots
