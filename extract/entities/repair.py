"""Names that speech recognition wrote as other words of the same sound (`摩尔县城` → 摩尔线程, `岁元` …), and
chip numbers with a letter of like sound (`JB200` → GB200).

The knowledge base holds the forms that are known; here is what can be told from sound alone. What speaks for a name
is weighed against what speaks for words that merely sound so, and only clear cases count:

- for: each character, more where it is the same or has the same tone; a place where names stand (a list of firms, a
  bold lead-in, beside another name, before 股价); the same firm named rightly elsewhere in the document;
- against: a dictionary knows the stretch, or has words for all of it; words run across its borders.

Right before a model number of the brand that it sounds like (`生疼 910B`) no more is asked. What was told so once
counts in the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from operator import ne

from ahocorasick_rs import AhoCorasick

from extract.entities.candidates import Candidate, Entity
from extract.entities.context import Context
from extract.entities.lexicon import Lexicon, Squeezed
from extract.entities.scope import Scope
from extract.entities.sound import IDENTICAL, by_sound, likeness
from extract.entities.spans import FIRM, FIRM_ENDING, Occupied, items

_ENOUGH = 3.4
_CLEAR = 3.9  # of the sound alone: three characters of the right tones, one of them the same
_TWO = 2.3  # of the sound of two characters: one the same, one but for its tone
_LIKE = 1.1  # of the sound for each character, where nothing around speaks of a name
_OFF = 0.31  # what a character of the right tone tells less than the same one
_LONG_NAME, _OFF_LONG = 4, 0.71  # so long a name hardly sounds like other words; another tone is allowed then
_SURE = 8.0  # where the weight no longer adds to the score
_LISTED, _BESIDE, _LEADS, _NAMED, _TITLED, _CUED = 4.0, 2.5, 2.0, 1.0, 1.5, 0.7
_STARTS = 0.5
_WORD, _USUAL_WORD = 3.0, 6.0  # against: a dictionary's word, an often met one
_WORDS, _USUAL_PHRASE = 2.0, 3.5  # against: a run of such words, of often met ones
# How often a mis-heard name counts as seen, against the dictionary's word counts: where it is short and nothing around
# it speaks of a name, where it is long or hardly differs, and where names stand.
_SHORT, _LONG, _TOLD = 0.02, 0.3, 300
_FUNCTION = frozenset("的是被把与和里说就了已时流这那其将从给让也都还在对为以及或到个们吗呢吧几两拟有各某")
_HAN_TEXT = re.compile(r"[\u4e00-\u9fff]+")
_OTHER_FIRM = re.compile(rf"{FIRM}(?![体产类化业工品级])")
_ENDS = re.compile(r"[^\u4e00-\u9fff]|$|[和与及等的]")
# Before a short name: no character that may belong to it (`白|思佳`, `一汽|富维`, `ST|诚昌`).
_BEGINS = re.compile(r"^$|[^\u4e00-\u9fffA-Za-z0-9]$|[和与及对向给由被从为是如像的有]$")
_PARTED = 3  # characters of a name that a blank may part
_ONE_BLANK = re.compile(r"[\u4e00-\u9fff]+ [\u4e00-\u9fff]+")
_MODEL = re.compile(r"(?<![A-Za-z0-9])(?P<letters>[A-Z]{2}) ?(?P<number>\d{3}[A-Z]?)(?![A-Za-z0-9])")
_ALIKE = ("BCDEGPTVZ", "AHJK", "MN", "FSX", "IY", "QUW", "GJ")  # letters whose names sound alike


class Repair:
    """Finds mis-heard names by sound."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        self._lexicon = lexicon
        self._context = context
        self._words = context.words
        self._models: dict[str, list[tuple[str, Entity]]] = {}  # number → letters and chip
        for surface in lexicon.famous():
            if surface.entity.label == "CHIP" and (m := _MODEL.fullmatch(surface.text)):
                self._models.setdefault(m["number"], []).append((m["letters"], surface.entity))

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, Entity]]]:
        """The well-known names by their sound; made when the first text comes, as readings are slow to load."""
        names: dict[str, list[tuple[str, Entity]]] = {}
        for surface in self._lexicon.famous():
            if _HAN_TEXT.fullmatch(surface.text):
                names.setdefault(by_sound(surface.text), []).append((surface.text, surface.entity))
        return names

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[str]]:
        keys = list(self._names)
        return AhoCorasick(keys), keys

    def find(self, folded: str, squeezed: Squeezed, scope: Scope, chosen: list[Candidate]) -> list[Candidate]:
        """Candidates for mis-heard names, a blank inside a name allowed; `chosen` are the names known so far."""
        busy = Occupied([(c.start, c.end) for c in chosen])
        listed = {span for start, end in scope.lists for span in items(folded, start, end)}
        chips = {c.start: c for c in chosen if c.entity.label == "CHIP"}
        said: dict[int, dict[str, tuple[Entity, float]]] = {}  # document → surface → entity and score
        found = list(self._numbers(folded, scope, busy))
        automaton, keys = self._automaton
        for index, lo, hi in automaton.find_matches_as_indexes(by_sound(squeezed.text), overlapping=True):
            written = squeezed.text[lo:hi]
            start, end = squeezed.original(lo, hi)
            gap = end - start > hi - lo
            if not _HAN_TEXT.fullmatch(written) or not self._free(busy, start, end):
                continue
            if gap and (
                len(written) < _PARTED or busy.touches(start, end) or not _ONE_BLANK.fullmatch(folded, start, end)
            ):
                continue
            name, entity = self._one(written, keys[index])
            if entity is None:
                continue
            number = chips.get(end + 1 if folded[end : end + 1] == " " else end)
            if number is not None and number.entity.name.startswith(entity.name):
                found.append(Candidate(start, number.end, number.entity, "repair", 0.8))
                continue
            c = Candidate(start, end, entity, "repair", 0.8)
            weight = self._weight(folded, c, name, scope, (start, end) in listed)
            if weight >= _ENOUGH:
                score = 0.6 + 0.35 * min(1.0, (weight - _ENOUGH) / (_SURE - _ENOUGH))
                names = said.setdefault(scope.part(start), {})
                as_is = folded[start:end]
                if as_is not in names or names[as_is][1] < score:
                    names[as_is] = (entity, score)
        for part, names in sorted(said.items()):
            spelt = re.compile("|".join(sorted(names, key=lambda n: (-len(n), n))))
            for m in spelt.finditer(folded, *scope.part_range(part)):
                if self._free(busy, *m.span()):
                    entity, score = names[m.group()]
                    found.append(Candidate(m.start(), m.end(), entity, "repair", round(score, 3)))
        return found

    def _weight(self, folded: str, c: Candidate, name: str, scope: Scope, listed: bool) -> float:
        """What speaks for `name` having been said at `c`, less what speaks against it."""
        written = folded[c.start : c.end].replace(" ", "")
        # A recogniser writes no rare characters; `塞力斯生物` is another firm; a short form may be anything's.
        if self._words.rare(written) or (_OTHER_FIRM.match(folded, c.end) and not listed):
            return 0.0
        if c.start and folded[c.start - 1].isdigit():  # `10 亿瓦特`
            return 0.0
        if len(name) == 2 and not c.entity.name.startswith(name) and not listed:
            return 0.0
        leads = _leads(folded, c.start)
        if len(name) == 2 and not (listed or leads or self._stops(folded, c)):
            return 0.0
        sound = likeness(written, name)
        titled = self._context.titled(folded, c) and not folded.startswith("公司", c.end)  # `这家新公司`
        told = _LISTED * listed + _BESIDE * scope.beside_name(folded, c) + _TITLED * titled
        told += _LEADS * leads
        if len(name) == 2 and sound < _TWO and told < _LEADS:
            return 0.0
        stem = FIRM_ENDING.sub("", name)
        told_apart = likeness(written[: len(stem)], stem)
        if told < _TITLED and (len(name) == 2 or told_apart < _LIKE * len(stem)):
            return 0.0
        if c.entity.label == "PERSON" and sound < _CLEAR:
            return 0.0
        count = _TOLD if told >= _TITLED else _LONG if len(name) > 3 or sound >= _CLEAR else _SHORT
        if not listed and self._words.cut(folded, c.start, c.end, count):
            return 0.0
        told += _CUED * sum(self._context.cues(folded, c)) + _STARTS * (c.start == 0 or folded[c.start - 1] == "\n")
        if self._words.seen(written):
            return sound + told - (_USUAL_WORD if self._words.usual(written) else _WORD)
        if self._words.made_of_words(written):
            long = len(name) >= _LONG_NAME
            if told < _TITLED and sound < IDENTICAL * len(name) - (_OFF_LONG if long else _OFF) * sum(
                map(ne, written, name)
            ):
                return 0.0
            return sound + told - (_WORDS if long or self._words.prior(written) > 0 else _USUAL_PHRASE)
        return sound + told + _NAMED * scope.named(c.start, c.entity.key, None)

    def _stops(self, folded: str, c: Candidate) -> bool:
        """Whether no more of a name can stand around `c`: stops do, or words that firms have."""
        before, after = self._context.cues(folded, c)
        begins = before or _BEGINS.search(folded, max(0, c.start - 1), c.start)
        return bool(begins and (after or _ENDS.match(folded, c.end)))

    def _free(self, busy: Occupied, start: int, end: int) -> bool:
        """Whether no name stands there, or only shorter ones within a long stretch (`绿地` in `绿地谐波`)."""
        return not busy.touches(start, end) or (end - start >= 4 and busy.within(start, end))

    def _one(self, written: str, key: str) -> tuple[str, Entity | None]:
        """The name that sounds most like `written`, and its entity; none where two do, or `written` is a name."""
        if self._lexicon.knows(written):
            return "", None
        names = [(name, entity) for name, entity in self._names[key] if _may_be_heard(written, name, entity)]
        firms = [(name, entity) for name, entity in names if entity.label == "COMPANY"] or names
        if len({entity.key for _, entity in firms}) < 2:
            return firms[0] if firms else ("", None)
        likest: dict[str, tuple[float, str, Entity]] = {}  # by entity
        for name, entity in firms:
            weight = likeness(written, name)
            if entity.key not in likest or likest[entity.key][0] < weight:
                likest[entity.key] = (weight, name, entity)
        (first, name, entity), (second, *_) = sorted(likest.values(), key=lambda found: -found[0])[:2]
        return (name, entity) if first > second else ("", None)

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
                yield Candidate(m.start(), m.end(), next(iter(near.values())), "repair", 0.8)


def _leads(folded: str, start: int) -> bool:
    """Whether the stretch stands at the head of a bold lead-in."""
    return folded.endswith("**", 0, start) and (start == 2 or folded[start - 3] in " \n")


def _may_be_heard(written: str, name: str, entity: Entity) -> bool:
    """Whether no function word stands for a character of the name, and a person's family name is kept."""
    if entity.label == "PERSON" and (written[0] != name[0] or len(name) == 2):
        return False
    return not any(a != b and a in _FUNCTION for a, b in zip(written, name, strict=True))


def _sounds_like(heard: str, said: str) -> bool:
    """Whether exactly one letter differs, by one that sounds alike: JB and GB."""
    pairs = [(a, b) for a, b in zip(heard, said, strict=True) if a != b]
    return len(pairs) == 1 and any(a in group and b in group for group in _ALIKE for a, b in pairs)
