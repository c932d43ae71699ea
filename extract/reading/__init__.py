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

from extract.errors import EmptyError, EncodingError, MissingError, ReadError, TooLargeError, UnsupportedError
from extract.reading.decode import decode
from extract.reading.find import FORMATS, STDIN, Found, find
from extract.reading.rows import comma_separated, json_lines
from extract.reading.text import Text, iso_date

__all__ = ["FORMATS", "MAX_BYTES", "STDIN", "Found", "Text", "find", "iso_date", "read"]

MAX_BYTES = 10 * 1024 * 1024
_PLAIN = "save it as text or Markdown"
_ROWS = "save it as CSV with a column `text`"
_JSON = "write one object with a `text` a line and name it .jsonl"
_UNPACK = "unpack it"
# Formats that are not read, told by their names: what stands in them would be read as if it were prose.
_UNREAD = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pdf", ".ppt", ".pptx", ".epub"), _PLAIN),
    **dict.fromkeys((".html", ".htm", ".mhtml", ".xml"), _PLAIN),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".parquet"), _ROWS),
    **dict.fromkeys((".json", ".yaml", ".yml"), _JSON),
    **dict.fromkeys((".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".xz", ".bz2", ".zst"), _UNPACK),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".mp3", ".m4a", ".wav", ".mp4"), "write down what it says"),
}


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
                reason = "empty: only blanks" if data else "empty"
                raise EmptyError(name, reason, "give a file with text in it")
            if form != "csv":
                yield Text(text, stem, source=name, path=name, format=form)
                return
            outcomes = comma_separated(text, name, stem, tabs=path.suffix.lower() == ".tsv")
    except ReadError as error:
        yield error
        return
    empty = True
    for outcome in outcomes:
        empty = False
        yield outcome
    if empty:
        yield EmptyError(name, "empty: no rows" if data else "empty", "give a file with rows in it")


def _bytes(path: Path, max_bytes: int) -> bytes:
    """A file's bytes. Its size is asked before it is read."""
    name = str(path)
    too_large = TooLargeError(name, f"larger than {max_bytes:,} bytes", "split it, or raise the limit")
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(max_bytes + 1)
        elif not path.exists():
            raise MissingError(name, "there is no such file", "check the name")
        elif path.is_dir():
            raise MissingError(name, "this is a folder", "name a file in it")
        elif not path.is_file():
            raise MissingError(name, "this is no regular file", "give what it yields on standard input, as `-`")
        elif path.suffix.lower() in _UNREAD:
            suffix = path.suffix.lower()
            raise UnsupportedError(name, f"files of the format {suffix} are not read", _UNREAD[suffix])
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
