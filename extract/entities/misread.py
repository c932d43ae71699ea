"""Latin names that speech recognition wrote as other English words: `Lumen Tom` → Lumentum.

Precision first. The words must sound like one well-known name (`english_sound`), and something must speak for a name: a
sign that the Latin name of a firm gets (`latin_weight`), or the maker of a chip that the document names. Two words that
share one with a name of two may differ a little in the other. One word alone must also look like the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from extract.entities.candidates import Candidate, Entity
from extract.entities.english import apart, english_sound
from extract.entities.latin import THINGS, in_english, latin_weight
from extract.entities.lexicon import Lexicon
from extract.entities.scope import Scope
from extract.entities.spans import Occupied

_SCORE = 0.75
_WORDS = re.compile(
    r"(?<![A-Za-z0-9.@/_&'-])[A-Z][A-Za-z]+(?:'s)?(?: (?:[A-Z][a-z]*|[a-z]{2,}))*(?: \d)?(?![A-Za-z0-9_@/&-])"
)
_LATIN = re.compile(r"[A-Z][A-Za-z]+(?: [A-Za-z]+)*(?: ?\d)?")
_LETTERS, _SOUNDS = 4, 4  # of a name that is told by its sound; one sound less where it was heard as several words
# How alike the letters must be: of several words, of one, of the other of two, of a person's other name.
_LOOKS, _ALONE, _SHARED_LOOKS, _PERSON_LOOKS = 0.74, 0.85, 0.8, 0.6
_APART = 0.1  # how much less like it the next name must be
_CAPITALS = re.compile(r"[A-Z]{2}")
_SIGNS, _SIGN = 0.9, 0.4  # what must speak for a name; for one heard as several words, all of its sounds right


class Misread:
    """The well-known Latin names by their sound."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_sound: dict[str, dict[str, tuple[str, Entity]]] = {}  # sound → entity → name
        self._by_word: dict[str, dict[str, tuple[str, Entity]]] = {}  # word of a name of two, in place → entity → other
        for surface in lexicon.famous():
            if surface.common or not _LATIN.fullmatch(surface.text) or surface.text.isupper():
                continue
            if len(surface.text) >= _LETTERS:
                named = self._by_sound.setdefault(english_sound(surface.text), {})
                named.setdefault(surface.entity.key, (surface.text, surface.entity))
            first, _, last = surface.text.lower().partition(" ")
            if last and " " not in last:
                self._by_word.setdefault(f"{first} ", {})[surface.entity.key] = (last, surface.entity)
                self._by_word.setdefault(f" {last}", {})[surface.entity.key] = (first, surface.entity)

    def find(self, folded: str, scope: Scope, chosen: list[Candidate]) -> Iterator[Candidate]:
        """Candidates for such names; `chosen` are the names known so far."""
        busy = Occupied([(c.start, c.end) for c in chosen])
        firms = {c.start: c.end for c in chosen if c.entity.label == "COMPANY"}
        ends = set(firms.values())
        for m in _WORDS.finditer(folded):
            if (busy.touches(*m.span()) and not busy.within(*m.span())) or in_english(folded, *m.span()):
                continue
            written = m.group()
            if _CAPITALS.search(written) or THINGS.issuperset(written.split()):
                continue
            if self._lexicon.knows(written) or folded.startswith("(", m.end()):  # `Brain Capital(…)`: its own name
                continue
            entity, signs = self._heard(written)
            if entity is None:
                continue
            told = entity.maker is not None and scope.names_maker(m.start(), entity.maker, "document")
            told = told or scope.named(m.start(), entity.key, None)
            if told or latin_weight(folded, *m.span(), firms, ends) >= signs:
                yield Candidate(*m.span(), entity, "repair", _SCORE)

    def _heard(self, written: str) -> tuple[Entity | None, float]:
        """The one name that sounds like the words, or shares one of two with them, and what more must speak for it.

        None where no name does, or more than one.
        """
        sound = english_sound(written)
        several = " " in written
        named = self._by_sound.get(sound, {}) if len(sound) >= _SOUNDS - several else {}
        least = _LOOKS if several else _ALONE
        fits: dict[str, Entity] = {}
        if several or written[1:].islower():
            ranked = sorted((-_alike(written, name), key) for key, (name, e) in named.items() if e.label != "PERSON")
            clear = len(ranked) < 2 or ranked[1][0] - ranked[0][0] >= _APART
            if ranked and -ranked[0][0] >= least and clear:
                fits[ranked[0][1]] = named[ranked[0][1]][1]
        signs = _SIGN if several and fits and len(sound) >= _SOUNDS else _SIGNS
        first, _, last = written.lower().partition(" ")
        if not fits and last and " " not in last:
            for place, other in ((f"{first} ", last), (f" {last}", first)):
                for key, (said, entity) in self._by_word.get(place, {}).items():
                    looks = _PERSON_LOOKS if entity.label == "PERSON" else _SHARED_LOOKS
                    near = english_sound(other), english_sound(said)
                    far = apart(*near)
                    if far <= 1 + (len(near[1]) > 5) and near[0][:1] == near[1][:1] and _like(other, said) >= looks:
                        fits[key] = entity
        return (next(iter(fits.values())) if len(fits) == 1 else None), signs


def _alike(written: str, name: str) -> float:
    """How alike two names are written, blanks left out; 0 where one is the other with something behind it."""
    a, b = ("".join(words.lower().split()) for words in (written, name))
    return (
        0.0 if a != b and (a.startswith(b) or b.startswith(a)) else SequenceMatcher(None, a, b, autojunk=False).ratio()
    )


def _like(written: str, name: str) -> float:
    """How alike two words are written."""
    return SequenceMatcher(None, written, name, autojunk=False).ratio()
