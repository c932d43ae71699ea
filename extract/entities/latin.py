"""Firms with a Latin name that no list has, in a Chinese text: `从 Pentavia 转来`, `收购 Kestral Silicon`.

What is written in Latin letters may as well be a model, a chip, a technique or a person, so signs are weighed: a known
firm beside it in a list, a word before it that stands before firms, what is said of firms behind it, an ending such as
Labs or Robotics; against it: a word behind it that goes with products, a firm right before it (whose product it is).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.entities.scope import Scope
from extract.entities.spans import Occupied
from extract.entities.vocabulary import one_of, words_of

_NAME = re.compile(
    r"(?<![A-Za-z0-9.@/_&'-])(?P<name>[A-Z][a-z]{2,}(?:[A-Z][a-z]*)*(?:AI|[A-Z]{2})?|[A-Z][a-z]+[A-Z][A-Za-z]+)"
    r"(?P<more>(?: (?:[A-Z][a-z]+|AI))*)(?![A-Za-z0-9_@/&'.]|-[A-Za-z0-9]| ?[a-z]| \d)"
)
_ENGLISH_BEFORE = re.compile(r"(?:[A-Za-z]|[a-z][,.;:)]) ?$")
_ENGLISH_BEHIND = re.compile(r" ?[a-z]|,? [a-z]")
_FIRM_BEFORE = re.compile(rf"(?:{one_of('before-latin-firms')})[“\" ]?$")
_GIVEN_BY = re.compile(r"(?:由|被|给|向|从|与|跟|和|、|像|如|对|让|连|因)[“ ]?$")
_HEAD = re.compile(r"(?:^|[\n,。;:*•|] ?|- )$")
_QUOTED = re.compile(r"[《“\"(]$")
_DOES = re.compile(
    rf"[ ”]?(?:{one_of('firms-do')}|的(?:{one_of('firms-have')})|手里|手中|{one_of('of-firms')}|\(未上市\)|自己)"
)
_THING = re.compile(rf"[ ”]?(?:的|这[个款种类])?{one_of('latin-things-behind')}")
_ENDING = re.compile(rf"(?:^|.* |.*[a-z])(?:{one_of('latin-name-endings')})$")
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]")
_JOIN = "、和与及跟/"
THINGS = frozenset((*words_of("latin-things"), *words_of("acronyms"), *words_of("given-names")))
_ENOUGH = 2.0
_BESIDE, _CALLED, _GIVEN, _DOING, _ENDS, _OFTEN, _SMALL = 1.5, 1.5, 0.5, 1.0, 1.0, 0.5, 0.4
_OF_FIRM, _OF_THING, _IN_QUOTES = 1.5, 2.0, 1.0


def latin_firms(folded: str, scope: Scope, busy: Occupied, firms: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Such names. `busy` are the names known so far, `firms` the firms among them, start to end."""
    found = [m for m in _NAME.finditer(folded) if not busy.touches(*m.span())]
    times = Counter((scope.part(m.start()), m.group()) for m in found)
    ends = set(firms.values())
    for m in found:
        if m["name"] in THINGS or m.group() in THINGS:
            continue
        weight = latin_weight(folded, *m.span(), firms, ends) + _OFTEN * (times[scope.part(m.start()), m.group()] > 1)
        if weight >= _ENOUGH:
            yield m.span()


def in_english(folded: str, start: int, end: int) -> bool:
    """Whether the stretch stands among English words."""
    return bool(_ENGLISH_BEFORE.search(folded, max(0, start - 3), start) or _ENGLISH_BEHIND.match(folded, end))


def latin_weight(folded: str, start: int, end: int, firms: dict[int, int], ends: set[int]) -> float:
    """What speaks for a firm's name in Latin letters at `start:end`, less what speaks against it."""
    if in_english(folded, start, end):
        return 0.0
    name, left = folded[start:end], folded[max(0, start - 8) : start]
    weight = _DOING * bool(_DOES.match(folded, end)) + _SMALL * bool(_CAMEL.match(name))
    weight += _ENDS * bool(_ENDING.match(name))
    if _FIRM_BEFORE.search(left):
        weight += _CALLED
    elif _GIVEN_BY.search(left):
        weight += _GIVEN
    elif _HEAD.search(left):
        weight += _SMALL
    before, after = start - 1 - folded.startswith(" ", start - 1), end + folded.startswith(" ", end)
    beside = before in ends and folded[before] in _JOIN
    weight += _BESIDE * (beside or (folded[after : after + 1] in _JOIN and _next(folded, after + 1) in firms))
    if start in ends or (start - 1 in ends and folded[start - 1] in " 的"):
        weight -= _OF_FIRM
    if _THING.match(folded, end):
        weight -= _OF_THING
    return weight - _IN_QUOTES * bool(_QUOTED.search(left))


def _next(folded: str, at: int) -> int:
    return at + folded.startswith(" ", at)
