"""Parts: what was read elsewhere, as Parquet files that a store takes in.

A row is a text, or what could not be read of a file; it says of how many its file consists, so that a file is taken in
when all of it is there, whichever parts it lies in, and once, however often a part was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO

from extract.batch.pool import Inline, Task, Ticket
from extract.batch.work import Bad, Read, Ready, Recipe, Stamp, source_name
from extract.errors import MissingError, StoreError
from extract.reading import Place, Url, place, remote
from extract.store.connect import VERSION
from extract.store.entry import Entry, Failure, Name
from extract.store.rows import Packed, PackedDocument, dump
from extract.store.similar import Signature

if TYPE_CHECKING:
    import pyarrow as pa

_TEXTS = ("path", "source", "item", "hash", "state", "entry", "packed", "failure", "version", "fingerprint")
_NUMBERS = ("place", "places", "tables")  # place among the file's; how many it has; version of the store's tables


def shape() -> pa.Schema:
    """The columns of a part."""
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in _TEXTS] + [(name, pa.int64()) for name in _NUMBERS])


def rows(path: Place, read: Read, version: str, fingerprint: str) -> Iterator[dict[str, Any]]:
    """A file that has been read, as rows of a part. Its texts are `Ready`."""
    stamp = read.stamp or Stamp("", "")
    for at, thing in enumerate(read.found):
        ready = thing if isinstance(thing, Ready) else None
        failure = thing.failure if isinstance(thing, Bad) else ready and ready.packed
        entry = ready.entry if ready else thing.entry if isinstance(thing, Bad) else None
        yield {
            "path": str(path),
            "source": source_name(path),
            "item": thing.name.item,
            "hash": stamp.hash,
            "state": stamp.state,
            "entry": dump(asdict(entry) if entry else {"stem": thing.stem}),  # type: ignore[union-attr]
            "packed": _packed(ready.packed) if ready and isinstance(ready.packed, Packed) else None,
            "failure": dump(asdict(failure)) if isinstance(failure, Failure) else None,
            "version": version,
            "fingerprint": fingerprint,
            "place": at,
            "places": len(read.found),
            "tables": VERSION,
        }


def _packed(packed: Packed) -> str:
    found = [(d.row, d.items, d.signature and (d.signature.values.hex(), d.signature.bands)) for d in packed.documents]
    return dump((found, packed.milliseconds))


def find(given: Iterable[Place]) -> list[Place]:
    """The parts that are named, or lie in folders that are."""
    found: list[Place] = []
    for path in given:
        if isinstance(path, Url):
            below = remote.find(path)
            found += [path] if below is None else [part for part in below if part.suffix == ".parquet"]
        else:
            found += sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


@contextmanager
def _opened(part: Place) -> Iterator[BinaryIO]:
    with remote.opened(part) if isinstance(part, Url) else part.open("rb") as file:
        yield file


def pipelines(parts: Iterable[Place]) -> list[tuple[str, str]]:
    """Version and fingerprint of what made the parts. Raises `StoreError` (J410) for a file that is no part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = set()
    for part in parts:
        try:
            with _opened(part) as file:
                table = pq.read_table(file, columns=["version", "fingerprint", "tables"])
            made = {(row["version"], row["fingerprint"], row["tables"]) for row in table.to_pylist()}
        except (OSError, KeyError, pa.ArrowException, MissingError) as error:
            raise StoreError(
                "J410", str(part), f"this is no part ({error})", "name what `jiyao run --parts` wrote"
            ) from None
        if any(tables != VERSION for _, _, tables in made):
            raise StoreError("J410", str(part), "a part of another version of jiyao", "read its files again")
        found |= {(version, fingerprint) for version, fingerprint, _ in made}
    return sorted(found)


class Loader:
    """The files of parts that one pipeline made, each when all of it has been seen; `torn` are left over at the end."""

    def __init__(self, parts: Iterable[Place], fingerprint: str) -> None:
        self.parts, self.fingerprint = parts, fingerprint
        self.torn: list[str] = []

    def files(self) -> Iterator[tuple[Place, Read]]:
        """Path and content of each, as `stream.read_files` gives them."""
        import pyarrow.parquet as pq

        begun: dict[tuple[str, str], dict[int, dict[str, Any]]] = {}
        done: set[tuple[str, str]] = set()
        for part in self.parts:
            with _opened(part) as opened:
                for batch in pq.ParquetFile(opened).iter_batches(batch_size=64):
                    for row in batch.to_pylist():
                        file = row["source"], row["hash"]
                        if row["fingerprint"] != self.fingerprint or file in done:
                            continue
                        held = begun.setdefault(file, {})
                        held[row["place"]] = row
                        if len(held) == row["places"]:
                            done.add(file)
                            yield place(row["path"]), _read([held[n] for n in sorted(begun.pop(file))])
        self.torn = sorted({source for source, _ in begun} - {source for source, _ in done})


def _read(found: list[dict[str, Any]]) -> Read:
    stamp = Stamp(found[0]["hash"], found[0]["state"]) if found[0]["hash"] else None
    return Read(list(map(_thing, found)), stamp)


def _thing(row: dict[str, Any]) -> Bad | Ready:
    name, said = Name(row["source"], row["item"]), json.loads(row["entry"])
    entry = Entry(**{**said, "name": name}) if "text" in said else None
    if row["packed"] is None:
        failure = Failure(**json.loads(row["failure"]))
        return Bad(name, said["stem"], failure, entry)
    assert entry is not None
    documents, milliseconds = json.loads(row["packed"])
    return Ready(entry, Packed([_document(*document) for document in documents], milliseconds))


def _document(row: dict[str, Any], items: dict[str, list[Any]], signature: Any) -> PackedDocument:
    return PackedDocument(row, items, signature and Signature(bytes.fromhex(signature[0]), signature[1]))


@dataclass
class Elsewhere:
    """A runner for what others have read: what it does itself, where something is to be read after all, is the rest."""

    recipe: Recipe
    version: str
    fingerprint: str
    idle: Any = None
    window: int = 1

    @cached_property
    def _inline(self) -> Inline:
        return Inline(self.recipe)

    def submit(self, task: Task) -> Ticket:
        """Take a task."""
        return Ticket(task)

    def result(self, ticket: Ticket) -> Any:
        """Do it."""
        return self._inline.result(ticket)

    def close(self) -> None:
        """Nothing is in hand."""
