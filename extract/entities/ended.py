"""Firms that no list has, told by how they are called: `澜某半导体扩产`, `某睿微 的 XY100`.

A name is a few characters that look like a firm's (`firmlike`), no word and none of words, with a firm's ending, or
without one where what stands behind is said of firms. It begins at the head of a clause, or where no word runs into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.context import Words
from extract.entities.firmlike import firmlike
from extract.entities.spans import FIRM
from extract.entities.vocabulary import one_of

_HAN = "[\u4e00-\u9fff]"
_SEEN = 30  # how often a new name counts as seen, against the dictionary's word counts
_NOT_BEHIND = r"(?![体产类化业工品园区城展料级股片粒器机网型米司]|板块|巨头|通道|开支|带宽|技术)"
_ENDING = re.compile(
    rf"(?<={_HAN}{{2}})(?:(?P<clear>{one_of('clear-endings')}){_NOT_BEHIND}(?!{FIRM})"
    rf"|{one_of('weak-endings')}{_NOT_BEHIND}(?!{FIRM}|{one_of('weak-endings')})"
    rf"(?=[的、,。;:()\n*/ ]|$|{one_of('firms-do')}| ?[A-Z]{{2}}))"
)
_STEM = re.compile(rf"(?:(?!{one_of('clause-words')}){_HAN})+")
_HEAD = re.compile(r"(?:^|[^\u4e00-\u9fffA-Za-z0-9·]|[和与及由被给像如跟叫])$")
# Without an ending: at the head of a clause, before what is said of firms or a model number.
_HEADED = re.compile(
    r"(?:(?<=[,。;:、\n(*•|] )|(?<=[,。;:、\n(*•|和与及由被给像如跟])|(?<=- ))"
    rf"(?P<name>(?:(?!{one_of('clause-words')}){_HAN}){{3,4}}?)"
    rf"(?= ?的? ?[A-Z]{{1,6}}-?\d|{one_of('firms-do')}|\*\*|的(?:{one_of('firms-have')}))"
)
_CLEAR, _WEAK, _NO_ENDING = -1.0, 0.9, 1.6  # how firm-like a name must be before such an ending
_INSIDE = 0.8  # how much more in the middle of a clause


def ended(folded: str, words: Words) -> Iterator[tuple[int, int]]:
    """Names with a firm's ending."""
    for m in _ENDING.finditer(folded):
        best = None
        for length in (2, 3):
            start = m.start() - length
            if start < 0 or not _STEM.fullmatch(folded, start, m.start()):
                break
            stem, name = folded[start : m.start()], folded[start : m.end()]
            least = _CLEAR if m["clear"] else _WEAK
            head = _HEAD.search(folded, max(0, start - 1), start)
            if not head:
                least = max(least, 0.0) + _INSIDE
                if words.straddled(folded, start, start + 2) or words.usual(folded[max(0, start - 1) : start + 1]):
                    continue
            rare = words.seen(stem) and not words.usual(stem) and m["clear"] and head and firmlike(stem) > 0
            if words.made_of_words(name) or (not rare and words.made_of_words(stem)):
                continue
            likely = firmlike(stem) - least
            if likely >= 0 and not words.cut(folded, start, m.end(), _SEEN) and (head or best is None):
                best = start
        if best is not None:
            yield best, m.end()


def headed(folded: str, words: Words) -> Iterator[tuple[int, int]]:
    """Names without an ending."""
    for m in _HEADED.finditer(folded):
        name = m["name"]
        if firmlike(name) < _NO_ENDING or words.seen(name) or words.made_of_words(name):
            continue
        if any(words.usual(name[i : i + 2]) for i in range(len(name) - 1)):
            continue
        last = m.end("name") - 1
        if not words.usual(folded[last : last + 2]) and not words.cut(folded, *m.span("name"), _SEEN):
            yield m.span("name")
