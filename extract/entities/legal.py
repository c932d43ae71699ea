"""Legal forms: a firm's full name counts whole (`某某科技股份有限公司`, `Qorvo, Inc.`), and names its abbreviation.

A known name at its head or behind a place gives the firm (`杭州|海联讯|科技股份有限公司`); without one it is unlisted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity, unlisted_company
from extract.entities.vocabulary import one_of

_SCORE = 0.9
_ENDING = re.compile(r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|株式会社)")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff()A-Za-z0-9]{2,24}$")
# What may stand before a legal name without a stop: the name starts behind the last of these.
_NO_PART = re.compile(rf".*{one_of('part-of-no-name')}", re.S)
_LATIN_ENDING = re.compile(rf",? {one_of('latin-legal')}(?![A-Za-z])")
_SHORT = re.compile(r'\((?:以下|下)?(?:简称|称)[:：]?[“"「]?([^“”"「」()]{2,12})[”"」]?[^()]{0,30}\)')
_NOT_SHORT = re.compile(r"(?:本|该|标的|上市|目标)?公司|发行人|集团|我们|甲方|乙方|.*协议|.*合同|.*项目|.*办法")
_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,3}[省市])?(?:[\u4e00-\u9fff]{2}市?|\([\u4e00-\u9fff]{2,4}\))?")


def find(folded: str, chosen: list[Candidate]) -> Iterator[Candidate]:
    """Full legal names and the abbreviations that the text gives them. `chosen` are the names known so far."""
    starts = {c.start: c for c in chosen if c.entity.label == "COMPANY"}
    for m in _ENDING.finditer(folded):
        if not (before := _NAME_BEFORE.search(folded, max(0, m.start() - 24), m.start())):
            continue
        cut = _NO_PART.match(folded, before.start(), m.start())
        start = cut.end() if cut else before.start()
        if folded[start] in "()0123456789":
            start += 1
        if m.start() - start < 2 or m.end() - start < 6:
            continue
        entity = _known(folded, start, m.start(), starts)
        short = _SHORT.match(folded, m.end())
        if short and _NOT_SHORT.fullmatch(short[1]):
            short = None
        if entity is None:
            entity = unlisted_company(short[1] if short else folded[start : m.end()])
        yield Candidate(start, m.end(), entity, "grammar", _SCORE)
        if short:
            yield Candidate(*short.span(1), entity, "grammar", _SCORE)
    for c in chosen:
        ending = _LATIN_ENDING.match(folded, c.end) if c.entity.label == "COMPANY" else None
        if ending and folded[c.end - 1].isascii():
            yield Candidate(c.start, ending.end(), c.entity, c.via, c.score)


def _known(folded: str, start: int, end: int, starts: dict[int, Candidate]) -> Entity | None:
    """The firm whose name stands at `start`, or behind a place name there."""
    for offset in range(start, min(start + 6, end)):
        c = starts.get(offset)
        if c is not None and c.end <= end and (offset == start or _PLACE.fullmatch(folded, start, offset)):
            return c.entity
    return None
