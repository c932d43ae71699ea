"""Figures and times in one short line each, so that a case is one line: `~>=5500000000 USD`, `15..20 x`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extract.analysis import Figure
from extract.figures import parse, times

_BOUND = {"min": ">=", "max": "<=", None: ""}


def figures(text: str) -> list[str]:
    """Value and unit of every numeric expression: `25 %`, `30..40 个`, `42`."""
    return [_value(f) for f in parse(text)]


def told(text: str) -> list[str]:
    """The same with how it is said before it: `~` about, `>=` at least, `<=` at most."""
    return ["~" * f.approx + _BOUND[f.bound] + _value(f) for f in parse(text)]


def spans(text: str, published: date | str | None = "2025-05-21") -> list[str]:
    """From and to of every time; a single day once, an open end left empty: `2025-05-01/2025-05-31`."""
    found = times.parse(text, published)
    return [t.since if t.since and t.since == t.until else f"{t.since or ''}/{t.until or ''}" for t in found]


def _value(figure: Figure) -> str:
    low, high = _plain(figure.lo), _plain(figure.hi)
    return f"{low if low == high else f'{low}..{high}'} {figure.unit}".strip()


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
