"""Files in, results out, in the order of the files, while many are on their way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from extract import schema
from extract.batch.pool import File, Runner, Task, Ticket
from extract.batch.work import Bad, Read, Ready, read_file, source_name
from extract.folding import scrub
from extract.reading import MAX_BYTES, STDIN, Place, place
from extract.store.entry import Entry, Failure, Name

T = TypeVar("T")

_STDIN = str(STDIN)


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
        while waiting and (len(waiting) >= runner.window or _settled(waiting[0][1])):
            yield first()
    while waiting:
        yield first()


def _settled(ticket: Ticket | None) -> bool:
    return ticket is None or ticket.done


def read_files(runner: Runner, files: Iterable[File]) -> Iterator[tuple[Place, Read]]:
    """What the files hold. Stdin (``-``) is read here, for workers have none."""
    for file, read in ordered(runner, files, lambda file: None if file.path == _STDIN else file):
        path = place(file.path)
        if file.path == _STDIN:
            read = read_file(path, *file[1:4])
        elif isinstance(read, Failure) and file.ahead:  # was it the file, or its text?
            read = runner.result(runner.submit(file._replace(ahead=False)))
        if isinstance(read, Failure):
            read = Read([Bad(Name(source_name(path)), scrub(path.stem), read)])
        yield path, read


def extract_files(
    runner: Runner,
    paths: Iterable[Place],
    published: str | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Done | Bad]:
    """The documents of all texts of the files. `published` is for texts that come with no date."""
    files = (File(str(path), max_bytes, columns or {}, published) for path in paths)
    things = (thing for _, read in read_files(runner, files) for thing in read.found if not isinstance(thing, Ready))
    for thing, result in ordered(runner, things, lambda thing: thing if isinstance(thing, Entry) else None):
        if not isinstance(thing, Entry):
            yield thing
        elif isinstance(result, Failure):
            yield Bad(thing.name, thing.stem, result, thing)
        else:
            yield Done(thing, result)
