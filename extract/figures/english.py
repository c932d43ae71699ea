"""Figures told in English sentences: `Data center revenue rose 12%`, `gross margin of 46%`.

The metric is the noun phrase before the verb or preposition that leads to the figure; the subject a name, never words.
The Chinese rules read parts of speech and word borders that English words do not have.
"""

from __future__ import annotations

import re

from extract.figures import names
from extract.figures.context import Site, View
from extract.figures.told import Told
from extract.figures.words import cue

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[A-Za-z]{2}[A-Za-z ,.'-]{6}")
_WINDOW = 60
_LEADS = re.compile(
    r"(?P<np>(?:[A-Za-z][A-Za-z'&/-]*[ \x02]+){1,4})"
    r"(?:(?:has|have|had|will|would|could|may|to|be|been|is|are|was|were)[ ]+)*"
    r"(?:of|at|is|are|was|were|by|reached?|hits?|totall?ed|rose|rise|grew|grow|fell|fall|declined?|increased?|decreased?"
    r"|climbed|jumped|dropped|expanded|improved|came|stood|between|up|down|to)\b"
)
_NO_NOUN = re.compile(cue("english.no_noun"))


def told_in(view: View, site: Site) -> bool:
    """Whether the words before the figure are English."""
    low = max(site.sentence, site.start - _WINDOW)
    return _CHINESE.search(view.text, low, min(site.end + 12, site.sentence_end)) is None and (
        _WORDS.search(view.text, low, site.start) is not None
    )


def metric(view: View, site: Site) -> str | None:
    """The noun phrase that the last verb or preposition before the figure goes with, at most four words of it."""
    for found in _LEADS.finditer(view.blank, max(site.lead, site.start - _WINDOW), site.start):
        words = found["np"].replace("\x02", " ").split()
        bars = [n for n, word in enumerate(words) if _NO_NOUN.fullmatch(word.lower())]
        while bars and bars[-1] == len(words) - 1:
            words, bars = words[:-1], bars[:-1]
        kept = words[bars[-1] + 1 :] if bars else words
        if kept:
            return " ".join(kept)
    return None


def subject(view: View, site: Site, told: Told) -> str | None:
    """The last name before the figure in its sentence, else whom the claim told of, else the document's firm."""
    named = names.in_span(view, site.low, site.start)
    return names.joined(named[-1]) if named else told.company or view.protagonist(site)
