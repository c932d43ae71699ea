"""The time a figure holds for.

The time in the figure's own lead, else in its clause; else the one carried from earlier in the sentence,
the claim, its question, or said behind it for a flow (`减值 4 亿元,计入今年利润`). Never the document's date.

A time that only names a base holds for the figure that stands at it and for no other: `由一季度的 30%
升至 33%`, `较 3 月的 200 万台翻番`, `上年同期的 9%`. `目前` ends what was carried. From one sentence to the next
only what flows in time is carried (revenue, shipments), no price, no specification.
"""

from __future__ import annotations

import re

from extract.analysis import Figure, Time
from extract.figures.context import Site, View
from extract.figures.told import Told
from extract.figures.units import UNITS
from extract.figures.words import AND, cue

_BASE = re.compile(cue("period.base") + r"(?:创纪录的|原来的?)?[^,。;:\d\x01\x02]{0,4}$")
_TURN = re.compile(r"比|较|高于|低于|超过|相比|好于|快于|优于|多于")
_DIRECT = re.compile(r" ?(?:的|为|是|仅|约|只有|还是|末|底|达|有|高点的?|均值|则是|水平的|已)*(?:约|近|超|不到|近?)? ?")
_NOW = re.compile(r"目前|现在|眼下|当前|如今|最新|现阶段|现价|今日|近期")
_SAME = re.compile(r"当季|当期|同期|本季|当月|该季|期内|期末|季末|年末|单季")
_FLOW = re.compile(cue("period.flow"))
_OUTLOOK = re.compile(r"预计|可能|有望|将|或")
_JOINT = re.compile(rf" ?(?:{AND}) ?")
_DIGIT = re.compile(r"[0-9一二两三四五六七八九]")
_COMPOUND = re.compile(r"复合增|CAGR|年化增")
_NEVER = re.compile(r"目标价|市值|累计|交期|周期|寿命|账期|显存|带宽|尺寸|参数|功耗|电压|频率")


def find(
    view: View,
    site: Site,
    figure: Figure,
    before: Figure | None,
    told: Told,
    listed: int | None,
    of_column: Time | None,
) -> Time | None:
    """The time of `figure`; what later figures may take over is remembered in `told`."""
    if _COMPOUND.search(view.text, site.lead, site.start):
        return _across(view.times_in(site.low, site.start))
    time = _own(view, site, figure, listed) or _behind(view, site) or of_column
    if time is not None and view.text.startswith("以来", time.end):
        time = _to_date(view, time)
    if time is not None:
        older = told.time is not None and (time.until or "9") < (told.time.since or "")
        repeated = told.metric_sentence == site.sentence and before is not None and before.metric == figure.metric
        if not _is_base(view, time, site) and not (older and repeated and told.time_sentence == site.sentence):
            told.time, told.time_sentence, told.now = time, site.sentence, False
        return _year_of_list(time, listed)
    if _NOW.search(view.text, site.lead, site.start):
        told.now = told.time_sentence == site.sentence or told.now
        return None
    if told.now or (figure.unit in UNITS and UNITS[figure.unit].sort == "time") or _NEVER.search(figure.metric or ""):
        return None
    carried = _carried(view, site, figure, before, told)
    return None if carried is None else _year_of_list(carried, listed)


def _to_date(view: View, time: Time) -> Time:
    """`2025 年以来` runs to the document's date; a month keeps its end (`10 月以来`)."""
    published = view.analysis.published_at(time.start)
    whole = (time.since or "").endswith("01-01") and (time.until or "").endswith("12-31")
    return time if published is None or not whole else Time(time.start, time.end, time.since, published[:10])


def _across(times: list[Time]) -> Time | None:
    """From the first to the last of the last two times: what a compound growth rate spans."""
    if len(times) < 2:
        return times[0] if times else None
    first, last = times[-2:]
    return Time(first.start, last.end, first.since, last.until)


def _year_of_list(time: Time, listed: int | None) -> Time:
    """The year of the figure in a list told over several (`2023 年至 2025 年分别为 8%、9%和 12%`)."""
    since, until = time.since or "", time.until or ""
    if listed is None or since[5:] != "01-01" or until[5:] != "12-31" or since[:4] == until[:4]:
        return time
    year = int(since[:4]) + listed
    return Time(time.start, time.end, f"{year}-01-01", f"{year}-12-31") if year <= int(until[:4]) else time


def _own(view: View, site: Site, figure: Figure, listed: int | None) -> Time | None:
    """The last time in the lead that governs the figure; without one, the last in the clause that is no base."""
    if listed is not None and len(told := _told_together(view, site)) > max(1, listed):
        return told[listed]
    for time in reversed(view.times_in(site.lead, site.start)):
        direct = figure.kind != "multiple" and _DIRECT.fullmatch(view.text, time.end, site.start) is not None
        if direct or not _is_base(view, time, site):
            return time
    for time in reversed(view.times_in(site.clause, site.lead)):
        if not _is_base(view, time, site):
            return time
    return None


def _told_together(view: View, site: Site) -> list[Time]:
    """The last times before the figure that stand side by side: `24 年、25 年和 26 年利润分别为…`."""
    found: list[Time] = []
    for time in reversed(view.times_in(site.low, site.start)):
        if found and not _JOINT.fullmatch(view.text, time.end, found[0].start):
            break
        found.insert(0, time)
    return found


def _is_base(view: View, time: Time, site: Site) -> bool:
    """Whether `time` only names what the figure is measured from or compared with."""
    left = view.marked[max(site.clause, time.start - 8) : time.start]
    same_period = "同期" in view.text[time.start : time.end + 3]
    return _BASE.search(left) is not None or (same_period and (_TURN.search(left) is not None or not left.strip(" ,")))


def _behind(view: View, site: Site) -> Time | None:
    """A time in brackets right behind the figure: `9400 亿元（2024 年）`."""
    times = view.times_in(site.end, site.end + 4)
    return times[0] if times and view.text[site.end : times[0].start].strip() in ("(", "(截至", "[") else None


def _carried(view: View, site: Site, figure: Figure, before: Figure | None, told: Told) -> Time | None:
    if told.time is not None and told.time_sentence == site.sentence:
        return told.time
    earlier = [t for t in view.times_in(site.low, site.lead) if not _is_base(view, t, site)]
    if earlier:
        told.time, told.time_sentence, told.now = earlier[-1], site.sentence, False
        return earlier[-1]
    flows = _FLOW.search(figure.metric or "") is not None
    lead = view.text[site.lead : site.start]
    same_subject = before is not None and before.subject == figure.subject
    if told.time is not None and (_SAME.search(lead) or (flows and (same_subject or _OUTLOOK.search(lead)))):
        return told.time
    later = view.times_in(site.end, site.sentence_end) if flows and told.time is None and "已" not in lead else []
    if later and not _DIGIT.search(view.marked, later[0].end, site.sentence_end) and not _is_base(view, later[0], site):
        return later[0]
    claim = view.claim(site)
    if claim is not None and claim.topic_at is not None and flows and told.time is None:
        asked = view.times_in(*claim.topic_at)
        return asked[-1] if asked else None
    return None
