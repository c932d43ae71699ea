"""What every command does at its end: exit status, and no traceback for what a user can cause."""

from __future__ import annotations

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
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = 0
        except MemoryError:
            log.error("out of memory; try again with fewer --jobs")
            status = 1
        except Exception as error:
            if TRACEBACK in os.environ:
                raise
            log.error(f"[J900] {type(error).__name__}: {error}; set {TRACEBACK}=1 to see where, and report it")
            status = 1
        raise typer.Exit(status)

    return run


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
