"""Files that lie elsewhere: URLs that fsspec opens (``s3://bucket/in``, ``zip://*.txt::gs://bucket/in.zip``).

fsspec comes with the extra `ray`, and the file system of a cloud with a package of its own (`s3fs`, `gcsfs`). URLs of
this machine's own files (``file://``, ``local://``) become paths, so that a file has one name however it is called.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from extract.errors import MissingError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_OWN = ("file", "local")
# What a file system says of a file that changes with its content; a size alone tells too little.
_TELLING = {"mtime", "modified", "updated", "last_modified", "LastModified", "ETag", "etag", "md5Hash", "crc32c", "CRC"}


class Url(str):
    """The address of a file, with what is asked of a `Path`. Where one leads through another (``::``), the last file
    is named first."""

    __slots__ = ()

    @property
    def _path(self) -> PurePosixPath:
        return PurePosixPath(self.partition("::")[0].partition("://")[2])

    @property
    def name(self) -> str:
        """``a.txt`` of ``s3://bucket/a.txt``."""
        return self._path.name

    @property
    def stem(self) -> str:
        """``a`` of ``s3://bucket/a.txt``."""
        return self._path.stem

    @property
    def suffix(self) -> str:
        """``.txt`` of ``s3://bucket/a.txt``."""
        return self._path.suffix

    def __truediv__(self, name: str) -> Url:
        """What lies in this folder: ``dir://in/a.txt::s3://bucket`` of ``dir://in::s3://bucket``."""
        first, through, rest = self.partition("::")
        return Url(f"{first.rstrip('/')}/{name}{through}{rest}")


Place = Path | Url


def place(name: str | os.PathLike[str]) -> Place:
    """A file as it is named: by its path on this machine, or by a URL.

    >>> place("in/a.txt"), place("s3://bucket/a.txt").stem, place("file:///in/a.txt")
    (PosixPath('in/a.txt'), 'a', PosixPath('/in/a.txt'))
    """
    if isinstance(name, Url):
        return name
    said = os.fspath(name)
    if not _URL.match(said):
        return Path(said)
    protocol, _, rest = said.partition("://")
    return Path(rest) if protocol in _OWN and "::" not in said else Url(said)


def find(url: Url) -> list[Url] | None:
    """The files below a URL or of its pattern, by name; None where it names one file, which may not be there."""
    files, root = file_system(url)
    try:
        if "*" in root:
            names = files.glob(root)
        elif not files.isdir(root):
            return None
        else:
            names = files.find(root)
    except (OSError, ValueError) as error:
        raise MissingError(url, f"it cannot be listed ({error})", "check the address and your rights") from error
    through = url.partition("::")[2]
    return [Url(files.unstrip_protocol(name) + (f"::{through}" if through else "")) for name in sorted(names)]


@contextmanager
def opened(url: Url) -> Iterator[BinaryIO]:
    """The file for reading. Raises `MissingError`, `OSError` or `ValueError` where that cannot be."""
    files, path = file_system(url)
    if not files.exists(path):
        raise MissingError(url, "there is no such file", "check the address")
    if files.isdir(path):
        raise MissingError(url, "this is a folder", "name a file in it")
    with files.open(path, "rb") as file:
        yield cast(BinaryIO, file)


def said(url: Url) -> str:
    """What its file system says of a file that changes with it; empty where that is too little."""
    try:
        files, path = file_system(url)
        info = files.info(path)
    except (MissingError, OSError, ValueError):
        return ""
    telling = sorted((key, str(value)) for key, value in info.items() if key in _TELLING and value)
    return " ".join(f"{key}={value}" for key, value in (*telling, ("size", info["size"]))) if telling else ""


def file_system(url: Url) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingError(url, "URLs need fsspec", "pip install 'jiyao[ray]'") from None
    try:
        files, path = url_to_fs(url)
    except (ImportError, OSError, ValueError) as error:
        raise MissingError(url, f"it cannot be reached ({error})", "check the address") from error
    return files, path
