"""What is named around a place: in its document, its claim, its sentence. The context that decides doubtful names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extract.analysis import Analysis
from extract.entities.candidates import Candidate, Entity

_REACH = 200  # characters on either side that claims and sentences are looked at, however long they are
_JOIN = re.compile(r" ?(?:[、/&]|和|与|及|跟|或|以及|vs\.?|\d{1,2}[.、)]) ?")
# The head of a list of firms, and its items to the first blank or stop behind the last of them.
_LIST_LABEL = re.compile(r"(?:公司|企业|标的|个股|厂商)(?:列表|名单)?(?:\*\*)?[ ]?:[ ]?(?:\*\*)?")
_LIST_ITEM = r"[^、,。;:\n\[\] ]{1,16}(?: [A-Za-z0-9][^、,。;:\n\[\] ]{0,12}|(?<=[A-Za-z]) [^、,。;:\n\[\] ]{1,8}){0,2}"
_FREE_LIST = re.compile(
    r"(?:涉及的?(?:行业[和与及]?或?者?)?|\*\*|相关)公司(?:\*\*)? ?: ?"
    rf"(?:{_LIST_ITEM}、){{2,40}}[^、,。;: \n\[\]]{{1,16}}"
)
_LETTERS = re.compile(r"[A-Z]+(?=[ -]?\d)")


def company_lists(analysis: Analysis) -> list[tuple[int, int]]:
    """Where the documents list their companies: `公司: A、B、C` in the section 行业与公司, or behind `涉及的公司:`."""
    found = []
    for claim in analysis.claims:
        if claim.section == "companies" and (m := _LIST_LABEL.search(analysis.folded, claim.start, claim.end)):
            found.append((m.end(), claim.end))
    free = [(m.start() + m.group().index(":") + 1, m.end()) for m in _FREE_LIST.finditer(analysis.folded)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found + free, key=lambda span: (span[0], -span[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


class Scope:
    """The sure names of a text by document, claim and sentence. Offsets as in `Analysis.text`."""

    def __init__(self, analysis: Analysis, sure: list[Candidate], lists: list[tuple[int, int]] | None = None) -> None:
        self._analysis = analysis
        self._sure = sorted(sure, key=lambda c: (c.start, -c.end))
        self._starts = [c.start for c in self._sure]
        self._parts = [p.start for p in analysis.parts]
        self.lists = company_lists(analysis) if lists is None else lists
        self._places: dict[tuple[int, str], list[int]] = {}  # document, entity → where it is named
        self._spelt: dict[tuple[int, str], set[tuple[str, bool]]] = {}  # → how, and by context alone?
        self._makers: dict[int, set[str]] = {}  # document → companies named, and makers of chips named
        self._models: dict[tuple[int, str], str | None] = {}  # document, letters of a model number → its maker
        self._chips: dict[int, set[str]] = {}  # document → chips
        folded, one = analysis.folded, len(self._parts) < 2
        for c in self._sure:
            start, entity = c.start, c.entity
            key = (0 if one else self.part(start), entity.key)
            if key in self._places:
                self._places[key].append(start)
                self._spelt[key].add((folded[start : c.end], c.doubtful))
                continue
            self._places[key] = [start]
            self._spelt[key] = {(folded[start : c.end], c.doubtful)}
            part = key[0]
            if made := _maker(entity):
                self._makers.setdefault(part, set()).add(made)
            if entity.label == "CHIP":
                self._chips.setdefault(part, set()).add(entity.key)
                if m := _LETTERS.match(entity.name):
                    self._models.setdefault((part, m.group()), entity.maker)

    def naming(self, sure: list[Candidate]) -> Scope:
        """The same text with `sure` for its names."""
        return Scope(self._analysis, sure, self.lists)

    def part(self, offset: int) -> int:
        """Number of the document that holds `offset`; 0 where the layout found none."""
        if len(self._parts) < 2:
            return 0
        return max(0, bisect_right(self._parts, offset) - 1)

    @property
    def parts(self) -> int:
        """How many documents the text holds; one where the layout found none."""
        return max(1, len(self._parts))

    def part_range(self, part: int) -> tuple[int, int]:
        """Start and end of a document."""
        if part < len(self._analysis.parts):
            return self._analysis.parts[part].start, self._analysis.parts[part].end
        return 0, len(self._analysis.text)

    def near(self, offset: int, claim: bool = True) -> list[Candidate]:
        """The sure names in the claim (or else the sentence) that holds `offset`."""
        lo, hi = self._range(offset, claim)
        return self._sure[bisect_left(self._starts, lo) : bisect_left(self._starts, hi)]

    def names_maker(self, offset: int, maker: str | None, within: str) -> bool:
        """Whether `maker`, or a chip of its, is named in the same `document` or `claim`."""
        if within == "document":
            return maker in self._makers.get(self.part(offset), ())
        return maker is not None and any(maker == _maker(c.entity) for c in self.near(offset))

    def named(self, offset: int, key: str, unlike: str | None) -> bool:
        """Whether the entity is named in the document that holds `offset`.

        A name that context alone made one does not vouch for the same word elsewhere where that word is `unlike`.
        """
        spellings = self._spelt.get((self.part(offset), key), ())
        return any(spelt != unlike or not doubtful for spelt, doubtful in spellings)

    def named_elsewhere(self, c: Candidate) -> bool:
        """Whether the entity of `c` is surely named in its document, at another place than `c`."""
        places = self._places.get((self.part(c.start), c.entity.key))
        return places is not None and (len(places) > 1 or places[0] != c.start)

    def listed(self, offset: int) -> bool:
        """Whether `offset` stands in the document's own list of companies (`公司: A、B、C`)."""
        at = bisect_right(self.lists, offset, key=lambda span: span[0]) - 1
        return at >= 0 and offset < self.lists[at][1]

    def about_firms(self, offset: int) -> bool:
        """Whether the document that holds `offset` surely names a firm, or the maker of a chip."""
        return bool(self._makers.get(self.part(offset)))

    def speaks_of_firms(self, c: Candidate) -> float:
        """0.5 where the claim of `c` surely names another firm or a chip."""
        others = (o.entity for o in self.near(c.start) if o.entity.label != "PERSON")
        return 0.5 if any(other.key != c.entity.key for other in others) else 0.0

    def beside_name(self, folded: str, c: Candidate) -> bool:
        """Whether a sure name of the same kind is joined to `c` by 、, / or 和, or a chip stands behind a firm."""
        at = bisect_left(self._starts, c.start)
        before = next((o for o in reversed(self._sure[max(0, at - 3) : at]) if o.end <= c.start), None)
        if before is not None and _joined(folded[before.end : c.start], before, c):
            return True
        after = next((o for o in self._sure[at : at + 3] if o.start >= c.end), None)
        return after is not None and _joined(folded[c.end : after.start], c, after)

    def maker_before(self, offset: int) -> str | None:
        """The company named last before `offset` in the same sentence."""
        companies = [c for c in self.near(offset, claim=False) if c.entity.label == "COMPANY" and c.end <= offset]
        return companies[-1].entity.name if companies else None

    def maker_of_models(self, offset: int, letters: str) -> str | None:
        """Who makes the chips of the document whose number starts with `letters`."""
        return self._models.get((self.part(offset), letters))

    def chips_named(self, offset: int) -> int:
        """How many chips the document that holds `offset` surely names."""
        return len(self._chips.get(self.part(offset), ()))

    def chip_in_sentence(self, offset: int) -> bool:
        """Whether a chip is surely named in the sentence of `offset`."""
        return any(c.entity.label == "CHIP" for c in self.near(offset, claim=False))

    def _range(self, offset: int, claim: bool) -> tuple[int, int]:
        a = self._analysis
        lo, hi = offset - _REACH, offset + _REACH
        if claim and (n := a.claim_at(offset)) is not None:
            return max(lo, a.claims[n].start), min(hi, a.claims[n].end)
        if (n := a.sentence_at(offset)) is not None:
            return max(lo, a.sentences[n].start), min(hi, a.sentences[n].end)
        return lo, hi


def _joined(between: str, left: Candidate, right: Candidate) -> bool:
    if left.entity.label == "COMPANY" and right.entity.label == "CHIP":
        return between.strip() in ("", "的")
    return left.entity.label == right.entity.label and _JOIN.fullmatch(between) is not None


def _maker(entity: Entity) -> str | None:
    """A firm itself, or who makes a chip."""
    return entity.name if entity.label == "COMPANY" else entity.maker
