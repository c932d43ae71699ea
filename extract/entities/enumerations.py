"""Firms that no list has among known ones: the items of `特某某、星星充电、某快充等企业`.

An item counts where a known firm stands in the same list, or where the list ends in 等公司. An item inside a list is
bounded by its marks; the first one begins behind a word like 像 or 包括, the last one ends before a word like 等 or 都.
Only what no dictionary knows and is not made of its words is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.context import Words
from extract.entities.firmlike import firmlike
from extract.entities.spans import FIRM, FIRM_ENDING
from extract.entities.vocabulary import one_of

_HAN = "[\u4e00-\u9fff]"
_RUN = re.compile(r"[^、,。;:()\[\]\s“”\"'《》|*!?]{2,24}(?:、[^、,。;:()\[\]\n“”\"'《》|*!?]{1,24})+")
_ITEM = re.compile(rf"[A-Z][A-Za-z0-9.&'-]{{1,18}}(?: [A-Z][A-Za-z0-9.&'-]+){{0,2}}|{_HAN}{{2,8}}[A-Z]?")
_GENERIC = re.compile(rf".*{one_of('generic-endings')}|{one_of('acronyms')}|[QH]\d", re.I)
_FIRST = re.compile(rf"(?:^|.*(?:{one_of('list-openers')}))(?P<item>{_HAN}{{2,4}}|[A-Z][A-Za-z0-9&'-]+)$")
_ENDING = rf"(?:{one_of('clear-endings')}|{one_of('weak-endings')}|{FIRM})"
_LAST = re.compile(
    rf"(?P<item>{_HAN}{{2,3}}{_ENDING}|{_HAN}{{2,6}}?|[A-Z][A-Za-z0-9&'-]+)(?=$|{one_of('list-closers')})"
)
_JOINED = re.compile(r"[和与及跟]|以及")
_FIRMS_BEHIND = re.compile(r"(?: ?等.{0,6}?)(?:公司|企业|厂商|厂家|大厂|券商|机构|品牌|玩家|车企)")
_LIKELY, _PLAIN = 0.6, 0.2  # how firm-like an item must be beside one known firm, and between two


def items_of(folded: str, firms: dict[int, int], others: set[int], words: Words) -> Iterator[tuple[int, int]]:
    """The unlisted items. `firms` are known firms by start, `others` the starts of chips and people."""
    ends = {end: start for start, end in firms.items()}
    for run in _RUN.finditer(folded):
        spans = _split(folded, run)
        inside = [start in firms and firms[start] == end for start, end in spans]
        known = sum(inside) + (spans[0][1] in ends and not inside[0]) + (spans[-1][0] in firms and not inside[-1])
        told = _FIRMS_BEHIND.search(folded, max(spans[-1][0], run.end() - 12), run.end() + 8) is not None
        if not known or any(start in others for start, _ in spans) or known * 3 + told < len(spans) - 1:
            continue
        least = _PLAIN if known > 1 or told else _LIKELY
        for n, (start, end) in enumerate(spans):
            if start in firms or end in ends:
                continue
            if n == 0:
                start, end = _first(folded, start, end)
            elif n == len(spans) - 1:
                start, end = _last(folded, start, end)
            if start < end and _may_be(folded[start:end], least, words):
                yield start, end


def _split(folded: str, run: re.Match[str]) -> list[tuple[int, int]]:
    """The items of a run, its last one parted at 和."""
    spans = []
    at = run.start()
    for piece in run.group().split("、"):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    start, end = spans[-1]
    if such := folded.find("等", start + 1, end) + 1:  # `等芯片与云计算公司`
        end = such
        spans[-1] = (start, end)
    if joined := _JOINED.search(folded, start + 2, end - 1):
        spans[-1:] = [(start, joined.start()), (joined.end(), end)]
    return [(start, end) for start, end in spans if start < end]


def _first(folded: str, start: int, end: int) -> tuple[int, int]:
    m = _FIRST.match(folded, start, end)
    return m.span("item") if m else (end, end)


def _last(folded: str, start: int, end: int) -> tuple[int, int]:
    m = _LAST.match(folded, start, end)
    return m.span("item") if m else (end, end)


def _may_be(item: str, least: float, words: Words) -> bool:
    """Whether it may be a name: no word, none of words, none of a kind of thing."""
    if not _ITEM.fullmatch(item) or _GENERIC.fullmatch(item) or words.usual(item):
        return False
    if item.isascii():
        return len(item) > 2 and not item.isupper() and not words.everyday(item)
    ending = FIRM_ENDING.search(item, 2)
    stem = item[: ending.start()] if ending and ending.end() == len(item) else item
    if words.seen(item) or words.made_of_words(item) or words.made_of_words(stem):
        return False
    return firmlike(stem) >= (least - 0.4 if ending else least)
