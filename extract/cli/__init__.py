"""The command line: each command parses its options, calls the package and prints.

One file a command; what they share is in `options` (what can be given), `console` (how things are shown)
and `log` (what is said on stderr). Data goes to stdout, all else to stderr. Exit status: 0 all done, 1 some
documents failed, 2 wrong use.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from importlib import metadata
from typing import Annotated

import typer

from extract.cli import (
    brief,
    demo,
    doctor,
    evaluate,
    export,
    extract,
    forget,
    learn_from,
    lexicon,
    merge,
    query,
    report,
    retry,
    run,
    schema,
    show,
    status,
    train,
)
from extract.cli.guard import guarded

app = typer.Typer(
    name="jiyao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., int]] = {
    "demo": demo.demo,
    "extract": extract.extract,
    "run": run.run,
    "status": status.status,
    "retry": retry.retry,
    "merge": merge.merge,
    "forget": forget.forget,
    "query": query.query,
    "brief": brief.brief,
    "report": report.report,
    "show": show.show,
    "export": export.export,
    "learn-from": learn_from.learn_from,
    "eval": evaluate.evaluate,
    "train": train.train,
    "schema": schema.schema,
    "doctor": doctor.doctor,
}
for name, command in _COMMANDS.items():
    app.command(name)(guarded(command))
app.add_typer(lexicon.app, name="lexicon")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"jiyao {metadata.version('jiyao')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Read research-call summaries (纪要) into companies, chips, people, figures, times and sentiment."""


def main() -> None:
    """The program `jiyao`."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app(prog_name="jiyao")
