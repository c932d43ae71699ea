"""Festivals that the calendar alone fixes, from `festivals.tsv`; those of the lunar calendar stand in `lunar`."""

from __future__ import annotations

from importlib.resources import files

from extract.figures.times.point import Form, Point, onset

_LINES = files(__package__).joinpath("festivals.tsv").read_text("utf8").splitlines()
_ROWS = [line.split("\t") for line in _LINES if line and not line.startswith("#")]


def _point(month: int, day: int, *more: int) -> Point:
    """A day of the month, or up to a last one; or its `day`th weekday and some days behind."""
    if len(more) == 2:
        return Point("day", first=month, last=month, nth=day, weekday=more[0], day=more[1])
    return Point("day", first=month, last=month, day=day, last_day=more[0] if more else day)


def _form(name: str, point: Point) -> Form:
    return Form(name, lambda m: point)


FORMS = tuple(_form(row[0], _point(*map(int, row[1:]))) for row in _ROWS)
#: What a festival begins with: asked before the long alternation is tried.
ONSET = onset(row[0] for row in _ROWS)
