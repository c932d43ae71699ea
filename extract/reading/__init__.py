"""Reading: files → source texts with what their rows say about them.

`find` turns what a user names into files; `read` turns a file into its texts: one, one a row of JSON Lines and
CSV, or those of an archive's members. What cannot be read is given as an error in its place, so that one bad
row, member or file costs no other. Which formats there are stands in `formats.TABLE`.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from extract.errors import MissingError, ReadError, UnsupportedError
from extract.reading import archive, formats, remote
from extract.reading.archive import Limits
from extract.reading.columns import parse_columns
from extract.reading.find import STDIN, Found, find
from extract.reading.formats import FORMATS
from extract.reading.remote import Place, Url, place
from extract.reading.text import Text, iso_date

__all__ = [
    "FORMATS", "MAX_BYTES", "STDIN", "Found", "Place", "Text", "Url", "file_hash", "find", "iso_date", "parse_columns",
    "place", "read",
]  # fmt: skip

MAX_BYTES = 10 * 1024 * 1024
_CHUNK = 1 << 20


def read(
    path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES, columns: Mapping[str, str] | None = None
) -> Iterator[Text | ReadError]:
    """The texts of a file (`-`: standard input), and in the place of each that cannot be read its error.

    Never raises for what stands in the file, nor for a file that is missing or too large: plain ones may take
    `max_bytes`, those that hold pictures, and archives, ten times as much. `columns` says how the rows of JSON
    Lines and CSV call their fields, where they call them otherwise: `{"text": "正文", "published": "日期"}`.
    """
    path = place(path)
    name, limits = str(path), Limits(max_bytes, dict(columns or {}))
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(formats.ZIP.limit(max_bytes) + 1)
            kind = formats.Kind("stdin", "", formats.sniffed(data), gz=False)
            yield from archive.texts(BytesIO(data), name, kind, limits)
            return
        kind = formats.kind(path.name)
        with _opened(path, kind.suffix) as file:
            yield from archive.texts(file, name, kind, limits)
    except ReadError as error:
        yield error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield _unopened(name, error)


def file_hash(path: Place, max_bytes: int, columns: Mapping[str, str] | None = None) -> str:
    """What tells that a file is to be read again: the hash of its bytes; of one that is not read, why it is not."""
    form = formats.kind(path.name).form or formats.TEXT
    limit = form.limit(max_bytes)
    try:
        with _opened(path) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            if size > limit:
                return f"{size} bytes > {limit}"
            digest = hashlib.sha256(repr(sorted(columns.items())).encode() if columns else b"")
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
            return digest.hexdigest()
    except (ReadError, OSError, ValueError) as error:
        reason = error.reason if isinstance(error, ReadError) else getattr(error, "strerror", None)
        return f"unreadable: {reason or error}"


@contextmanager
def _opened(path: Place, suffix: str = "") -> Iterator[BinaryIO]:
    """A regular file of a format that is read; nothing else is opened, for to open a FIFO is to wait for it."""
    name = str(path)
    if isinstance(path, Url):
        if suffix in formats.UNREAD:
            raise UnsupportedError(name, f"files of the format {suffix} are not read", formats.UNREAD[suffix])
        with remote.opened(path) as file:
            yield file
        return
    if not path.exists():
        reason = "this link leads nowhere" if path.is_symlink() else "there is no such file"
        raise MissingError(name, reason, "check the name")
    if path.is_dir():
        raise MissingError(name, "this is a folder", "name a file in it")
    if not path.is_file():
        raise MissingError(name, "this is no regular file", "give what it yields on standard input, as `-`")
    if suffix in formats.UNREAD:
        raise UnsupportedError(name, f"files of the format {suffix} are not read", formats.UNREAD[suffix])
    with path.open("rb") as file:
        yield file


def _unopened(name: str, error: Exception) -> ReadError:
    return MissingError(name, f"it cannot be opened ({error})", "check its name and rights")
