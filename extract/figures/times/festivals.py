"""Festivals that the calendar alone fixes, from `festivals.tsv`. Lunar ones are not told here."""

from __future__ import annotations

import re
from importlib.resources import files

from extract.figures.times.point import Form, Point

_LINES = files(__package__).joinpath("festivals.tsv").read_text("utf8").splitlines()
_ROWS = [line.split("\t") for line in _LINES if line and not line.startswith("#")]


def _point(month: int, day: int, weekday: int = 0, behind: int = 0) -> Point:
    """A day of the month, or its `day`th `weekday` and some days behind."""
    if weekday:
        return Point("day", first=month, last=month, nth=day, weekday=weekday, day=behind)
    return Point("day", first=month, last=month, day=day, last_day=day)


def _form(name: str, point: Point) -> Form:
    return Form(name, lambda m: point)


FORMS = tuple(_form(row[0], _point(*map(int, row[1:]))) for row in _ROWS)
#: What a festival begins with: asked before the long alternation is tried.
ONSET = "|".join(sorted({name[:2] for row in _ROWS for name in re.sub(r"\(.*?\)", "", row[0]).split("|")}))
