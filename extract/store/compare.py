"""What one document says of a company or chip that the document before did not: claims, figures, sentiment.

`said` reads what a document says, `previous` finds the document before it, `changes` compares the two:

>>> figure = {"metric": "月产能", "subject": "寒武纪", "kind": "quantity", "unit": "片", "basis": None, "trend": None}
>>> figure |= {"period_from": None, "period_to": None, "lo": 12000, "hi": 12000}
>>> earlier = Said("may", "neg", [{"folded": "月产能约1.2万片"}], [figure])
>>> figure = {**figure, "lo": 15000, "hi": 15000}
>>> later = Said("june", "pos", [{"folded": "月产能约1.5万片"}, {"folded": "良率爬坡顺利"}], [figure])
>>> found = changes(earlier, later)
>>> [claim["folded"] for claim in found.new], found.turned
(['良率爬坡顺利'], ('neg', 'pos'))
>>> [([f["lo"] for f in r.before], [f["lo"] for f in r.after], r.direction) for r in found.revised]
[([12000], [15000], 1)]
"""

from __future__ import annotations

import functools
import itertools
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Share of common character pairs from which on two claims make the same point; figures are left out of it, so that
# a claim with another figure in it is a revised figure and no new claim.
_SAME = 0.6
_LETTERS = re.compile(r"[^\W\d_]+")
_MEASURE = ("metric", "subject", "period_from", "period_to", "kind", "unit", "basis")  # what two values must share
# 由去年的 … 增至约 …, from … to …
_FROM = re.compile(r"(?:[由从自]|\bfrom\b)[^,，。;；由从自至到\n]{0,12}$", re.IGNORECASE)
_TO = re.compile(
    r"[^。;；!！?？\n]{0,20}(?:[至到为成]|\bto\b)\s*(?:大约|约|近|超过|超|逾|about|around)?\s*", re.IGNORECASE
)
LISTS = "companies"  # the section that only lists who is spoken about

Row = Mapping[str, Any]
"""A row of the tables `claims` or `figures`: a `sqlite3.Row` (as ``dict``) or any mapping with its columns."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of one company or chip: rows in the order of the text.

    `sentiment` is the document's label for the company or chip, `figures` are those whose subject it is, without what
    only says where a change began (see `bases`), `claims` those that name it or hold such a figure (mere lists of
    companies left out).
    """

    document: str
    sentiment: str
    claims: Sequence[Row]
    figures: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that has another value than before; metric, period, subject, unit and basis are the same.

    Where a document tells several values of it (two customers' orders, two views), which of them took the place of
    which is not known: they stand side by side, in the order of the text.
    """

    before: tuple[Row, ...]
    after: tuple[Row, ...]

    @property
    def direction(self) -> int:
        """1 where each value is higher than any before, -1 where each is lower, else 0."""
        old, new = ([sum(_value(figure)) for figure in figures] for figures in (self.before, self.after))
        return (min(new) > max(old)) - (max(new) < min(old))


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new: claims of the later document, revised figures, and sentiment before and after where it turned."""

    new: list[Row]
    revised: list[Revision]
    turned: tuple[str, str] | None

    def __bool__(self) -> bool:
        return bool(self.new or self.revised or self.turned)


def changes(before: Said, after: Said, metric: Callable[[str], str] = str) -> Changes:
    """What `after` says that `before` did not. `metric` maps names of one metric (收入, 营收) to one of them."""
    known = [_gist(claim["folded"]) for claim in before.claims]
    new = [claim for claim in after.claims if not any(_alike(_gist(claim["folded"]), gist) for gist in known)]
    turned = None if before.sentiment == after.sentiment else (before.sentiment, after.sentiment)
    return Changes(new, _revised(before.figures, after.figures, metric), turned)


def said(db: sqlite3.Connection, document: str, entity: str) -> Said:
    """What `document` says of `entity`."""

    def rows(table: str) -> list[Row]:
        return list(map(dict, db.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY n", (document,))))

    of = next((row for row in rows("entities") if row["entity"] == entity), None)
    if of is None:
        return Said(document, "neu", [], [])
    return gather(of, rows("claims"), rows("mentions"), rows("figures"))


def gather(entity: Row, claims: Sequence[Row], mentions: Sequence[Row], figures: Sequence[Row]) -> Said:
    """The same from rows at hand: `entity` is the document's row of it in `entities`, the others all of its rows."""
    about = [figure for figure in figures if entity["name"] in subjects(figure)]
    naming = {mention["claim"] for mention in mentions if mention["entity"] == entity["entity"]}
    naming |= {figure["claim"] for figure in about}  # a heading may name it, and the claim only say how much
    found = [claim for claim in claims if claim["id"] in naming and claim["section"] != LISTS]
    began = bases(about, claims)
    return Said(entity["document"], entity["sentiment_label"], found, [f for f in about if f["n"] not in began])


def previous(db: sqlite3.Connection, document: str, entity: str) -> str | None:
    """The last document published before `document` that names `entity`; None for the first, and without a date."""
    row = db.execute(
        "SELECT o.id FROM documents d JOIN documents o ON (o.published, o.id) < (d.published, d.id)"
        " WHERE d.id = ? AND o.id IN (SELECT document FROM entities WHERE entity = ?)"
        " ORDER BY o.published DESC, o.id DESC LIMIT 1",
        (document, entity),
    ).fetchone()
    return None if row is None else str(row["id"])


def bases(figures: Sequence[Row], claims: Sequence[Row]) -> dict[int, int]:
    """Figures that only say where a change began, each with the figure that it led to, by their numbers ``n``.

    由 140 亿美元增至 196 亿美元: 140 is the base of 196 and no value of its own, where both measure the same.
    `figures` are of one document, in the order of the text, and so are `claims`.
    """
    texts = {claim["id"]: (claim["start"], claim["text"]) for claim in claims}
    found: dict[int, int] = {}
    for one, other in itertools.pairwise(figures):
        if one["claim"] in texts and one["claim"] == other["claim"] and _measure(one) == _measure(other):
            start, text = texts[one["claim"]]
            lead = text[: one["start"] - start]
            if _FROM.search(lead) and _TO.fullmatch(text[one["end"] - start : other["start"] - start]):
                found[one["n"]] = other["n"]
    return found


def subjects(figure: Row) -> list[str]:
    """The names that a figure is about; several are joined by 、."""
    return figure["subject"].split("、") if figure["subject"] else []


def _revised(before: Sequence[Row], after: Sequence[Row], metric: Callable[[str], str]) -> list[Revision]:
    """Values that stand only before, beside those that stand only after."""
    earlier, later = _by_measure(before, metric), _by_measure(after, metric)
    found = []
    for measure, values in later.items():
        old = earlier.get(measure, {})
        gone = tuple(figure for value, figure in old.items() if value not in values)
        come = tuple(figure for value, figure in values.items() if value not in old)
        if gone and come:
            found.append(Revision(gone, come))
    return found


def _by_measure(figures: Sequence[Row], metric: Callable[[str], str]) -> dict[tuple[Any, ...], dict[Any, Row]]:
    """Figures by what they measure, those with a metric alone: without one nobody knows what was revised."""
    found: dict[tuple[Any, ...], dict[Any, Row]] = {}
    for figure in figures:
        if figure["metric"]:
            measure = (metric(figure["metric"]), *_measure(figure)[1:])
            found.setdefault(measure, {}).setdefault(_value(figure), figure)
    return found


def _measure(figure: Row) -> tuple[Any, ...]:
    return tuple(figure[column] for column in _MEASURE)


def _value(figure: Row) -> tuple[float, float]:
    """Lowest and highest value; a change over time (同比, 环比) that goes down is negative."""
    if figure["basis"] and figure["trend"] == "down":
        return -figure["hi"], -figure["lo"]
    return figure["lo"], figure["hi"]


@functools.lru_cache(20_000)
def _gist(folded: str) -> frozenset[str]:
    """Pairs of letters, across all that is no letter; the letters themselves where there is one at most."""
    letters = "".join(_LETTERS.findall(folded))
    return frozenset(map("".join, itertools.pairwise(letters))) or frozenset([letters])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= _SAME * (len(one) + len(other))
