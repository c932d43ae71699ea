"""``jiyao status``: what has been done, what failed and why, with which pipeline."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from extract.cli import console, options

_LATEST = 20  # names that are shown unless all are asked for


def status(
    store: options.Store,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Every name, not only the latest, and tracebacks.")
    ] = False,
    lexicon: options.Lexicon = None,
    model: options.Model = None,
    log_json: options.LogJson = False,
) -> int:
    """Say what the store holds, what is in quarantine and why, and whether the pipeline is a new one."""
    from extract.store import locked, reading
    from extract.store.status import last_options, ledger
    from extract.store.status import status as read

    alive = locked(store)  # asked before and after: a run may end, or begin, meanwhile
    with reading(store) as db:
        fingerprint = _fingerprint(last_options(db), lexicon, model)
        found = read(db, fingerprint, alive or locked(store))
        found["ledger"] = ledger(db, None if verbose else _LATEST)
    if not verbose:
        for row in found["quarantine"]:
            del row["traceback"]
    if as_json:
        print(json.dumps({"store": str(store), **found}, ensure_ascii=False, indent=2))
    else:
        _show(store, found)
    return 0


def _fingerprint(before: dict[str, Any], lexicon: Path | None, model: str | None) -> str | None:
    """The fingerprint that a run would have now with the options of the last one; None where a file of them is gone."""
    from extract.batch import Recipe

    path = lexicon or (Path(before["lexicon"]) if before.get("lexicon") else None)
    model = model or before.get("model")
    if (path is not None and not path.is_file()) or (model not in (None, "none") and not Path(model).is_dir()):
        return None
    return Recipe(path, model).make().fingerprint


def _show(store: Path, found: dict[str, Any]) -> None:
    out = console.stdout()
    out.print(console.cell(f"{store}: {found['documents']} documents of {found['texts']} texts"))
    rows = " · ".join(f"{n} {table}" for table, n in found["rows"].items() if table != "documents")
    out.print(console.cell(rows))
    out.print(console.cell(
        f"{found['names']} names in the ledger: {found['duplicates']} duplicate, {found['failed']} failed, "
        f"{found['pending']} pending; {found['near_duplicates']} documents tell what another tells"
    ))  # fmt: skip
    for made in found["pipelines"]:
        out.print(console.cell(f"pipeline {made['version']} {made['fingerprint']}: {made['documents']} documents"))
    if found["fingerprint"] is None:
        out.print(
            console.cell(
                "the lexicon or model of the last run is gone; give it with --lexicon or --model to compare pipelines"
            )
        )
    elif found["outdated"]:
        out.print(console.cell(
            f"the pipeline is now {found['fingerprint']}: {found['outdated']} documents were read by another; "
            "`jiyao run --refresh` reads them again"
        ))  # fmt: skip
    for row in found["quarantine"]:
        place = row["place"] or row["source"]
        out.print(console.cell(
            f"failed ({row['attempts']}×) [{row['code']}] {place}: {row['reason']}; {row['remedy']}", "red"
        ))  # fmt: skip
        if row.get("traceback"):
            out.print(console.cell(row["traceback"]))
    out.print(_runs(found["runs"]))
    out.print(_ledger(found["ledger"]))
    if len(found["ledger"]) < found["names"]:
        out.print(console.cell(f"the latest {len(found['ledger'])} of {found['names']} names; --verbose shows all"))


def _runs(runs: list[dict[str, Any]]) -> Table:
    table = console.table("run", "command", "status", "begun", "ended", "counts", "pipeline", title="the last runs")
    for run in runs:
        state = f"running (pid {run['pid']})" if run["status"] == "running" else run["status"]
        counts = ", ".join(f"{n} {name}" for name, n in run["counts"].items() if n) or "nothing to do"
        values = (run["id"], run["command"], state, run["started"], run["finished"], counts, run["fingerprint"])
        table.add_row(*map(console.cell, values))
    return table


def _ledger(rows: list[dict[str, Any]]) -> Table:
    columns = ("name", "status", "documents", "same as", "ms", "claims", "mentions", "figures", "first seen", "run")
    folder = _common([row["source"] for row in rows])
    table = console.table(*columns, "pipeline", title=f"ledger of {folder}" if folder else "ledger")
    for row in rows:
        name = row["source"].removeprefix(folder) + (f" ({row['item']})" if row["item"] else "")
        lists = (", ".join(row["ids"]), ", ".join(row["same_as"]))
        counts = (row["milliseconds"], row["claims"], row["mentions"], row["figures"])
        values = (name, row["status"], *lists, *counts, row["first_seen"][:16], row["run"], row["fingerprint"][:8])
        table.add_row(*map(console.cell, values))
    return table


def _common(sources: list[str]) -> str:
    """The folder that all lie in, with its separator; none where they have none in common."""
    folder = os.path.commonpath(map(os.path.dirname, sources)) if sources else ""
    return folder + os.sep if folder.strip(os.sep) else ""
