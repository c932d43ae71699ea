"""Legal forms: a firm's full name counts whole (`某某科技股份有限公司`, `Qorvo, Inc.`, `Acme Equity Partners`),
and names its abbreviation.

A known name at its head or behind a place gives the firm (`杭州|海联讯|科技股份有限公司`); without one it is unlisted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from extract.entities.candidates import Candidate, unlisted_company
from extract.entities.spans import FIRM_ENDING
from extract.entities.vocabulary import one_of

_SCORE = 0.9
LEGAL_ENDING = re.compile(r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|株式会社)")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff()A-Za-z0-9]{2,24}$")
# What may stand before a legal name without a stop: the name starts behind the last of these.
_NO_PART = re.compile(rf".*{one_of('part-of-no-name')}(?!\()", re.S)
_LATIN_ENDING = re.compile(rf",? {one_of('latin-legal')}(?![A-Za-z])")
# A Latin name with a firm's ending, and what may follow a known name and still name the same firm.
_LATIN_NAMED = re.compile(
    rf"(?<![A-Za-z0-9.&-])(?<![A-Za-z] )(?!{one_of('latin-generic')} )"
    rf"(?:[A-Z][A-Za-z&'-]+ ){{1,4}}{one_of('latin-firm-endings')}(?![A-Za-z])"
)
_SAME_FIRM = re.compile(rf"(?: (?:{one_of('latin-firm-endings')}|Wholesale|International|Media))+")
_PRESS = 4  # characters of a press name
_GENERAL = re.compile(r"(?:科技|技术|集团|股份|实业|发展|管理|服务|产业|控股|工程|贸易|投资|网络|信息|文化|传媒)$")
_BRACKETED_PLACE = re.compile(r"\([\u4e00-\u9fff]{2,4}\)")
_BEGINS_WITH_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,3}}(?:省|自治区))?(?:[\u4e00-\u9fff]{{2,3}}市|{one_of('places')})(?=[\u4e00-\u9fff]{{3}})"
)
_SHORT = re.compile(r'\((?:以下|下)?(?:简称|称)[:：]?[“"「]?([^“”"「」()]{2,12})[”"」]?[^()]{0,30}\)')
_NOT_SHORT = re.compile(r"(?:本|该|标的|上市|目标)?公司|发行人|集团|我们|甲方|乙方|.*协议|.*合同|.*项目|.*办法")
_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,3}[省市])?(?:[\u4e00-\u9fff]{2}市?|\([\u4e00-\u9fff]{2,4}\))?")


def find(folded: str, chosen: list[Candidate], legal_names: Mapping[str, Collection[str]]) -> Iterator[Candidate]:
    """Full legal names and the abbreviations that the text gives them.

    `chosen` are the names known so far; `legal_names` the full names that are known of an entity, by its key.
    """
    starts = {c.start: c for c in chosen if c.entity.label == "COMPANY"}
    for m in LEGAL_ENDING.finditer(folded):
        if not (before := _NAME_BEFORE.search(folded, max(0, m.start() - 24), m.start())):
            continue
        short = _SHORT.match(folded, m.end())
        if short and _NOT_SHORT.fullmatch(short[1]):
            short = None
        start = _start(folded, before.start(), m.start(), short[1] if short else None)
        if folded.endswith("交易所", start, m.start()):  # stock exchanges are no firms here
            continue
        if m.start() - start < 3:  # `技术有限公司`: the name itself stands before a cut
            continue
        if (closed := folded.find(")", start, m.start())) >= 0 and folded.find("(", start, closed) < 0:
            start = closed + 1  # `(记者 某某)某某有限公司`
        opened = folded.rfind("(", start, m.start())
        if folded.rfind(")", start, m.start()) < opened:  # `Acme Ltd (某某有限公司)`
            start = opened + 1
            if m.start() - start < 2:  # `某某（有限公司`
                continue
        elif opened < 0 and ")" in folded[start : m.start()]:
            continue
        known = _known(folded, start, m.start(), starts)
        if known is not None and folded[known.end : m.end()] not in ("", "公司"):
            named = legal_names.get(known.entity.key, ())
            if known.via != "name" and named and folded[start : m.end()] not in named:
                known = None  # `南京紫金投资集团有限公司` is none of 紫金矿业
        entity = (
            known.entity if known else unlisted_company(short[1] if short else press_name(folded[start : m.start()]))
        )
        yield Candidate(start, m.end(), entity, "grammar", _SCORE)
        if short:
            yield Candidate(*short.span(1), entity, "grammar", _SCORE)
    for c in chosen:
        ending = _LATIN_ENDING.match(folded, c.end) if c.entity.label == "COMPANY" else None
        if ending and folded[c.end - 1].isascii():
            yield Candidate(c.start, ending.end(), c.entity, c.via, c.score)
    ends = {c.end for c in starts.values()}
    for m in _LATIN_NAMED.finditer(folded):
        firm = starts.get(m.start())
        if firm is not None and _SAME_FIRM.fullmatch(folded, firm.end, m.end()):
            yield Candidate(*m.span(), firm.entity, firm.via, firm.score)
        elif m.end() not in ends:  # else it is a word before a known firm's name
            yield Candidate(*m.span(), unlisted_company(m.group()), "grammar", _SCORE)


def begins(folded: str, c: Candidate, full: Collection[Candidate]) -> bool:
    """Whether a doubtful, little-known name is but the head of an unlisted firm's full name in the same text."""
    if not c.doubtful or c.fame:
        return False
    written = folded[c.start : c.end]
    return any(folded.startswith(written, f.start) and f.entity.key.startswith("company:?") for f in full)


def press_name(stem: str) -> str:
    """How the press calls a firm, by its legal name without the legal form: no place, no more than it needs.

    >>> press_name("上海星移联测航天科技"), press_name("科元控股")
    ('星移联测', '科元控股')
    """
    bare = _BEGINS_WITH_PLACE.sub("", _BRACKETED_PLACE.sub("", stem))
    name = bare if len(bare) > 2 else stem
    while len(name) > _PRESS and (general := _GENERAL.search(name, 2)):
        name = name[: general.start()]
    if len(name) > _PRESS + 1 and not FIRM_ENDING.match(name, 2) and not FIRM_ENDING.match(name, 3):
        name = name[:_PRESS]
    return name


def _start(folded: str, first: int, end: int, short: str | None) -> int:
    """Where the legal name starts that ends before `end`, at `first` or later."""
    cut = _NO_PART.match(folded, first, end)
    # One character alone before 和 is no name of its own: `子公司|东和…有限公司`.
    if cut and folded[cut.end() - 1] in "和与及" and cut.end() - 2 >= first:
        before = _NO_PART.match(folded, first, cut.end() - 2)
        if (before.end() if before else first) == cut.end() - 2:
            cut = before
    start = cut.end() if cut else first
    if short and start > (at := folded.find(short[:2], first, end)) >= 0:
        start = at  # what looked like a word before the name is part of it: `怡和嘉业`
    return start + 1 if folded[start] in "()0123456789" else start


def _known(folded: str, start: int, end: int, starts: dict[int, Candidate]) -> Candidate | None:
    """The firm whose name stands at `start`, or behind a place name there."""
    for offset in range(start, min(start + 6, end)):
        c = starts.get(offset)
        if c is None or (c.doubtful and not c.fame):  # `东和` of `东和欣某材料有限公司`: another firm of a list
            continue
        if c.end <= end and (offset == start or _PLACE.fullmatch(folded, start, offset)):
            return c
    return None
