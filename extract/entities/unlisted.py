"""Firms that no list has, where the text itself calls them one.

- an item of the document's own company list (`公司: 英伟达、某某科技、OPIX`);
- an item between firms in a list (`博通、某某光子、高通`), or of one that ends in 等公司 (`博通、Abc 等公司`);
- a name with a firm's ending at the head of a clause, where its first part is no word (`某某半导体扩产`);
- one that stands as a lead-in (`**某某精密**:`) or behind a word like 子公司 or 收购;
- a short name with a firm's ending behind it that makes it another firm (`海光` in `海光芯科技`);
- the heads of a transcript's list of its subjects (`【某某】 某某股份有限公司 / SH / 600000`);
- the head of a line that tells of a firm's accounts (`某某:前三季度净利润增长`);
- a Latin name before a word that only firms have (`Acme 股价`);
- a name with its stock code in brackets (`某某股份(301234.SZ)`).

Once found so, every later mention in the document counts. Precision first: what may be ordinary words is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity, unlisted_company
from extract.entities.context import Words
from extract.entities.lexicon import Lexicon, bordered
from extract.entities.scope import Scope
from extract.entities.spans import FIRM, Occupied, items
from extract.entities.tickers import full_code
from extract.entities.vocabulary import one_of

_SCORE = 0.75
_SEEN = 30  # how often a new name counts as seen, against the dictionary's word counts
_ENDS = re.compile(rf"{FIRM}$")
# One item of a list: a Latin name of up to four words, or Han characters with perhaps a Latin or numeric part.
_HAN = "[\u4e00-\u9fff]"
_NAME = re.compile(
    rf"[A-Z][A-Za-z0-9.&'-]*(?: [A-Z0-9][A-Za-z0-9.&'-]*){{0,3}}|{_HAN}{{1,6}} ?[A-Za-z0-9]{{0,6}}{_HAN}{{0,6}}"
)
_GENERIC = re.compile(rf".*{one_of('generic-endings')}|{one_of('acronyms')}|[QH]\d", re.I)
_ITEM = rf"(?:[A-Z][A-Za-z0-9&.]{{1,15}}|{_HAN}{{2,8}})"
_INTERIOR = re.compile(
    r"(?<=[、/])[^、/,。;:\s()\[\]*\d]{2,12}(?=[、/])|(?<=[、/])[A-Z][A-Za-z]{2,12}(?: [A-Z][A-Za-z]+)?(?=[、/])"
)
_SUCH_COMPANIES = re.compile(r" ?等(?:多家|几家|[二两三四五]家|头部|主要)?(?:上市)?(?:公司|厂商|企业|厂家|大厂)")
_LISTED = re.compile(rf"{_ITEM}(?:(?:[、,]| ?[和与及] ?){_ITEM}){{1,9}}$")
_REACH = 80  # characters before 等公司 that its list may take
_LEAD_IN = re.compile(rf"\*\*(?P<name>{_HAN}{{2,3}}{FIRM})(?![体行产需市概板领技])(?=[^*\n]{{0,16}}\*\*)")
_TOLD = re.compile(
    r"(?:子公司|孙公司|初创公司|初创企业|初创|新创|拟?收购|购买|参股公司|旗下)[“\"]?"
    rf"(?P<name>(?![的与和及在将过了]){_HAN}{{2,4}}?{FIRM})(?![体]|{_HAN}?{FIRM})"
)
_HEAD = re.compile(
    rf"^[-•*\d.、) ]{{0,6}}(?P<name>{_HAN}{{3,5}})(?:\*\*)?[::](?:\*\*)? ?(?=[^\n]{{0,14}}{one_of('accounts')})", re.M
)
_LATIN_FIRM = re.compile(
    rf"(?<![A-Za-z0-9.-])(?<![A-Za-z] )(?P<name>[A-Z][a-z]{{2,}}[A-Za-z]*) ?的? ?(?={one_of('of-firms')})"
)
# A name with a firm's ending at the head of a clause or behind 和: `某某半导体扩产`.
_CLAUSE = re.compile(
    rf"(?:(?<![\u4e00-\u9fffA-Za-z0-9·])|(?<=[和与及]))(?P<name>(?P<stem>(?:(?!{one_of('clause-words')}){_HAN}){{2,3}}?)"
    rf"{one_of('clear-endings')})(?![体产类化业工品园区城展料级股]|板块|巨头)(?!{FIRM})"
)
# A firm in quotation marks behind the word for one: `初创公司“某某智能”`.
_QUOTED = re.compile(rf"(?:公司|企业|厂商|开发商|服务商|初创)[“\"「](?P<name>{_HAN}{{3,6}})[”\"」]")
# Funds that trade like shares: `张江REIT`.
_FUND = re.compile(
    rf"(?<!{_HAN})(?:{_HAN}{{0,8}}(?:其中|包括|以及|例如|的有?|年|末)|[如和及与为是对])?"
    rf"(?P<name>{_HAN}{{2,8}}REIT)(?![A-Za-z])"
)
_TAIL = re.compile(rf"{one_of('other-firm-endings')}(?![产类化业工品药])")
_SUBJECT = re.compile(
    r"^【(?P<short>[^】\n]{2,40})】 *"
    r"(?P<full>[^\n/|]{2,60}?(?:公司|会社|Inc\.?|Corp\.?|Ltd\.?|Limited|LLC|Group|(?= */ *[A-Z]+ */))) *(?:/[^\n]*)?$",
    re.M,
)
_WITH_CODE = re.compile(
    rf"(?<![\u4e00-\u9fffA-Za-z0-9])(?P<name>\*?(?:ST)?{_HAN}{{2,6}}[A-Z]?) ?"
    r"\((?P<code>\d{6}(?:\.(?:SH|SZ|BJ))?|\d{4,5}\.HK)\)"
)


class Unlisted:
    """Finds firms that only the text tells of."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._words = words

    def find(self, folded: str, scope: Scope, chosen: list[Candidate]) -> list[Candidate]:
        """Candidates for unlisted firms; `chosen` are the names known so far."""
        busy = Occupied([(c.start, c.end) for c in chosen])
        found = list(self._longer(folded, chosen))
        named: dict[int, dict[str, Entity]] = {}  # document → surface → firm
        for c in chosen:
            if c.entity.key.startswith("company:?"):
                named.setdefault(scope.part(c.start), {})[folded[c.start : c.end]] = c.entity
        firms = {c.start: c.end for c in chosen if c.entity.label == "COMPANY"}
        for start, end, entity in self._introduced(folded, scope, busy, firms):
            named.setdefault(scope.part(start), {})[folded[start:end]] = entity
        for part, entities in sorted(named.items()):
            spelt = sorted(entities, key=lambda s: (-len(s), s))
            for m in re.compile("|".join(map(re.escape, spelt))).finditer(folded, *scope.part_range(part)):
                if bordered(folded, *m.span()) and _free(busy, *m.span()):
                    found.append(Candidate(m.start(), m.end(), entities[m.group()], "grammar", _SCORE))
        return found

    def _introduced(
        self, folded: str, scope: Scope, busy: Occupied, firms: dict[int, int]
    ) -> Iterator[tuple[int, int, Entity]]:
        """The places that call something a firm: start, end, and the firm."""
        for start, end in (*self._of_lists(folded, scope, firms), *self._told(folded)):
            fits = _NAME.fullmatch(folded, start, end) and not _GENERIC.fullmatch(folded, start, end)
            if fits and not self._words.usual(folded[start:end]) and not busy.touches(start, end):
                yield start, end, self._firm(folded[start:end])
        for m in _SUBJECT.finditer(folded):
            for group in ("short", "full"):
                if not busy.touches(*m.span(group)):
                    yield *m.span(group), self._firm(m["short"])
        for m in (*_QUOTED.finditer(folded), *_FUND.finditer(folded)):
            odd = _ENDS.search(m["name"]) or not self._words.made_of_words(m["name"])
            if odd and _free(busy, *m.span("name")):
                yield *m.span("name"), self._firm(m["name"])
        for m in _WITH_CODE.finditer(folded):
            if not busy.touches(*m.span("name")):
                yield *m.span("name"), unlisted_company(m["name"], full_code(m["code"]))

    def _of_lists(self, folded: str, scope: Scope, firms: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Items of the document's company lists, of lists that end in 等公司, and between firms in any list."""
        for start, end in scope.lists:
            yield from items(folded, start, end)
        for m in _SUCH_COMPANIES.finditer(folded):
            listed = _LISTED.search(folded, max(0, m.start() - _REACH), m.start())
            spans = list(items(folded, *listed.span())) if listed else []
            if listed and any(listed.start() <= start < listed.end() for start in firms):
                yield from (span for span in spans[1:] if folded[slice(*span)].isascii())
        ends = set(firms.values())
        for m in _INTERIOR.finditer(folded):
            beside = (m.start() - 1 in ends) + (m.end() + 1 in firms)
            odd = m.group().isascii() or not self._words.made_of_words(m.group())
            if (beside == 2 and odd) or (beside == 1 and self._firmlike(m.group())):
                ends.add(m.end())
                yield m.span()

    def _told(self, folded: str) -> Iterator[tuple[int, int]]:
        """Names with a firm's ending in a lead-in or behind 子公司, and those of which a firm's doings are told."""
        for shape in (_LEAD_IN, _TOLD):
            for m in shape.finditer(folded):
                if self._firmlike(m["name"]):
                    yield m.span("name")
        for m in _CLAUSE.finditer(folded):
            words = self._words.seen(m["stem"]) or any(map(self._words.made_of_words, m.group("stem", "name")))
            if not words and not self._words.cut(folded, *m.span(), _SEEN):
                yield m.span("name")
        for shape in (_HEAD, _LATIN_FIRM):
            for m in shape.finditer(folded):
                if not self._words.made_of_words(m["name"]) and not self._words.cut(folded, *m.span("name"), _SEEN):
                    yield m.span("name")

    def _longer(self, folded: str, chosen: list[Candidate]) -> Iterator[Candidate]:
        """A short form with a firm's ending behind it that is none of the firm's names: another firm."""
        for c in chosen:
            if c.entity.label != "COMPANY" or not (c.via == "alias" or c.doubtful) or c.end - c.start != 2:
                continue
            m = _TAIL.match(folded, c.end)
            if m and c.fame and m.group() == "股份":  # shares of a well-known firm: `出售阿里股份`
                continue
            if m and not self._words.cut(folded, c.start, m.end(), _SEEN):
                yield Candidate(c.start, m.end(), self._firm(folded[c.start : m.end()]), "grammar", _SCORE)

    def _firmlike(self, name: str) -> bool:
        """Whether it has a firm's ending and is not made of ordinary words."""
        ending = _ENDS.search(name)
        if ending is None:
            return False
        return not self._words.made_of_words(name) and not self._words.made_of_words(name[: ending.start()])

    def _firm(self, name: str) -> Entity:
        known = self._lexicon.lookup(name)
        return known if known and known.label == "COMPANY" else unlisted_company(name)


def _free(busy: Occupied, start: int, end: int) -> bool:
    """Whether no name stands there, or only shorter ones within it (`Barings` in `Barings Private Credit Corp.`)."""
    return not busy.touches(start, end) or busy.within(start, end)
