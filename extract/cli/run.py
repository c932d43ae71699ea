"""``jiyao run``: the batch into a store."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli import log, options, progress
from extract.errors import MissingError

if TYPE_CHECKING:
    from extract.batch import Bad, Run
    from extract.store import Entry


def run(
    inbox: Annotated[list[str], typer.Argument(metavar="INBOX...", help="Files, folders or globs.")],
    store: options.Store,
    jobs: options.Jobs = options.CORES,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read again what an older pipeline read.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose file is gone from INBOX.")] = False,
    max_size: options.MaxSize = options.MAX_BYTES,
    lexicon: options.Lexicon = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Read what is new or changed into the store; can be ended at any moment and started again."""
    from extract import reading

    options.check_lexicon(lexicon)
    files = progress.files(inbox)
    if reading.STDIN in files:
        raise typer.BadParameter("a store takes files, for it must find them again; `jiyao extract -` reads stdin")
    for path in files:
        if not path.exists():
            raise MissingError(str(path), "there is no such file or folder", "check the name")
    given = {
        "inbox": [os.path.abspath(path) for path in inbox], "jobs": jobs, "refresh": refresh, "prune": prune,
        "max_size": max_size, "lexicon": lexicon and str(lexicon), "published": published,
    }  # fmt: skip
    return into_store("run", store, files, given, as_json, _roots(inbox) if prune else [])


def into_store(
    command: str, store: Path, files: list[Path], given: dict[str, Any], as_json: bool, roots: list[Path]
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
        try:
            if roots:
                done.counts["removed"] += writer.prune(roots, {batch.source_name(path) for path in files})
            done.files(counted)
        except BaseException:
            writer.end(done.counts, "interrupted")
            _summary(done, as_json, "interrupted")
            raise
        writer.end(done.counts)
    _summary(done, as_json, "finished")
    return 1 if done.counts["failed"] else 0


def _report(what: str, thing: Bad | Entry) -> None:
    from extract.batch import Bad

    if isinstance(thing, Bad):
        progress.failure(thing)
    elif log.is_json():
        log.info(what, source=thing.name.source, item=thing.name.item)


def _summary(run: Run, as_json: bool, status: str) -> None:
    from extract.batch import COUNTS

    counts = {name: run.counts[name] for name in COUNTS}
    if as_json:
        print(json.dumps({"status": status, **counts}), flush=True)
    else:
        print(f"{status}: " + " · ".join(f"{n} {name}" for name, n in counts.items()), flush=True)
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
