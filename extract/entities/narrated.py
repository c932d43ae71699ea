"""People whom running text names without a title: `狄某某的账户早已被冻结`, `像蔡某、林某某这样`.

Two or three characters that begin with a family name are a person's where enough speaks for it, over all their places
in the document: characters that given names are written with (`namelike`), a stop or a word like 像 before them, what
people do behind them, a person beside them in a list, the same characters again. Against it: a dictionary's words in
them or across their borders.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from extract.entities.context import Words
from extract.entities.firmlike import namelike
from extract.entities.spans import FIRM, Occupied
from extract.entities.vocabulary import one_of, words_of

_SEEN = 30  # how often a new name counts as seen, against the dictionary's word counts
_HAN = "[\u4e00-\u9fff]"
_FAMILY = re.compile(rf"(?=(?P<family>{one_of('surnames')})(?P<given>{_HAN}{{1,2}}))")
_FIRST = "".join(sorted({name[0] for name in words_of("surnames")}))
_START = re.compile(rf"[{_FIRST}]")
_ONE_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_ROLE = re.compile(rf"{one_of('before-people')}$")
_DOES = re.compile(rf"{one_of('people-do')}")
_CLOSED = re.compile(rf"[,。、;:!?()“”\"'《\n \t|*]|$|{one_of('behind-people')}")
_JOINING = frozenset("和与跟像据让给对由被找而但是为叫即请问向从将及、")
_BESIDE = ("、", "和", "与", "及", "跟", "/")
_SURNAMES = frozenset(words_of("surnames"))
_FUNCTION = frozenset(words_of("function-surnames"))
_NOUNS = frozenset(words_of("noun-surnames"))
_FREQUENT = frozenset(words_of("surnames")[:100])
_FOREIGN = re.compile(rf"{one_of('transliterating')}+")
_LONGER = re.compile(rf"{_HAN}?(?:{FIRM}|{one_of('other-firm-endings')}|{one_of('part-of-no-person')})")
_PART_OF_FOREIGN = frozenset("·・•-")
_NO_GIVEN = re.compile(one_of("no-given-names"))
_LENGTHS = (2, 3, 4)  # characters of such a name
_ENOUGH = 3.2
_LIKELY = 1.0  # how much a given name must look like one that is a usual word as well (`建军`)
_LEAST = -0.5  # how much a given name must look like one
_HIGH = 2.5  # beyond which the look of a given name counts no more
_DOING, _CLOSING, _CALLED, _AT_STOP, _BEHIND_WORD, _WITHIN = 2.0, 0.7, 1.5, 0.5, 0.2, -0.5
_AGAIN, _MOST = 0.9, 3  # for each more place, and how many count
_LISTED = 1.5  # beside a person
_SHORT, _FUNCTION_WORD, _FREQUENT_NAME = -0.9, -1.5, 0.3
_NOUN = -1.5  # of a family name that is a noun as well
_SOUNDS_FOREIGN = -1.5  # such a name may as well be a place's or a club's


def narrated(folded: str, start: int, end: int, known: Collection[str], busy: Occupied, words: Words) -> Iterator[str]:
    """Such names in `start:end`, one document. `known` are the people named otherwise, `busy` the firms and chips."""
    places: dict[str, list[int]] = defaultdict(list)
    for m in _START.finditer(folded, start, end):
        at = m.start()
        if not (full := _FAMILY.match(folded, at)):
            continue
        family, given = full["family"], full["given"]
        anchored = _anchor(folded, at) is not None
        if at and words.usual(folded[at - 1] + family):  # `主|席某`
            continue
        for length in range(1, len(given) + 1):
            told = anchored or (_DOES.match(folded, at + len(family) + length) and not _within(folded, at))
            if told and namelike(given[:length]) >= _LEAST:
                places[family + given[:length]].append(at)
    weighed = {name: _weigh(folded, name, found, busy, words) for name, found in places.items()}
    proven = {*known, *_best(weighed, places)}
    for name, found in places.items():
        if 0 < weighed[name] < _ENOUGH and any(_beside(folded, at, at + len(name), proven) for at in found):
            weighed[name] += _LISTED
    yield from sorted(name for name in _best(weighed, places) if name not in known)


def _best(weighed: dict[str, float], places: dict[str, list[int]]) -> Iterator[str]:
    """The names that enough speaks for; of two that begin alike the better one."""
    likely = {name for name, weight in weighed.items() if weight >= _ENOUGH}
    longer: dict[str, list[str]] = defaultdict(list)
    for name in sorted(likely):
        longer[name[:-1]].append(name)
    for name in sorted(likely):
        rivals = [*longer[name], *({name[:-1]} & likely)]
        if all(_better(name, other, places) for other in rivals):
            yield name


def _beside(folded: str, at: int, stop: int, people: Collection[str]) -> bool:
    """Whether one of the people stands beside it in a list."""
    if at and folded[at - 1] in _BESIDE and any(folded[max(0, at - 1 - n) : at - 1] in people for n in _LENGTHS):
        return True
    return folded[stop : stop + 1] in _BESIDE and any(folded[stop + 1 : stop + 1 + n] in people for n in _LENGTHS)


def _better(name: str, other: str, places: dict[str, list[int]]) -> bool:
    """Whether `name` rather than `other`, which begins alike, is the name."""
    short, long = sorted((name, other), key=len)
    whole = len(places[long]) * 2 > len(places[short])
    return (name == long) == whole


def _within(folded: str, at: int) -> bool:
    """Whether what begins at `at` may be the rest of a longer name: `张|卓某`, `肖特|韦尔`."""
    return folded[at - 1] in _FIRST or _FOREIGN.fullmatch(folded, at - 1, at + 2) is not None


def _anchor(folded: str, at: int) -> float | None:
    """How well a name may begin at `at`; None where it can't."""
    if not at or not _ONE_HAN.match(before := folded[at - 1]):
        return _AT_STOP
    if _ROLE.search(folded, max(0, at - 4), at):
        return _CALLED
    return _BEHIND_WORD if before in _JOINING else None


def _ruled_out(name: str, given: str, words: Words) -> bool:
    """Whether it is the name of something else, or ordinary words."""
    if words.named(name) or words.usual(name) or _NO_GIVEN.search(given):
        return True
    return (words.usual(given) and namelike(given) < _LIKELY) or (len(name) > 2 and words.usual(name[:2]))


def _in_list(folded: str, at: int, stop: int, busy: Occupied) -> bool:
    """Whether a firm or a chip stands beside it in a list."""
    before = at > 1 and folded[at - 1] in _BESIDE and busy.touches(at - 2, at - 1)
    return before or (stop + 1 < len(folded) and folded[stop] in _BESIDE and busy.touches(stop + 1, stop + 2))


def _weigh(folded: str, name: str, places: list[int], busy: Occupied, words: Words) -> float:
    """What speaks for a person of this name, less what speaks against it; 0 where something rules it out."""
    given = name[next(length for length in (3, 2, 1) if name[:length] in _SURNAMES) :]
    if _ruled_out(name, given, words):
        return 0.0
    free = []
    best = 0.0
    for at in places:
        stop = at + len(name)
        if folded[at - 1 : at] in _PART_OF_FOREIGN or folded[stop : stop + 1] in _PART_OF_FOREIGN:
            continue
        if _LONGER.match(folded, stop) or busy.touches(at, stop) or _in_list(folded, at, stop, busy):
            continue
        if words.usual(folded[stop - 1 : stop + 1]) or words.cut(folded, at, stop, _SEEN):
            continue
        before = _anchor(folded, at)
        before = _WITHIN if before is None else before
        behind = _DOING if _DOES.match(folded, stop) else _CLOSING if _CLOSED.match(folded, stop) else 0.0
        free.append(at)
        best = max(best, before + behind)
    if not free or (best < _DOING and words.seen(name)):
        return 0.0
    first = name[0]
    weight = best + min(_HIGH, namelike(given)) + _AGAIN * min(len(free) - 1, _MOST) + _SHORT * (len(name) == 2)
    weight += _FUNCTION_WORD * (first in _FUNCTION) + _FREQUENT_NAME * (first in _FREQUENT)
    weight += _NOUN * (first in _NOUNS and best < _DOING)
    if best < _DOING and len(name) > 2 and _FOREIGN.fullmatch(name):
        weight += _SOUNDS_FOREIGN
    return weight
