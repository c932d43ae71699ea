"""How a figure is told: about or exactly, at least or at most, rising or falling, fact or forecast.

All cues stand in the clause: bounds and `约` right around the number, the verb of change in the words
that lead up to it (`升至`, `同比增长`), what makes a forecast anywhere before it in the clause. A level
takes the trend of the growth told behind it (`收入 31 亿元,同比增长 12%`), unless year and quarter
disagree.

A low value told before (`去年只有两成`) makes the higher one reached a rise. What is usual (通常, 一般), what is done
(已降至) and the old end of a change (`由 30% 升至`) are no forecast, unless a guidance is revised (`由 4 亿元上调到`).
可能, 会, 应该 mostly guess at what is: they make a forecast only of a change or of a time not over.

Measured end to end, accuracy of approx, bound, trend, forecast: call summaries 0.99, 0.99, 0.95, 0.95;
expert minutes 0.99, 0.98, 0.96, 0.94.
"""

from __future__ import annotations

import re
from datetime import date

from extract.analysis import Figure
from extract.figures.context import Site, View
from extract.figures.words import AND, cue

_APPROX_BEFORE = re.compile(
    cue("qualify.approx_before")
    + r"(?:[为有占在是达合到需增降涨跌翻]|一共|合计|增长|下降|同比|至少|每[^\d]|[^,。;:、\d%]{0,3}的)? ?$"
)
_APPROX_FAR = re.compile(r"(?:大约|大概|差不多)[^,。;:!?\d%]{0,10}$")
_APPROX_AFTER = re.compile(r" ?(?:个|的水平|以上|以下)?" + cue("qualify.approx_after"))
_MIN_BEFORE = re.compile(cue("qualify.min_before") + r"(?:了|约|近|过|到)? ?$")
_MIN_AFTER = re.compile(r" ?(?:左右)?(?:(?:及|或)?以上|起(?![来点步始初源动])|\+|往上|开外|不止|朝上)")
_MAX_BEFORE = re.compile(cue("qualify.max_before") + r"(?:了|约|至|达|降|仅|可达|实现|降价)? ?$")
_MAX_AFTER = re.compile(r" ?(?:的)?(?:以下|以内|之内|封顶|都不到|不到)")
_UP = re.compile(cue("qualify.up"))
_DOWN = re.compile(cue("qualify.down"))
_FLAT = re.compile(r"持平|走平|维持|保持|稳定在?|稳在|仍在|仍为|不变|徘徊|企稳|横盘|仍占|没有变化")
_CHANGE = re.compile(f"(?P<up>{_UP.pattern})|(?P<down>{_DOWN.pattern})|(?P<flat>{_FLAT.pattern})")
_MORE_LESS = re.compile(
    r"(?:(?:较|比)[^,。;:]{0,10}?(?:\x02+[^,。;:\d]{0,8}?|(?<!预)期|年|月|季|前|高点|低点|初)|[同环]比)[^,。;:\d]{0,4}?"
    r"(?:(?P<up>高|多|贵|升)|(?P<down>低|少|便宜))(?:出|了)?(?:约|近)? ?$"
)
_AGAINST_OTHERS = re.compile(
    r"(?:较|比)[^,。;:\x02]*?" + cue("qualify.against_others") + r"[^,。;:]*?[多少高低贵] ?(?:出|了)?(?:约|近)? ?$"
)
_TIMES_THE_PAST = re.compile(
    cue("qualify.times_the_past") + r"[^,。;:]{0,6}?(?:\x02|上一|上年|前一)[^,。;:]{0,14}?(?:的)?(?:约|近)? ?$"
)
_STAGNANT = re.compile(r"(?:左右|以上)?[,(]? ?(?:同比|环比|较[^,。;\d]{0,6})?(?:基本|大致|几乎)?(?:持平|没有变化|走平)")
_YOY = re.compile(r"同比|年增|年减|较(?:上年|去年)同期|YoY|yoy|同期增")
_QOQ = re.compile(r"环比|季增|季减|月增|月减|较上(?:季|月)|QoQ|qoq")
_FORECAST = re.compile(cue("qualify.forecast"))
_MODAL = re.compile(cue("qualify.modal"))  # tells of what is to come only of a change or a time ahead
_GUESS = re.compile(r"估计|看|按")
_IF = re.compile(r"(?<!假)若(?!干)|如果|假如|一旦|倘若|假设|即便|即使|每(?=增|上?涨|下?降|提)")
_IS_EXPECTED = re.compile(r"(?:预期|指引|目标|预测|计划|预估)(?P<as>的|为|上限的?|下限的?|中值的?|是|区间)? ?$")
_BEATS = re.compile(cue("qualify.beats") + r"(?:[^,。;:\d]{0,6})(?:预期|指引|目标|预测|计划)")
_FACT = re.compile(r"已经?(?!有)|现价|目前|过去|实际|截至|录得|完成了|去年|上年|此前|曾")
_JOINED = re.compile(rf"(?:左右|以上|上下|多|余)? ?(?:{AND}|或|,)? ?")
_OLD_END = re.compile(
    r"(?:从|由|自(?![采研建有营用供动身])) ?(?![^,]*[起降升增提扩涨调])[\x02\u4e00-\u9fff0-9]{0,10}?的? ?(?:约|近)? ?$"
)
_EXPECTS = re.compile(r"指引|目标|预告|预测|预算|展望|计划")  # in a column's header
_DONE = re.compile(r"已经?(?![有定计])[^,。;:]{0,10}$")
_DONE_IN = re.compile(r"数据|显示|突破|开年|以来|首次|随后|现已|目前|截至|发稿|还迎来|定位|持股")
_FORETOLD = re.compile(r"(?:预计|预测)[,:] ?$")
_WAS = re.compile(r"去年|上年|过去|此前|的[高低]点")
_GUIDED = re.compile(r"指引|目标|展望|预测|预期")
_FORETELLS = re.compile(_GUIDED.pattern + r"|预计|预估|预[增减降盈亏]|拟|计划")
_TURNS = re.compile(r"已经?(?!有)|但|实际|目前")
_PROJECT = re.compile(
    r"(?:项目|工程|生产线)[^。;]{0,24}(?:环评|环境影响|备案|受理|公示|开工|招标|奠基|签约|落地|获批|核准)"
)
_PLANNED = re.compile(r"(?:年产|日产|年?回收利用|设计[^,。;]{0,8}|总投资|投资|形成|扩建至)(?:额|约|达)? ?$")
_REVISED = re.compile(r" ?(?:左右|以上)? ?(?:上调|下调|调高|调低|上修|下修)")
_UPON = re.compile(r"(?:左右|以上|有余|多)?[至到](?:约|近)? ?")
_GROWTH_BEHIND = re.compile(
    r" ?(?:以上|左右)?的?(?:同比|环比|年均?)?(?:(增长|增幅|涨幅|增速)|(降幅|跌幅|下滑|下降|回撤))(?![至到])"
)
_TOWARDS = re.compile(r"[至到] ?$|由|从|(?:[升降增减跌涨落滑缩窄扩大调拉爬高])[至到]")
_FOLLOWS = re.compile(
    r"(?:左右|以上|以下)?(?:\[\d+\])*[,(] ?(?:[均都约]|分别)?"
    r"(?:同比|环比|较|比(?=\x02)|增|下[滑降]|微增|大增|降|涨|跌|翻|[+-])"
)
_CHANGE_COLUMN = re.compile(r"涨跌|涨幅|增幅|增速|增长|变动|变化")
_ARROW = re.compile(r"[^,。;:]{0,4}?(?:→|->|=>)[ \\\x02$]*")
_TURNED = re.compile(r"(?:左右|以上)?[,(]? ?(?:同比|环比)?(?:实现)?(?:扭亏|转盈)")
_LOW_BEFORE = re.compile(r"(?:只有|还是|仅有?|才|只占?|刚|不到|不足)(?:约|近|能[^,。;\d]{0,6})? ?$")
_REACHED = re.compile(r"[到过达破上]了?(?:约|近)? ?$")
_LISTED_AHEAD = re.compile(r"(?:预计|预测)[^,。;:]{0,8}:|(?:指引|目标|规划|计划)(?:分别)?(?:为|如下):")
_AIM_BEHIND = re.compile(
    r"(?:左右|以上|以下)?的?[^,。;:(的]{0,6}的?[^,。;:(的]{0,4}(?:目标(?!价|患者|客户|人群)|指引|规划|排产计划)"
)
_HABIT = re.compile(r"通常|一般(?:来?[讲说]|是|在)?|往往|正常情况|普遍|历来|有的|有些")
_WINDOW = 16
_WIDE = 60
_NEAR = 12
_ABOUT_A_YEAR = 300  # days


def qualify(view: View, figures: list[Figure], sites: list[Site], published: list[str | None]) -> None:
    """Fill approx, bound, trend, forecast and basis of `figures`; `published` gives each one's date."""
    for n, (figure, site) in enumerate(zip(figures, sites, strict=True)):
        before = figures[n - 1] if n and sites[n - 1].sentence == site.sentence else None
        _measure(view, figure, site)
        joined = before is not None and _JOINED.fullmatch(view.marked, before.end, figure.start) is not None
        figure.basis = _basis(view, site) or (before.basis if joined and before is not None else None)
        figure.trend = _trend(view, figure, site, before)
        if figure.trend is None and joined and before is not None and before.kind == figure.kind:
            figure.trend = before.trend
        figure.forecast = _forecast(view, figure, site, before, published[n])
    _levels(view, figures, sites)


def _measure(view: View, figure: Figure, site: Site) -> None:
    """Approximation and bound: the words that touch the number."""
    left = view.marked[max(site.lead, figure.start - _WINDOW) : figure.start]
    right = view.marked[figure.end : figure.end + 8]
    near = _APPROX_BEFORE.search(left) or _APPROX_FAR.search(left) or _APPROX_AFTER.match(right)
    figure.approx = figure.approx or near is not None
    if _MAX_BEFORE.search(left) or _MAX_AFTER.match(right):
        figure.bound = "max"
    elif (
        _MIN_BEFORE.search(left)
        or _MIN_AFTER.match(right)
        or (left[-1:] == "上" and view.text[figure.start] in "百千万")
    ):
        figure.bound = "min"


def _basis(view: View, site: Site) -> str | None:
    lead = view.text[site.lead : site.start]
    year, quarter = _last(_YOY, lead), _last(_QOQ, lead)
    if year == quarter and (header := _header(view, site)):
        year, quarter = _last(_YOY, header), _last(_QOQ, header)
    return None if year == quarter else "yoy" if year > quarter else "qoq"


def _header(view: View, site: Site) -> str:
    """The words of the header above a table cell, else nothing."""
    row = view.row(site)
    column = None if row is None else row.column(site.start)
    return "" if row is None or column is None else view.text[slice(*row.header[column])]


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for m in pattern.finditer(text):
        at = m.start()
    return at


def _trend(view: View, figure: Figure, site: Site, before: Figure | None) -> str | None:
    lead = view.marked[max(site.lead, figure.start - 40) : figure.start]
    if _AGAINST_OTHERS.search(lead):
        return None
    if before is not None and before.trend and _UPON.fullmatch(view.text, before.end, figure.start):
        return before.trend  # `增长 8%至 27 亿元`
    if before is not None and _ARROW.fullmatch(view.marked, before.end, figure.start):
        return "up" if figure.hi > before.hi else "down"
    if less := _MORE_LESS.search(lead):
        return "up" if less["up"] else "down"
    if figure.kind == "multiple" and _TIMES_THE_PAST.search(lead):
        return "up" if figure.hi > 1 else "down"
    if before is not None and _rises_from(view, figure, before, lead):
        return "up"
    changes = list(_CHANGE.finditer(lead))
    if changes and _applies(lead, changes[-1]):
        return changes[-1].lastgroup
    word = view.text[figure.start : figure.end]
    if word.startswith("翻"):
        return "up"
    if word == "腰斩":
        return "down"
    if figure.kind == "percent" and (word[0] in "+-" or figure.hi < 0):
        return "up" if word[0] == "+" else "down"
    if m := _GROWTH_BEHIND.match(view.marked, figure.end):
        return "up" if m[1] else "down"
    if figure.kind == "percent" and _CHANGE_COLUMN.search(_header(view, site)):
        return "down" if figure.hi < 0 else "up"
    return "up" if figure.kind == "percent" and figure.basis else None


def _rises_from(view: View, figure: Figure, before: Figure, lead: str) -> bool:
    """`去年不过一成,今年可望到 25%`: a low value before and a higher one reached, of one thing at two times."""
    if figure.hi <= before.hi or (figure.kind, figure.unit) != (before.kind, before.unit) or not _REACHED.search(lead):
        return False
    if (figure.metric, figure.subject) != (before.metric, before.subject):
        return False
    low = _LOW_BEFORE.search(view.marked, max(0, before.start - _WINDOW), before.start) is not None
    return low and (figure.since, figure.until) != (before.since, before.until)


def _applies(lead: str, cue: re.Match[str]) -> bool:
    """A cue holds unless a new noun of its own starts behind it: `提价后毛利率 40%` tells no rise of the margin."""
    between = lead[cue.end() :]
    return len(between) <= 14 and not re.search(r"[后]|\x01|的(?!\x02|\d)[\u4e00-\u9fff]{2,}", between)


def _forecast(view: View, figure: Figure, site: Site, before: Figure | None, published: str | None) -> bool:
    """Whether the figure is expected rather than reported: by its time, by a cue, by the forecast it continues."""
    clause = view.text[site.clause : site.start]
    lead = view.marked[site.lead : site.start]
    if "前值" in lead:
        return False
    expected = _IS_EXPECTED.search(lead)
    if expected and (expected["as"] or _BEATS.search(lead) is None):
        return True  # but not `低于预期 15%`
    if _EXPECTS.search(_header(view, site)):
        return True
    old = _OLD_END.search(lead) is not None
    revised = old and _REVISED.match(view.text, site.end) is not None
    if old and not revised and _GUIDED.search(view.text, max(site.low, site.clause - _NEAR), site.start) is None:
        return False  # `会从 45% 降到 41%`: the first is what is
    begun = figure.since is not None and published is not None and figure.since < published[:10]
    if begun and _DONE.search(lead) and _FORECAST.search(view.text, site.lead, site.start) is None:
        return False  # `2026 年价格已降至`: of a year that is not over
    if _ahead(figure, published, clause) or _FORETOLD.search(view.text, max(site.low, site.clause - 6), site.clause):
        return True
    if _AIM_BEHIND.match(view.text, site.end):
        return True
    if _LISTED_AHEAD.search(view.text, max(site.low, site.clause - _WIDE), site.clause):
        return True
    if _HABIT.search(view.text, max(site.low, site.clause - _NEAR), site.start):
        return False
    if old:
        return True  # `上调收入指引,由 4 亿元调到`: the guidance of before
    if _WAS.search(lead) and _FORECAST.search(view.text, site.lead, site.start) is None:
        return False  # `2027 年 PE 有望降到 25 倍,近十年的中位数则是 38 倍`
    open_end = figure.until is not None and published is not None and figure.until >= published[:10]
    said = _BEATS.sub("", clause)
    modal = _MODAL.search(said)
    if modal is not None and (open_end or _CHANGE.search(lead)):
        return open_end or figure.until is None
    if _FORECAST.search(said) is not None or (open_end and _GUESS.search(clause)):
        past = figure.until is not None and not open_end and published is not None
        return not past or bool(re.search(r"目标|指引|计划|预期|规划|预计|预告|预[增减降盈亏]", clause))
    if _FACT.search(lead):
        return False
    if _IF.search(view.text, max(site.low, site.clause - _WIDE), site.start):
        return True
    if _PLANNED.search(lead) and _PROJECT.search(view.text, site.low, site.sentence_end):
        return True
    return before is not None and before.forecast and _goes_on(view, figure, site, before)


def _goes_on(view: View, figure: Figure, site: Site, before: Figure) -> bool:
    """Whether the forecast told `before` holds on: of the same metric and time, or under one `预计` or 指引."""
    if (figure.since, figure.until) == (before.since, before.until) and figure.metric == before.metric:
        return True
    told = _FORETELLS.search(view.text, max(site.low, site.clause - _WIDE), site.clause) is not None
    turned = _TURNS.search(view.text, before.end, site.start) is not None
    return told and not turned and not view.times_in(site.clause, site.start)


def _ahead(figure: Figure, published: str | None, clause: str) -> bool:
    """Whether the figure's time lies ahead: it begins on publication or later, or most of a year is still to come."""
    if not figure.since or not figure.until or not published:
        return False
    day = published[:10]
    if figure.since >= day and figure.until > day:
        return True
    if figure.until <= day:
        return False
    if "全年" in clause:
        return True
    if _DONE_IN.search(clause):
        return False
    since, until, now = (date.fromisoformat(d) for d in (figure.since, figure.until, day))
    return (until - since).days >= _ABOUT_A_YEAR and (until - now) > (now - since)


def _levels(view: View, figures: list[Figure], sites: list[Site]) -> None:
    """Give a level the trend of the growth told behind it, of the same metric, subject and sentence."""
    trends: dict[int, set[str]] = {}
    growth = [_is_growth(view, figure, site) for figure, site in zip(figures, sites, strict=True)]
    for n, figure in enumerate(figures):
        if growth[n] and figure.trend is not None and not _TOWARDS.search(view.text, sites[n].lead, sites[n].start):
            level = _level_of(view, figures, sites, growth, n)
            if level is not None:
                trends.setdefault(level, set()).add(figure.trend)
        elif not growth[n] and _STAGNANT.match(view.text, figure.end):
            trends.setdefault(n, set()).add("flat")
        elif not growth[n] and _TURNED.match(view.text, figure.end):
            trends.setdefault(n, set()).add("up")
    for n, found in trends.items():
        if figures[n].trend is None and len(found) == 1:
            figures[n].trend = next(iter(found))


def _is_growth(view: View, figure: Figure, site: Site) -> bool:
    """Whether the figure is a rate or an amount of change, not a level."""
    if figure.basis is not None or (figure.kind == "percent" and _CHANGE_COLUMN.search(_header(view, site))):
        return True
    lead = view.marked[max(site.lead, figure.start - 40) : figure.start]
    if _MORE_LESS.search(lead) or (figure.kind == "multiple" and _TIMES_THE_PAST.search(lead)):
        return True
    return figure.kind in ("percent", "multiple") and _CHANGE.search(lead) is not None


def _level_of(view: View, figures: list[Figure], sites: list[Site], growth: list[bool], n: int) -> int | None:
    """The nearest level before the growth at `n` in the sentence, of the same metric and subject."""
    row = view.row(sites[n])
    if n and row is not None and row.column(sites[n - 1].start) is not None:
        return None if growth[n - 1] else n - 1  # `收入 | 同比`
    if n and not growth[n - 1] and _FOLLOWS.match(view.marked, figures[n - 1].end, sites[n].start):
        return None if _is_old(view, sites[n - 1]) else n - 1
    for at in range(n - 1, max(-1, n - 9), -1):
        if sites[at].sentence != sites[n].sentence:
            return None
        if growth[at] or (figures[at].metric, figures[at].subject) != (figures[n].metric, figures[n].subject):
            continue
        if _is_old(view, sites[at]):
            return None
        same_time = (figures[at].since, figures[at].until) == (figures[n].since, figures[n].until)
        return at if same_time or figures[n].since is None else None
    return None


def _is_old(view: View, site: Site) -> bool:
    """Whether the figure is the one that something rose or fell from: `由 30% 升至`."""
    return _OLD_END.search(view.marked, max(site.lead, site.start - _WINDOW), site.start) is not None
