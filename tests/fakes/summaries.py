"""Any number of short summaries: claims of the package's samples with other companies and other numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import extract
from extract import knowledge, samples

_NUMBER = re.compile(r"\d+")
_FOLDER = 1000  # files a folder

Claim = list[tuple[str, str]]  # its words in order, each ("text", …) or ("COMPANY", …)


@cache
def _claims() -> list[Claim]:
    """The claims of the samples, cut at the names of companies."""
    found = []
    reader = extract.Reader(model="none")
    for path in samples.paths():
        for text in extract.read(path):
            for document in reader.documents(text.text):
                names = [m for m in document.mentions if m.label == "COMPANY"]
                for claim in document.claims:
                    parts, at = [], claim.start
                    for name in (m for m in names if claim.start <= m.start and m.end <= claim.end):
                        parts += [("text", text.text[at : name.start]), ("COMPANY", name.text)]
                        at = name.end
                    found.append([*parts, ("text", text.text[at : claim.end])])
    return found


@cache
def _companies() -> list[str]:
    return sorted(company.name for company in knowledge.load().companies.values() if 2 <= len(company.name) <= 6)


def summary(n: int) -> str:
    """The n-th summary: three to five claims, some 250 characters; the same for the same `n`."""
    chosen = random.Random(n)
    lines = [
        f"{chosen.choice(_companies())}交流纪要 {n}",
        f"{chosen.randint(2021, 2025)}-{chosen.randint(1, 12):02}-15",
    ]
    for claim in chosen.sample(_claims(), chosen.randint(3, 5)):
        named = {name: chosen.choice(_companies()) for kind, name in claim if kind == "COMPANY"}
        words = (named.get(words, words) if kind == "COMPANY" else _varied(words, chosen) for kind, words in claim)
        lines.append(f"- {''.join(words)}")
    return "\n".join(lines)


def _varied(words: str, chosen: random.Random) -> str:
    return _NUMBER.sub(lambda m: str(chosen.randint(10 ** (len(m[0]) - 1), 10 ** len(m[0]) - 1)), words)


def write(folder: Path, count: int, first: int = 0) -> Iterator[Path]:
    """The summaries as files below `folder`, a thousand a folder."""
    for n in range(first, first + count):
        path = folder / f"{n // _FOLDER:03}" / f"call{n:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(summary(n), encoding="utf8")
        yield path
