"""Whether words that may be a name are one here: `苹果股价` is a firm, `苹果和梨` are not.

A surface marked `common` in the knowledge base (an ordinary word, a part of one, a generic abbreviation)
counts as a name only when signs for it outweigh signs against it. For: the entity is surely named elsewhere in the
document, the words stand in a list of firms, a ticker or a chip of the firm follows, firms' words stand around
(`cues.tsv`). Against: a dictionary's segmentation of the neighbourhood runs through them (`上海|光伏` is no 海光).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property, lru_cache
from math import log
from pathlib import Path

from extract.dictionary import tokenizer
from extract.entities.candidates import Candidate
from extract.entities.scope import Scope

_CUES = Path(__file__).with_name("cues.tsv")
_WORDS = Path(__file__).with_name("words.txt")
_WINDOW = 5  # characters of the neighbourhood that are segmented, on either side
_LONGEST = 6  # characters of a word
_NAME_COUNT, _DOUBTFUL_COUNT = 3000, 300  # how often a name counts as seen, against the dictionary's word counts
# By the dictionary's count, as it holds proper nouns too.
_PRIORS = ((30, 1.5), (200, 0.5), (500, 0.0), (2000, -0.5), (10**9, -1.5))
_CUT = 5.0  # words that run across the border of a name all but rule it out
_LONG = 4  # characters of a name that hardly means two things in one document
_WHOLE_NAME = 8  # characters of a name that are no chance
_LEAST = -0.5  # where the prior stops to count: signs of other kinds outweigh it
_EVERYDAY = -1.5  # the prior of words that any text uses
_USUAL_PHRASE = 10**7  # product of the counts of two words that make a phrase of no firm's
_RARE = 100  # count of characters that ordinary text hardly uses
_JOINING = frozenset("和与及的")
_USUAL_WORD, _STRADDLING = 200, 800  # counts of words that are often met
_FIRM_WORDS = frozenset(("公司", "集团", "股份", "手机", "汽车"))
_FIRM_ENDING = re.compile(r"(?:证券|银行|保险|医药|电力|控股|股份|集团|高速|汽车|电子|光电|通信|软件)$")
# What a listed firm does that nothing else does: `某地黄金披露业绩预告`.
_DISCLOSES = re.compile(
    r"(?:则|还|亦|也|均|集体|再度)?(?:披露|公告|发布.{0,14}公告|表示|提示|预计|涨停|跌停|涨幅|跌幅|涨超|跌超|大涨|大跌|收涨|收跌"
    r"|\d+天\d+板|收获|\d+连板|股价|收盘|触及|一字|股票|停牌|复牌)"
)
_HAN, _ONE_HAN = re.compile(r"[㐀-鿿]+"), re.compile(r"[㐀-鿿]")
_TICKER_AFTER = re.compile(r" ?\((?:\d{4,6}|[A-Z]{1,5})(?:\.[A-Z]{1,3})?\)")
_STARTS = re.compile(r"(?:^|[\n|•*#>▸]|[-•] |\d[.、)] ?|[(（])\**$")
_ENDS = re.compile(r" ?\**(?: ?[:|]|\n|\**:)")
_MODEL_NUMBER = re.compile(r"[A-Z]{1,3}\d+[A-Z]?")
_MODEL_AFTER = re.compile(r"[A-Za-z]{1,4}\d(?!\d{3})")  # `理想i8`, `小米SU7`
_GOODS_AFTER = re.compile(r"[A-Za-z]{1,4}\d|[A-Z]{2,4}(?![A-Za-z])")
_LATIN_WORD = re.compile(r"[A-Z]?[a-z]+")
_ENGLISH_BEFORE = re.compile(r"[a-z],? $|[a-z]-$")
_ENGLISH_AFTER = re.compile(r",? [a-z]|-[A-Za-z]")
ENOUGH = 2.0


class Context:
    """Decides doubtful names. One object serves any number of texts. `names` are the Han surfaces of all names."""

    def __init__(self, names: Collection[str]) -> None:
        self._cues = load_cues()
        self.words = Words(names)

    def weight(self, folded: str, c: Candidate, scope: Scope) -> float:
        """Signs for the name less the signs against it; `ENOUGH` make it a name."""
        left, right = folded[max(0, c.start - 12) : c.start], folded[c.end : c.end + 16]
        before, after, title, not_before, not_after = self._cues[c.entity.label]
        written = folded[c.start : c.end]
        weight = prior = self.words.prior(written)
        ordinary = weight <= (_EVERYDAY if c.fame else 0)
        if ordinary:
            weight = max(weight, _LEAST) if c.fame else weight
        elif c.fame:
            # Where firms are spoken of, such a word hardly means anything but the firm: 苹果, 小米, 甲骨文.
            # A short form that is a usual word as well (大众, 创意) needs more.
            clear = _HAN.fullmatch(written) and (c.via == "name" or weight > 0)
            known = 1.0 if clear and scope.about_firms(c.start) else weight
            weight = max(weight, known) + c.fame + scope.speaks_of_firms(c)
        if self.cut(folded, c):
            weight -= _CUT
        if not_before.search(left) or not_after.match(right):
            weight -= 2
        if scope.named(c.start, c.entity.key, written if ordinary and len(written) < _LONG else None):
            weight += 2
        if scope.listed(c.start):
            weight += 2
        if _TICKER_AFTER.match(right):
            weight += 3
        if scope.beside_name(folded, c):
            weight += 2.5 if c.fame else 2
        if len(written) >= _LONG and c.via == "name" and _DISCLOSES.match(right):
            weight += 1.5
        if self.words.straddled(folded, c.start, c.end):
            weight -= 1
        if c.entity.label == "COMPANY" and c.fame and _MODEL_AFTER.match(right) and not _ONE_HAN.search(left[-1:]):
            weight += 2.5
        elif title.match(right) or (c.entity.label == "COMPANY" and _GOODS_AFTER.match(right) and prior > _EVERYDAY):
            weight += 1
        cues = (1 if after.match(right) else 0) + (1 if before.search(left) else 0)
        weight += min(cues, 1) if ordinary else cues  # cues alone make no name of an ordinary word
        if _STARTS.search(left):
            weight += 1.5 if _ENDS.match(right) else 0.5
        if c.entity.maker and scope.names_maker(c.start, c.entity.maker, "claim"):
            weight += 1.5 if _MODEL_NUMBER.search(folded, c.start, c.end) else 1
        english = _ENGLISH_BEFORE.search(left) or _ENGLISH_AFTER.match(right)
        if english and _LATIN_WORD.fullmatch(folded, c.start, c.end):
            weight -= 1.5
        return weight

    def doubts(self, folded: str, c: Candidate) -> bool:
        """Whether a name that the knowledge base takes for sure may still be ordinary words here."""
        han = _HAN.fullmatch(folded, c.start, c.end) is not None
        if c.fame:
            return han and c.end - c.start == 2 and self.cut(folded, c)
        if c.end - c.start >= _WHOLE_NAME:
            return False
        return han and (self.words.prior(folded[c.start : c.end]) <= 0 or self.cut(folded, c))

    def titled(self, folded: str, c: Candidate) -> bool:
        """Whether a word stands right behind that hardly stands behind anything but such a name: `X 股价`."""
        return self._cues[c.entity.label][2].match(folded, c.end) is not None

    def cues(self, folded: str, c: Candidate) -> tuple[bool, bool]:
        """Whether a word stands before it, and one behind it, that often stands beside such a name."""
        before, after = self._cues[c.entity.label][:2]
        return bool(before.search(folded[max(0, c.start - 12) : c.start])), bool(after.match(folded, c.end))

    def cut(self, folded: str, c: Candidate) -> bool:
        """Whether ordinary words run across the border of the name, or hold it whole."""
        return self.words.cut(folded, c.start, c.end, _NAME_COUNT if c.sure and c.fame else _DOUBTFUL_COUNT)


class Words:
    """A dictionary's view of a stretch of Han characters."""

    def __init__(self, names: Collection[str]) -> None:
        own = [w for w in _WORDS.read_text(encoding="utf8").splitlines() if not w.startswith("#")]
        self._own = dict.fromkeys(own, _NAME_COUNT)
        self._tokens = {**dict.fromkeys(names, _DOUBTFUL_COUNT), **self._own}
        self.prior = lru_cache(maxsize=1 << 14)(self._prior)
        self._crossed = lru_cache(maxsize=1 << 14)(self._segmented)

    def cut(self, folded: str, start: int, end: int, count: float) -> bool:
        """Whether the likeliest segmentation around `start:end` ignores it, a word seen `count` times."""
        if not _HAN.fullmatch(folded, start, end):
            return False
        lo, hi = start, end
        while lo > max(0, start - _WINDOW) and _ONE_HAN.match(folded, lo - 1):
            lo -= 1
        while hi < end + _WINDOW and _ONE_HAN.match(folded, hi):
            hi += 1
        return self._crossed(folded[lo:hi], start - lo, end - lo, count)

    @cached_property
    def _counts(self) -> dict[str, int]:
        """The dictionary's words with their counts, read when first needed."""
        counts: dict[str, int] = tokenizer().FREQ
        return counts

    def straddled(self, folded: str, start: int, end: int) -> bool:
        """Whether a usual word starts before a name of two characters and ends in it, or the other way round."""
        pairs = (folded[start - 1 : start + 1] if start else "", folded[end - 1 : end + 1])
        return end - start == 2 and any(len(pair) == 2 and self._count(pair) > _STRADDLING for pair in pairs)

    def _count(self, word: str) -> int:
        return self._own.get(word) or self._counts.get(word, 0)

    def _prior(self, written: str) -> float:
        """How much the words alone look like a name: 1.5 where they are none (`纬创`), 0 or less for ordinary ones."""
        if not _HAN.fullmatch(written):
            return 0.0 if written.isupper() or len(written) < 4 else 1.0
        if count := self._count(written):
            return next(weight for limit, weight in _PRIORS if count <= limit)
        if _FIRM_ENDING.search(written):
            return 1.5
        if len(written) == 3 and max(self._count(written[:2]), self._count(written[1:])) > _STRADDLING:
            return 0.0  # `新产业`, `中光学`
        seen = max((self._count(written[:i]) * self._count(written[i:]) for i in range(2, len(written) - 1)), default=0)
        return 0.0 if seen > _USUAL_PHRASE else 1.0 if seen else 1.5

    def named(self, written: str) -> bool:
        """Whether it is a name that is known."""
        return written in self._tokens and written not in self._own

    def seen(self, written: str) -> bool:
        """Whether a dictionary has it."""
        return self._count(written) > 0

    def usual(self, written: str) -> bool:
        """Whether it is a word that is often met."""
        return self._count(written) > _USUAL_WORD

    def everyday(self, written: str) -> bool:
        """Whether it is a word that any text uses."""
        return len(written) > 1 and self.prior(written) <= _EVERYDAY

    def rare(self, written: str) -> bool:
        """Whether it holds a character that ordinary text hardly uses (`栎`)."""
        return any(self._count(char) < _RARE for char in written)

    def made_of_words(self, written: str) -> bool:
        """Whether the dictionary has words for all of it: `摩尔|县城`, not `含|五季`."""
        reached = {0}  # ends of runs of words; each of two characters or more, or a word that joins them
        for end in range(1, len(written) + 1):
            if any(start in reached and self._word(written[start:end]) for start in range(max(0, end - _LONGEST), end)):
                reached.add(end)
        usual = len(written) == 3 and max(self._count(written[:2]), self._count(written[1:])) > _USUAL_WORD
        return len(written) in reached or usual

    def _word(self, piece: str) -> bool:
        return piece in _JOINING if len(piece) == 1 else self._count(piece) > 0

    def _segmented(self, window: str, start: int, end: int, count: float) -> bool:
        counts, total = self._counts, log(tokenizer().total)
        best: list[tuple[float, int]] = [(0.0, -1)] + [(-1e9, -1)] * len(window)
        for i in range(len(window)):
            for j in range(i + 1, min(len(window), i + _LONGEST) + 1):
                word = window[i:j]
                seen: float = counts.get(word, 0)
                if i == start and j > end and word[end - start :] in _FIRM_WORDS:
                    continue  # `苹果公司` is in the dictionary
                if i == start and j == end:
                    seen = max(seen, count)
                elif j > i + 1:
                    seen = max(seen, self._tokens.get(word, 0))
                    if not seen:
                        continue
                score = best[i][0] + log(seen or 1) - total
                if score > best[j][0]:
                    best[j] = (score, i)
        at = len(window)
        while at > end:
            at = best[at][1]
        return at != end or best[at][1] != start


def load_cues() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The words of cues.tsv by label, as patterns for the text before and behind a name, for and against it."""
    words: dict[tuple[str, str], list[str]] = {}
    for line in _CUES.read_text(encoding="utf8").splitlines():
        if not line.startswith("#"):
            label, side, cells = line.split("\t")
            words.setdefault((label, side), []).extend(cells.split())
    joined = {key: "|".join(sorted(cells, key=lambda w: (-len(w), w))) for key, cells in words.items()}
    return {
        label: (
            re.compile(rf"(?:{joined[label, 'before']})(?:[有是为:如的]|包括)? ?$"),
            re.compile(rf" ?的?(?:{joined[label, 'after']})"),
            re.compile(rf" ?(?:{joined[label, 'title']})"),
            re.compile(rf"(?:{joined[label, 'not-before']})$"),
            re.compile(rf"(?:{joined[label, 'not-after']})"),
        )
        for label in ("COMPANY", "CHIP", "PERSON")
    }
