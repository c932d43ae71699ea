"""Firms that no list has, where the text itself calls them one.

- an item of the document's own company list (`公司: 英伟达、某某科技、OPIX`);
- an item beside firms in a list (`博通、某某光子、高通`), or of one that ends in 等公司 (`enumerations`);
- a name with a firm's ending, or before what is said of firms, that looks like a firm's (`ended`, `firmlike`);
- one that the document speaks of again and again as of a firm (`repeated`);
- a Latin name with signs of a firm around it (`latin`);
- one that stands as a lead-in (`**某某精密**:`), behind a word like 子公司 or 收购, or in `一家叫某某的公司`;
- a short name with a firm's ending behind it that makes it another firm (`海光` in `海光芯科技`), and a firm's fund;
- the heads of a transcript's list of its subjects (`【某某】 某某股份有限公司 / SH / 600000`);
- the head of a line that tells of a firm's accounts (`某某:前三季度净利润增长`);
- a name with its stock code in brackets (`某某股份(301234.SZ)`).

Once found so, every later mention in the document counts. Precision first: what may be ordinary words is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity, unlisted_company
from extract.entities.context import Words
from extract.entities.ended import ended, headed
from extract.entities.enumerations import items_of
from extract.entities.firmlike import firmlike
from extract.entities.latin import latin_firms
from extract.entities.lexicon import Lexicon, bordered
from extract.entities.repeated import repeated
from extract.entities.scope import Scope
from extract.entities.spans import FIRM, Occupied, items
from extract.entities.tickers import full_code
from extract.entities.vocabulary import one_of

_SCORE = 0.75
_SEEN = 30  # how often a new name counts as seen, against the dictionary's word counts
_ENDS = re.compile(rf"{FIRM}$")
# One item of a list: a Latin name of up to four words, or Han characters with perhaps a Latin or numeric part.
_HAN = "[\u4e00-\u9fff]"
_HAN_NAME = re.compile(f"{_HAN}+")
_NAME = re.compile(
    rf"[A-Z][A-Za-z0-9.&'-]*(?: [A-Z0-9][A-Za-z0-9.&'-]*){{0,3}}|{_HAN}{{1,6}} ?[A-Za-z0-9]{{0,6}}{_HAN}{{0,6}}"
)
_GENERIC = re.compile(rf".*{one_of('generic-endings')}|{one_of('acronyms')}|[QH]\d", re.I)
_ITEM = rf"(?:[A-Z][A-Za-z0-9&.]{{1,15}}|{_HAN}{{2,8}})"
_SUCH_COMPANIES = re.compile(r" ?等(?:多家|几家|[二两三四五]家|头部|主要)?(?:上市)?(?:公司|厂商|企业|厂家|大厂)")
_LISTED = re.compile(rf"{_ITEM}(?:(?:[、,]| ?[和与及] ?){_ITEM}){{1,9}}$")
_REACH = 80  # characters before 等公司 that its list may take
_LEAD_IN = re.compile(rf"\*\*(?P<name>{_HAN}{{2,3}}{FIRM})(?![体行产需市概板领技])(?=[^*\n]{{0,16}}\*\*)")
_TOLD = re.compile(
    r"(?:(?:经销商|代理商|服务商|开发商|供应商|制造商|运营商)(?:公司)?|子公司|孙公司|初创公司|初创企业|初创|新创|拟?收购|购买|参股公司|旗下|资本方|投资方|出资方|控股股东|接盘方|收购方)[“\"]?"
    rf"(?P<name>(?![的与和及在将过了]){_HAN}{{2,4}}?{FIRM})(?![体]|{_HAN}?{FIRM})"
)
_HEAD = re.compile(
    rf"^[-•*\d.、) ]{{0,6}}(?P<name>{_HAN}{{3,5}})(?:\*\*)?[::](?:\*\*)? ?(?=[^\n]{{0,14}}{one_of('accounts')})", re.M
)
_LATIN_FIRM = re.compile(
    rf"(?<![A-Za-z0-9.-])(?<![A-Za-z] )(?P<name>[A-Z][a-z]{{2,}}[A-Za-z]*) ?的? ?(?={one_of('of-firms')})"
)
# A firm in quotation marks behind the word for one: `初创公司“某某智能”`.
_QUOTED = re.compile(rf"(?:公司|企业|厂商|开发商|服务商|初创)[“\"「](?P<name>{_HAN}{{3,6}})[”\"」]")
# Funds that trade like shares: `张江REIT`.
_FUND = re.compile(
    rf"(?<!{_HAN})(?!(?:基础设施|房地产|产业园|仓储|物流|公募|消费|商业|数据中心)REIT)(?:{_HAN}{{0,8}}(?:其中|包括|以及|例如|的有?|年|末)|[如和及与为是对])?"
    rf"(?P<name>{_HAN}{{2,8}}REIT)(?![A-Za-z])"
)
_FUND_OF = re.compile(
    rf"(?!{one_of('clause-words')})(?:(?!{one_of('kinds-of-funds')}|{one_of('clause-words')}){_HAN}){{2,5}}基金(?![经公管业投规产销份行托])"
)
# `有家叫某某的公司`
_CALLED = re.compile(
    rf"(?:叫做?|名叫|名为)[“\"]?(?P<name>(?!{one_of('clause-words')}){_HAN}{{2,5}}?|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)"
    r"[”\"]?的(?:公司|企业|厂商|厂家|品牌|初创)"
)
# What is said of a platform that is a firm (`某某睿平台的运营模式`), and of the kind of firms (`像某某这些品牌`).
_PLATFORM = re.compile(r"平台的?(?:运营|负责人|客服|实控人|创始人|法人|兑付|跑路|暴雷|爆雷)")
_KIND = re.compile(r"(?:这些|这类|这种|这样的|这几家)(?:品牌|厂商|厂家|公司|企业)")
_BEFORE_PLATFORM = re.compile(rf"(?:^|[^\u4e00-\u9fff])(?P<name>(?!{one_of('clause-words')}){_HAN}{{2,4}})$")
_BEFORE_KIND = re.compile(rf"(?:包括|像|比如|例如|如)(?P<name>(?!{one_of('clause-words')}){_HAN}{{2,4}})$")
_OWN_TAIL = re.compile(one_of("own-endings"))
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
        others = {c.start for c in chosen if c.entity.label != "COMPANY"}
        for start, end, entity in self._introduced(folded, scope, busy, firms, others):
            named.setdefault(scope.part(start), {})[folded[start:end]] = entity
        for part in range(scope.parts):
            for name in repeated(folded, *scope.part_range(part), firms, self._words):
                named.setdefault(part, {})[name] = self._firm(name)
        for part, entities in sorted(named.items()):
            spelt = sorted(entities, key=lambda s: (-len(s), s))
            for m in re.compile("|".join(map(re.escape, spelt))).finditer(folded, *scope.part_range(part)):
                if bordered(folded, *m.span()) and _free(busy, *m.span()):
                    found.append(Candidate(m.start(), m.end(), entities[m.group()], "grammar", _SCORE))
        return found

    def _introduced(
        self, folded: str, scope: Scope, busy: Occupied, firms: dict[int, int], others: set[int]
    ) -> Iterator[tuple[int, int, Entity]]:
        """The places that call something a firm: start, end, and the firm."""
        for start, end in (*self._of_lists(folded, scope, firms, others), *self._told(folded)):
            fits = _NAME.fullmatch(folded, start, end) and not _GENERIC.fullmatch(folded, start, end)
            if fits and not self._words.usual(folded[start:end]) and not busy.touches(start, end):
                yield start, end, self._firm(folded[start:end])
        for start, end in latin_firms(folded, scope, busy, firms):
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

    def _of_lists(
        self, folded: str, scope: Scope, firms: dict[int, int], others: set[int]
    ) -> Iterator[tuple[int, int]]:
        """Items of the document's company lists, of lists that end in 等公司, and between firms in any list."""
        for start, end in scope.lists:
            yield from items(folded, start, end)
        for m in _SUCH_COMPANIES.finditer(folded):
            listed = _LISTED.search(folded, max(0, m.start() - _REACH), m.start())
            spans = list(items(folded, *listed.span())) if listed else []
            if listed and any(listed.start() <= start < listed.end() for start in firms):
                yield from (span for span in spans[1:] if folded[slice(*span)].isascii())
        yield from items_of(folded, firms, others, self._words)

    def _told(self, folded: str) -> Iterator[tuple[int, int]]:
        """Names with a firm's ending in a lead-in or behind 子公司, and those of which a firm's doings are told."""
        for shape in (_LEAD_IN, _TOLD):
            for m in shape.finditer(folded):
                if self._firmlike(m["name"]):
                    yield m.span("name")
        for m in _CALLED.finditer(folded):
            if not self._words.made_of_words(m["name"]):
                yield m.span("name")
        for behind, before in ((_PLATFORM, _BEFORE_PLATFORM), (_KIND, _BEFORE_KIND)):
            for at in (m.start() for m in behind.finditer(folded)):
                told = before.search(folded, max(0, at - 7), at)
                if told and firmlike(told["name"]) > 0 and not self._words.made_of_words(told["name"]):
                    yield told.span("name")
        yield from ended(folded, self._words)
        yield from headed(folded, self._words)
        for shape in (_HEAD, _LATIN_FIRM):
            for m in shape.finditer(folded):
                if not self._words.made_of_words(m["name"]) and not self._words.cut(folded, *m.span("name"), _SEEN):
                    yield m.span("name")

    def _longer(self, folded: str, chosen: list[Candidate]) -> Iterator[Candidate]:
        """Names with a firm's ending behind: the firm's own (`某动力|集团`), or, behind a short form, another's."""
        for c in chosen:
            if c.entity.label == "COMPANY" and (fund := _FUND_OF.match(folded, c.end)):
                yield Candidate(c.start, fund.end(), self._firm(folded[c.start : fund.end()]), "grammar", _SCORE)
                continue
            if c.entity.label == "COMPANY" and c.via != "repair" and (own := _OWN_TAIL.match(folded, c.end)):
                long = c.end - c.start > 2 or own.group() == "集团"
                if long and _HAN_NAME.fullmatch(folded, c.start, c.end) and not _ENDS.search(folded[c.start : c.end]):
                    yield Candidate(c.start, own.end(), c.entity, c.via, c.score)
                    continue
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
