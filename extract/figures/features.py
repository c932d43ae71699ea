"""What the rankers look at: sort of a figure, how words lead up to it, what sort of thing words name."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.analysis import Figure
from extract.figures.context import MENTION, TIME, Site, View
from extract.figures.units import UNITS
from extract.figures.words import cue

_SHARE_END = re.compile(r"占(?:到|比|了|据|其|整体|全部)?[^,。;:\x01-\x04]{0,8}$")
_FROM_END = re.compile(r"[由从自][^,。;:]{0,8}$")
_CHANGE_END = re.compile(
    r"(?:增长?|增加|增幅|上升|提升|提高|上涨|涨|下降|下滑|下跌|减少|降|跌|减|多|少|高|低|贵|便宜|翻|回落|扩大|收窄|升|缩"
    r"|快|慢|晚|早|长|短)(?:了|约|近|超过?|逾|达|出|价|幅|至少|不到|不足|大约|大概|[ 为达])*$"
)
_TO_END = re.compile(r"[至到为达](?:了|约|近|超|过|逾|目前的?)*[\x02 的]*(?:约|近|超过?)?$")
_COPULA_END = re.compile(
    r"(?:是|有|约|在|仅|只|近|超|过|不到|不足|逾|接近|大约|大概|为|达|还|已|就|也|才|一共|共|合计|达到|就是)[ ]*$"
)
_WAYS = (("share", _SHARE_END), ("from", _FROM_END), ("change", _CHANGE_END), ("to", _TO_END), ("is", _COPULA_END))
_COMPARES = re.compile(r"同比|环比|较|比(?!例|重|如)|相比")
_SORTS = (
    ("rate", re.compile(r"(?:率|占比|比例|比重|份额|增速|增幅|涨幅|跌幅|降幅|比|幅度|折扣)$")),
    ("when", re.compile(r"(?:期|周期|时间|寿命|天数|时长|年限|库存|延|LT)$")),
    ("price", re.compile(r"(?:价|价格|成本|费用?|售价|单价|PE|市盈率|股价|估值)$")),
    ("size", re.compile(r"(?:量|数|规模|产能|销量|人数|用户|面积|容量|算力|功耗|功率)$")),
    ("money", re.compile(cue("currency.money"))),
    ("count", re.compile(cue("currency.count"))),
)
_TAIL = 16
_SIZES = ((3, ""), (5, "4"), (7, "6"), (10, "9"))


def sort_of_figure(view: View, figure: Figure) -> str:
    """money, multiple, pct (percent), pp (percentage points), time (a duration), count (with a unit), bare."""
    if figure.kind == "percent":
        return "pp" if "点" in view.text[figure.start : figure.end] else "pct"
    if figure.kind != "quantity":
        return figure.kind
    if figure.unit in UNITS and UNITS[figure.unit].sort == "time":
        return "time"
    return "count" if figure.unit else "bare"


def way_to(view: View, site: Site) -> str:
    """How the words lead up to the figure: share (占), from (由), change (增长), to (升至), is (约为), : or ( …"""
    tail = view.blank[max(site.lead, site.start - _TAIL) : site.start].rstrip(" \\$*")
    if not tail:
        return "empty"
    if tail[-1] in ":(":
        return tail[-1]
    for way, pattern in _WAYS:
        if pattern.search(tail):
            return way
    return "name" if tail[-1] == MENTION else "when" if tail[-1] == TIME else "word"


def compares(view: View, site: Site) -> str:
    """`rel` where the lead compares (同比, 较), else nothing."""
    return "rel" if _COMPARES.search(view.blank, site.lead, site.start) else ""


@lru_cache(maxsize=4096)
def sort_of_words(words: str) -> str:
    """What sort of thing the words measure, by their last noun: rate, when, price, size, money, count, none."""
    return next((name for name, pattern in _SORTS if pattern.search(words)), "none")


def size(n: int) -> str:
    """A length, coarsely: 0, 1, 2, 4, 6, 9, 10+."""
    return next((name or str(n) for limit, name in _SIZES if n < limit), "10+")


def sign(text: str, signs: str) -> str:
    """The first sign of `text` if it is one of `signs` or a blanked name, time or figure, else o (another)."""
    first = text.lstrip()[:1]
    return first if first in signs or (first and first < "\x05") else "o"
