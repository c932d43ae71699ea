"""``jiyao export``: the store for other tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli import log, options
from extract.cli.target import identity, output

if TYPE_CHECKING:
    import sqlite3

    from extract.store.changes import Changes


class Kind(StrEnum):
    """What can be written."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    spacy = "spacy"
    labelstudio = "labelstudio"
    doccano = "doccano"
    prodigy = "prodigy"


_FOLDERS = (Kind.csv, Kind.parquet)
_INTERFACE = ".interface.xml"  # behind the name of a Label Studio file


def export(
    store: options.Store,
    to: Annotated[
        Kind,
        typer.Option(
            "--to",
            help="jsonl: the records; csv, parquet: a file for each table; spacy: a DocBin; labelstudio, doccano,"
            " prodigy: to correct the labels there, and take them back with `learn-from`.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="PATH", readable=False, help="A folder for csv and parquet, else a file."),
    ],
    changed_since: Annotated[
        int | None,
        typer.Option(min=0, metavar="RUN", help="Only what runs after this one changed; `status` numbers them."),
    ] = None,
    log_json: options.LogJson = False,
) -> int:
    """Write all documents, or those that changed, for other tools.

    csv and parquet write a file a table into a folder (`jiyao schema --tables` tells their columns), all others one
    file; - is stdout, where it is text. With --changed-since, documents that are gone stand in removed.csv or
    removed.parquet, in jsonl as {"id": …, "removed": true}, and are named on stderr for all others.
    """
    from extract.store import reading
    from extract.store.changes import changed_since as changes

    if identity(out) in {identity(store)} - {None}:
        raise typer.BadParameter(f"{out} is the store itself; name another file to write to")
    with reading(store) as db:
        changed = None if changed_since is None else changes(db, changed_since)
        count = (_tables if to in _FOLDERS else _file)(db, to, out, changed)
    unit = "documents" if to in (*_FOLDERS, Kind.jsonl) else "texts"
    log.info(f"{count} {unit} written to {out}")
    if changed and changed.removed:
        log.info(f"{len(changed.removed)} documents removed: {', '.join(changed.removed)}", removed=changed.removed)
    return 0


def _tables(db: sqlite3.Connection, to: Kind, out: Path, changed: Changes | None) -> int:
    from extract.store import export as write

    if out.exists() and not out.is_dir():
        raise typer.BadParameter(f"{out} is a file; give a folder")
    _make(out)
    only = changed and changed.added_or_changed
    count = (write.to_csv if to is Kind.csv else write.to_parquet)(db, out, only)
    removed = out / f"removed.{to.value}"
    if changed is None:
        removed.unlink(missing_ok=True)  # of an earlier export into this folder
    elif to is Kind.csv:
        write.write_csv(removed, ["document"], ([id] for id in changed.removed))
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"document": pa.array(changed.removed, pa.string())}), removed)
    return count


def _file(db: sqlite3.Connection, to: Kind, out: Path, changed: Changes | None) -> int:
    from extract.store import export as write
    from extract.store import labelled

    only = changed and changed.added_or_changed
    if to is Kind.spacy:
        return _docbin(db, out, only)
    if to is Kind.jsonl:
        with output(out) as stream:
            return write.to_jsonl(db, stream, only, changed.removed if changed else ())
    kinds: dict[Kind, Callable[[Any, Any], int]] = {
        Kind.labelstudio: labelled.to_labelstudio,
        Kind.doccano: labelled.to_doccano,
        Kind.prodigy: labelled.to_prodigy,
    }
    with output(out) as stream:
        count = kinds[to](labelled.texts(db, only), stream)
    if to is Kind.labelstudio and str(out) != "-":
        interface = out.with_name(out.name + _INTERFACE)
        with output(interface) as stream:
            stream.write(labelled.CONFIG)
        log.info(f"the project's labelling interface: paste {interface} into Settings, Labeling Interface, Code")
    return count


def _docbin(db: sqlite3.Connection, out: Path, only: Sequence[str] | None) -> int:
    from extract.store import labelled

    if str(out) == "-":
        raise typer.BadParameter("a DocBin is no text; name a file, such as docs.spacy")
    packed = labelled.to_docbin(labelled.texts(db, only))
    with output(out, binary=True) as stream:
        stream.write(packed.to_bytes())
    return len(packed)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{folder} cannot be made: {error.strerror}") from None
