"""Noun phrases: what may name the thing measured, or the one it is measured of.

The words around a figure are cut into noun phrases at verbs, adverbs, particles (`breaks.txt`), names, times and
figures, where words end (jieba's borders decide: 高 in 高额 cuts nothing). A phrase with a measuring noun
(`metrics.txt`) ends with that noun. A sentence is cut once, in blocks of bounded length, for all its figures.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extract.dictionary import parts_of_speech
from extract.figures.context import Phrase, Site, View
from extract.figures.words import either, lines

_ENTRIES = lines("metrics.txt")
_STRONG = re.compile(either([w for w in _ENTRIES if not w.startswith("~")]))
_ANY = re.compile(either([w.lstrip("~") for w in _ENTRIES]))
_WORDS = lines("breaks.txt")
_KEPT = either([w[1:] for w in _WORDS if w.startswith("=")] + [w.lstrip("~") for w in _ENTRIES])
_BREAKS = either([w for w in _WORDS if not w.startswith("=")])
CUT = re.compile(rf"(?:{_KEPT})|(?P<cut>[\x01-\x04,;:。!?、|()《》“”\"'【】\[\]*#\n·]|{_BREAKS})")
STRIP = " 约近超至达为到是仅只有增升降涨跌高低多少了过已还又再的和及与或并、,:(~-+“”\"'*—"
_LATIN_PREFIX = re.compile(  # a product's name in front of the noun: `B2 模组单价`
    r"(?:[A-Za-z0-9.+/-]+ +)*(?:[A-Za-z.+/-]*\d[A-Za-z0-9.+/-]*|[A-Za-z0-9.+/-]{8,}) ?(?=[\u4e00-\u9fff])"
)
_TRADE = ("商", "链")  # 供应商, 供应链: no measure but who trades
_RATE_WORDS = ("", "同比", "环比", "年均", "年复合", "年")  # 同比增幅 is no metric of its own
_MODIFIERS = "总月年日周季单均平净毛新首累人次每"
_LONGEST = 16
_BLOCK = 600  # characters cut at once


def phrases(view: View, start: int, end: int) -> list[Phrase]:
    """The noun phrases between `start` and `end`, in order. A headed phrase ends with its head."""
    found: list[Phrase] = []
    at = start
    borders = view.word_borders(start, end)
    for cut in CUT.finditer(view.blank, start, end):
        if cut["cut"] is None or (cut["cut"][0] >= "一" and not borders.issuperset(cut.span("cut"))):
            continue  # a verb or particle that is but part of a word: 高 in 高额, 其中 in 其|中国
        if cut.start() > at:
            _add(view, at, cut.start(), borders, found)
        at = cut.end()
    if end > at:
        _add(view, at, end, borders, found)
    return found


def _add(view: View, start: int, end: int, borders: set[int], found: list[Phrase]) -> None:
    text = view.blank
    while start < end and text[start] in STRIP and start + 1 in borders and not _ANY.match(text, start):
        start += 1
    while end > start and text[end - 1] in STRIP:
        end -= 1
    if start >= end:
        return
    heads = [h for h in _ANY.finditer(text, start, end) if _is_head(text, h, end, borders)]
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
    if stop - start > _LONGEST:
        start = next((n for n in range(stop - _LONGEST, head) if n in borders), stop - _LONGEST)
    found.append(Phrase(start, stop, not weak, max(start, head), end if end > stop else -1))


def _is_head(text: str, head: re.Match[str], end: int, borders: set[int]) -> bool:
    """A head ends where a word ends (数 in 其他数据 is none) and is no trader (供应商)."""
    stop = head.end()
    return text[stop : stop + 1] not in _TRADE and (stop == end or stop in borders)


def around(view: View, site: Site) -> list[Phrase]:
    """The phrases of the sentence of `site`, with their words: of the block of text it stands in and the one before."""
    if view.block_sentence != site.sentence:
        view.blocks.clear()
        view.block_sentence = site.sentence
    number = (site.start - site.sentence) // _BLOCK
    found: list[Phrase] = []
    for n in range(max(0, number - 1), number + 1):
        if n not in view.blocks:
            low = site.sentence + n * _BLOCK
            view.blocks[n] = phrases(view, low, min(low + _BLOCK, site.sentence_end))
            for phrase in view.blocks[n]:
                phrase.words = words_of(view, phrase.start, phrase.end)
                phrase.tags = [tag(word) for word in phrase.words]
        found += view.blocks[n]
    return found


def headed(view: View, start: int, end: int) -> Phrase | None:
    """The last phrase between `start` and `end` that a measuring noun heads."""
    return next((p for p in reversed(phrases(view, start, end)) if p.headed), None)


def measures(words: str) -> bool:
    """Whether a measuring noun is among the words."""
    return _STRONG.search(words) is not None


def names_measure(words: str) -> bool:
    """The same, weak heads (目标, 增速) included."""
    return _ANY.search(words) is not None


def wording(view: View, phrase: Phrase) -> str:
    """The phrase as the source writes it."""
    return view.analysis.text[phrase.start : phrase.end].strip()


def words_of(view: View, start: int, end: int) -> list[str]:
    """The words of a phrase."""
    borders = view.word_borders(start, end)
    inner = [b for b in range(start + 1, end) if b in borders]
    return [view.text[a:b] for a, b in pairwise([start, *inner, end])]


def tag(word: str) -> str:
    """The part of speech of a word, in one letter (vn in two); L of a Latin word, ? where the dictionary has none."""
    found = parts_of_speech().get(word)
    if found is None:
        return "L" if word.isascii() else "?"
    return "vn" if found == "vn" else found[0]
