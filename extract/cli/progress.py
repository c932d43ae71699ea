"""What commands that read many texts share: the runner, the progress bar, the line for a failure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.cli import log
from extract.cli.target import identity

if TYPE_CHECKING:
    from extract.batch import Bad, Recipe, Runner
    from extract.reading import Found, Place


_SMALL = 100_000  # bytes: about a second's work


@contextmanager
def runner(recipe: Recipe, jobs: int, paths: Sequence[Place]) -> Iterator[Runner]:
    """Workers; for a single job, or so little that a worker's start would take longer, this process."""
    from extract.batch import Inline, Pool

    if jobs == 1 or sum(_size(path) for path in paths) < _SMALL:
        yield Inline(recipe)
        return
    with Pool(recipe, jobs) as pool:
        yield pool


def find(paths: list[str], own: Iterable[Path], quiet: bool = False) -> Found:
    """What `paths` come to; says, unless `quiet`, what is left out of folders, and when nothing is left.

    `own` are files that this program writes: where they lie in a folder that it reads, they are passed over.
    """
    from extract import reading

    found = reading.find(paths)
    if ours := {file for path in own if (file := identity(path))}:
        found.files = [path for path in found.files if path in found.named or identity(path) not in ours]
        found.other = [path for path in found.other if identity(path) not in ours]
    if quiet:
        return found
    if found.other:
        kinds = Counter(path.suffix.lower() or "without a suffix" for path in found.other)
        log.info(f"{len(found.other)} files of other formats left out ({_kinds(kinds)})")
    if found.odd:
        log.info(f"{found.odd.total()} things left out that are no files of the folder ({_kinds(found.odd)})")
    if not found.files:
        log.info(
            f"no file of a known format in {', '.join(paths)}; name a file outright to read it whatever it is called"
        )
    return found


def _kinds(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items()))


@contextmanager
def bar(paths: Sequence[Place]) -> Iterator[Iterator[Place]]:
    """The files, with a bar on a terminal that shows how many have been begun."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    if not log.console.is_terminal or log.is_json():
        yield iter(paths)
        return
    with Progress(*columns, console=log.console, transient=True) as progress:
        task = progress.add_task("reading", total=len(paths))

        def counted() -> Iterator[Place]:
            for path in paths:
                yield path
                progress.advance(task)

        yield counted()


def failure(bad: Bad) -> None:
    """Name what failed: file, place, reason, remedy."""
    found = bad.failure
    place = found.place or str(bad.name)
    log.error(
        " ".join(f"[{found.code}] {place}: {found.reason}; {found.remedy}".split()),
        source=bad.name.source, item=bad.name.item, stage=found.stage, code=found.code, place=found.place,
        reason=found.reason, remedy=found.remedy,
    )  # fmt: skip


def _size(path: Place) -> int:
    try:
        return os.stat(path).st_size
    except OSError:  # stdin, a URL, or a file that reading will name
        return 0
