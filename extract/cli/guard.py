"""What every command does at its end: exit status, and no traceback for what a user can cause."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

import typer

from extract.cli import log
from extract.errors import JiyaoError

INTERRUPTED = 130
# What a machine or a user can cause, and what to do about it.
_OUTSIDE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "make room, or write elsewhere, and run it again"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "check its rights, or name another"),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR), "name a file"),
    errno.ENAMETOOLONG: "give a shorter name",
}
TRACEBACK = "JIYAO_TRACEBACK"  # the variable that lets an unforeseen error show its traceback


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """`command` with its returned status as exit status, and 2 where it was asked for what cannot be done."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _terminated)
        try:
            status = command(*arguments, **options)
            sys.stdout.flush()
        except (typer.Exit, typer.BadParameter):
            raise
        except JiyaoError as error:
            log.error(str(error))
            status = 2
        except sqlite3.Error as error:
            log.error(f"[J406] the store cannot be used: {error}; look at the space on its disk, or restore a copy")
            status = 1
        except KeyboardInterrupt:
            log.error("interrupted; what was done stands")
            status = INTERRUPTED
        except BrokenPipeError:  # whoever read our output has enough
            status = 0
        except MemoryError:
            log.error("out of memory; try again with fewer --jobs")
            status = 1
        except Exception as error:
            said = _outside(error) if isinstance(error, OSError) else None
            if said is None and TRACEBACK in os.environ:
                raise
            log.error(said or f"[J900] {type(error).__name__}: {error}; set {TRACEBACK}=1 to see where, and report it")
            status = 1
        _let_go_of_stdout()
        raise typer.Exit(status)

    return run


def _outside(error: OSError) -> str | None:
    """What a full disk, missing rights or a wrong name come to; None for what a machine or user does not cause."""
    if error.errno not in _OUTSIDE:
        return None
    what = "the output cannot be written" if error.filename is None else f"{error.filename} cannot be used"
    return f"{what}: {error.strerror}; {_OUTSIDE[error.errno]}"


def _let_go_of_stdout() -> None:
    """What cannot be written to stdout any more is dropped, or the interpreter would try, and complain, at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
