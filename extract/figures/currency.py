"""Currencies that are not written: `毛利为 34 亿` behind dollars, a bare 元 in a Taiwan text.

An amount of 万 or 亿 without a unit is money where its metric or the words before it speak of money,
and a count where they speak of users, goods or tokens. Its currency is that of the money told nearest
before it in the claim, else behind it, else the one most told in the document, else CNY.
"""

from __future__ import annotations

import re
from collections import Counter

from extract.analysis import Analysis, Figure
from extract.figures.context import Site, View
from extract.figures.words import cue

_MONEY = re.compile(cue("currency.money"))
_COUNT = re.compile(cue("currency.count"))
_OF_MONEY = re.compile(r" ?的?(?:价|成本|收入|投资|订单|资金)")
_PRICE = re.compile(r"报价|单价|价格|售价|均价|股价|目标价|收盘价|现价|降价|涨价|批价|价位")
_LARGE = 1_000_000  # unit prices in another currency must not decide for accounts
_BARE_YUAN = re.compile(r"[元块塊]$")
_TRADITIONAL_SHARE, _SAMPLE = 0.02, 4000  # of that many characters
_REACH = 30  # figures


def settle(view: View, figures: list[Figure], sites: list[Site], bare: dict[int, bool]) -> None:
    """Give the figures at `bare` (no unit; whether with 万 or 亿) kind and currency, and a bare 元 its country's."""
    totals = Counter(f.unit for f in figures if f.kind == "money" and f.hi >= _LARGE)
    usual = totals.most_common(1)[0][0] if totals else "CNY"
    for n in sorted(bare):
        figure = figures[n]
        follows = n > 0 and (n - 1) in bare and figures[n - 1].kind == "money" and sites[n].lead == figures[n - 1].end
        if follows or (_is_money(view, figures, sites, n) if bare[n] else _is_price(view, figure, sites[n])):
            figure.kind, figure.unit = "money", _nearest(figures, sites, n) or usual
    text = view.analysis.text
    bare_yuan = [f for f in figures if f.unit == "CNY" and _BARE_YUAN.search(text, f.end - 1, f.end)]
    if not bare_yuan or not _is_traditional(view.analysis):
        return
    exchanges = {m.name: m.ticker.rpartition(".")[2] for m in view.mentions if m.ticker}
    home = Counter(exchanges.values()).most_common(1)[0][0] if exchanges else "TW" if view.analysis.parts else ""
    for figure in bare_yuan:
        figure.unit = {"TW": "TWD", "TWO": "TWD", "HK": "HKD"}.get(exchanges.get(figure.subject or "", home), "CNY")


def _is_price(view: View, figure: Figure, site: Site) -> bool:
    """A number without any word is money only as a price: `单价 6400 一台`."""
    return _PRICE.search(figure.metric or "") is not None or _PRICE.search(view.text, site.lead, site.start) is not None


def _is_money(view: View, figures: list[Figure], sites: list[Site], n: int) -> bool:
    figure, site = figures[n], sites[n]
    for words in (figure.metric or "", view.text[site.lead : site.start]):
        money, count = _last(_MONEY, words), _last(_COUNT, words)
        if money != count:  # the later word heads the phrase: 单台价值量, 订单台数
            return money > count
    if _OF_MONEY.match(view.text, figure.end):
        return True
    for before in reversed(figures[max(0, n - _REACH) : n]):
        if before.start < site.low:
            break
        if before.kind == "money" or (before.kind == "quantity" and before.unit):
            return before.kind == "money"
    return False


def _last(pattern: re.Pattern[str], words: str) -> int:
    at = -1
    for m in pattern.finditer(words):
        at = m.end()
    return at


def _nearest(figures: list[Figure], sites: list[Site], n: int) -> str | None:
    """The currency of the nearest money in the same claim, before rather than behind."""
    for step in (-1, 1):
        at = n + step
        while 0 <= at < len(figures) and sites[at].claim == sites[n].claim and abs(at - n) <= _REACH:
            if figures[at].kind == "money":
                return figures[at].unit
            at += step
    return None


def _is_traditional(analysis: Analysis) -> bool:
    """Whether the text is written in traditional script: folding changed more than a few characters."""
    sample, folded = analysis.text[:_SAMPLE], analysis.folded[:_SAMPLE]
    if sample == folded:
        return False
    changed = sum(a != b and "\u4e00" <= a <= "\u9fff" for a, b in zip(sample, folded, strict=True))
    return changed > _TRADITIONAL_SHARE * len(sample)
