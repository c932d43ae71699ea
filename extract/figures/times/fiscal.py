"""Fiscal years that are not the calendar's, from `fiscal_years.csv` beside this file."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from extract.figures.times.spans import Span, months


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """`month` is the last one of the year; the year takes its name from where it ends, or starts (Japan)."""

    month: int = 12
    named_by_end: bool = True

    def span(self, year: int, first: int = 1, last: int = 12) -> Span:
        """Months `first` to `last` of fiscal `year`; 英伟达 FY2026 is February 2025 to January 2026."""
        shift = self.month - 12 if self.named_by_end else self.month
        return months(year, first + shift, last + shift)

    def year_of(self, day: date) -> int:
        """The fiscal year that holds `day`."""
        past = day.month > self.month
        return day.year + past if self.named_by_end else day.year - (not past)


CALENDAR = FiscalYear()


@lru_cache(maxsize=1)
def table() -> dict[str, FiscalYear]:
    """Canonical company name → its fiscal year."""
    text = files("extract.figures.times").joinpath("fiscal_years.csv").read_text("utf8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["name"]: FiscalYear(int(row["month"]), row["named"] == "end") for row in rows}


@lru_cache(maxsize=1)
def names() -> re.Pattern[str]:
    """Finds the firms of the table in a text that no one has looked through for names."""
    return re.compile("|".join(re.escape(name) for name in sorted(table(), key=len, reverse=True)))
