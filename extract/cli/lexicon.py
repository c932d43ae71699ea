"""``jiyao lexicon``: names, the shipped ones and the user's own."""

from __future__ import annotations

import csv
import io
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli import console, log
from extract.cli.guard import guarded
from extract.cli.target import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.knowledge import Chip, Company, Person, Problem

app = typer.Typer(help="Check, add and list names: the shipped ones, or those of a CSV of yours.", no_args_is_help=True)

_File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", exists=True, help="Your CSV: label,name,aliases,ticker,maker.")
]


def check(file: _File = None) -> int:
    """Name every row that breaks a rule, with file, line and remedy; exit status 1 where there is one."""
    from extract.knowledge import check as problems_of

    problems = problems_of(file)
    for problem in problems:
        print(console.safe(str(problem)))
    if problems:
        log.info(f"{len(problems)} problems")
        return 1
    counts = ", ".join(f"{len(rows):,} {plural}" for _, plural, rows in _tables(file))
    log.info(f"no problems in {counts}")
    return 0


def show(
    file: _File = None,
    find: Annotated[str, typer.Option(help="Only those with this in a name, an alias, the id or a ticker.")] = "",
) -> int:
    """Print all names as tab-separated lines: label, id, name, aliases. With FILE, as they are with yours laid over."""
    from extract.knowledge.tables import key

    wanted = key(find)
    for label, _, rows in _tables(file):
        for row in rows.values():
            names = (row.id, row.name, *row.aliases, *getattr(row, "tickers", ()))
            if not wanted or any(wanted in key(name) for name in names):
                print(console.safe("\t".join((label, row.id, row.name, "|".join(row.aliases)))))
    return 0


def _tables(file: Path | None) -> tuple[tuple[str, str, Mapping[str, Company | Chip | Person]], ...]:
    """Label, what its entities are called, and the entities, those of the user's file among them."""
    from extract.knowledge import load

    known = load(file)
    return (
        ("COMPANY", "companies", known.companies),
        ("CHIP", "chips", known.chips),
        ("PERSON", "people", known.people),
    )


class Label(StrEnum):
    """Kinds of names."""

    COMPANY = "COMPANY"
    CHIP = "CHIP"
    PERSON = "PERSON"


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your CSV; made where it is not there.", dir_okay=False)],
    label: Annotated[Label, typer.Option(help="What it is a name of.")],
    name: Annotated[str, typer.Option(help="The canonical name.")],
    alias: Annotated[list[str] | None, typer.Option(help="Another name; may be given several times.")] = None,
    ticker: Annotated[str, typer.Option(help="Ticker of a company, as NVDA.US.")] = "",
    maker: Annotated[str, typer.Option(help="Who makes the chip, or employs the person.")] = "",
) -> int:
    """Add a row to a CSV of your own names, once it has been checked; a bad row leaves the file as it is."""
    from extract.knowledge.tables import LEXICON_COLUMNS

    aliases = alias or []
    if not all(map(str.isprintable, (name, *aliases, ticker, maker))):
        raise typer.BadParameter("a name holds a line end, a tab or another character that is not seen; take it out")
    if not all(word.strip() and "|" not in word for word in aliases):
        raise typer.BadParameter("an alias is blank or holds a |; give each alias with an --alias of its own")
    before, encoding = _content(file)
    end = "\r\n" if "\r\n" in before else "\n"
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator=end)
    if not before.strip("\ufeff \t\r\n"):
        rows.writerow(LEXICON_COLUMNS)
    elif not before.endswith("\n"):
        lines.write(end)
    rows.writerow([label.value, name, "|".join(aliases), ticker, maker])
    after = before + lines.getvalue()
    known = _problems(file.name, before) if before else []
    new = [problem for problem in _problems(file.name, after) if problem not in known]
    if new:
        for problem in new:
            log.error(str(problem))
        log.error(f"{file} is left as it is")
        return 2
    with output(file, binary=True) as stream:
        stream.write(after.encode(encoding))
    print(console.safe(f"{label.value} {name} added to {file}"))
    if known:
        log.info(f"{len(known)} problems stand in rows that were there before; `jiyao lexicon check {file}` names them")
    return 0


def _content(file: Path) -> tuple[str, str]:
    """The file as it is, mark and line ends included, and its encoding; nothing where it is not there."""
    from extract.knowledge import decoded

    if file.exists() and not file.is_file():
        raise typer.BadParameter(f"{file} is no regular file; name a CSV file")
    try:
        return decoded(file.read_bytes())
    except FileNotFoundError:
        return "", "utf-8"
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{file} is neither UTF-8 nor GB18030; save it as CSV in UTF-8") from None


def _problems(name: str, content: str) -> list[Problem]:
    """The problems of a lexicon that is no file yet; they give it this name."""
    from extract.knowledge import check as problems_of

    with tempfile.TemporaryDirectory(prefix="jiyao-") as folder:
        trial = Path(folder, name)
        trial.write_bytes(content.encode())
        return problems_of(trial)


app.command("check")(guarded(check))
app.command("add")(guarded(add))
app.command("list")(guarded(show))
