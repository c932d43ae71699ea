"""What is said on stderr: plain lines, or with ``--log-json`` one JSON object a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from extract.cli.console import safe

console = Console(stderr=True, highlight=False)  # shared with the progress bar, so that lines do not tear it
_logger = logging.getLogger("jiyao")


class _Plain(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        style = "red" if record.levelno >= logging.ERROR and console.is_terminal else ""
        console.print(Text(safe(record.getMessage()), style=style), soft_wrap=True)


class _Json(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        console.file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
        console.file.flush()


def configure(as_json: bool) -> None:
    """Choose the form. Called by each command that has ``--log-json``."""
    _logger.handlers = [_Json() if as_json else _Plain()]
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def is_json() -> bool:
    """Whether a program reads stderr."""
    return any(isinstance(handler, _Json) for handler in _logger.handlers)


def info(message: str, **fields: Any) -> None:
    """What goes as planned."""
    _logger.info(message, extra={"fields": fields})


def error(message: str, **fields: Any) -> None:
    """What the user should look at. `fields` are added in the JSON form."""
    _logger.error(message, extra={"fields": fields})


configure(False)
