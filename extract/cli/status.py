"""``jiyao status``: what has been done, what failed and why, with which pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from extract.cli import console, options


def status(
    store: options.Store,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Every name too, and tracebacks.")] = False,
    lexicon: options.Lexicon = None,
    log_json: options.LogJson = False,
) -> int:
    """Say what the store holds, what is in quarantine and why, and whether the pipeline is a new one."""
    from extract.store import locked, reading
    from extract.store.status import last_options, ledger
    from extract.store.status import status as read

    alive = locked(store)  # asked before and after: a run may end, or begin, meanwhile
    with reading(store) as db:
        fingerprint = _fingerprint(last_options(db), lexicon)
        found = read(db, fingerprint, alive or locked(store))
        if verbose:
            found["ledger"] = ledger(db)
    if not verbose:
        for row in found["quarantine"]:
            del row["traceback"]
    if as_json:
        print(json.dumps({"store": str(store), **found}, ensure_ascii=False, indent=2))
    else:
        _show(store, found)
    return 0


def _fingerprint(before: dict[str, Any], lexicon: Path | None) -> str | None:
    """The fingerprint that a run would have now with the options of the last one; None where its lexicon is gone."""
    from extract.batch import Recipe

    path = lexicon or (Path(before["lexicon"]) if before.get("lexicon") else None)
    if path is not None and not path.is_file():
        return None
    return Recipe(path).make().fingerprint


def _show(store: Path, found: dict[str, Any]) -> None:
    out = console.stdout()
    out.print(console.cell(f"{store}: {found['documents']} documents of {found['texts']} texts"))
    rows = " · ".join(f"{n} {table}" for table, n in found["rows"].items() if table != "documents")
    out.print(console.cell(rows))
    out.print(console.cell(
        f"{found['names']} names in the ledger: {found['duplicates']} duplicate, {found['failed']} failed, "
        f"{found['pending']} pending"
    ))  # fmt: skip
    for made in found["pipelines"]:
        out.print(console.cell(f"pipeline {made['version']} {made['fingerprint']}: {made['documents']} documents"))
    if found["fingerprint"] is None:
        out.print(console.cell("the lexicon of the last run is gone; give it with --lexicon to compare pipelines"))
    elif found["outdated"]:
        out.print(console.cell(
            f"the pipeline is now {found['fingerprint']}: {found['outdated']} documents were read by another; "
            "`jiyao run --refresh` reads them again"
        ))  # fmt: skip
    if found["runs"]:
        last = found["runs"][0]
        counts = ", ".join(f"{n} {name}" for name, n in last["counts"].items() if n)
        state = f"running (pid {last['pid']})" if last["status"] == "running" else last["status"]
        begun = f"last: {last['command']} {state}, begun {last['started']}"
        out.print(console.cell(f"{begun}: {counts or 'nothing to do'}"))
    for row in found["quarantine"]:
        place = row["place"] or row["source"]
        out.print(console.cell(
            f"failed ({row['attempts']}×) [{row['code']}] {place}: {row['reason']}; {row['remedy']}", "red"
        ))  # fmt: skip
        if row.get("traceback"):
            out.print(console.cell(row["traceback"]))
    if "ledger" in found:
        table = console.table("name", "status", "documents", "first seen", "pipeline")
        for row in found["ledger"]:
            name = f"{row['source']} ({row['item']})" if row["item"] else row["source"]
            values = (name, row["status"], ", ".join(row["ids"]), row["first_seen"], row["fingerprint"])
            table.add_row(*map(console.cell, values))
        out.print(table)
