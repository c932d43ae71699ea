"""How well names are found that no list has: a random part of the companies and chips that we know is hidden.

    python tests/unseen.py GOLD.jsonl [GOLD.jsonl ...] [--hide 0.3] [--draws 3] [--model FOLDER] [--errors 0]

GOLD is labelled documents as `jiyao eval` takes them. For each draw, the finder is built without the hidden rows; then
rules alone and rules with the model's names read the documents. Recall: the labelled mentions of hidden names that are
found, borders and label exact. Precision: of all mentions found that no list gave, those that are labelled so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract import encoder, entities, knowledge, layout
from extract.analysis import Analysis, Mention, Part

KINDS = ("COMPANY", "CHIP")
LISTED = ("name", "alias")  # how a mention was found


@dataclass
class Tally:
    """Counts over documents."""

    hidden: int = 0
    found: int = 0
    new: int = 0
    right: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        recall, precision = self.found / max(1, self.hidden), self.right / max(1, self.new)
        return (
            f"recall {recall:.3f} ({self.found} of {self.hidden})  "
            f"precision {precision:.3f} ({self.right} of {self.new})"
        )


def drawn(key: str, draw: int, share: float) -> bool:
    """Whether a row is hidden in a draw."""
    return int(hashlib.sha1(f"{draw} {key}".encode()).hexdigest()[:8], 16) / 16**8 < share


def without(known: knowledge.Knowledge, draw: int, share: float) -> knowledge.Knowledge:
    """The knowledge with a share of its companies and chips taken out, and what refers to them loosened."""
    companies = {id: row for id, row in known.companies.items() if not drawn(id, draw, share)}
    chips = {id: row for id, row in known.chips.items() if not drawn(id, draw, share)}
    kept = {"COMPANY": companies, "CHIP": chips, "PERSON": known.people}
    return replace(
        known,
        companies={
            id: replace(row, parent=row.parent if row.parent in companies else None) for id, row in companies.items()
        },
        chips={id: replace(row, maker=row.maker if row.maker in companies else None) for id, row in chips.items()},
        people={
            id: replace(row, company=row.company if row.company in companies else None)
            for id, row in known.people.items()
        },
        misheard={surface: to for surface, to in known.misheard.items() if to[1] in kept[to[0]]},
    )


def read(finder: entities.Finder, row: dict[str, Any], names: encoder.Reader | None) -> list[Mention]:
    """The companies and chips found in a document."""
    analysis = Analysis(row["text"], published=row.get("published"), parts=[Part(0, len(row["text"]))])
    layout.annotate(analysis)
    finder.annotate(analysis)
    if names is not None:
        names.annotate(analysis)
    return [m for m in analysis.mentions if m.label in KINDS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--hide", type=float, default=0.3)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--model", type=Path, default=encoder.shipped())
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    rows = [json.loads(line) for path in args.gold for line in path.read_text(encoding="utf8").splitlines()]
    known = knowledge.load()
    listed = [
        {(m.start, m.end, m.label): m.entity for m in read(entities.Finder(known), row, None) if m.via in LISTED}
        for row in rows
    ]
    total = {name: {kind: Tally() for kind in KINDS} for name in ("rules", "with model")}
    for draw in range(args.draws):
        finder = entities.Finder(without(known, draw, args.hide))
        readers = {"rules": None, "with model": encoder.Reader(args.model, naming=True)}
        for name, reader in readers.items():
            for row, ids in zip(rows, listed, strict=True):
                count(total[name], row, ids, read(finder, row, reader), draw, args.hide)
    for name, tallies in total.items():
        for kind, tally in tallies.items():
            print(f"{name:10}  {kind:8} {tally}")
            for error, times in tally.errors.most_common(args.errors):
                print(f"    {times} × {error}")


def count(
    tallies: dict[str, Tally],
    row: dict[str, Any],
    listed: dict[tuple[int, int, str], str],
    found: list[Mention],
    draw: int,
    share: float,
) -> None:
    """Add one document to the tallies."""
    gold = {(m["start"], m["end"], m["label"]) for m in row["mentions"]}
    spans = {(m.start, m.end, m.label): m for m in found}
    for span in gold & listed.keys():
        tally = tallies[span[2]]
        if drawn(listed[span].split(":", 1)[1], draw, share):
            tally.hidden += 1
            tally.found += span in spans
            if span not in spans:
                tally.errors[f"missed {row['text'][span[0] : span[1]]}"] += 1
    for span, mention in spans.items():
        if mention.via not in LISTED:
            tally = tallies[span[2]]
            tally.new += 1
            tally.right += span in gold
            if span not in gold:
                tally.errors[f"false {row['text'][span[0] : span[1]]} ({mention.via})"] += 1


if __name__ == "__main__":
    main()
