"""Subjects in words, where no name stands: `冷板供应商`, `机柜`, `全球储能电池`, `800G 光模块`.

A noun phrase is taken for the subject by its place (before the metric, before 的, 则, 占 or a time) and by its
last word (`cues.txt`, things.noun_end). Where a name is known already only another actor takes its
place (`海外`, `代工厂`), or a product named by its rate.
"""

from __future__ import annotations

import re

from extract.figures.context import TIME, Phrase, Site, View
from extract.figures.phrases import around, measures, wording
from extract.figures.words import cue

_NOUN_END = re.compile(cue("things.noun_end") + r"$|^(?=.*[A-Z])[A-Za-z0-9.+/ -]{2,}$|\d[GT]$")
_ACTOR_END = re.compile(cue("things.actor_end") + r"$")
_NONE = re.compile(r"\A" + cue("things.none") + r"$")
_PRODUCT = re.compile(r"\A(?:单模|多模)? ?\d+(?:\.\d)?[GT](?![A-Za-z])")  # `800G 光模块`, `1.6T`
_LOOSE_HEADING = re.compile(cue("things.loose_heading") + r"$")
_GENERIC = re.compile(cue("things.generic") + r"+")
_LATIN_THING = re.compile(r"[A-Z][A-Za-z0-9.+-]{1,11}(?= |$)")
_BRACKETED = re.compile(
    r"(?:.*(?:[、,;:。\x01\n和与及为是在于]|有(?![色机限线源]))|^) ?"
    r"(?P<item>[^、,;:。()\x01-\x03\n]{1,14}?(?:\([A-Za-z]+\))?)\((?:共|约|近|超)? ?\\?$",
    re.DOTALL,
)
_WINDOW = 60
_LONGEST = 14
_COMPARED = re.compile(r"(?:比|较|接近|相当于|高于|低于|约?为|超过|不及|优于)(?:上)?$")


def in_clause(view: View, site: Site, known: bool) -> str | None:
    """The phrase before the metric's (`机柜的售价`), or a clause's only phrase (`海外去年两成`)."""
    found = [p for p in around(view, site) if max(site.lead, site.start - _WINDOW) <= p.start and p.end <= site.start]
    at = next((n for n in range(len(found) - 1, -1, -1) if found[n].headed), len(found))
    if at == 0:
        return None
    product = next((p for p in found[:at] if _PRODUCT.match(wording(view, p))), None)
    phrase = product or (found[at - 1] if at < len(found) else found[0])
    words = wording(view, phrase)
    if phrase.head >= 0 or not _fits(words) or _COMPARED.search(view.text, site.clause, phrase.start):
        return None
    after = view.marked[phrase.end : phrase.end + 2].lstrip()[:1]
    placed = after in ("的", TIME) or at < len(found) or len(found) == 1
    if _PRODUCT.match(words):
        return words if placed else None
    if known:
        return words if _ACTOR_END.search(words) and (placed or after in ("则", "占")) else None
    return words if after in ("则", "占") or (placed and _NOUN_END.search(words)) else None


def before_bracket(view: View, site: Site) -> str | None:
    """The item whose figure stands in brackets behind it: `有色板块(共 13 种)`, `沥青(-2.9%)、丁二烯(-4.3%)`."""
    item = _BRACKETED.search(view.marked, max(site.low, site.start - _WINDOW), site.start)
    return item["item"].strip() if item and _fits(item["item"].strip()) and not measures(item["item"]) else None


def of_title(view: View, found: list[Phrase]) -> str | None:
    """What a headline or question of these phrases is about: the first, without the measure (`LED 还缺吗`)."""
    if not found:
        return None
    first = found[0]
    words = view.analysis.text[first.start : first.head if first.headed else first.end].strip(" 及和与的、")
    words = _LOOSE_HEADING.sub("", words).rstrip(" 及和与的、")
    if latin := _LATIN_THING.match(words):
        return latin[0]
    return words if _fits(words) and _NOUN_END.search(words) and not _GENERIC.fullmatch(words) else None


def form(words: str) -> str:
    """By its last word: a noun of things (N), an actor (A); P of a product named by its rate, Z of no thing at all."""
    kinds = ((_NOUN_END, "N"), (_ACTOR_END, "A"), (_PRODUCT, "P"), (_NONE, "Z"))
    return "".join([letter for pattern, letter in kinds if pattern.search(words)])


def _fits(words: str) -> bool:
    return 2 <= len(words) <= _LONGEST and not _NONE.match(words)
