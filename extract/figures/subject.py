"""Whom a figure is about, as far as its own clause says.

The last name group before the figure is meant (`names` says which are out); `前者` and `后者` are the two last named,
公司 and 集团 the firm of the headline or the document, a clause's first 其 the last one named, 两家 the group of that
number. Without any: the item in front of the figure's bracket, a subject in words by its place (`things`). Where the
clause names nobody, `bearer` weighs who was told of before.
"""

from __future__ import annotations

import re

from extract.analysis import Figure, Mention
from extract.figures import names, things
from extract.figures.context import TIME, Site, View
from extract.figures.told import Told
from extract.figures.words import cue

OF_FIRM = re.compile(cue("subject.of_firm"))
_FIRM = re.compile(r"(?:(?<=[,;:。\s\x02的)])|(?<=^))(?:该|本)?(?:公司|集团|我司)(?![债股法财治])")
_ITS = re.compile(r" ?其(?![中余他实它次间])")
_PART = re.compile(r" ?占")
OF_BUYER = re.compile(r"占比|采购|到货|备货|囤货|下单")
_LOSS = re.compile(r"损失|亏损|减值")
_FLOW_BEHIND = re.compile(r" ?(?:芯片|机柜|服务器|系列|相关)?(?:到货|出货|采购|订单|需求|占)")
_ALL_OF_THEM = re.compile(r"([两二三四五六])(?:家|者|巨头|公司)")
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_WITH_WORDS = re.compile(
    r"([\u4e00-\u9fff]{0,5}?(?:[一二三四五六]大)? ?(?:CSP|云厂商?|大厂|厂商|运营商|巨头|客户)) ?[+、和与] ?$"
)


def own(view: View, site: Site, figure: Figure, told: Told, listed: int | None) -> str | None:
    """The subject that the figure's own clause names, by pronoun, name or words."""
    if referred := referred_to(view, site, told):
        return referred
    if listed is not None and len(told.things) > listed:
        return told.things[listed]
    if listed and len(told.subjects) > listed and not view.mentions_in(site.lead, site.start):
        return told.subjects[listed]
    named = names.in_span(view, site.clause, site.start, figure)
    if listed == 0:
        several = [g for g in names.in_span(view, site.clause if named else site.low, site.start) if len(g) > 1]
        named = several[-1:] or named
    if not named:
        if _FIRM.search(view.text, site.clause, site.start):
            return firm_meant(view, site, told)
        if _ITS.match(view.text, site.clause, site.start):
            owner = names.before(view, site, site.clause)
            return names.joined(owner[-1]) if owner else None
        if enclosed := things.before_bracket(view, site):
            return enclosed
        together = all_of_them(view, site)
        if listed == 0 and together and "、" in together:
            told.subjects = together.split("、")
            return told.subjects[0]
        return together or things.in_clause(view, site, _known(view, site, told))
    group = named[-1]
    if len(group) > 1:
        told.subjects = [m.name for m in group]
        if listed == 0:
            return told.subjects[0]
    return _settled(view, site, figure, named)


def firm_meant(view: View, site: Site, told: Told) -> str | None:
    """Whom 公司 or 该集团 stands for: the headline's firm, the document's, or the last one named in the claim."""
    firm = names.of_headline(view, site) or view.main_firm(site) or told.company
    if firm is not None:
        return firm
    named = [g for g in names.before(view, site, site.start) if g[-1].label == "COMPANY"]
    return names.joined(named[-1]) if named else None


def _known(view: View, site: Site, told: Told) -> bool:
    """Whether a name stands ready as the subject: told in the sentence, the headline or the title."""
    here = told.subject_sentence == site.sentence and told.company is not None and told.company in (told.subject or "")
    return here or names.of_headline(view, site) is not None or view.protagonist(site) is not None


def _settled(view: View, site: Site, figure: Figure, named: list[list[Mention]]) -> str:
    """The group meant in the clause, where a name may be part of the metric.

    `某云厂一季度 X1 到货` tells of the firm, `某厂 X1 售价` of the chip. Revenue and the like are a firm's
    (`某厂:上半年 X1 收入`), a loss is the maker's; a share of purchases is the buyer's (`某云厂:外购卡占比`).
    """
    last, words = named[-1], figure.metric or ""
    of_firm = OF_FIRM.search(words) is not None
    if len(named) > 1 and last[0].label == "CHIP" and named[-2][-1].label == "COMPANY":
        apart = view.marked[named[-2][-1].end : last[0].start].strip(" 的")
        if apart and (of_firm or _FLOW_BEHIND.match(view.text, last[-1].end, site.start)):
            return names.joined(named[-2])
    if last[0].label == "CHIP" and last[0].maker and _LOSS.search(words):
        return last[0].maker
    part = last[0].label == "CHIP" and _PART.match(view.text, last[-1].end, site.start) is not None
    if (last[0].label == "CHIP" and of_firm) or part or OF_BUYER.search(words):
        firm = names.of_headline(view, site)
        told_at_once = view.marked[last[-1].end : last[-1].end + 1] == TIME
        if firm is not None and last[-1].end > site.lead and not told_at_once:
            return firm
    beside = _WITH_WORDS.search(view.text, max(site.clause, last[0].start - 16), last[0].start)
    return f"{beside[1].strip()}、{names.joined(last)}" if beside else names.joined(last)


def referred_to(view: View, site: Site, told: Told) -> str | None:
    """The name that 前者 or 后者 stands for: of the last pair told together, else of the last two."""
    low = site.clause if told.subject_sentence == site.sentence else site.low
    low = max([low, *(m.end for m in view.mentions_in(site.low, site.start))])
    span = view.text[min(low, site.start) : site.start]
    former, latter = span.rfind("前者"), span.rfind("后者")
    if former < 0 and latter < 0:
        return None
    if len(told.metrics) > 1:
        pair = told.things
    else:
        earlier = names.before(view, site, site.clause)
        pairs = [g for g in earlier if len({m.name for m in g}) == 2]
        mentions = pairs[-1] if pairs else [m for group in earlier for m in group]
        pair = list(dict.fromkeys(m.name for m in reversed(mentions)))[:2][::-1]
    return None if len(pair) < 2 else pair[0] if former > latter else pair[1]


def all_of_them(view: View, site: Site) -> str | None:
    """`两家`, `三家`: the group or the last names told of that number, else the words."""
    found = list(_ALL_OF_THEM.finditer(view.text, site.clause, site.start))
    if not found:
        return None
    size = _COUNT[found[-1][1]]
    earlier = names.before(view, site, found[-1].start())
    for group in reversed(earlier):
        if len({m.name for m in group}) == size:
            return names.joined(group)
    each = [m for group in earlier for m in group]
    return names.joined(each) if len({m.name for m in each}) == size else found[-1][0]
