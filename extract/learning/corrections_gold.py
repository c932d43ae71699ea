"""From corrected labels to labelled documents for `jiyao eval` and training, and to names for a lexicon.

People mark spans; the rest of a label comes from what jiyao reads there now: the canonical name (unless the tool
asked for it), the value, unit, metric and period of a figure, the days of a time. A span that nothing is read in
gets it from its words alone. So the spans, labels, names and sentiments are a person's word, the values of figures
and times are not, and measures of them only tell that nothing has changed.

A list that the tool did not ask for (no FIGURE among its labels) is left out of the row, and is not measured.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract import figures, knowledge, records, schema
from extract.figures import times
from extract.knowledge.tables import LEXICON_COLUMNS, key
from extract.learning.corrections import NAMES, Corrected, CorrectionError, Mark

Reader = Callable[[str, str | None], list[schema.Document]]
"""What jiyao reads in a text, published then: `Reader(text, published)`."""

Key = tuple[int, int, str]


@dataclass(slots=True)
class Lesson:
    """What came of corrected texts: rows, names for a lexicon, and how the labels differ from what is found now."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    bad: list[CorrectionError] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # kept, added, removed, renamed
    names: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)  # label and name → other surfaces


def learn(found: Iterable[Corrected], labels: set[str], read: Reader, known: knowledge.Knowledge) -> Lesson:
    """The labelled documents of corrected texts. `labels` are those that the tool knew."""
    lesson, named = Lesson(), _Names(known)
    for corrected in found:
        try:
            row = _row(corrected, labels, read(corrected.text, corrected.published), named, lesson)
        except CorrectionError as error:
            lesson.bad.append(error)
        else:
            lesson.rows.append(row)
    return lesson


class _Names:
    """Canonical names by how they are written."""

    def __init__(self, known: knowledge.Knowledge) -> None:
        self._known: dict[tuple[str, str], set[str]] = {}
        for label, table in (("COMPANY", known.companies), ("CHIP", known.chips), ("PERSON", known.people)):
            for row in table.values():
                for surface in (row.name, *row.aliases):
                    self._known.setdefault((label, key(surface)), set()).add(row.name)

    def of(self, label: str, surface: str) -> str | None:
        """The one name that is written so; None where there is none, or more than one."""
        found = self._known.get((label, key(surface)), set())
        return next(iter(found)) if len(found) == 1 else None

    def knows(self, label: str, surface: str, name: str) -> bool:
        """Whether `surface` is known for a way to write `name`."""
        return name in self._known.get((label, key(surface)), ())


def _row(
    corrected: Corrected, labels: set[str], documents: Sequence[schema.Document], named: _Names, lesson: Lesson
) -> dict[str, Any]:
    now: dict[Key, Any] = {(m.start, m.end, m.label): m for d in documents for m in d.mentions}
    now |= {(f.start, f.end, "FIGURE"): f for d in documents for f in d.figures}
    now |= {(t.start, t.end, "TIME"): t for d in documents for t in d.times}
    marks = [_named(mark, corrected.text, now, named) for mark in corrected.marks]
    items = {} if corrected.row else {id(mark): _item(mark, corrected, now) for mark in marks}
    _count(marks, labels, now, lesson)
    for mark in marks:
        surface = corrected.text[mark.start : mark.end]
        if mark.label in NAMES and mark.name and not named.knows(mark.label, surface, mark.name):
            found = now.get((mark.start, mark.end, mark.label))
            if found is None or found.name != mark.name:
                lesson.names.setdefault((mark.label, mark.name), {})[surface] = None
    if corrected.row:
        return corrected.row
    row: dict[str, Any] = {"id": corrected.id, "text": corrected.text, "published": corrected.published}
    for name, wanted in (("mentions", NAMES), ("figures", ("FIGURE",)), ("times", ("TIME",))):
        if labels & set(wanted):
            row[name] = [items[id(mark)] for mark in marks if mark.label in wanted]
    if any(mark.sentiment for mark in marks):
        row["units"] = _units(marks, documents)
    return row


def _named(mark: Mark, text: str, now: dict[Key, Any], named: _Names) -> Mark:
    """With the name that the reviewer gave, else the one found now, else the one that is written so."""
    if mark.label not in NAMES or mark.name:
        return mark
    found, surface = now.get((mark.start, mark.end, mark.label)), text[mark.start : mark.end]
    name = found.name if found else named.of(mark.label, surface) or surface
    return Mark(mark.start, mark.end, mark.label, name, mark.sentiment)


def _item(mark: Mark, corrected: Corrected, now: dict[Key, Any]) -> dict[str, Any]:
    words = corrected.text[mark.start : mark.end]
    place = {"start": mark.start, "end": mark.end, "text": words}
    if mark.label in NAMES:
        return {**place, "label": mark.label, "name": mark.name}
    found = now.get((mark.start, mark.end, mark.label))
    if found is None:
        parsed: Sequence[Any] = (
            [records.figure(words, f) for f in figures.parse(words)] if mark.label == "FIGURE"
            else [records.time(words, t) for t in times.parse(words, published=corrected.published)]
        )  # fmt: skip
        found = max(parsed, key=lambda item: item.end - item.start, default=None)
    if found is None:
        kind = "figure" if mark.label == "FIGURE" else "time"
        remedy = f"mark the whole {kind} with its unit, or take the label out"
        raise CorrectionError("J601", corrected.place, f"no {kind} is read in “{words}” at {mark.start}", remedy)
    return {**found.model_dump(by_alias=True, mode="json", exclude={"claim", "score"}), **place}


def _count(marks: Sequence[Mark], labels: set[str], now: dict[Key, Any], lesson: Lesson) -> None:
    """How the corrected labels differ from what is found now, in those lists that the tool knew."""
    mine = {(mark.start, mark.end, mark.label): mark for mark in marks}
    kept = mine.keys() & now.keys()
    renamed = sum(mine[place].name != now[place].name for place in kept if place[2] in NAMES)
    removed = sum(place not in mine for place in now if place[2] in labels)
    lesson.counts.update(kept=len(kept) - renamed, renamed=renamed, added=len(mine) - len(kept), removed=removed)


def _units(marks: Sequence[Mark], documents: Sequence[schema.Document]) -> list[dict[str, Any]]:
    """The sentences as now found, with the sentiment for each name in them that a reviewer saw; none of their own."""
    units = []
    for sentence in (s for d in documents for s in d.sentences):
        tones: dict[str, Counter[str]] = {}
        for mark in marks:
            if mark.sentiment and mark.name and sentence.start <= mark.start and mark.end <= sentence.end:
                tones.setdefault(mark.name, Counter())[mark.sentiment] += 1
        targets = {name: _most(counts) for name, counts in tones.items()}
        units.append({"start": sentence.start, "end": sentence.end, "sentiment": None, "targets": targets})
    return units


def _most(counts: Counter[str]) -> str:
    """Good or bad news before neither, as measures take it."""
    polar = [label for label in ("pos", "neg") if counts[label]]
    return max(polar, key=lambda label: counts[label]) if polar else "neu"


def lexicon(names: dict[tuple[str, str], dict[str, None]]) -> tuple[str, list[str]]:
    """Names as a CSV that `jiyao lexicon check` accepts, and why others are left out.

    A surface that two names claim goes to the one that came first.
    """
    taken: set[str] = set()
    rows, said = [], []
    for (label, name), surfaces in names.items():
        aliases = [s for s in surfaces if key(s) not in (key(name), *taken) and _writable(s)]
        if key(name) in taken or not _writable(name):
            said.append(f"“{name}” is left out: it is taken by another row, or is no name that a table can hold")
            continue
        taken.update(map(key, (name, *aliases)))
        rows.append([label, name, "|".join(aliases), "", ""])
    problems = _problems(rows)
    said += [f"“{rows[n][1]}” is left out: {what}" for n, what in problems.items()]
    return _csv(row for n, row in enumerate(rows) if n not in problems), said


def _writable(surface: str) -> bool:
    """Whether a cell can hold it: no line end, no separator, nothing that a spreadsheet takes for a formula."""
    return surface.isprintable() and "|" not in surface and surface[:1] not in tuple("=+-@＝＋－＠")


def _problems(rows: list[list[str]]) -> dict[int, str]:
    """What `lexicon check` has to say, by the number of the row."""
    with tempfile.TemporaryDirectory(prefix="jiyao-") as folder:
        path = Path(folder, "names.csv")
        path.write_text(_csv(rows), encoding="utf8")
        return {problem.line - 2: problem.what for problem in knowledge.check(path)}


def _csv(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LEXICON_COLUMNS)
    writer.writerows(rows)
    return out.getvalue()
