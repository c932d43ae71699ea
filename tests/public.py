"""Companies and people on the development part of CLUENER2020, whose own labels and borders differ from ours.

    python tests/public.py CLUENER_DEV.jsonl[.gz]

A row is `{"text", "spans": [[start, end, label], ...]}`, offsets in code points, end exclusive. Strict F1 of `company`
and `name`: lists and rules alone, the model's names alone, both. There a firm counts in whatever role (a club's
sponsor, a studio), and many names are of fields that we do not cover.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from extract import encoder, entities, knowledge, layout
from extract.analysis import Analysis, Part

LABELS = {"company": "COMPANY", "name": "PERSON"}


def main() -> None:
    path = Path(sys.argv[1])
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    folder = encoder.shipped()
    assert folder is not None
    finder, names = entities.Finder(knowledge.load()), encoder.Reader(folder, naming=True)
    for way, stages in (
        ("lists and rules", [finder.annotate]),
        ("model", [names.annotate]),
        ("both", [finder.annotate, names.annotate]),
    ):
        right, found, wanted = (dict.fromkeys(LABELS, 0) for _ in range(3))
        for row in rows:
            analysis = Analysis(row["text"], parts=[Part(0, len(row["text"]))])
            for stage in (layout.annotate, *stages):
                stage(analysis)
            for label, ours in LABELS.items():
                gold = {(start, end) for start, end, kind in row["spans"] if kind == label}
                got = {(m.start, m.end) for m in analysis.mentions if m.label == ours}
                right[label] += len(gold & got)
                found[label] += len(got)
                wanted[label] += len(gold)
        for label in LABELS:
            f1 = 2 * right[label] / max(1, found[label] + wanted[label])
            counts = f"right {right[label]}, found {found[label]}, wanted {wanted[label]}"
            print(f"{way:16} {label:8} F1 {f1:.3f} ({counts})")


if __name__ == "__main__":
    main()
