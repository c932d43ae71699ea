"""What a page or a Word file shows, as lines of text: headings, points and tables in Markdown's signs.

Readers of such formats write line by line; the offsets of what they read count in the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LEAD = 60  # code points, the most of a bold lead-in
_DEEP = 8  # levels of a list that are indented
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_NOTHING = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_BOLD_ON, _BOLD_OFF = "\x0e", "\x0f"  # where bold begins and ends in words that are not yet a line
_BOLD = re.compile(f"{_BOLD_OFF}[{_BOLD_ON}{_BOLD_OFF} ]*?{_BOLD_ON}")  # one that ends and goes on at once
_LEAD = re.compile(f"{_BOLD_ON}([^{_BOLD_ON}{_BOLD_OFF}]*){_BOLD_OFF}")
_SIGNS = re.compile(f"[{_BOLD_ON}{_BOLD_OFF}]")
_OUTER = re.compile(r"^([\s\W_]*)(.*?)(\s*)$", re.S)


@dataclass
class Lines:
    """A text as it grows, and where its paragraphs begin."""

    starts: list[int] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, line: str) -> None:
        """A paragraph, of one line or several."""
        self.starts.append(self._length)
        self._put(f"{line}\n")

    def gap(self) -> None:
        """A blank line, where none stands already."""
        if self._parts and self._parts[-1] != "\n":
            self._put("\n")

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self._parts).rstrip("\n")

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)


def bold(words: str) -> str:
    """Words that are set in bold, for `close_up` to decide what they are."""
    return f"{_BOLD_ON}{words}{_BOLD_OFF}"


def close_up(words: str) -> str:
    """Words with their blanks closed up and, where they begin in bold, `**` around that lead-in."""
    words = _BLANKS.sub(" ", _NOTHING.sub("", words))
    if _BOLD_ON not in words:
        return words.strip()
    words = _BOLD.sub("", words).strip()
    lead = _LEAD.match(words)
    rest = _SIGNS.sub("", words[lead.end() :] if lead else words).strip("\n")
    if lead is None:
        return rest.strip()
    before = lead[1].strip()
    marked = f"**{before}**" if before and len(before) <= LEAD and "\n" not in before else before
    return f"{marked}{rest}".strip()


def plain(words: str) -> str:
    """Words with their blanks closed up, bold or not."""
    return close_up(_SIGNS.sub("", words))


def clean(words: str) -> str:
    """Words as a file holds them, without the signs that `bold` needs for itself."""
    return _SIGNS.sub("", words)


def raised(words: str, before: str) -> str:
    """What stands raised: behind a letter or digit a power (10⁴), behind other words a source's number ([1])."""
    if not re.fullmatch(r"[+-]?[0-9]{1,4}", words):
        return words
    power = before[-1:].isascii() and before[-1:].isalnum()
    return words.translate(_RAISED) if power else f"[{words}]"


def heading(level: int, words: str) -> str:
    """A heading's line."""
    return f"{'#' * min(max(level, 1), 6)} {words.replace(chr(10), ' ')}"


def point(level: int, label: str, words: str) -> str:
    """A point's line; its level, from 0, indents it."""
    return f"{indent(level)}{label} {words}" if label else f"{indent(level)}{words}"


def indent(level: int) -> str:
    """The blanks before a point, or before a further paragraph of one."""
    return "  " * min(level, _DEEP)


def table(rows: Iterable[Sequence[str]]) -> str:
    """A table's lines; the first row is its head."""
    cells = [[cell.replace("|", "｜").replace("\n", " ").strip() for cell in row] for row in rows]
    width = max(map(len, cells), default=0)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in cells]
    return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]])
