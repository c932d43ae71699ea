"""Paths as a user gives them → the files to read, in a fixed order, each once."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

STDIN = Path("-")
FORMATS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
}


def find(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files that `paths` name: files, folders with all below them, globs, and `-` for standard input.

    Order: that of `paths`; inside a folder or glob by name. A folder gives the files of known suffixes
    (`FORMATS`) that are not hidden, and no link that leads out of it. A file named outright is taken
    whatever its suffix. What does not exist is kept, so that reading it says so.
    """
    found: dict[Path, None] = {}
    for given in paths:
        found.update(dict.fromkeys(_expand(Path(given))))
    return list(found)


def _expand(path: Path) -> Iterator[Path]:
    if path == STDIN or path.is_file():
        yield path
    elif path.is_dir():
        yield from _folder(path)
    elif glob.has_magic(str(path)):
        matches = [Path(m) for m in sorted(glob.glob(str(path), recursive=True))]
        any_suffix = path.suffix != "" and not glob.has_magic(path.suffix)
        for match in matches:
            if match.is_dir():
                yield from _folder(match) if path.name != "**" else ()
            elif any_suffix or match.suffix.lower() in FORMATS:
                yield match
        if not matches:
            yield path
    else:
        yield path


def _folder(folder: Path) -> Iterator[Path]:
    """The files below a folder, sorted by the names on the way to them."""
    root = folder.resolve()
    files = []
    for at, folders, names in os.walk(folder):  # links to folders are not followed
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(at, name)
            if name.startswith(".") or path.suffix.lower() not in FORMATS:
                continue
            if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                files.append(path)
    return iter(sorted(files, key=lambda path: path.parts))
