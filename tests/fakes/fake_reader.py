"""A quick stand-in for the pipeline: lines are claims, capital words are companies, numbers are figures.

A line ``====`` begins the next document. Lines of the form ``!WORD`` make it misbehave: `!raise`, `!die`
(the process ends), `!hang`. The recipe's `lexicon` only changes the fingerprint.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from extract import schema

LINE = re.compile(r"[^\n]+")
NAME = re.compile(r"[A-Z]{2,}")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Reader:
    """Same calls as `extract.pipeline.Reader`."""

    def __init__(self, lexicon: Path | None = None, model: str | None = None) -> None:
        self.version, self.fingerprint = "fake", f"fake-{lexicon or ''}"

    def documents(
        self, text: str, published: str | None = None, source: schema.Source | None = None
    ) -> list[schema.Document]:
        if "!raise" in text:
            raise RuntimeError("as the text asks for")
        if "!die" in text:
            os._exit(9)
        if "!hang" in text:
            time.sleep(600)
        time.sleep(float(os.environ.get("FAKE_SECONDS", "0")))
        found, start = [], 0
        for part in re.split(r"(?<=====\n)", text):
            found.append(self._document(text, start, start + len(part), published, source or schema.Source()))
            start += len(part)
        return found

    def _document(
        self, text: str, start: int, end: int, published: str | None, source: schema.Source
    ) -> schema.Document:
        lines = [m for m in LINE.finditer(text, start, end) if m[0] != "===="]
        claims = [
            schema.Claim(id=f"c{n}", start=m.start(), end=m.end(), section="claims", topic="主题", citations=[n, 7],
                         sentiment=_sentiment(m[0]))
            for n, m in enumerate(lines, 1)
        ]  # fmt: skip
        mentions = [
            schema.Mention(start=m.start(), end=m.end(), text=m[0], label="COMPANY", entity=f"company:{m[0]}",
                           name=m[0], sentiment=_sentiment(m[0]))
            for m in NAME.finditer(text, start, end)
        ]  # fmt: skip
        figures = [
            schema.Figure(start=m.start(), end=m.end(), text=m[0], kind="quantity", lo=_number(m[0]), hi=_number(m[0]),
                          metric="数量", period=schema.Period(from_="2025-01-01"),
                          claim=next((c.id for c in claims if c.start <= m.start() < c.end), None))
            for m in NUMBER.finditer(text, start, end)
        ]  # fmt: skip
        names = dict.fromkeys(m.text for m in mentions)
        return schema.Document(
            source=source, title=None, published=published, start=start, end=end,
            pipeline=schema.Pipeline(version=self.version, fingerprint=self.fingerprint),
            sections=[schema.Section(start=start, end=end, kind="claims")] if lines else [], claims=claims,
            sentences=[schema.Sentence(start=c.start, end=c.end, claim=c.id) for c in claims],
            mentions=mentions, figures=figures,
            times=[schema.Time(start=f.start, end=f.end, text=f.text, from_="2025-01-01") for f in figures],
            entities=[schema.Entity(entity=f"company:{n}", name=n, label="COMPANY", mentions=1) for n in names],
        )  # fmt: skip


def _sentiment(text: str) -> schema.Sentiment:
    label = "pos" if "好" in text else "neg" if "坏" in text else "neu"
    return schema.Sentiment(label=label, score=0.75)


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)
