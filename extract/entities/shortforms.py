"""Short forms that a document gives to what it names in full: `海科新源` → 海科, `Bill Holter` → Holter.

A firm's short form is the first two characters of its name, or three of a long one; it counts where the document
names the firm in full, where firms of other groups hardly begin so (`中科`, `国投` begin too many), and, when a
dictionary has it (`聚变`, `池州`), only beside another firm or before a word like 股价. A person's is the family name:
the last word of a Latin name, the last part of a transliterated one (`安德烈亚斯·考夫曼` → 考夫曼).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity
from extract.entities.context import Context
from extract.entities.legal import LEGAL_ENDING
from extract.entities.lexicon import Lexicon, bordered
from extract.entities.scope import Scope
from extract.entities.spans import FIRM, FIRM_ENDING, Occupied
from extract.entities.vocabulary import one_of

_SCORE = 0.8
_SEEN = 300  # how often a short form counts as seen, against the dictionary's word counts
_HEAD = 2  # characters of a firm's short form
_SHORTENED = 4  # characters of a name that is shortened to two, one more of one shortened to three
_GROUPS = 3  # as many firms may begin alike
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# What makes another name of it: `上峰|友谊水泥集团`, `赛意|云科技`, `首钢|园`, `广发|道琼斯指数`.
_LONGER = re.compile(rf"[^\W的在与和是有为了]{{0,2}}(?:{FIRM}(?![体产类化业工品级])|{one_of('other-names')})")
_FAMILY_NAME = re.compile(r"(?:[A-Z][A-Za-z.'-]* )+(?P<latin>[A-Z][A-Za-z'-]{2,})|.+·(?P<han>[\u4e00-\u9fff]{2,})")
_LATIN_NEIGHBOUR = re.compile(r"[A-Za-z.&'-] ?$")
_LATIN_BEHIND = re.compile(r" ?[A-Za-z&]|-")


class ShortForms:
    """Finds the short forms of a document's own names."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        self._lexicon = lexicon
        self._context = context
        self._words = context.words
        self._beginning: dict[str, set[str]] = defaultdict(set)  # first characters → firms
        for name, entity in lexicon.han_firms():
            self._beginning[name[:_HEAD]].add(entity.key)

    def find(self, folded: str, scope: Scope, chosen: list[Candidate]) -> Iterator[Candidate]:
        """Candidates for short forms of `chosen`, the names known so far."""
        busy = Occupied([(c.start, c.end) for c in chosen])
        named = {(c.start, c.end): c for c in chosen}
        forms: dict[int, dict[str, dict[str, Entity]]] = {}  # document → short form → entities
        spelt: dict[tuple[int, str], set[str]] = {}  # document, entity → how it is written
        for c in chosen:
            part, written = scope.part(c.start), folded[c.start : c.end]
            spelt.setdefault((part, c.entity.key), set()).add(written)
            for short in self._firm(written, c) if c.entity.label == "COMPANY" else _family_name(written, c):
                forms.setdefault(part, {}).setdefault(short, {})[c.entity.key] = c.entity
        for part, found in sorted(forms.items()):
            own = {short: next(iter(entities.values())) for short, entities in found.items() if len(entities) == 1}
            pattern = re.compile("|".join(map(re.escape, sorted(own, key=lambda s: (-len(s), s)))))
            for m in pattern.finditer(folded, *scope.part_range(part)) if own else ():
                c = Candidate(m.start(), m.end(), own[m.group()], "alias", _SCORE)
                other = named.get(m.span())
                if other is None:
                    fits = self._alone(folded, c, busy, scope)
                else:  # another firm's short name: 深蓝 of 深蓝汽车, where the document speaks of 深蓝航天
                    only_so = spelt[part, other.entity.key] == {m.group()}
                    fits = only_so and other.via == "alias" and other.entity.name != c.entity.name
                if fits and not _LONGER.match(folded, c.end):
                    yield c

    def _firm(self, written: str, c: Candidate) -> Iterator[str]:
        """The short forms that a firm may have which is named in full."""
        press = c.entity.name
        if c.via == "grammar" and len(written) > len(press) > _SHORTENED and written.startswith(press):
            yield press  # `东和欣新材料|产业(无锡)有限公司`
        if c.via == "repair" or c.doubtful or not _HAN.fullmatch(written):
            return
        if legal := LEGAL_ENDING.search(written, 1):
            yield written[: legal.start()]
        for length in (_HEAD + 1, _HEAD):
            short = written[:length]
            if len(written) < length + _SHORTENED - _HEAD or self._words.usual(short) or FIRM_ENDING.fullmatch(short):
                continue
            if length > _HEAD and FIRM_ENDING.match(written, _HEAD):  # `健民|药业` has no short form 健民药
                continue
            known = self._lexicon.lookup(short)
            if known is not None and known.name == short:
                continue
            if len(self._beginning[short[:_HEAD]] | {c.entity.key}) <= _GROUPS:
                yield short

    def _alone(self, folded: str, c: Candidate, busy: Occupied, scope: Scope) -> bool:
        """Whether it is no part of a word or of another name."""
        if busy.touches(c.start, c.end) or not bordered(folded, c.start, c.end):
            return False
        written = folded[c.start : c.end]
        if written.isascii():
            behind = _LATIN_BEHIND.match(folded, c.end)
            return not behind and not _LATIN_NEIGHBOUR.search(folded, max(0, c.start - 2), c.start)
        if len(written) > _HEAD and self._words.usual(folded[c.end - 1 : c.end + 1]):  # `瑞派|宠物`, not 瑞派宠
            return False
        if self._words.cut(folded, c.start, c.end, _SEEN):
            return False
        known = not self._words.seen(written) or c.entity.label == "PERSON"
        titled = self._context.titled(folded, c) and not folded.startswith("公司", c.end)  # `聚变公司` are many
        return known or titled or scope.beside_name(folded, c)


def _family_name(written: str, c: Candidate) -> list[str]:
    """The family name of a person who is named in full."""
    m = _FAMILY_NAME.fullmatch(written) if c.entity.label == "PERSON" else None
    return [m["latin"] or m["han"]] if m else []
