"""What a figure measures: candidates for its metric, and what speaks for each.

Candidates are the noun phrases before the figure in its lead (`L`), in its clause (`C`), in earlier clauses (`E1` …),
before a colon (`K`); `X占Y` (`S`); the noun counted (`B`: `四座新厂`) or behind 的 (`D`: `35%的收入分成`); the verb
leading to the figure (`M`: `涨 3%`) or the verb phrase (`V`: `每小时可测`); the metrics told before (`T0` …); phrases
of headline (`H`), topic or question (`Q`) and title (`N`); the metric of the claim before (`P`). A long phrase stands
also with its last two words alone.
"""

from __future__ import annotations

import re

from extract.analysis import Figure
from extract.figures.context import Phrase, Site, View
from extract.figures.features import compares, sign, size, sort_of_figure, sort_of_words, way_to
from extract.figures.phrases import CUT, STRIP, around, measures, names_measure, phrases, wording
from extract.figures.ranking import Candidate
from extract.figures.told import Told
from extract.figures.words import AND, cue

_SHARE = re.compile(r"(?<!市)占(?![比有据用地位领率])")
_SHARE_NOUN = re.compile(r"(?:比重|比例|份额|比)")
_RIGHT_OF = re.compile(r" ?(?:以上|左右|以内|多)?的?(?P<np>[\u4e00-\u9fffA-Za-z0-9 /]{2,14})")
_COUNTED = re.compile(r" ?(?P<np>[\u4e00-\u9fffA-Za-z0-9 ./-]{1,12})")
_SCRAP = re.compile(r"左右|之间|以上|以下|上下|出头|以内|不等|附近|的|/")  # behind a figure, of the figure itself
_NEXT_COUNT = re.compile(r"(?:、|和|与|及)(?=[\d一二两三四五六七八九十])")  # `五条产线和三座仓库`
_NAME = re.compile(r"[\x01-\x04]")
_FUNCTION_WORDS = re.compile(cue("metric.function_words"))
_TOGETHER = re.compile(AND)
_NO_METRIC_BEHIND = re.compile(r"(?:规模|水平|目标|时间|价位|空间|成本|体量|价格|数量)\Z")
_MOVE = re.compile(f"({cue('metric.move')})" r"(?:了|至|到|为|约|近|超过?|逾|达|至少|不到|不足|大约|大概|将近| )*$")
_NO_NOUN = "dpcurmqtyzo"  # parts of speech that end no noun phrase
_LEAD_WINDOW = 48
_REACH = 120  # characters before the figure
_NEAREST = 7  # phrases


class _Collector:
    """The candidates for one figure's metric, each wording once, with what all its places say for it."""

    def __init__(self, view: View, site: Site, figure: Figure, own: list[Phrase], told: Told) -> None:
        self.view = view
        self.sort = sort_of_figure(view, figure)
        self.way = way_to(view, site)
        self.compares = compares(view, site)
        here = told.sentence_of == site.sentence and bool(told.history)
        self.before = told.places.get("metric", "") if here else "-"
        self.same = here and told.history[-1][1] == self.sort
        self.has = "H" if any(p.headed for p in own) else "P" if own else "0"  # the lead has a measure, a phrase, none
        self.found: dict[str, Candidate] = {}

    def add(self, words: str, start: int, source: str, *features: str) -> None:
        words = words.strip()
        if not words:
            return
        held = self.found.get(words)
        if held is None:
            held = self.found[words] = Candidate(words, start, [f"t:{sort_of_words(words)}|{self.sort}"], source)
            held.features += (f"like:{self.before}>{source}", f"like:{self.before}>{source}|{self.same}")
        held.features += (
            f"s:{source}",
            f"s:{source}|{self.compares}|{self.has}",
            f"s:{source}|{self.has}|{self.way}",
            *features,
        )

    def phrase(self, phrase: Phrase, source: str, *features: str) -> None:
        self.add(wording(self.view, phrase), phrase.start, source, *features)


def candidates(view: View, site: Site, figure: Figure, told: Told) -> list[Candidate]:
    """What `figure` may measure; see the module's docstring."""
    ahead = [p for p in around(view, site) if site.start - _REACH <= p.start and p.end <= site.start]
    found = _Collector(view, site, figure, [p for p in ahead if p.start >= site.lead], told)
    _before(view, site, ahead, found)
    part = share(view, site.lead, site.start)
    if part is not None:
        found.phrase(part, "S")
    for counted in (True, False):
        noun = behind(view, site, counted)
        if noun is not None:
            known = measures(wording(view, noun))
            found.phrase(noun, "B" if counted else "D", f"behind:{known}|{counted}|{found.sort}")
    move = _MOVE.search(view.blank, site.lead, site.start)
    if move is not None:
        found.add(move[1], move.start(1), "M")
    said = verb(view, site, ahead)
    if said is not None:
        found.add(said, site.lead, "V")
    _from_titles(view, site, found)
    _from_told(site, told, found)
    lead = view.text[site.lead : site.start]
    if len(told.metrics) > 1 and ("前者" in lead or "后者" in lead):
        found.add(told.metrics[0] if "前者" in lead else told.metrics[1], -1, "former")
    return list(found.found.values())


def _before(view: View, site: Site, ahead: list[Phrase], found: _Collector) -> None:
    """The noun phrases before the figure, the nearest first."""
    nth = heads = 0
    text = view.analysis.text
    for p in reversed(ahead):
        if nth >= _NEAREST:
            break
        tags = p.tags
        if p.head < 0 and tags[-1] in _NO_NOUN:
            continue
        source = _source(view, site, p)
        place = source[0]
        head = "strong" if p.headed else "weak" if p.head >= 0 else "no"
        features = [
            f"n:{nth}|{head}|{place}",
            f"nh:{min(heads, 3)}|{head}",
            f"pv:{sign(view.blank[max(0, p.start - 1) : p.start], '的:,、(')}|{head}",
            f"tl:{tags[-1]}|{place}|{head}",
            f"tf:{tags[0]}|{head}",
            f"gap:{size(site.start - p.end)}|{place}",
            f"h:{head}|{place}|{found.way}",
            *([f"verb|{head}"] if "v" in tags else []),
        ]
        long = size(p.end - p.start)
        found.add(text[p.start : p.end], p.start, source, f"full|{long}|{head}", *features)
        if (start := _last_two(p)) - p.start >= 2:
            found.add(text[start : p.end], start, source, "short", f"short|{long}|{head}", *features)
        nth += 1
        heads += p.headed


def _last_two(phrase: Phrase) -> int:
    """Where the last word but one of a phrase begins, counted from its head: `市场规模` of `全球机器人市场规模`."""
    words = phrase.words
    if len(words) < 3:
        return phrase.start
    core = phrase.head if phrase.head > 0 else phrase.end - len(words[-1])
    start, at = phrase.start, phrase.start
    for word in words:
        at += len(word)
        start = at if at < core else start
    return start


def _source(view: View, site: Site, phrase: Phrase) -> str:
    if phrase.start >= site.lead:
        return "L"
    if phrase.start >= site.clause:
        return "C"
    between = view.blank[phrase.end : site.clause]
    return "K" if ":" in between else f"E{min(3, sum(map(between.count, ',;。|')))}"


def _from_titles(view: View, site: Site, found: _Collector) -> None:
    claim = view.claim(site)
    places = [] if claim is None else [("H", claim.headline_at), ("Q", claim.topic_at)]
    for source, at in (*places, ("N", view.title_at(site))):
        if at is not None and at[0] < site.start:
            for p in reversed(view.title_phrases(at, phrases)):
                if p.headed:
                    found.phrase(p, source)


def _from_told(site: Site, told: Told, found: _Collector) -> None:
    """The last three metrics told in the claim, of an earlier sentence only its last; else that of the claim before."""
    for n, (words, sort, sentence, clause) in enumerate(reversed(told.history[-3:])):
        where = "c" if clause == site.clause else "s" if sentence == site.sentence else "o"
        if where == "o" and n > 0 and told.history[-1][2] == sentence:
            continue
        same = "=" if sort == found.sort else "p" if {"pct", "pp"} & {sort, found.sort} else "!"
        found.add(
            words,
            -1,
            f"T{n}{where}",
            f"T:{sort}>{found.sort}|{found.compares}",
            f"T{n}|{same}|{found.has}|{found.way}",
        )
    if not told.history and told.past.metric is not None:
        found.add(told.past.metric, -1, "P")


def share(view: View, start: int, end: int) -> Phrase | None:
    """`X占Y的比重` as one phrase, from X, or from 占 where X is a name; None where no 占 is said."""
    all_found = list(_SHARE.finditer(view.marked, start, end))
    if not all_found:
        return None
    found = all_found[-1]
    stop = end
    while stop > found.end() and view.marked[stop - 1] in STRIP + "\x02":
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
    cut = next((c for c in CUT.finditer(view.marked, start, end) if c["cut"] is not None), None)
    if cut:
        end = cut.start()
    while end > start and view.marked[end - 1] in STRIP:
        end -= 1
    while start < end and view.marked[start] in STRIP:
        start += 1
    if end - start < 1:
        return None
    if not counted:
        return next((p for p in reversed(phrases(view, start, end)) if _tells(view, p)), None)
    return None if _SCRAP.match(view.text, start) else Phrase(start, end, False)


def _tells(view: View, phrase: Phrase) -> bool:
    """Whether a noun behind 的 names the measure: not 规模 or 水平, which only say that a number came."""
    return phrase.headed and _NO_METRIC_BEHIND.search(view.marked, phrase.start, phrase.end) is None


def verb(view: View, site: Site, ahead: list[Phrase]) -> str | None:
    """The verb phrase before the figure, where no noun names a measure: `每小时可测 300 片`; `ahead`: its phrases."""
    end = site.start
    low = max(site.lead, end - _LEAD_WINDOW)
    for name in _NAME.finditer(view.marked, low, end):
        low = name.end()
    at = max([low, *(p.end for p in ahead)])
    tail = view.analysis.text[at:end]
    words = _FUNCTION_WORDS.sub("", tail).strip(STRIP)
    return words if 2 <= len(words) <= 8 else None


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
    if names_measure(parts[0]):
        return [], parts
    head = view.analysis.text[last[-1].head : last[-1].end]
    things = [*parts[:-1], parts[-1].removesuffix(head).strip()]
    return (things, [head] * len(parts)) if things[-1] else ([], parts)
