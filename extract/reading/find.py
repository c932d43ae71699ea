"""Paths as a user gives them → the files to read, in a fixed order, each once, and what was passed over."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.reading import remote
from extract.reading.formats import known
from extract.reading.remote import Place, Url

STDIN = Path("-")
_SAVED = ("_files", ".files")  # the folder of its pictures and frames that a browser puts beside a page
_PAGES = (".html", ".htm")


@dataclass
class Found:
    """What the paths of a user come to.

    `files` are to be read; those of them in `named` were named outright, the others lay in a folder or glob.
    `other` are files of formats that are not read; `odd` counts by kind what is there and no file to be read (links
    out of the folder, broken links, FIFOs). `blind` are folders in which nothing can be seen: given ones
    without any file, hidden or not, and those that may not be opened.
    """

    files: list[Place] = field(default_factory=list)
    named: set[Place] = field(default_factory=set)
    other: list[Place] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)
    blind: list[Path] = field(default_factory=list)


def find(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """The files that `paths` name: files, folders with all below them, globs, URLs, and `-` for standard input.

    Order: that of `paths`; inside a folder or glob by name. A folder gives the files of known suffixes
    (`formats.TABLE`) that are not hidden, no link that leads out of it, and nothing of the folder that belongs to
    a saved page. A file named outright is taken
    whatever its suffix. What does not exist is kept, so that reading it says so.
    """
    found = Found()
    for given in paths:
        path = remote.place(given)
        if isinstance(path, Url):
            _elsewhere(path, found)
        else:
            _expand(path, found)
    found.files = list(dict.fromkeys(found.files))
    return found


def _expand(path: Path, found: Found) -> None:
    if path != STDIN and os.path.isdir(path):
        _folder(path, found)
    elif path == STDIN or os.path.lexists(path) or not glob.has_magic(str(path)):
        found.files.append(path)
        found.named.add(path)
    else:
        _matches(path, found)


def _elsewhere(url: Url, found: Found) -> None:
    files = remote.find(url)
    if files is None:
        found.files.append(url)
        found.named.add(url)
        return
    for file in files:
        if not file.name.startswith("."):
            (found.files if known(file.name) else found.other).append(file)


def _matches(path: Path, found: Found) -> None:
    matches = [Path(m) for m in sorted(glob.glob(str(path), recursive=True))]
    any_suffix = path.suffix != "" and not glob.has_magic(path.suffix)
    for match in matches:
        if match.is_dir():
            if path.name != "**":
                _folder(match, found)
        elif any_suffix or known(match.name):
            found.files.append(match)
        else:
            found.other.append(match)
    if not matches:
        found.files.append(path)
        found.named.add(path)


def _folder(folder: Path, found: Found) -> None:
    """The files below a folder, sorted by the names on the way to them."""
    root = folder.resolve()
    files: list[Path] = []
    bare = True

    def closed(error: OSError) -> None:
        found.odd["folders that cannot be opened"] += 1
        found.blind.append(Path(error.filename))

    for at, folders, names in os.walk(folder, onerror=closed):  # links to folders are not followed
        bare = bare and not names
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
        folders[:] = [name for name in folders if not name.startswith(".") and not _belongs(name, pages)]
        for name in folders:
            path = Path(at, name)
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                found.odd["links out of the folder"] += 1
        for name in names:
            path = Path(at, name)
            if name.startswith("."):
                continue
            if odd := _odd(path, root):
                found.odd[odd] += 1
            elif not known(name):
                found.other.append(path)
            else:
                files.append(path)
    files.sort(key=lambda path: path.parts)
    found.files += files
    if bare:
        found.blind.append(folder)


def _belongs(folder: str, pages: set[str]) -> bool:
    return any(folder.endswith(end) and folder.removesuffix(end) in pages for end in _SAVED)


def _odd(path: Path, root: Path) -> str | None:
    """Why something in a folder is no file of it, or None."""
    if path.is_symlink():
        if not os.path.exists(path):
            return "broken links"
        if not path.resolve().is_relative_to(root):
            return "links out of the folder"
    return None if os.path.isfile(path) else "FIFOs and devices"
