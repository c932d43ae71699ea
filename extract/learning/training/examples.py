"""Labelled documents as training examples: the same windows that the encoder reads when it runs."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tokenizers import Tokenizer

from extract.encoder.windows import LIMIT, TYPES, Packer, Pieces
from extract.folding import fold

LABELS = ("pos", "neg", "neu")
TAGS = ("O", *(f"{place}-{kind}" for kind in TYPES for place in ("B", "I")))
UNLABELLED = -100  # what torch's cross entropy passes over


@dataclass(slots=True)
class Target:
    """A company or chip in a unit: its pieces, counted within the unit, and its label."""

    name: str
    pieces: list[int]
    label: int


@dataclass(slots=True)
class Unit:
    """A unit of a document with its labels; `owners` has the name that each piece belongs to, or None."""

    pieces: Pieces
    label: int
    targets: list[Target]
    tags: list[int]
    owners: list[str | None]


@dataclass(slots=True)
class Document:
    """A labelled document. `tagged`: all its names are marked, so that tags may be learnt from it."""

    id: str
    units: list[Unit]
    before: list[int]
    tagged: bool
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """One window.

    `units` has (first piece, one past the last, label), `targets` (number of the unit, pieces, label).
    """

    ids: list[int]
    types: list[int]
    tags: list[int]
    units: list[tuple[int, int, int]]
    targets: list[tuple[int, list[int], int]]


def prepare(row: Mapping[str, Any], packer: Packer) -> Document:
    """A row in the form that `jiyao eval` takes: `text`, `mentions`, `units` with `sentiment` and `targets`.

    A row with `context`, the end of the unit before, holds a single unit; other names in it may be unmarked.
    """
    text = fold(row["text"])
    units = sorted(row["units"], key=lambda u: (u["start"], u["end"]))
    marks = outermost(row["mentions"])
    pieces = packer.pieces(text, [(u["start"], u["end"]) for u in units], [(s, e, label) for s, e, label, _ in marks])
    context = row.get("context")
    before = packer.tokenizer.encode(fold(context), add_special_tokens=False).ids if context else []
    found = [_unit(u, p, marks) for u, p in zip(units, pieces, strict=True)]
    return Document(str(row["id"]), found, before, context is None, sorted({name for _, _, _, name in marks}))


def is_kept(document: str, share: float) -> bool:
    """Whether a document, by its id, belongs to the part that is kept from training."""
    return int(hashlib.sha1(document.encode()).hexdigest()[:6], 16) % 1000 < share * 1000


def windows(
    documents: Sequence[Document], packer: Packer, chance: random.Random | None = None, unmarked: float = 0.0
) -> Iterator[Example]:
    """The documents in windows; with `chance`, of varied length and with a share of the names `unmarked`.

    A name without its mark is what a new name looks like: the head that tags names learns from those, and the heads
    that judge learn to do without. Half of the single units are shown side by side, so that neighbours are told apart.
    """
    for document in _bundled(documents, chance) if chance else documents:
        limit = chance.choice((LIMIT // 2, LIMIT, LIMIT * 3 // 2)) if chance else LIMIT
        dropped = {n for n in document.names if chance.random() < unmarked} if chance else set()
        yield from _windows(document, packer, limit, dropped)


def _bundled(documents: Sequence[Document], chance: random.Random) -> list[Document]:
    """The documents with half of the single units bound together, a few in one."""
    single = [d for d in documents if len(d.units) == 1]
    chance.shuffle(single)
    out = [d for d in documents if len(d.units) != 1] + single[len(single) // 2 :]
    at = 0
    while at < len(single) // 2:
        group = single[at : min(at + chance.randint(2, 6), len(single) // 2)]
        names = sorted({name for d in group for name in d.names})
        units = [replace(d.units[0], pieces=replace(d.units[0].pieces, unit=n)) for n, d in enumerate(group)]
        out.append(Document(group[0].id, units, [], all(d.tagged for d in group), names))
        at += len(group)
    return out


def hidden(documents: Sequence[Document], packer: Packer) -> Iterator[Example]:
    """The documents whose names are all marked in the labels, with no name marked in the input."""
    for document in documents:
        if document.tagged:
            yield from _windows(document, packer, LIMIT, set(document.names))


def _windows(document: Document, packer: Packer, limit: int, dropped: set[str]) -> Iterator[Example]:
    for window in packer.pack([u.pieces for u in document.units], document.before, limit):
        example = Example(window.ids, list(window.types), [UNLABELLED] * len(window.ids), [], [])
        for number, first, last in window.units:
            unit = document.units[number]
            for n in range(last - first):
                if unit.owners[n] in dropped:
                    example.types[first + n] = 0
                if document.tagged:
                    example.tags[first + n] = unit.tags[n]
            for target in unit.targets:
                example.targets.append((len(example.units), [first + n for n in target.pieces], target.label))
            example.units.append((first, last, unit.label))
        yield example


def _unit(row: Mapping[str, Any], pieces: Pieces, marks: Sequence[tuple[int, int, str, str]]) -> Unit:
    tags, owners = [0] * len(pieces.ids), [None] * len(pieces.ids)
    unit = Unit(pieces, _label(row.get("sentiment")), [], tags, list(owners))
    for start, end, label, name in marks:
        if row["start"] <= start and end <= row["end"]:
            own = [n for n, (a, b) in enumerate(pieces.spans) if a < b and a < end and start < b]
            for n in own:
                unit.tags[n] = TAGS.index(f"{'B' if n == own[0] else 'I'}-{label}")
                unit.owners[n] = name
    for name, label in (row.get("targets") or {}).items():
        own = [n for n, owner in enumerate(unit.owners) if owner == same(name)]
        if own:
            unit.targets.append(Target(same(name), own, _label(label)))
    return unit


def outermost(mentions: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, str, str]]:
    """Mentions in text order, those inside another left out."""
    out: list[tuple[int, int, str, str]] = []
    for m in sorted(mentions, key=lambda m: (m["start"], -m["end"])):
        if not out or m["start"] >= out[-1][1]:
            out.append((m["start"], m["end"], m["label"], same(m["name"])))
    return out


def same(name: str) -> str:
    """A name as it is compared: blanks, hyphens and letter case do not count."""
    return "".join(name.lower().split()).replace("-", "")


def _label(label: str | None) -> int:
    return LABELS.index(label) if label in LABELS else UNLABELLED


def open_packer(folder: str) -> Packer:
    """The packer with the tokenizer of a model folder."""
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Packer(tokenizer)
