"""The word lists of this room as regular expressions, longest word first."""

from __future__ import annotations

import re
from importlib.resources import files

AND = "、|和|与|以及|及"  # what joins the members of a list


def lines(name: str) -> list[str]:
    """The entries of a list file beside this module: one a line, `#` begins a comment."""
    text = files(__package__).joinpath(name).read_text(encoding="utf8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def either(words: list[str]) -> str:
    """An alternation of `words`, longest first; Latin words are matched whole.

    The look-ahead for any first letter spares the engine hundreds of branches where no word can begin.
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    branches = "|".join(rf"(?<![A-Za-z]){re.escape(w)}(?![A-Za-z])" if w.isascii() else re.escape(w) for w in ordered)
    return f"(?=[{''.join(sorted({re.escape(w[0]) for w in ordered}))}])(?:{branches})"


def _cues() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    name = ""
    for line in files(__package__).joinpath("cues.txt").read_text(encoding="utf8").splitlines():
        if line.startswith(" "):
            lists[name] += line.split()
        elif line and not line.startswith("#"):
            name = line.strip()
            lists[name] = []
    return lists


_CUES = _cues()


def cue(name: str) -> str:
    """The list `name` of `cues.txt` as one group of alternatives, in the file's order."""
    return f"(?:{'|'.join(_CUES[name])})"
