"""Firms that no list has and that a document speaks of again and again: `像某鼎已经…`, `某鼎他们…`, `某鼎的产品…`.

Candidates are what stands several times behind a stop or a word like 像: two to four characters that no dictionary
knows and that look like a firm's name (`firmlike`). They count where several signs agree: words before them that
stand before firms, words behind them that only firms and people have, a known firm beside them in a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.entities.context import Words
from extract.entities.firmlike import firmlike
from extract.entities.vocabulary import one_of

_HAN = "[\u4e00-\u9fff]"
_ANCHORED = re.compile(rf"(?:[,。;:?!\n“、( ]|[像如跟和与由被找给而但向])(?=(?P<ahead>{_HAN}{{2,5}}))")
_BAD = re.compile(
    rf"{one_of('clause-words')}|{_HAN}*(?:{one_of('clause-words')})$|.*[这那其它他们些么了着过吗呢吧嗯啊哦]"
)
_BEFORE = re.compile(rf"(?:{one_of('before-firms')}|[、和与])$")
_AFTER = re.compile(
    rf"(?:他们|它们|它|自己|这家|那边|这边|本身|公司(?!们)|集团|们家|[、和与跟]|{one_of('firms-do')}|等?(?:几家|两家|三家)"
    rf"|的(?:{one_of('firms-have')}))"
)
_OPEN = re.compile(rf"[的,。、;:?!()\n”]|$|{_HAN}?[是在有也都就会要能做把从对给跟和与]")
_PERSON = re.compile(r" ?(?:说|表示|告诉|称|坦言|认为|觉得|先生|女士|总|:)")
_JOIN = "、和与跟"
_TIMES, _SIGNS = 3, 3
_WHOLE = 0.7  # where a name goes on with the same character so often, it is longer
_LIKELY = 0.3  # how firm-like it must be
_SHARE, _FREE = 0.2, 0.6  # of all its places: those with a sign, those where no noun follows that it may belong to


def repeated(folded: str, start: int, end: int, firms: dict[int, int], words: Words) -> Iterator[str]:
    """Such names in `start:end`, one document. `firms` are the known ones, start to end."""
    counts: Counter[str] = Counter()
    ends = set(firms.values())
    for m in _ANCHORED.finditer(folded, start, end):
        if m.end() not in firms:
            ahead = m["ahead"]
            counts.update(ahead[:length] for length in range(2, min(4, len(ahead)) + 1))
    for name, times in sorted(counts.items()):
        if times < _TIMES or firmlike(name) < _LIKELY or _BAD.match(name) or words.seen(name):
            continue
        if any(words.usual(name[i : i + 2]) for i in range(len(name) - 1)) or words.made_of_words(name):
            continue
        if _longest(name, counts) >= _WHOLE * times:
            continue
        if _told(folded, start, end, name, firms, ends, words):
            yield name


def _longest(name: str, counts: Counter[str]) -> int:
    """How often the name goes on with one and the same character."""
    return max((n for other, n in counts.items() if len(other) == len(name) + 1 and other.startswith(name)), default=0)


def _told(folded: str, start: int, end: int, name: str, firms: dict[int, int], ends: set[int], words: Words) -> bool:
    """Whether enough of its places tell of a firm."""
    kinds, signs, free, places = set(), 0, 0, 0
    at = folded.find(name, start, end)
    while at >= 0:
        stop = at + len(name)
        places += 1
        before = _BEFORE.search(folded, max(start, at - 3), at)
        after = _AFTER.match(folded, stop)
        beside = (at - 1 in ends and folded[at - 1 : at] in "、和与跟") or (
            stop + 1 in firms and folded[stop] in "、和与跟"
        )
        if _PERSON.match(folded, stop):
            return False
        signs += bool(before) + bool(after) + 2 * beside
        kinds |= {"before"} if before else set()
        kinds |= {"after"} if after else set()
        kinds |= {"beside"} if beside else set()
        free += bool(after or _OPEN.match(folded, stop))
        if words.cut(folded, at, stop, 300):
            signs -= 1
            free -= 1
        at = folded.find(name, stop, end)
    return len(kinds) > 1 and signs >= max(_SIGNS, _SHARE * places) and free >= _FREE * places
