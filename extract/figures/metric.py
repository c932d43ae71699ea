"""What a figure measures: the noun phrase that leads up to it.

The words before a figure are cut into noun phrases at verbs, adverbs, particles, names and times
(`breaks.txt`); the last phrase with a measuring noun (`metrics.txt`) is the metric, qualifiers
included. Without one: the noun behind a counted thing (`四座新厂`) or behind 的 (`35%的收入分成`), the
metric of the figure before (`同比增长 14%`), the verb phrase (`每小时可测`), then headline and topic.
"""

from __future__ import annotations

import re

from extract.analysis import Claim
from extract.figures.context import Phrase, Site, View
from extract.figures.words import cue, either, lines

_ENTRIES = lines("metrics.txt")
_STRONG = re.compile(either([w for w in _ENTRIES if not w.startswith("~")]))
_ANY = re.compile(either([w.lstrip("~") for w in _ENTRIES]))
_WORDS = lines("breaks.txt")
_KEPT = either([w[1:] for w in _WORDS if w.startswith("=")] + [w.lstrip("~") for w in _ENTRIES])
_BREAKS = either([w for w in _WORDS if not w.startswith("=")])
_CUT = re.compile(rf"(?:{_KEPT})|(?P<cut>[\x01-\x03,;:。!?、|()《》“”\"'【】\[\]*#\n·]|{_BREAKS})")
_LATIN_PREFIX = re.compile(  # a product's name in front of the noun: `B2 模组单价`
    r"(?:[A-Za-z0-9.+/-]+ +)*(?:[A-Za-z.+/-]*\d[A-Za-z0-9.+/-]*|[A-Za-z0-9.+/-]{8,}) ?(?=[\u4e00-\u9fff])"
)
_SHARE = re.compile(r"(?<!市)占(?![比有据用地位领率])")
_SHARE_NOUN = re.compile(r"(?:比重|比例|份额|比)")
_RIGHT_OF = re.compile(r" ?(?:以上|左右|以内|多)?的?(?P<np>[\u4e00-\u9fffA-Za-z0-9 /]{2,14})")
_COUNTED = re.compile(r" ?(?P<np>[\u4e00-\u9fffA-Za-z0-9 ./-]{1,12})")
_STRIP = " 约近超至达为到是仅只有增升降涨跌高低多少了过已还又再的和及与或并、,:(~-+“”\"'*—"
_TRADE = ("商", "链")  # 供应商, 供应链: no measure but who trades
_RATE_WORDS = ("", "同比", "环比", "年均", "年复合", "年")  # 同比增幅 is no metric of its own
_NEXT_COUNT = re.compile(r"(?:、|和|与|及)(?=[\d一二两三四五六七八九十])")  # `五条产线和三座仓库`
_MODIFIERS = "总月年日周季单均平净毛新首累人次每"
_MAX_METRIC = 16
_NAME = re.compile(r"[\x01-\x03]")
_FUNCTION_WORDS = re.compile(cue("metric.function_words"))
_TOGETHER = re.compile(r"、|和|与|及|以及")
_NO_METRIC_BEHIND = re.compile(r"(?:规模|水平|目标|时间|价位|空间|成本|体量|价格|数量)$")
_LEAD_WINDOW = 48


def phrases(view: View, start: int, end: int) -> list[Phrase]:
    """The noun phrases between `start` and `end`, in order. A headed phrase ends with its head."""
    if (start, end) in view.phrases:
        return view.phrases[start, end]
    found: list[Phrase] = []
    at = start
    borders = view.word_borders(start, end)
    for cut in _CUT.finditer(view.marked, start, end):
        if cut["cut"] is None or (cut["cut"][0] >= "一" and not borders.issuperset(cut.span("cut"))):
            continue  # a verb or particle that is but part of a word: 高 in 高额, 其中 in 其|中国
        if cut.start() > at:
            _add(view, at, cut.start(), found)
        at = cut.end()
    if end > at:
        _add(view, at, end, found)
    view.phrases[start, end] = found
    return found


def _add(view: View, start: int, end: int, found: list[Phrase]) -> None:
    text, borders = view.marked, view.word_borders(start, end)
    while start < end and text[start] in _STRIP and start + 1 in borders and not _ANY.match(text, start):
        start += 1
    while end > start and text[end - 1] in _STRIP:
        end -= 1
    if start >= end:
        return
    heads = [h for h in _ANY.finditer(text, start, end) if text[h.end() : h.end() + 1] not in _TRADE]
    if not heads:
        if end - start > 1:
            found.append(Phrase(start, end, False))
        return
    stop = heads[-1].end()
    strong = _STRONG.search(text, start, stop) is not None
    prefix = _LATIN_PREFIX.match(text, start, stop)
    if prefix and prefix.end() < stop:
        found.append(Phrase(start, prefix.end(), False))
        start = prefix.end()
    weak = not strong and len(heads) == 1 and text[start : heads[0].start()] in _RATE_WORDS
    head = heads[-1].start()
    for earlier in reversed(heads[:-1]):
        if view.text[earlier.end() : head] not in ("", "同比", "环比"):
            break
        head = earlier.start()
    while head > start and text[head - 1] in _MODIFIERS:
        head -= 1
    start = max(start, stop - _MAX_METRIC)
    found.append(Phrase(start, stop, not weak, max(start, head)))


def headed(view: View, start: int, end: int) -> Phrase | None:
    """The last phrase between `start` and `end` that a measuring noun heads."""
    strong = [p for p in phrases(view, max(start, end - _LEAD_WINDOW), end) if p.headed]
    return strong[-1] if strong else None


def share(view: View, start: int, end: int) -> Phrase | None:
    """`X占Y的比重` as one phrase, from X, or from 占 where X is a name; None where no 占 is said."""
    all_found = list(_SHARE.finditer(view.marked, start, end))
    if not all_found:
        return None
    found = all_found[-1]
    stop = end
    while stop > found.end() and view.marked[stop - 1] in _STRIP + "\x02":
        stop -= 1
    inner = _SHARE_NOUN.search(view.marked, found.end(), stop)
    begin = found.start()
    before = phrases(view, start, begin)
    near = bool(before) and before[-1].end >= begin - 2
    if inner is None and near and before[-1].headed:
        return before[-1]
    if inner is None and stop - found.end() < 2:
        return Phrase(found.start(), found.end(), False)
    if near:
        begin = before[-1].start
    return Phrase(begin, inner.end() if inner else stop, True)


def behind(view: View, site: Site, counted: bool) -> Phrase | None:
    """The noun behind the figure: of a counted thing directly, of others behind 的."""
    limit = min(site.clause_end, site.end + 20)
    match = (_COUNTED if counted else _RIGHT_OF).match(view.marked, site.end, limit)
    if match is None:
        return None
    start, end = match.span("np")
    other = _NEXT_COUNT.search(view.marked, start, end)
    end = other.start() if other else end
    cut = next((c for c in _CUT.finditer(view.marked, start, end) if c["cut"] is not None), None)
    if cut:
        end = cut.start()
    while end > start and view.marked[end - 1] in _STRIP:
        end -= 1
    while start < end and view.marked[start] in _STRIP:
        start += 1
    if end - start < 1:
        return None
    if not counted:
        heads = list(_STRONG.finditer(view.marked, start, end))
        if not heads or _NO_METRIC_BEHIND.search(view.marked[start : heads[-1].end()]):
            return None
        return Phrase(start, heads[-1].end(), True, heads[-1].start())
    return Phrase(start, end, False)


def verb(view: View, start: int, end: int) -> str | None:
    """The verb phrase before the figure, where no noun names a measure: `每小时可测 300 片`."""
    low = max(start, end - _LEAD_WINDOW)
    for name in _NAME.finditer(view.marked, low, end):
        low = name.end()
    nouns = phrases(view, low, end)
    tail = view.analysis.text[nouns[-1].end if nouns else low : end]
    words = _FUNCTION_WORDS.sub("", tail).strip(_STRIP)
    return words if 2 <= len(words) <= 8 else None


def measures(words: str) -> bool:
    """Whether a measuring noun is among the words."""
    return _STRONG.search(words) is not None


def in_title(claim: Claim | None, view: View) -> str | None:
    """The measuring phrase of the claim's headline or topic (a question, in Q&A)."""
    if claim is None:
        return None
    for at in (claim.headline_at, claim.topic_at):
        if at is not None:
            phrase = headed(view, at[0], at[1])
            if phrase:
                return wording(view, phrase)
    return None


def several(view: View, start: int, end: int) -> tuple[list[str], list[str]]:
    """What is told together before 分别: the things and their metrics, one each.

    `营收与毛利` are two metrics of one thing (no things); `冷板、快接头占比` is one metric of two things.
    """
    low = start
    for boundary in re.finditer(r"[\x01-\x03,;:(]|其中|的", view.marked[start:end]):
        low = start + boundary.end()
    parts = [p.strip() for p in _TOGETHER.split(view.analysis.text[low:end])]
    if len(parts) < 2 or not all(parts):
        return [], []
    last = phrases(view, end - len(view.analysis.text[low:end]) + view.analysis.text[low:end].rfind(parts[-1]), end)
    if not last or not last[-1].headed:
        return [], []
    if _ANY.search(parts[0]):
        return [], parts
    head = view.analysis.text[last[-1].head : last[-1].end]
    things = [*parts[:-1], parts[-1].removesuffix(head).strip()]
    return (things, [head] * len(parts)) if things[-1] else ([], parts)


def wording(view: View, phrase: Phrase) -> str:
    """The phrase as the source writes it."""
    return view.analysis.text[phrase.start : phrase.end].strip()
