"""Reading: files → source texts with what their rows say about them.

`find` turns what a user names into files; `read` turns a file into its texts: one, or one a row of JSON
Lines and CSV. What cannot be read is given as an error in its place, so that one bad row or file costs no other.

A new format is a new module with a function like those of `rows`, a suffix in `find.FORMATS`, and a case
in `read`.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from extract.errors import EmptyError, EncodingError, MissingError, ReadError, TooLargeError
from extract.reading.decode import decode
from extract.reading.find import FORMATS, STDIN, find
from extract.reading.rows import comma_separated, json_lines
from extract.reading.text import Text, iso_date

__all__ = ["FORMATS", "MAX_BYTES", "STDIN", "Text", "find", "iso_date", "read"]

MAX_BYTES = 10 * 1024 * 1024


def read(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Iterator[Text | ReadError]:
    """The texts of a file (`-`: standard input), and in the place of each that cannot be read its error.

    Never raises for what stands in the file, nor for a file that is missing or larger than `max_bytes`.
    """
    path = Path(path)
    name, stem = str(path), "stdin" if path == STDIN else path.stem
    try:
        data = _bytes(path, max_bytes)
        form = FORMATS.get(path.suffix.lower(), "text")
        if path == STDIN and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            form = "jsonl"
        if form == "jsonl":
            outcomes: Iterator[Text | ReadError] = json_lines(_lines(data, name), name, stem)
        else:
            text = decode(data, name)
            if not text.strip():
                raise EmptyError(name, "nothing but blanks", "give a file with text in it")
            if form != "csv":
                yield Text(text, stem, source=name, path=name, format=form)
                return
            outcomes = comma_separated(text, name, stem)
    except ReadError as error:
        yield error
        return
    empty = True
    for outcome in outcomes:
        empty = False
        yield outcome
    if empty:
        yield EmptyError(name, "no rows", "give a file with rows in it")


def _bytes(path: Path, max_bytes: int) -> bytes:
    """A file's bytes. Its size is asked before it is read."""
    name = str(path)
    too_large = TooLargeError(name, f"larger than {max_bytes:,} bytes", "split it, or raise the limit")
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(max_bytes + 1)
        elif not path.exists():
            raise MissingError(name, "there is no such file", "check the name")
        elif not path.is_file():
            raise MissingError(name, "this is no file", "name files, or the folder to `find`")
        elif path.stat().st_size > max_bytes:
            raise too_large
        else:
            with path.open("rb") as file:
                data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise MissingError(name, f"it cannot be opened ({error})", "check its name and rights") from error
    if len(data) > max_bytes:
        raise too_large
    return data


def _lines(data: bytes, name: str) -> list[str | UnicodeDecodeError]:
    """The lines of JSON Lines. Where the file does not decode as a whole, each line does or does not for itself."""
    try:
        return list(decode(data, name).split("\n"))
    except EncodingError:
        lines = [_line(line) for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n")]
        if not any(isinstance(line, str) and line.strip() for line in lines):
            raise
        return lines


def _line(data: bytes) -> str | UnicodeDecodeError:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error
