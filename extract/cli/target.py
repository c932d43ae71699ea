"""Where a command writes: stdout, or what ``-o`` names."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import typer

from extract.cli.console import json_safe


class _Terminal(io.TextIOBase):
    """Stdout where people look at it: what a terminal would obey is written as JSON escapes it."""

    def write(self, text: str) -> int:
        sys.stdout.write(json_safe(text))
        return len(text)

    def flush(self) -> None:
        sys.stdout.flush()


@contextmanager
def output(path: Path | None, binary: bool = False) -> Iterator[Any]:
    """The stream to write to, of text in UTF-8 or of bytes. ``None`` and ``-`` are stdout, for text.

    A file takes its name when all is written, so that nobody finds half of it; one that was there keeps its rights,
    and one that a link points at is written where it lies. Anything else, such as a FIFO, is opened as it is.
    """
    if path is None or str(path) == "-":
        yield _Terminal() if sys.stdout.isatty() else sys.stdout
        return
    try:
        before = _state(path)
        if before is not None and not stat.S_ISREG(before.st_mode):
            with _opened(path, binary) as stream:
                yield stream
            return
        target = Path(os.path.realpath(path))
        part = target.with_name(f".jiyao-{os.getpid()}.part")
        stream = _opened(part, binary)
    except OSError as error:
        raise _refused(path, error) from None
    try:
        with stream:
            if before is not None:
                part.chmod(stat.S_IMODE(before.st_mode))
            yield stream
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path, binary: bool) -> IO[Any]:
    return path.open("wb") if binary else path.open("w", encoding="utf8", newline="\n")


def identity(path: Path | str) -> tuple[int, int] | None:
    """What two paths to one file have in common; None where there is no file of this machine."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(path: Path) -> os.stat_result | None:
    """What is there; None where nothing is. Refuses a folder, and a file that may not be written."""
    try:
        before = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(before.st_mode):
        raise typer.BadParameter(f"{path} is a folder; name a file in it")
    if not os.access(path, os.W_OK):
        raise typer.BadParameter(f"{path} may not be written; change its rights, or name another file")
    return before


def _refused(path: Path, error: OSError) -> typer.BadParameter:
    if isinstance(error, FileNotFoundError):
        return typer.BadParameter(f"{path} cannot be written: there is no folder {path.parent}; make it first")
    return typer.BadParameter(f"{path} cannot be written: {error.strerror}; name another file")
