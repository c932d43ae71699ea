"""Following folders: which files are new or changed and have stopped growing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from extract.store.place import share

_TURN = 250  # milliseconds without news until what waits is looked at


class News(NamedTuple):
    """What has happened: files to be read, and whether some have gone."""

    files: set[str]
    gone: bool


@dataclass
class Settling:
    """Files that somebody may still be writing to: each until its size and times have stood still for `seconds`."""

    seconds: float
    _waiting: dict[str, tuple[object, float]] = field(default_factory=dict)

    def note(self, path: str, now: float) -> None:
        """Something has happened to a file."""
        self._waiting.setdefault(path, (None, now))

    def young(self, path: str) -> bool:
        """Whether a file was written to within the time; it is noted then."""
        try:
            young = os.stat(path).st_mtime > time.time() - self.seconds
        except OSError:
            return False
        if young:
            self.note(path, time.monotonic())
        return young

    def settled(self, now: float) -> set[str]:
        """Those that have stood still long enough; they are forgotten here."""
        still = set()
        for path, (before, since) in list(self._waiting.items()):
            state = _state(path)
            if state is None:
                del self._waiting[path]
            elif state != before:
                self._waiting[path] = (state, now)
            elif now - since >= self.seconds:
                still.add(path)
                del self._waiting[path]
        return still


def follow(roots: Sequence[Path], settling: Settling, stop: Callable[[], bool] = lambda: False) -> Iterator[News]:
    """What happens below the roots, as it settles, for ever (or until `stop`).

    Whoever follows decides what to take: also named are files that are not for reading.
    """
    import watchfiles

    turns = watchfiles.watch(
        *roots, watch_filter=None, debounce=_TURN, rust_timeout=_TURN, yield_on_timeout=True,
        force_polling=True if any(map(share, roots)) else None,  # others' changes to a share are not announced
    )  # fmt: skip
    for changes in turns:
        now = time.monotonic()
        gone = False
        for change, path in changes:
            if change is watchfiles.Change.deleted and not os.path.lexists(path):
                gone = True
            else:
                for file in _below(path):
                    settling.note(file, now)
        files = settling.settled(now)
        if files or gone:
            yield News(files, gone)
        if stop():
            return


def _below(path: str) -> Iterable[str]:
    """A file; of a folder, which may have come with what is in it, all files below."""
    if not os.path.isdir(path):
        return [path]
    return [os.path.join(at, name) for at, _, names in os.walk(path) for name in names]


def _state(path: str) -> object:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return None if os.path.isdir(path) else (found.st_size, found.st_mtime_ns, found.st_ino)
