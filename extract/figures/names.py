"""Which of the names around a figure it can be about.

Names joined by 、 or 和 make one group. A group is out when it is only compared with (`比上代芯片贵`), dealt
with (`向英伟达采购`), or only speaks (`高盛预计`, and research houses always).
"""

from __future__ import annotations

import re

from extract.analysis import Figure, Mention
from extract.figures.context import Site, View
from extract.figures.words import AND, cue

_COMPARED = re.compile(cue("names.compared") + r"[ 约]?$")
_COMPARED_AFTER = re.compile(r" ?(?:的|相比|更|[贵低高多少快慢好差]|便宜|机型|那|还|原先|此前)")
_DEALT_WITH = re.compile(cue("names.dealt_with") + r" ?$")
_SPEAKER = re.compile(r" ?" + cue("names.speaker"))
_BANK = re.compile(cue("names.bank"))
_RESEARCH = re.compile(cue("names.research"))
_JOINT = re.compile(rf" ?(?:{AND}|/|加|\+|或|&)(?: ?的)? ?")
_COLON = re.compile(r" ?(?:\([^)\n]{0,20}\))?(?:\*\*)? ?:")
_OPENED = re.compile(r"[\u4e00-\u9fffA-Za-z] ?\([^()]*$")
_BRACKET = 40  # characters
_OPENING = 20
_CLAIM_WINDOW = 1200  # 前者 and 两家 refer no further back


def groups(view: View, mentions: list[Mention]) -> list[list[Mention]]:
    """`mentions` with those that only a 、 or 和 parts put together."""
    found: list[list[Mention]] = []
    for mention in mentions:
        if found and _JOINT.fullmatch(view.text, found[-1][-1].end, mention.start):
            found[-1].append(mention)
        else:
            found.append([mention])
    return found


def joined(group: list[Mention]) -> str:
    """The canonical names of a group, joined by 、, each once."""
    return "、".join(dict.fromkeys(m.name for m in group))


def in_span(view: View, start: int, end: int, figure: Figure | None = None) -> list[list[Mention]]:
    """The groups between `start` and `end` that a figure can be about."""
    mentions = view.mentions_in(start, end)
    return [g for g in groups(view, mentions) if _meant(view, g, start, end, figure)] if mentions else []


def _meant(view: View, group: list[Mention], low: int, high: int, figure: Figure | None) -> bool:
    first, last = group[0], group[-1]
    left = view.text[max(low, first.start - 6) : first.start]
    right = view.marked[last.end : min(high, last.end + 6)]
    if _COMPARED.search(left) and (_COMPARED_AFTER.match(right) or not right.strip()):
        link = view.text[last.end : high]  # `高于 GX20 的 130kW`: the figure is of the one compared with
        counted = figure is not None and figure.kind != "multiple" and figure.unit != "%"
        return counted and "的" in link and not link.strip(" 的约")
    if _in_brackets(view, group, low, high):
        return False
    if _DEALT_WITH.search(left) or all(_RESEARCH.match(m.name) for m in group):
        return False
    alone = len(view.mentions_in(low, high)) == len(group)
    return not _BANK.search(last.name) or (alone and not _SPEAKER.match(right))


def _in_brackets(view: View, group: list[Mention], low: int, high: int) -> bool:
    """Whether a group only explains the words before its bracket: `几家大厂(甲、乙)占七成` tells of 大厂."""
    opening = _OPENED.search(view.marked, max(low, group[0].start - _BRACKET), group[0].start)
    closing = view.marked.find(")", group[-1].end, min(high, group[-1].end + _BRACKET))
    return opening is not None and closing >= 0 and view.marked.find("(", group[-1].end, closing) < 0


def of_headline(view: View, site: Site) -> str | None:
    """The name in the claim's headline, or the one it opens with before a colon (`2. 甲公司:存储部门…`)."""
    claim = view.claim(site)
    if claim is None:
        return None
    if claim.headline_at is not None:
        named = in_span(view, *claim.headline_at)
        return joined(named[0]) if named else None
    first = groups(view, view.mentions_in(claim.start, min(site.start, claim.start + _OPENING)))
    return joined(first[0]) if first and _COLON.match(view.marked, first[0][-1].end) else None


def before(view: View, site: Site, end: int) -> list[list[Mention]]:
    """All groups of the claim up to `end`, banks left out: what 前者 or 两家 can refer to."""
    claim = view.claim(site)
    start = max(min(site.low, claim.start) if claim else site.low, site.start - _CLAIM_WINDOW)
    return groups(view, [m for m in view.mentions_in(start, end) if not _BANK.search(m.name)])


def role(group: list[Mention], left: str, right: str) -> str:
    """What a group does by the words around it, `left` and `right`.

    c: is compared with (k: before something else); d: is dealt with; r, b: is a research house, a bank; S: speaks.
    """
    compared = _COMPARED.search(left)
    said = "" if not compared else "c" if _COMPARED_AFTER.match(right) or not right.strip() else "k"
    dealt = "d" if _DEALT_WITH.search(left) else ""
    house = "r" if all(_RESEARCH.match(m.name) for m in group) else "b" if _BANK.search(group[-1].name) else ""
    return said + dealt + house + ("S" if _SPEAKER.match(right) else "")
