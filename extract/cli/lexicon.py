"""``jiyao lexicon``: names, the shipped ones and the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli import console, log
from extract.cli.guard import guarded

app = typer.Typer(help="Check and list names: the shipped ones, or those of a CSV of yours.", no_args_is_help=True)

_File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", exists=True, help="Your CSV: label,name,aliases,ticker,maker.")
]


def check(file: _File = None) -> int:
    """Name every row that breaks a rule, with file, line and remedy; exit status 1 where there is one."""
    from extract.knowledge import check as problems_of

    problems = problems_of(file)
    for problem in problems:
        print(console.safe(str(problem)))
    log.info(f"{len(problems)} problems")
    return 1 if problems else 0


def show(file: _File = None) -> int:
    """Print all names as tab-separated lines: label, id, name, aliases. With FILE, as they are with yours laid over."""
    from extract.knowledge import load

    known = load(file)
    for label, rows in (("COMPANY", known.companies), ("CHIP", known.chips), ("PERSON", known.people)):
        for row in rows.values():
            print(console.safe("\t".join((label, row.id, row.name, "|".join(row.aliases)))))
    return 0


app.command("check")(guarded(check))
app.command("list")(guarded(show))
