"""Find every known name in a text, whatever its blanks, hyphens and letter case.

All surfaces go into one Aho-Corasick automaton over a *squeezed* text: small letters, without blanks,
hyphens and middle dots. A hit is mapped back to offsets of the text and then checked there:

- a Latin or digit end of a name must not touch a letter or digit (`PCI` not in `PCIe`, `H20` not in
  `H200`, `AMD` not in `AMDs`); Han characters are no border (`ASML` in `ASML尚未`);
- a blank or hyphen inside the hit must be one that writers really put there (`GB 200`, `昇腾-910C`,
  `SK 海力士`, `Open AI`), not the end of one word and the start of the next (`be at` is no `Beat`);
- short names in capitals must be capitals (`ARM` is no `arm`), and a name that is also an ordinary
  word must at least be spelt like a name (`Apple`, not `apple`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, repeat
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from extract.entities.candidates import Candidate, Entity, chip, company, person
from extract.folding import fold
from extract.knowledge import Chip, Company, Knowledge, Person
from extract.knowledge.tables import at_once, fold_names

_GAP = re.compile(r"[ \-·]+")
_ASCII_LOWER = {c: c + 32 for c in range(65, 91)}
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_PART_OF_MODEL = re.compile(r"[A-Z0-9]-$")  # `B200` is none in `XC-B200`
_IN_ADDRESS = re.compile(r"[a-z/][-/._@]|[-/._@][a-z/]")  # `https://acme.com/who-will-win`
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]")
_ALL_CAPS = re.compile(r"[A-Z&]{1,4}")  # such short names count only in capitals
_SCORES = {"name": 0.99, "alias": 0.97, "repair": 0.9}
_KEPT_BY_HAND = ("hand", "user")  # rows that calls are known to speak of, unlike the long lists of listed firms
_FAME = 1.0
_ADDED = ("公司", "代工", "芯片", "系列", "显卡", "机柜", "机架", "超节点")
_GENERIC = ("", *_ADDED)


class Surface(NamedTuple):
    """One spelling of an entity's name. `common`: also an ordinary word, or the name of something else."""

    text: str
    entity: Entity
    via: str
    common: bool = False
    fame: float = 0.0


class Squeezed:
    """A folded text in small letters without blanks, hyphens and middle dots, and the way back to its offsets."""

    __slots__ = ("_at", "_removed", "text")

    def __init__(self, folded: str) -> None:
        lower = folded.lower()
        if len(lower) != len(folded):  # a few letters lengthen in lower case (İ)
            lower = folded.translate(_ASCII_LOWER)
        self.text = lower.replace(" ", "").replace("-", "").replace("·", "")
        gaps = [m.span() for m in _GAP.finditer(lower)]
        self._removed = [0, *accumulate(end - start for start, end in gaps)]
        self._at = [start - removed for (start, _), removed in zip(gaps, self._removed, strict=False)]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the folded text of the squeezed range; blanks around it stay out."""
        first = start + self._removed[bisect_right(self._at, start)]
        last = end - 1 + self._removed[bisect_right(self._at, end - 1)]
        return first, last + 1


class Lexicon:
    """Every surface of the knowledge base in one automaton."""

    def __init__(self, surfaces: list[Surface]) -> None:
        self._surfaces: dict[str, list[Surface]] = {}
        for key, surface in zip(at_once(squeeze, [surface.text for surface in surfaces]), surfaces, strict=True):
            if key:
                self._surfaces.setdefault(key, []).append(surface)
        self._keys = sorted(self._surfaces)  # the automaton is built sooner so
        self._automaton = AhoCorasick(self._keys)

    def find(self, folded: str, squeezed: Squeezed) -> Iterator[Candidate]:
        """All names that stand in the text, overlapping ones too; the resolver decides between them."""
        for index, lo, hi in self._automaton.find_matches_as_indexes(squeezed.text, overlapping=True):
            start, end = squeezed.original(lo, hi)
            if not bordered(folded, start, end) or _PART_OF_MODEL.search(folded, max(0, start - 2), start):
                continue
            written = folded[start:end]
            if _IN_ADDRESS.search(folded, max(0, start - 2), end + 2) and written.islower() and written.isascii():
                continue
            fitting = [s for s in self._surfaces[self._keys[index]] if _fits(s, written)]
            for s in _best(fitting, written):
                yield Candidate(start, end, s.entity, s.via, _SCORES[s.via], not s.common, fame=s.fame)

    def han_names(self) -> set[str]:
        """The surfaces that are all Han characters, for the segmentation of a neighbourhood."""
        return {s.text for group in self._surfaces.values() for s in group if _HAN.fullmatch(s.text)}

    def famous(self) -> list[Surface]:
        """The spellings of firms and people kept by hand, and of all chips; mis-heard forms left out."""
        every = (s for group in self._surfaces.values() for s in group)
        return [s for s in every if s.via != "repair" and (s.fame or s.entity.label == "CHIP")]

    def han_firms(self) -> list[tuple[str, Entity]]:
        """Firms by each of their names that is all Han characters; mis-heard forms left out."""
        every = (s for group in self._surfaces.values() for s in group if s.via != "repair")
        return [(s.text, s.entity) for s in every if s.entity.label == "COMPANY" and _HAN.fullmatch(s.text)]

    def knows(self, written: str) -> bool:
        """Whether some name is spelt so."""
        return squeeze(written) in self._surfaces

    def lookup(self, name: str) -> Entity | None:
        """The entity of exactly this name, or None where there is none or more than one."""
        entities = {s.entity.key: s.entity for s in self._surfaces.get(squeeze(fold(name)), ()) if s.via != "repair"}
        return next(iter(entities.values())) if len(entities) == 1 else None


def squeeze(surface: str) -> str:
    """The form in which a name is searched: small letters, without blanks, hyphens and middle dots."""
    return unjoined(surface.lower())


def unjoined(surface: str) -> str:
    """A name without blanks, hyphens and middle dots."""
    return surface.replace(" ", "").replace("-", "").replace("·", "")


def bordered(folded: str, start: int, end: int) -> bool:
    """Whether no Latin word or number is cut at either end: `H20` in `英伟达H20卡`, not in `H200`."""
    if start and _LATIN_OR_DIGIT.match(folded, start) and _LATIN_OR_DIGIT.match(folded, start - 1):
        return False
    return not (_LATIN_OR_DIGIT.match(folded, end) and _LATIN_OR_DIGIT.match(folded, end - 1))


def surfaces(knowledge: Knowledge) -> list[Surface]:
    """Every name, alias and mis-heard form in the knowledge base, folded as texts are."""
    entities = {
        "COMPANY": {id: company(row) for id, row in knowledge.companies.items()},
        "CHIP": {id: chip(row, knowledge) for id, row in knowledge.chips.items()},
        "PERSON": {id: person(row) for id, row in knowledge.people.items()},
    }
    rows: list[Surface] = []
    for label, table in (("COMPANY", knowledge.companies), ("CHIP", knowledge.chips), ("PERSON", knowledge.people)):
        for id, row in table.items():
            entity = entities[label][id]
            fame = _FAME if label != "CHIP" and row.source in _KEPT_BY_HAND else 0.0
            maker = knowledge.companies.get(row.maker or "") if isinstance(row, Chip) else None
            common = row.common
            rows.append(Surface(row.name, entity, "name", row.name in common, fame))
            half = fame / 2
            rows += [Surface(a, entity, "alias", a in common, half) for a in _bare_aliases(row, maker)]
            if isinstance(row, Company) and row.former:
                rows += [Surface(a, entity._replace(name=a), "alias", False, half) for a in sorted(row.former)]
    for surface, (label, id) in knowledge.misheard.items():
        if id in entities[label]:
            rows.append(Surface(surface, entities[label][id], "repair"))
    folded = at_once(fold_names, [row.text for row in rows])
    return [row if row.text == text else row._replace(text=text) for text, row in zip(folded, rows, strict=True)]


def _bare_aliases(row: Company | Chip | Person, maker: Company | None) -> Iterable[str]:
    """The aliases without those that add 公司 or 芯片 to another one, or the maker: spans leave these out."""
    if isinstance(row, Company) and row.former:
        return [alias for alias in row.aliases if alias not in row.former]
    if maker is None and not any(map(str.endswith, row.aliases, repeat(_ADDED))):
        return row.aliases
    own = {squeeze(name) for name in (row.name, *row.aliases)}
    makers = [squeeze(name) for name in (maker.name, *maker.aliases)] if maker else []

    def bare(alias: str) -> bool:
        written = squeeze(alias)
        shorter = {written.removesuffix(added) for added in _GENERIC}
        shorter |= {b[len(name) :] for b in shorter for name in makers if b.startswith(name)}
        return not shorter - {written} & own

    return filter(bare, row.aliases)


def _best(fitting: list[Surface], written: str) -> list[Surface]:
    """One surface an entity. A spelling that is met exactly counts before one met without regard to case."""
    exact = [s for s in fitting if s.text == written] or fitting
    chosen: dict[str, Surface] = {}
    for surface in exact:
        known = chosen.get(surface.entity.key)
        if known is None or known.common > surface.common:
            chosen[surface.entity.key] = surface
    return list(chosen.values())


def _fits(surface: Surface, written: str) -> bool:
    """Whether `written`, the same letters but for case and gaps, is a way to write `surface`."""
    if written == surface.text:
        return True
    return _case_fits(surface, written) and _gaps_fit(surface.text, written)


def _case_fits(surface: Surface, written: str) -> bool:
    bare, said = unjoined(surface.text), unjoined(written)
    if bare == said or not _LATIN.search(bare):
        return True
    if _ALL_CAPS.fullmatch(bare):
        return False
    return not (surface.common and said.islower() and not bare.islower())


def _gaps_fit(surface: str, written: str) -> bool:
    """Whether each gap in `written` stands where the name has one too, or where kinds of characters meet."""
    if not _GAP.search(written):
        return True
    own = {m.start() - before for m, before in zip(_GAP.finditer(surface), _removed_before(surface), strict=False)}
    for gap, before in zip(_GAP.finditer(written), _removed_before(written), strict=False):
        if gap.end() - gap.start() > 1 and gap.group() != " - ":
            return False
        if gap.start() - before in own:
            continue
        left, right = _kind(written[gap.start() - 1]), _kind(written[gap.end()])
        at = gap.start() - before
        bare = unjoined(surface)
        if left == right == "han":
            if gap.group() == "-" or len(bare) < 3:
                return False
        elif left == right and not (left == "latin" and bare[at - 1].islower() and bare[at].isupper()):
            return False
    return True


def _removed_before(text: str) -> list[int]:
    """How many gap characters stand before each gap of `text`."""
    return [0, *accumulate(m.end() - m.start() for m in _GAP.finditer(text))]


def _kind(char: str) -> str:
    return "digit" if char.isdigit() else "latin" if char.isascii() else "han"
