"""What commands that read many texts share: the runner, the progress bar, the line for a failure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extract.cli import log

if TYPE_CHECKING:
    from extract.batch import Bad, Recipe, Runner


_SMALL = 100_000  # bytes: about a second's work


@contextmanager
def runner(recipe: Recipe, jobs: int, paths: Sequence[Path]) -> Iterator[Runner]:
    """Workers; for a single job, or so little that a worker's start would take longer, this process."""
    from extract.batch import Inline, Pool

    if jobs == 1 or sum(_size(path) for path in paths) < _SMALL:
        yield Inline(recipe)
        return
    with Pool(recipe, jobs) as pool:
        yield pool


def files(paths: list[str]) -> list[Path]:
    """The files that `paths` name; says so when there are none."""
    from extract import reading

    found = reading.find(paths)
    if not found:
        log.info(
            f"no file of a known format in {', '.join(paths)}; name a file outright to read it whatever it is called"
        )
    return found


@contextmanager
def bar(paths: Sequence[Path]) -> Iterator[Iterator[Path]]:
    """The files, with a bar on a terminal that shows how many have been begun."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = log.console.is_terminal and not log.is_json()
    with Progress(*columns, console=log.console, disable=not shown, transient=True) as progress:
        task = progress.add_task("reading", total=len(paths))

        def counted() -> Iterator[Path]:
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


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # stdin, or a file that reading will name
        return 0
