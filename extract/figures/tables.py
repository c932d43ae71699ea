"""Figures in table rows: the header names metric, unit and period, the row's first cell the subject.

A cell that is a bare number takes the unit that the header's brackets or a `（单位：亿元）` above name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from extract.analysis import Analysis, Time
from extract.figures import names
from extract.figures.amount import Amount
from extract.figures.context import TIME, Site, View
from extract.figures.grammar import amounts
from extract.figures.phrases import headed, wording
from extract.figures.rows import Row, of_claim, upright

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_BARE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?: ?[-~] ?\d[\d,]*(?:\.\d+)?)?", re.ASCII)
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位:? ?)?([^()\d]{1,8})\)")
_UNIT_LINE = re.compile(r"单位[:为] ?([^\s)\]|,;。\d]{1,8})")
_MEASURED = re.compile(r"收入|营收|利润|价|率|量|额|数|比|PE|PB|PS|倍|产能|市值|份额|天")
_RATIO = re.compile(r"率|比|PE|PB|PS|倍|%")
_DURATION = re.compile(r"天|周期|交期|账期|期限|寿命|年限|工期")
_CHANGE_ONLY = re.compile(r"(?:同比|环比)?(?:增速|增长率?|增幅|变动|变化)?|YoY|QoQ|yoy|qoq")
_MEASURE_ABOVE = re.compile(r"价格|报价|均价|收盘价|销量|产量|库存")
_EMPTY = f" |*{TIME}"
_ABOVE = 200  # how far above the table its unit may be told
_FAR_ABOVE = 400  # and what an upright one is of


def cells(analysis: Analysis, text: str, kept: list[Amount], found: list[Amount]) -> list[Amount]:
    """The figures of cells that the general rules let pass: bare numbers, and durations where the header says so."""
    rows = [row for row in map(of_claim, analysis.claims) if row is not None] + upright(analysis)
    if not rows:
        return []
    taken = [a.start for a in kept]
    known = set(taken)
    extra = [a for a in found if a.unit.sort == "time" and a.start not in known and _under(analysis, text, a)]
    for row in rows:
        above = text[slice(*_above(row, _ABOVE))]
        told = _UNIT_LINE.search(above)
        for (left, right), head in zip(row.cells[1:], row.header[1:], strict=False):
            if bisect_left(taken, right) == bisect_left(taken, left):
                # a column of one day's or one year's: what it measures the row says, or the words above
                header = text[slice(*head)].strip(_EMPTY) or text[slice(*row.cells[0])] + (_told_above(text, row) or "")
                extra += _bare(text, left, right, header, told[1] if told else "")
    return extra


def _bare(text: str, left: int, right: int, header: str, told: str) -> list[Amount]:
    """The number that fills the cell `left:right`, with the unit of its `header`, else the one `told` above."""
    start = left + len(text[left:right]) - len(text[left:right].lstrip(" |*"))
    content = text[start:right].rstrip(" |*")
    if not _BARE.fullmatch(content):
        return []
    named = [m[1] for m in _UNIT_IN_BRACKETS.finditer(header)]
    unit = named[-1] if named else "" if _RATIO.search(header) else told
    if not unit and not _MEASURED.search(header):
        return []
    read = list(amounts(content + unit)) or list(amounts(content))
    return [replace(read[0], start=start, end=start + len(content))] if len(read) == 1 else []


def _under(analysis: Analysis, text: str, amount: Amount) -> bool:
    """Whether a duration fills a cell whose header speaks of days, weeks or a cycle."""
    number = analysis.claim_at(amount.start)
    if number is None:
        return False
    claim = analysis.claims[number]
    return any(
        left <= amount.start < right and _DURATION.search(text, a, b) is not None
        for (left, right), (a, b) in zip(claim.cells, claim.header, strict=False)
    )


def column(view: View, site: Site) -> int | None:
    """The number of the figure's table cell, or None outside tables."""
    row = view.row(site)
    return None if row is None else row.column(site.start)


def link(view: View, site: Site, number: int) -> tuple[str | None, str | None]:
    """Metric and subject by the table: header and first cell; a header that names nothing leaves the metric to them."""
    row = view.row(site)
    if row is None:
        return None, None
    start, end = row.header[number]
    if number > 1 and _CHANGE_ONLY.fullmatch(view.text[start:end].strip(" |*")):
        start, end = row.header[number - 1]  # `收入 | 同比`: the change of the column before
    phrase = headed(view, start, end)
    if phrase is None:
        words = _BRACKETS.sub("", view.text[start:end])
        for time in view.times_in(start, end):
            words = words.replace(view.text[time.start : time.end], "")
        header = words.strip(" |*") or None
        if header is None and (measured := headed(view, *row.cells[0])):
            return wording(view, measured), _first_name(view, row)
        header = header or _told_above(view.text, row)
    else:
        header = wording(view, phrase)
    left, right = row.cells[0]
    return header, _first_name(view, row) or view.analysis.text[left:right].strip(" |*") or None


def _first_name(view: View, row: Row) -> str | None:
    """The name in a row's first cell."""
    named = names.in_span(view, *row.cells[0])
    return names.joined(named[0]) if named else None


def _above(row: Row, reach: int) -> tuple[int, int]:
    return max(0, row.header[0][0] - reach), row.header[0][0]


def _told_above(text: str, row: Row) -> str | None:
    """What an upright table is of, by the words above it (`价格涨跌榜`)."""
    told = _MEASURE_ABOVE.findall(text, *_above(row, _FAR_ABOVE)) if row.upright else []
    return str(told[-1]) if told else None


def time(view: View, site: Site, number: int) -> Time | None:
    """The time that the header cell or the row's first cell names; in an upright table any header cell."""
    row = view.row(site)
    if row is None:
        return None
    for start, end in (row.header[number], row.cells[0], *(row.header if row.upright else ())):
        times = view.times_in(start, end)
        if times:
            return times[-1]
    return None
