"""Corrected labels, as the tools export them in which people correct them.

================ =============================================================================================
Label Studio     *Export → JSON*: of each task the newest annotation that was submitted; names and sentiment too
doccano          JSONL of a project of sequence labelling, with relations or without
Prodigy          ``db-out``: the tasks that were accepted
labelled rows    JSON Lines as `jiyao eval` takes them, corrected by hand: all that a row says is kept
================ =============================================================================================

What kind of row it is shows in the row. Labels are COMPANY, CHIP, PERSON, FIGURE and TIME. Offsets are kept as they
are, once they have been held against the words that the tool noted; where it counted in UTF-16 (an emoji is two
there), they are put into code points. A row that breaks a rule is named with its place and costs no other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import PlacedError

NAMES = ("COMPANY", "CHIP", "PERSON")
LABELS = (*NAMES, "FIGURE", "TIME")
TONES = ("pos", "neg", "neu")
_LISTS = {"mentions": NAMES, "figures": ("FIGURE",), "times": ("TIME",)}  # of a labelled row, with their labels
_FORMS = "give a JSON export of Label Studio, the JSONL of doccano or Prodigy, or labelled rows as `eval` takes them"
_UNSEEN = re.compile(r"\\n|\s+")  # tools write a line end in a region's words in ways of their own


class CorrectionError(PlacedError):
    """J601: a row of corrected labels that breaks a rule."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label as a person left it. `name` and `sentiment` are None where the tool did not ask for them."""

    start: int
    end: int
    label: str
    name: str | None = None
    sentiment: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text with its labels, in text order. `row` is a labelled row's own, to be kept as it is."""

    place: str
    id: str
    text: str
    published: str | None
    marks: list[Mark]
    row: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a file. `labels` are those that the file knows, `skipped` counts what nobody has accepted."""

    found: list[Corrected]
    bad: list[CorrectionError]
    labels: set[str]
    skipped: int


class _WrongError(Exception):
    """Reason and remedy, before the place is known."""


def read(path: Path) -> Reading:
    """The corrected texts of a file, and what is wrong with the others."""
    found: list[Corrected] = []
    bad: list[CorrectionError] = []
    labels: set[str] = set()
    seen: dict[str, str] = {}
    skipped = 0
    for place, given in _rows(path):
        try:
            if isinstance(given, _WrongError):
                raise given
            row = _mapping(given, _FORMS)
            form = _form(row)
            labels.update(_known(row, form))
            corrected = form(row, place)
            if corrected is None:
                skipped += 1
            elif corrected.id in seen:
                raise _WrongError(f"“{corrected.id}” stands also in {seen[corrected.id]}", "keep one of the two")
            else:
                seen[corrected.id] = place
                found.append(corrected)
        except _WrongError as wrong:
            bad.append(CorrectionError("J601", place, *wrong.args))
    return Reading(found, bad, labels, skipped)


def _rows(path: Path) -> Iterator[tuple[str, Any]]:
    """Each row with its place: the tasks of a JSON array, or lines."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield path.name, _WrongError("the file is not UTF-8", "export it again, as JSON")
        return
    if text.lstrip().startswith("["):
        try:
            for n, row in enumerate(json.loads(text), 1):
                yield f"{path.name} task {n}", row
        except ValueError as error:
            yield path.name, _WrongError(f"the file is no JSON ({error})", _FORMS)
        return
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"{path.name} line {n}", json.loads(line)
            except ValueError as error:
                yield f"{path.name} line {n}", _WrongError(f"the line is no JSON ({error})", _FORMS)


def _form(row: Mapping[str, Any]) -> Any:
    if "annotations" in row or ("predictions" in row and "data" in row):
        return _labelstudio
    if "spans" in row or "answer" in row:
        return _prodigy
    if "mentions" in row:
        return _labelled
    if "label" in row or "labels" in row or "entities" in row:
        return _doccano
    raise _WrongError("no labels are known in it", _FORMS)


def _known(row: Mapping[str, Any], form: Any) -> Iterator[str]:
    """The labels that a row shows the project to have, in what was proposed too."""
    if form is _labelled:
        yield from (label for name, labels in _LISTS.items() if name in row for label in labels)
        return
    written = json.dumps(
        [row.get(key) for key in ("annotations", "predictions", "spans", "label", "labels", "entities")]
    )
    yield from (label for label in LABELS if f'"{label}"' in written)


def _labelstudio(row: Mapping[str, Any], place: str) -> Corrected | None:
    data = _mapping(row.get("data"), "export the tasks with their data")
    text = _text(data.get("text"))
    done = [a for a in _sequence(row.get("annotations") or []) if not _mapping(a, _FORMS).get("was_cancelled")]
    if not done:
        return None
    newest = max(done, key=lambda a: str(a.get("updated_at") or a.get("created_at") or ""))
    marks: dict[tuple[str, str], dict[str, Any]] = {}
    told: dict[str, dict[str, Any]] = {}
    for n, item in enumerate(_sequence(newest.get("result"))):
        region = _mapping(item, _FORMS)
        id, value, kind = str(region.get("id", n)), region.get("value"), region.get("type")
        if kind in ("labels", "textarea", "choices"):
            given = _mapping(value, _FORMS)
            if kind == "labels":
                for label in _sequence(given.get("labels")):
                    marks[id, str(label)] = {**_place(given, text, given.get("text")), "label": label}
            elif region.get("from_name") in ("name", "sentiment"):
                words = _sequence(given.get("text" if kind == "textarea" else "choices"))
                told.setdefault(id, {})[region["from_name"]] = str(words[-1]).strip() if words else None
    found = [_mark({**mark, **told.get(id, {})}) for (id, _), mark in marks.items()]
    return _corrected(place, text, data.get("document"), data.get("published"), found)


def _prodigy(row: Mapping[str, Any], place: str) -> Corrected | None:
    if row.get("answer", "accept") != "accept":
        return None
    text, meta = _text(row.get("text")), _mapping(row.get("meta") or {}, _FORMS)
    spans = [_mapping(span, _FORMS) for span in _sequence(row.get("spans") or [])]
    marks = [_mark({**_place(span, text, span.get("text")), "label": span.get("label")}) for span in spans]
    return _corrected(place, text, meta.get("document"), meta.get("published"), marks)


def _doccano(row: Mapping[str, Any], place: str) -> Corrected:
    text = _text(row.get("text", row.get("data")))
    labels = next(_sequence(row[key]) for key in ("label", "labels", "entities") if key in row)
    marks = []
    for given in labels:
        if isinstance(given, list) and len(given) == 3:
            given = dict(zip(("start_offset", "end_offset", "label"), given, strict=True))
        span = _mapping(given, "write a label as [start, end, LABEL]")
        where = {"start": span.get("start_offset"), "end": span.get("end_offset")}
        marks.append(_mark({**_place(where, text, None), "label": span.get("label")}))
    return _corrected(place, text, row.get("document"), row.get("published"), marks)


def _labelled(row: Mapping[str, Any], place: str) -> Corrected:
    text, marks = _text(row.get("text")), []
    for name, labels in _LISTS.items():
        for given in _sequence(row.get(name) or []):
            item = _mapping(given, f"write {name} as a list of objects with start and end")
            label = item.get("label") if name == "mentions" else labels[0]
            mark = _mark({**_place(item, text, item.get("text")), "label": label, "name": item.get("name")})
            if (mark.start, mark.end) != (item["start"], item["end"]):
                raise _WrongError(f"“{item.get('text')}” does not stand at {item['start']}", "count in code points")
            if name == "mentions" and not mark.name:
                raise _WrongError(f"the mention at {mark.start} has no name", "write the canonical name")
            marks.append(mark)
    return _corrected(place, text, row.get("id"), row.get("published"), marks, dict(row))


def _corrected(
    place: str, text: str, id: Any, published: Any, marks: Iterable[Mark], row: dict[str, Any] | None = None
) -> Corrected:
    """A text without an id gets one made of its words, as `extract.extract` makes it."""
    own = str(id) if id not in (None, "") else hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()[:12]
    ordered = sorted(dict.fromkeys(marks), key=lambda m: (m.start, m.end, m.label))
    return Corrected(place, own, text, str(published) if published else None, ordered, row or {})


def _mark(given: Mapping[str, Any]) -> Mark:
    label, name, tone = given.get("label"), given.get("name"), given.get("sentiment")
    if label not in LABELS:
        raise _WrongError(f"label {label} at {given['start']} is unknown", f"use {', '.join(LABELS)}")
    if tone is not None and tone not in TONES:
        raise _WrongError(f"sentiment {tone} at {given['start']} is unknown", f"use {', '.join(TONES)}")
    return Mark(given["start"], given["end"], label, str(name) if name else None, tone)


def _place(given: Mapping[str, Any], text: str, words: Any) -> dict[str, int]:
    """Start and end in code points, such that the words there are those that the tool noted, where it noted any."""
    start, end = given.get("start"), given.get("end")
    if type(start) is not int or type(end) is not int:
        raise _WrongError(f"start {start!r} and end {end!r} are no whole numbers", "give offsets into the text")
    noted = _UNSEEN.sub("", words) if isinstance(words, str) else None
    counted = ((start, end), _code_points(text, start, end)) if noted else ((start, end),)
    for first, last in counted:
        if 0 <= first < last <= len(text) and noted in (None, _UNSEEN.sub("", text[first:last])):
            return {"start": first, "end": last}
    if noted is None:
        reason = f"{start} to {end} lies outside the text of {len(text)} characters"
        raise _WrongError(reason, "give offsets into the text")
    raise _WrongError(f"“{words}” does not stand at {start} to {end}", "export the text that was labelled")


def _code_points(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets in UTF-16 units as code points; (-1, -1) where one lies inside a character or outside."""
    units = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= start < end <= len(units) // 2:
        return -1, -1
    try:
        return len(units[: 2 * start].decode("utf-16-le")), len(units[: 2 * end].decode("utf-16-le"))
    except UnicodeDecodeError:
        return -1, -1


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _WrongError("the text is missing", "export the text with its labels")
    return value


def _mapping(value: Any, remedy: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _WrongError(f"{str(value)[:40]!r} is no object", remedy)
    return value


def _sequence(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _WrongError(f"{str(value)[:40]!r} is no list", _FORMS)
    return value
