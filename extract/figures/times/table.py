"""A table of spellings: what each looks like, and what it means to a reader who stands somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from extract.figures.times.spans import Span

At = TypeVar("At")


class Table(Generic[At]):
    """Spellings as (regular expression, handler). `pattern` is the expression of all of them, without captures."""

    def __init__(self, forms: Sequence[tuple[str, Callable[[re.Match[str], At], Span | None]]]) -> None:
        self.pattern = "|".join(re.sub(r"\((?:\?P<\w+>|(?!\?))", "(?:", pattern) for pattern, _ in forms)
        self._compiled = tuple((re.compile(pattern), handler) for pattern, handler in forms)

    def resolve(self, surface: str, at: At) -> Span | None:
        """The span that `surface` means at `at`, or None where it is none of these."""
        for pattern, handler in self._compiled:
            if found := pattern.fullmatch(surface):
                return handler(found, at)
        return None
