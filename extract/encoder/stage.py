"""The stage: what the encoder makes of every sentence and of every company and chip in it (`Analysis.views`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from extract.analysis import Analysis, Logits, Mention, View
from extract.encoder import naming
from extract.encoder.runtime import Encoder, Floats, Join
from extract.encoder.windows import Window

Range = tuple[int, int]


class Reader:
    """The stage with the model of `folder`. With `naming`, names that no list knows become mentions too.

    Naming is off unless asked for: on text of other fields 2 of the 25 names it added were right.
    """

    def __init__(self, folder: Path, naming: bool = False) -> None:
        self.encoder, self.naming = Encoder(folder), naming

    def annotate(self, analysis: Analysis) -> None:
        """Fill `views` for the sentences of running text, and add names that no list knows to `mentions`."""
        new: list[Mention] = []
        for numbers in _runs(analysis):
            units = [(analysis.sentences[n].start, analysis.sentences[n].end) for n in numbers]
            named = analysis.mentions[_first(analysis.mentions, units[0][0]) : _first(analysis.mentions, units[-1][1])]
            marks = [(m.start, m.end, m.label) for m in named]
            pieces = self.encoder.packer.pieces(analysis.folded, units, marks)
            for window in self.encoder.packer.pack(pieces):
                if any(analysis.sentences[numbers[u]].kind == "text" for u, _, _ in window.units):
                    new += self._read(analysis, numbers, window, named)
        if new:
            analysis.mentions = sorted([*analysis.mentions, *new], key=lambda m: m.start)

    def _read(
        self, analysis: Analysis, numbers: Sequence[int], window: Window, named: Sequence[Mention]
    ) -> list[Mention]:
        """One window: its units and the names in each; the names that are new."""
        states, tags = self.encoder.states(window)
        sentences = [analysis.sentences[numbers[unit]] for unit, _, _ in window.units]
        named = named[_first(named, sentences[0].start) : _first(named, sentences[-1].end)]
        new = list(naming.found(analysis.text, window, tags, named)) if self.naming else []
        named = sorted([*named, *new], key=lambda m: m.start)
        units: list[tuple[int, Floats]] = []
        targets: list[tuple[int, str, Floats]] = []
        for unit, first, last in window.units:
            number = numbers[unit]
            sentence = analysis.sentences[number]
            if sentence.kind != "text" or first == last:
                continue
            whole = np.concatenate([states[first:last].mean(0), states[last]])
            units.append((number, whole))
            inside = named[_first(named, sentence.start) : _first(named, sentence.end)]
            for name, own in _by_name(inside, window.spans, first, last).items():
                targets.append((number, name, np.concatenate([states[own].mean(0), whole])))
        if not units:
            return new
        join, of = self.encoder.unit_join, self.encoder.target_join
        wholes = np.stack([x for _, x in units])
        names = np.stack([x for _, _, x in targets]) if targets else np.zeros((0, 3 * states.shape[1]), np.float32)
        judged, of_names = self.encoder.judge(wholes, names)
        for (number, _), logits in zip(units, judged, strict=True):
            analysis.views[number] = View(_scaled(logits, join), {}, (join.rules, of.rules))
        for (number, name, _), logits in zip(targets, of_names, strict=True):
            analysis.views[number].targets[name] = _scaled(logits, of)
        return new


def _runs(analysis: Analysis) -> Iterator[list[int]]:
    """Runs of sentences that are read together: of one document, lists of companies left out (they say nothing)."""
    run: list[int] = []
    part = 0
    for number, sentence in enumerate(analysis.sentences):
        claim = sentence.claim
        listed = claim is not None and analysis.claims[claim].section == "companies"
        if run and sentence.part != part:
            yield run
            run = []
        part = sentence.part
        if not listed and sentence.start < sentence.end:
            run.append(number)
    if run:
        yield run


def _by_name(named: Sequence[Mention], spans: Sequence[Range], first: int, last: int) -> dict[str, list[int]]:
    """The pieces of a unit that belong to each company and chip."""
    out: dict[str, list[int]] = {}
    at = first
    for mention in named:
        while at < last and spans[at][1] <= mention.start:
            at += 1
        own = at
        while own < last and spans[own][0] < mention.end:
            if mention.label != "PERSON" and spans[own][0] < spans[own][1]:
                out.setdefault(mention.name, []).append(own)
            own += 1
    return out


def _first(mentions: Sequence[Mention], offset: int) -> int:
    return bisect_left(mentions, offset, key=lambda m: m.start)


def _scaled(logits: Floats, join: Join) -> Logits:
    good, bad, neutral = (float(v) for v in join.scale * logits + join.bias)
    return good, bad, neutral
