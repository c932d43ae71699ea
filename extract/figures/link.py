"""Walk through the figures of a text and say for each what it measures, of whom, for when.

How a link is decided, in this order; what comes first and answers wins:

- metric: the place in a list told with 分别; `X占Y的比重`; the last noun phrase with a measuring noun between
  the figure before (or the clause's start) and the figure; the label before a colon; the noun counted or
  behind 的; then the metric told before in the sentence, an earlier clause, the claim, the headline or
  question; the verb phrase (`每小时可测`).
- subject: 前者 and 后者; the place in a list; the last name of the clause that is not only compared with
  (`比 X 贵`), dealt with (`向 X 采购`) or speaking (`X 预计`); the firm that 公司 or 其 stands for; the item before
  the figure's bracket (`沥青(-2.9%)`); 两家 and the like; a thing in words by its place; then who was told
  of before in the sentence, headline, claim, topic and title.
- period: the last time of the figure's own words that is no mere base of comparison, of its clause, in
  brackets behind it, of its table column; then the one told before in the sentence, and across sentences
  for what flows in time only. `2025 年以来` runs to the document's date. Never the document's date alone.
- in a table the header names metric and period, the first cell of the row the subject.

What a figure does not say itself it takes over from the figure before it in the sentence, then in the
claim (`一季度收入 31 亿元,同比增长 12%`); `Told` remembers that. Each rule stands with its docstring in
`metric`, `subject` and `period`. The score says how many of the links were found.

Measured end to end, F1 of metric, subject, period: call summaries 0.77, 0.84, 0.93; expert minutes 0.79,
0.74, 0.81.
"""

from __future__ import annotations

import re

from extract.analysis import Figure
from extract.figures import metric, period, subject, tables
from extract.figures.context import MARK, MENTION, TIME, Phrase, Site, View
from extract.figures.told import Told

_RESPECTIVELY = re.compile(r"分别|依次|各为|各是|同比各|各(?=增|降|占)")
_NEXT_IN_LIST = re.compile(
    r"(?:左右|以上|上下|多)? ?(?:、|/|和|与|及|以及|,)(?:[ 约近超逾]|超过|将近|至少|不低于|不超过|不到|不足)*"
)
_SLASH = re.compile(r"/ ?\d")  # `10/12/15 亿元`
_MOVED = re.compile(  # a share on the exchange: `某股涨 1.5%`
    r"\x01[^,。;\x01\x02]{0,3}?(大涨|大跌|收涨|收跌|上涨|下跌|涨|跌)(?:逾|超|近|约|超过)? ?$"
)
_LABEL_WINDOW = 20  # `净利:6 亿元`


def link(view: View, figures: list[Figure]) -> list[Site]:
    """Fill metric, subject, since, until and score of all `figures` (in text order); their places are returned."""
    sites = []
    told = Told()
    before: Figure | None = None
    for figure in figures:
        site = view.site(figure, before)
        told = _enter(site, told)
        column = tables.column(view, site)
        listed = _place_in_list(view, site, before, told)
        figure.metric = _metric(view, site, figure, told, listed)
        figure.subject = subject.find(view, site, figure, told, listed)
        if column is not None:
            figure.metric, figure.subject = tables.link(view, site, column, figure)
        of_column = None if column is None else tables.time(view, site, column)
        time = period.find(view, site, figure, before, told, listed, of_column)
        if time is not None:
            figure.since, figure.until = time.since, time.until
        figure.score = _score(figure)
        before = figure
        sites.append(site)
    return sites


def _enter(site: Site, told: Told) -> Told:
    """Nothing holds across claims; where no claim is known, nothing across sentences."""
    if site.claim != told.claim or (site.claim is None and site.sentence != told.sentence):
        return Told(claim=site.claim, sentence=site.sentence)
    return told


def _place_in_list(view: View, site: Site, before: Figure | None, told: Told) -> int | None:
    """0, 1, 2 … for the figures of a list told with 分别 (`分别为 4 万台、5 万台和 9 万台`) or slashes, else None."""
    slashed = _SLASH.match(view.text, site.end) and view.text[site.start - 1 : site.start] != "/"
    if slashed or _RESPECTIVELY.search(view.text, site.lead, site.start):
        told.nth = 0
    elif told.nth >= 0 and before is not None and _NEXT_IN_LIST.fullmatch(view.text, before.end, site.start):
        told.nth += 1
    else:
        told.nth = -1
    return None if told.nth < 0 else told.nth


def _metric(view: View, site: Site, figure: Figure, told: Told, listed: int | None) -> str | None:
    found = _own_metric(view, site, figure, told, listed) or _carried_metric(view, site, figure, told)
    if found is not None:
        told.metric, told.metric_kind, told.metric_sentence = found, figure.kind, site.sentence
    return found


def _own_metric(view: View, site: Site, figure: Figure, told: Told, listed: int | None) -> str | None:
    """The metric that the figure's own words name: its place in a list, a share, a noun before or behind it."""
    lead = view.text[site.lead : site.start]
    if len(told.metrics) > 1 and ("前者" in lead or "后者" in lead):
        return told.metrics[0] if "前者" in lead else told.metrics[1]
    if listed and len(told.metrics) > listed:
        return told.metrics[listed]
    if listed == 0 and (word := _RESPECTIVELY.search(view.text, site.lead, site.start)):
        things, metrics = metric.several(view, site.clause, word.start())
        if metrics:
            told.things, told.metrics = things, metrics
            return metrics[0]
    part = metric.share(view, site.lead, site.start)
    if part is not None and part.headed:
        return metric.wording(view, part)
    phrase = metric.headed(view, site.lead, site.start) or _weak_or_label(view, site, figure)
    if phrase is not None:
        told.metrics, told.things = [], []
        return metric.wording(view, phrase)
    if listed == 0 and len(told.metrics) > 1:
        return told.metrics[0]
    moved = _MOVED.search(view.marked, site.lead, site.start)
    if moved and figure.kind == "percent" and told.metric != "股价":
        return moved[1]
    counted = figure.kind == "quantity" and figure.unit != "" and told.metric is None
    noun = metric.behind(view, site, counted) or metric.behind(view, site, False)
    return None if noun is None else metric.wording(view, noun)


def _weak_or_label(view: View, site: Site, figure: Figure) -> Phrase | None:
    """For percentage points the growth they are of (`增速放慢 2 个百分点`); for an empty clause its label."""
    if "点" in view.text[figure.start : figure.end]:
        weak = [p for p in metric.phrases(view, site.lead, site.start) if p.head >= 0]
        if weak:
            return weak[-1]
    empty = not view.marked[site.clause : site.start].strip(MENTION + TIME + MARK + " ")
    if empty and view.text[site.clause - 1 : site.clause] == ":":
        return metric.headed(view, max(site.low, site.clause - _LABEL_WINDOW), site.clause - 1)
    return None


def _carried_metric(view: View, site: Site, figure: Figure, told: Told) -> str | None:
    """The metric told before: of the sentence, of the words of an earlier clause, of the claim, of its title."""
    fits = told.metric is not None and _fits(told, figure)
    if fits and told.metric_sentence == site.sentence:
        return told.metric
    phrase = metric.headed(view, site.low, site.lead)
    if phrase is not None:
        return metric.wording(view, phrase)
    if fits:
        return told.metric
    titled = metric.in_title(view.claim(site), view)
    if titled is not None:
        return titled
    own = [p for p in metric.phrases(view, site.lead, site.start) if p.head < 0]
    return metric.verb(view, site.lead, site.start) or (metric.wording(view, own[-1]) if own else told.metric)


def _fits(told: Told, figure: Figure) -> bool:
    """A share or a multiple can be of anything; an amount of money is no metric of a count."""
    return figure.kind in ("percent", "multiple", told.metric_kind) or told.metric_kind in ("percent", "multiple")


def _score(figure: Figure) -> float:
    """How sure the reading is: a figure with all its links stands in a clear sentence."""
    linked = 0.15 * (figure.metric is not None) + 0.15 * (figure.subject is not None)
    return 0.6 + linked + 0.05 * (figure.since is not None) + 0.05 * (figure.unit != "")
