"""How things are shown on stdout: colours on a terminal, plain text elsewhere, never a control character."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.display import CONTROL

_PIPED_WIDTH = 160
STYLES = {"pos": "green", "neg": "red", "neu": "default"}
SIGNS = {"pos": "+", "neg": "−", "neu": "·"}
_SIGNS_SAID = "sentiment: + good news, − bad news, · neither"
CLAIMS_LEGEND = f"{_SIGNS_SAID}; the number is the confidence in that, from 0 to 1"
NAMES_LEGEND = f"{_SIGNS_SAID}; beside it, in how many mentions"
TRENDS = {"up": "↑", "down": "↓", "flat": "→", None: ""}
BOUNDS = {"min": "≥", "max": "≤", None: ""}


def safe(text: str) -> str:
    """`text` without characters that a terminal obeys instead of showing."""
    return CONTROL.sub("", text)


def same_length(text: str) -> str:
    """The same with a blank for each such character, for a text whose offsets are to hold."""
    return CONTROL.sub(" ", text)


def json_safe(line: str) -> str:
    """JSON with each such character written as its escape, which is the same JSON."""
    return CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def short(text: str, most: int) -> str:
    """`text`, cut to `most` characters where it is longer, and how many are left out."""
    return text if len(text) <= most else f"{text[:most]}… (+{len(text) - most:,} characters)"


def lines(parts: Iterable[Text]) -> Text:
    """One below the other."""
    return Text("\n").join(parts)


def stdout() -> Console:
    """The console for data."""
    terminal = sys.stdout.isatty()
    return Console(highlight=False, width=None if terminal else _PIPED_WIDTH)


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table; lines are drawn on a terminal only."""
    lines = box.HEAVY_HEAD if sys.stdout.isatty() else None
    made = Table(title=title, title_justify="left", show_lines=False, box=lines, pad_edge=lines is not None)
    for name in columns:
        made.add_column(name, overflow="fold")
    return made


def cell(value: Any, style: str = "") -> Text:
    """A cell as plain text: markup in the value stays what it is."""
    return Text(safe("" if value is None else str(value)), style=style)


def sentiment(value: Any) -> Text:
    """A sentiment as a sign with its score: ``+ 0.83``."""
    label = value["label"]
    return Text(f"{SIGNS[label]} {value['score']:.2f}", style=STYLES[label])


def balance(value: Any) -> Text:
    """A name's sentiment in a document as a sign, with how many mentions are good and bad news: ``+ 3 good, 1 bad``."""
    counts = ", ".join(f"{value[label]} {word}" for label, word in (("pos", "good"), ("neg", "bad")) if value[label])
    return Text(f"{SIGNS[value['label']]} {counts}".strip(), style=STYLES[value["label"]])


def figure(value: Any) -> str:
    """A figure on one line: ``损失 ≈ 55 亿美元 ↓ (英伟达, 2025-04-01…2025-06-30)``."""
    period = value["period"]
    dates = "…".join(d for d in dict.fromkeys((period["from"], period["to"])) if d)
    context = ", ".join(part for part in (value["subject"], dates) if part)
    parts = (value["metric"], amount(value), TRENDS[value["trend"]], f"({context})" if context else "")
    return " ".join(part for part in parts if part)


def amount(value: Any) -> str:
    """A figure's own words with what the words before them said of it: ``≈ 55 亿美元``."""
    marks = ("≈" if value["approx"] else "") + BOUNDS[value["bound"]]
    return f"{marks} {value['text']}".strip()
