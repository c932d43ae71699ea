"""``jiyao run``: the batch into a store."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from extract.cli import log, options, progress
from extract.cli.into import Given, Passed, Prune, into_store, load, read, recipe
from extract.errors import MissingError, StoreError

if TYPE_CHECKING:
    from extract.batch import Run
    from extract.reading import Place


class Engine(StrEnum):
    """Who reads."""

    local = "local"
    ray = "ray"


def run(
    inbox: Annotated[list[str], typer.Argument(metavar="INBOX...", help="Files, folders, globs or URLs.")],
    store: options.Store,
    jobs: options.Jobs = options.CORES,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="Read again what an older pipeline, or one given another --published, read."),
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose file is gone from INBOX.")] = False,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Who reads: workers here, or a Ray cluster.")
    ] = Engine.local,
    address: Annotated[
        str | None, typer.Option("--address", help="With --engine ray: of a cluster; else one is started here.")
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option(
            "--parts", metavar="DIR", help="With --engine ray: folder or URL where its Parquet parts stay; all see it."
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Then go on: read what comes, until interrupted.")] = False,
    settle: Annotated[
        float,
        typer.Option("--settle", min=0.1, metavar="SECONDS", help="With --watch: how long a file must stand still."),
    ] = 2.0,
    max_size: options.MaxSize = options.MAX_BYTES,
    column: options.Columns = None,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    published: options.Published = None,
    log_json: options.LogJson = False,
) -> int:
    """Read what is new or changed into the store; can be ended at any moment and started again."""
    from extract import batch, reading

    options.check_lexicon(lexicon)
    given: Given = {
        "inbox": [batch.source_name(reading.place(path)) for path in inbox], "jobs": jobs, "refresh": refresh,
        "prune": prune, "max_size": max_size, "lexicon": lexicon and str(lexicon), "model": model,
        "published": published, "columns": options.columns(column),
    }  # fmt: skip
    found = _look(inbox, store, prune)
    if reading.STDIN in found.files:
        raise typer.BadParameter("a store takes files, for it must find them again; `jiyao extract -` reads stdin")
    if not found.there:
        raise found.missing[0]
    for error in found.missing:
        log.error(str(error), place=error.place, code=error.code, reason=error.reason, remedy=error.remedy)
    if watch and any(isinstance(reading.place(path), reading.Url) for path in inbox):
        raise typer.BadParameter("--watch follows folders of this machine; leave it out for URLs, and run now and then")
    if watch and engine is Engine.ray:
        raise typer.BadParameter("--watch reads by workers here; leave out one of --watch and --engine ray")
    if watch:
        return _watch(inbox, store, given, as_json, found, settle)
    if engine is Engine.ray:
        return _by_ray(store, given, as_json, found, parts, address)
    return into_store(
        "run", store, read(found.files), given, as_json, found.prune, found.passed, files=len(found.files)
    )


def _by_ray(store: Path, given: Given, as_json: bool, found: _Found, parts: str | None, address: str | None) -> int:
    """Read by the actors of a cluster into parts, which the store takes in when all are written."""
    from extract import batch
    from extract.batch import cluster
    from extract.batch.parts import find

    cluster.available()

    def work(run: Run) -> None:
        with _folder_for(parts, store, run.writer.run) as folder:
            if files := list(run.wanted(found.files)):
                run.writer.commit()
                cluster.read(files, recipe(given), folder, given["jobs"], address)
                load(find([folder]))(run)

    return into_store("run", store, work, given, as_json, found.prune, found.passed, batch.Inline(recipe(given)))


@contextmanager
def _folder_for(parts: str | None, store: Path, run: int) -> Iterator[Place]:
    """Where a run's parts go: to stay below `parts`, or beside the store until they are taken in."""
    from extract.reading import Url, place

    if parts is not None:
        folder = place(parts) / f"run-{run}"
        if not isinstance(folder, Url):
            folder.mkdir(parents=True, exist_ok=True)
            folder = folder.absolute()
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix=f"{store.name}-parts-", dir=store.absolute().parent) as name:
        yield Path(name)


class _Found(NamedTuple):
    """What the inboxes hold now."""

    files: list[Place]  # absolute
    there: list[str]  # inboxes that exist
    missing: list[MissingError]
    passed: Passed
    prune: Prune | None


def _look(inbox: list[str], store: Path, prune: bool, quiet: bool = False) -> _Found:
    from extract.reading import Url, place

    beside = [store.with_name(store.name + end) for end in ("", "-wal", "-shm", "-journal", ".lock")]
    found = progress.find(inbox, beside, quiet)
    if prune and found.blind:
        raise typer.BadParameter(
            f"{found.blind[0]} shows no file at all, and --prune would remove what came from it: look whether a share"
            " is to be mounted, or leave --prune out; of a folder emptied on purpose, name the folder above it"
        )
    missing = {p for p in found.named if not isinstance(p, Url) and not os.path.exists(p) and str(p) != "-"}
    files = [path for path in found.files if path not in missing]
    files = [p if str(p) == "-" or isinstance(p, Url) else Path(os.path.abspath(p)) for p in files]
    there = [path for path in inbox if place(path) not in missing]
    passed = Passed(len(missing), len(found.other) + found.odd.total())
    errors = [MissingError(str(path), "there is no such file or folder", "check the name") for path in sorted(missing)]
    return _Found(list(dict.fromkeys(files)), there, errors, passed, Prune(_roots(there), files) if prune else None)


def _watch(inbox: list[str], store: Path, given: Given, as_json: bool, found: _Found, settle: float) -> int:
    """Read what is there, and then what comes: each time a run of its own, so that others can write in between."""
    from extract import batch
    from extract.batch.watch import Settling, follow

    settling = Settling(settle)
    failed = 0

    def pass_over(now: _Found, files: list[Place], passed: Passed) -> bool:
        nonlocal failed
        try:
            failed |= into_store("run", store, read(files), given, as_json, now.prune, passed, pool)
        except StoreError as error:
            if error.code != "J403":
                raise
            log.info(str(error))
            return False
        return True

    with batch.Pool(recipe(given), given["jobs"]) as pool:
        pass_over(found, [path for path in found.files if not settling.young(str(path))], found.passed)
        try:
            log.info(f"watching {', '.join(found.there)}; Ctrl-C ends it")
            for news in follow([_folder(Path(root)) for root in _roots(found.there)], settling):
                try:
                    now = _look(inbox, store, given["prune"], quiet=True)
                except typer.BadParameter as error:  # a folder that is empty all at once may be a share that is away
                    log.error(error.message)
                    continue
                files = [path for path in now.files if str(path) in news.files]
                if (files or (news.gone and now.prune)) and not pass_over(now, files, Passed()):
                    for path in files:
                        settling.note(str(path), time.monotonic())
        except KeyboardInterrupt:
            log.info("no longer watching")
    return failed


def _folder(root: Path) -> Path:
    return root if root.is_dir() else root.parent


def _roots(inbox: list[str]) -> list[Place]:
    """The folders (or files) that were given; of a glob, the folder before its first pattern."""
    from extract.reading import Url, place

    roots: list[Place] = []
    for path in map(place, inbox):
        if isinstance(path, Url):
            roots.append(path)
            continue
        parts = Path(os.path.abspath(path)).parts
        plain = next((n for n, part in enumerate(parts) if any(c in part for c in "*?[")), len(parts))
        roots.append(Path(*parts[:plain]))
    return roots
