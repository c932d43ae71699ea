"""The words of the sentiment rules: one automaton over polar words and cues, loaded from `polarity.tsv` and `cues.tsv`.

A polar word fills one of three bowls, good (`POS`), bad (`NEG`) or neutral (`NEU`: questions, watch lists, openness),
with its strength in logits. A word of direction (上升, 下滑) is polar too, and changes sides with a metric of which
less is better (成本下滑). Cues carry no polarity of their own but turn that of others: negators, contrasts, outlook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import itemgetter

from ahocorasick_rs import AhoCorasick, MatchKind

POS, NEG, NEU = 0, 1, 2
LABELS = ("pos", "neg", "neu")

# Kinds of cue, as flags: one word may be polar and a cue, or a cue of several kinds.
NEGATOR, DENIAL, CONTRAST, CONCESSION, OUTLOOK, COST, GAIN, DEGREE = (1 << n for n in range(8))
VERSUS, CHOICE, THAN, PASSIVE, FORMER, LATTER, PURPOSE = (1 << n for n in range(8, 15))
_CUES = {
    "negator": NEGATOR,
    "contrast": CONTRAST,
    "concession": CONCESSION,
    "outlook": OUTLOOK,
    "cost": COST,
    "former": FORMER,
    "latter": LATTER,
    "versus": VERSUS,
    "than": THAN,
    "gain": GAIN,
    "degree": DEGREE,
    "passive": PASSIVE,
    "choice": CHOICE,
    "denial": DENIAL,
    "purpose": PURPOSE,
    "mask": 0,
}

_SIGN = re.compile(r"(?<![\d%])(?<![\d%] )[+-](?= ?\d[\d.]*%)")  # `同比 -13%`, not `10-13%` or `10 - 13%`


@dataclass(slots=True)
class Entry:
    """One word of the lexicon. `bowl` is None for a mere cue; `direction` is True where the metric decides."""

    word: str
    bowl: int | None = None
    strength: float = 0.0
    direction: bool = False
    cues: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, and the automaton that finds them: leftmost first, then longest, never overlapping."""

    entries: tuple[Entry, ...]
    automaton: AhoCorasick
    signs: dict[str, int]  # the entries of a signed percentage, +% and -%

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(index of the entry, start, end) of every word and signed percentage in `text`, in text order."""
        found = self.automaton.find_matches_as_indexes(text)
        signs = self.signs
        signed = [(signs[m[0]], m.start(), m.end()) for m in _SIGN.finditer(text) if m[0] in signs]
        return sorted(found + signed, key=itemgetter(1)) if signed else found


def rows(name: str) -> list[list[str]]:
    """The rows of a data file of this room: tab-separated, `#` starts a comment line."""
    lines = (files(__package__) / name).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def build(polar: list[list[str]], cues: list[list[str]]) -> Lexicon:
    """A lexicon from rows (word, polarity, strength, note) and (word, kind)."""
    entries: dict[str, Entry] = {}
    for word, polarity, strength, *note in polar:
        direction = "direction" in note
        entries[word] = Entry(word, LABELS.index(polarity), float(strength), direction)
    for word, kind, *_ in cues:
        entries.setdefault(word, Entry(word)).cues |= _CUES[kind]
    ordered = tuple(entries[word] for word in sorted(entries))
    automaton = AhoCorasick([e.word for e in ordered], matchkind=MatchKind.LeftmostLongest)
    signs = {e.word[0]: n for n, e in enumerate(ordered) if e.word in ("+%", "-%")}
    return Lexicon(ordered, automaton, signs)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon that ships with the package."""
    return build(rows("polarity.tsv"), rows("cues.tsv"))
