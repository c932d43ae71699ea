"""Units that carry their firm's name and a word more: `保时捷中国`, `某某研究院`, `北京链家`, `Coherent Solutions`.

Each is a firm of its own beside the one it is named after:

- a foreign firm's name and 中国, where what stands behind shows that 中国 ends the name (`宝马中国宣布`, not
  `宝马中国区` or `宝马中国市场`);
- a firm's name and 研究院 or 研究所, but for brokers, banks and funds, whose it is part of;
- a city and an estate agency or a chain whose city firms speak for themselves;
- a Latin name and a word like Solutions that makes another firm's name of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity, unlisted_company
from extract.entities.lexicon import Lexicon
from extract.entities.vocabulary import one_of

_SCORE = 0.85
_CHINA = re.compile(rf"中国(?=[,。、;:!?()“”\"\n]|$|\d|{one_of('behind-china')})")
_INSTITUTE = re.compile(r"(?:经济|产业|发展|数据)?研究(?:院|所)(?![士生长])")
_CHAIN = re.compile(one_of("city-chains"))
_CITY = re.compile(rf"{one_of('places')}$")
_OTHER = re.compile(rf" {one_of('latin-other-firms')}(?![A-Za-z])")
_HOME = re.compile(r"company:(?:\d{4,6}[A-Z]?\.(?:SH|SZ|BJ|HK|TWO?))$")
_HOUSE = re.compile(r"证券$|银行$|期货$|基金$|中金公司|摩根|花旗|高盛|瑞银|美银|汇丰|野村|申万宏源|国泰海通|大学$")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]+")


class Units:
    """Finds the units of firms that are known already."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, folded: str, chosen: list[Candidate]) -> Iterator[Candidate]:
        """Candidates for units of `chosen`, the names known so far."""
        for c in chosen:
            if c.entity.label == "COMPANY" and (found := self._unit(folded, c)):
                yield found

    def _unit(self, folded: str, c: Candidate) -> Candidate | None:
        start, end, name = c.start, c.end, c.entity.name
        if _CHAIN.fullmatch(folded, start, end) and (city := _CITY.search(folded, max(0, start - 4), start)):
            start = city.start()
            name = folded[start:end]
        if (institute := _INSTITUTE.match(folded, end)) and not _HOUSE.search(name):
            end = institute.end()
            name = folded[start:end]
        elif _CHINA.match(folded, end) and not _HOME.fullmatch(c.entity.key) and "中国" not in name:
            end += len("中国")
            name += "中国"
        elif _CAPITALISED.fullmatch(folded, start, end) and (other := _OTHER.match(folded, end)):
            end = other.end()
            name = folded[start:end]
        if (start, end) == (c.start, c.end):
            return None
        return Candidate(start, end, self._known(name) or unlisted_company(name), "grammar", _SCORE)

    def _known(self, name: str) -> Entity | None:
        known = self._lexicon.lookup(name)
        return known if known is not None and known.label == "COMPANY" else None
