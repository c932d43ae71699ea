"""Files in, results out, in the order of the files, while many are on their way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from extract import schema
from extract.batch.pool import File, Runner, Task, Ticket
from extract.batch.work import Bad, read_file, source_name
from extract.folding import scrub
from extract.reading import MAX_BYTES, STDIN
from extract.store.entry import Entry, Failure, Name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A file that has been read: its texts, and what could not be read."""

    path: Path
    found: list[Entry | Bad]


@dataclass(frozen=True, slots=True)
class Done:
    """A text and its documents."""

    entry: Entry
    documents: list[schema.Document]


def ordered(runner: Runner, things: Iterable[T], task: Callable[[T], Task | None]) -> Iterator[tuple[T, Any]]:
    """Each thing with the result of its task (None where it has none), in order, with a bounded number on their way."""
    waiting: deque[tuple[T, Ticket | None]] = deque()

    def first() -> tuple[T, Any]:
        thing, ticket = waiting.popleft()
        return thing, None if ticket is None else runner.result(ticket)

    for thing in things:
        wanted = task(thing)
        waiting.append((thing, None if wanted is None else runner.submit(wanted)))
        while len(waiting) >= runner.window:
            yield first()
    while waiting:
        yield first()


def read_files(
    runner: Runner, paths: Iterable[Path], published: str | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Read]:
    """The texts of the files. Stdin (``-``) is read here, for workers have none."""
    for path, found in ordered(runner, paths, lambda path: None if path == STDIN else File(path, max_bytes)):
        if path == STDIN:
            found = read_file(path, max_bytes)
        elif isinstance(found, Failure):
            found = [Bad(Name(source_name(path)), scrub(path.stem), found)]
        yield Read(path, [replace(t, fallback=published) if isinstance(t, Entry) else t for t in found])


def extract_files(
    runner: Runner, paths: Iterable[Path], published: str | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Done | Bad]:
    """The documents of all texts of the files. `published` is for texts that come with no date."""
    things = (thing for read in read_files(runner, paths, published, max_bytes) for thing in read.found)
    for thing, result in ordered(runner, things, lambda thing: thing if isinstance(thing, Entry) else None):
        yield outcome(thing, result)


def outcome(thing: Entry | Bad, result: Any) -> Done | Bad:
    """What came of a text."""
    if isinstance(thing, Bad):
        return thing
    return Bad(thing.name, thing.stem, result, thing) if isinstance(result, Failure) else Done(thing, result)
