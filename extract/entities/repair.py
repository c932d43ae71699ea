"""Names that speech recognition wrote as other words of the same sound (`摩尔县城` → 摩尔线程, `岁元` …), and
chip numbers with a letter of like sound (`JB200` → GB200).

The knowledge base holds the forms that are known; here is what can be told from sound alone. Precision first:

- a stretch of three or more characters that sounds like a well-known name counts where it is not made of words
  (`含五季`), and one that is made of words where the text treats it as a firm (`摩尔县城` in a list of firms);
- one of two characters only as a whole item of the document's company list, at the head of a lead-in (`**木西**`), or
  right before a model number of the brand that it sounds like (`生疼 910B`);
- what was told so once counts in the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick

from extract.entities.candidates import Candidate, Entity
from extract.entities.context import Words
from extract.entities.lexicon import Lexicon
from extract.entities.scope import Scope
from extract.entities.sound import by_sound
from extract.entities.spans import FIRM_ENDING, Occupied, items

_SCORE = 0.8
_COUNT = 0.02  # how often a mis-heard name counts as seen, against the dictionary's word counts
_FUNCTION = frozenset("的是被把与和里说就了已时流这那其将从给让也都还在对为以及或到个们吗呢吧")
_HAN_TEXT = re.compile(r"[\u4e00-\u9fff]+")
_MODEL = re.compile(r"(?<![A-Za-z0-9])(?P<letters>[A-Z]{2}) ?(?P<number>\d{3}[A-Z]?)(?![A-Za-z0-9])")
_ALIKE = ("BCDEGPTVZ", "AHJK", "MN", "FSX", "IY", "QUW", "GJ")  # letters whose names sound alike


class Repair:
    """Finds mis-heard names by sound."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._words = words
        self._names: dict[str, list[tuple[str, Entity]]] = {}
        for surface in lexicon.famous():
            if _HAN_TEXT.fullmatch(surface.text):
                self._names.setdefault(by_sound(surface.text), []).append((surface.text, surface.entity))
        self._keys = list(self._names)
        self._automaton = AhoCorasick(self._keys)
        self._models: dict[str, list[tuple[str, Entity]]] = {}  # number → letters and chip
        for surface in lexicon.famous():
            if surface.entity.label == "CHIP" and (m := _MODEL.fullmatch(surface.text)):
                self._models.setdefault(m["number"], []).append((m["letters"], surface.entity))

    def find(self, folded: str, scope: Scope, chosen: list[Candidate]) -> list[Candidate]:
        """Candidates for mis-heard names; `chosen` are the names known so far."""
        busy = Occupied([(c.start, c.end) for c in chosen])
        listed = {span for start, end in scope.lists for span in items(folded, start, end)}
        chips = {c.start: c for c in chosen if c.entity.label == "CHIP"}
        said: dict[int, dict[str, Entity]] = {}  # document → surface → entity
        found = list(self._numbers(folded, scope, busy))
        for index, start, end in self._automaton.find_matches_as_indexes(by_sound(folded), overlapping=True):
            if not _HAN_TEXT.fullmatch(folded, start, end) or not self._free(busy, start, end):
                continue
            number = chips.get(end + 1 if folded[end : end + 1] == " " else end)
            told = (start, end) in listed or number is not None
            if end - start == 2 and not told and not _leads(folded, start):
                continue
            written = folded[start:end]
            entity = self._one(written, self._keys[index])
            if entity is None:
                continue
            if number is not None and number.entity.name.startswith(entity.name):
                found.append(Candidate(start, number.end, number.entity, "repair", _SCORE))
            elif (start, end) in listed or self._heard(folded, start, end, entity, scope):
                said.setdefault(scope.part(start), {})[written] = entity
        for part, names in sorted(said.items()):
            spelt = re.compile("|".join(sorted(names, key=lambda n: (-len(n), n))))
            for m in spelt.finditer(folded, *scope.part_range(part)):
                if self._free(busy, *m.span()):
                    found.append(Candidate(m.start(), m.end(), names[m.group()], "repair", _SCORE))
        return found

    def _heard(self, folded: str, start: int, end: int, entity: Entity, scope: Scope) -> bool:
        """Whether the stretch is no run of ordinary words, or stands beside a firm."""
        written = folded[start:end]
        said = self._names[by_sound(written)][0][0]
        long = len(FIRM_ENDING.sub("", said)) >= 4  # chance hardly brings four such sounds together
        # A recogniser writes no rare characters.
        if self._words.rare(written) or self._words.cut(folded, start, end, _COUNT):
            return False
        if FIRM_ENDING.match(folded, end):  # `塞力斯生物` is another firm
            return False
        if long or not self._words.made_of_words(written):
            return end - start > 2 or entity.name.startswith(said)
        return end - start > 2 and scope.beside_name(folded, Candidate(start, end, entity, "repair", _SCORE))

    def _free(self, busy: Occupied, start: int, end: int) -> bool:
        """Whether no name stands there, or only shorter ones within a long stretch (`绿地` in `绿地谐波`)."""
        return not busy.touches(start, end) or (end - start >= 4 and busy.within(start, end))

    def _one(self, written: str, key: str) -> Entity | None:
        """The entity that sounds like `written`, if there is exactly one and `written` is no name itself."""
        if self._lexicon.knows(written):
            return None
        names = [(name, entity) for name, entity in self._names[key] if _may_be_heard(written, name, entity)]
        if len(FIRM_ENDING.sub("", written)) < 3:  # too little left to tell by near-alike sounds
            sound = by_sound(written, exact=True)
            names = [(name, entity) for name, entity in names if by_sound(name, exact=True) == sound]
        firms = [entity for _, entity in names if entity.label == "COMPANY"] or [entity for _, entity in names]
        return firms[0] if len({entity.key for entity in firms}) == 1 else None

    def _numbers(self, folded: str, scope: Scope, busy: Occupied) -> Iterator[Candidate]:
        """Model numbers one like-sounding letter away from a chip of a maker that the claim names."""
        for m in _MODEL.finditer(folded):
            if busy.touches(*m.span()):
                continue
            near = {
                entity.key: entity
                for letters, entity in self._models.get(m["number"], ())
                if _sounds_like(m["letters"], letters) and scope.names_maker(m.start(), entity.maker, "document")
            }
            if len(near) == 1:
                yield Candidate(m.start(), m.end(), next(iter(near.values())), "repair", _SCORE)


def _leads(folded: str, start: int) -> bool:
    """Whether the stretch stands at the head of a bold lead-in."""
    return folded.endswith("**", 0, start) and (start == 2 or folded[start - 3] in " \n")


def _may_be_heard(written: str, name: str, entity: Entity) -> bool:
    """Whether no function word stands for a character of the name, and a person's family name is kept."""
    if entity.label == "PERSON" and written[0] != name[0]:
        return False
    return not any(a != b and a in _FUNCTION for a, b in zip(written, name, strict=True))


def _sounds_like(heard: str, said: str) -> bool:
    """Whether exactly one letter differs, by one that sounds alike: JB and GB."""
    pairs = [(a, b) for a, b in zip(heard, said, strict=True) if a != b]
    return len(pairs) == 1 and any(a in group and b in group for group in _ALIKE for a, b in pairs)
