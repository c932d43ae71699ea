"""Numeric expressions that are no plain number with a unit: 翻倍, 一半, 三分之一, 百分之五, 一个半月, 七块八毛五.

`special` reads one where it begins, `coins` what a price in 元 or 块 says behind them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extract.figures import numerals
from extract.figures.amount import Amount
from extract.figures.numerals import PLAIN
from extract.figures.units import BARE, UNITS, Unit

_HALF, _HUNDRED = Decimal("0.5"), Decimal(100)
_VALUE = rf"[{PLAIN}]+(?:点[{PLAIN}]+)?|\d+(?:\.\d+)?"
_PARTS = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6}
_BY_WORD = {word: Decimal(100) / parts for word, parts in _PARTS.items()}  # 百分之, 千分之 … in percent
_PERCENT = re.compile(
    rf"(?P<by>[十百]万|[百千万])分之 ?(?P<neg>负 ?)?(?P<a>{_VALUE})(?P<few>多|余|几)?"
    rf"(?:[到至~-](?:(?P=by)分之)?(?P<b>{_VALUE}))?"
)
_FRACTION = re.compile(
    rf"(?P<d>[{PLAIN}]+|\d+)分之(?P<n>[{PLAIN}]+|\d+)"
    rf"|(?<![\w./])(?:(?P<whole>\d{{1,3}}) (?=\d/))?(?P<n2>\d\d?)/(?P<d2>\d\d?)"
    r"(?![\w/%.]| ?[万亿千百%倍])",
    re.ASCII,
)
_FOLD = rf"[{PLAIN}]|\d+(?:\.\d+)?"
_DOUBLING = re.compile(
    rf"翻(?:了|上|近|约|超|超过|将近|接近|不止){{0,3}} ?"
    rf"(?:(?P<n>{_FOLD})(?:[到至-](?P<m>{_FOLD}))? ?)?(?P<u>[倍番])(?P<more>有余|多)?"
)
_HALVES = re.compile(
    r"一半|一[大小]半|半数|半折|对折(?!叠)|(?<=过)半(?![年导夜天个小信岛])|腰斩|(?<=[各对])半(?=[^年天个信导])|对半(?=分|开)"
)
_HALF_A = re.compile(
    r"半(?P<u>年|个(?:月|季度|小时|百分点|钟头)|天|小时|[斤吨克米升亩打磅杯瓶箱桶倍成](?![导年天夜])|公[斤里顷吨]|英[里尺亩]|分钟)"
    r"(?![报度初末底线级])"
)
_AND_HALF = re.compile(rf"(?P<n>\d+|[{PLAIN}]+)个半(?P<u>月|小时|季度|百分点|点|钟头)")
_METRES = re.compile(
    r"(?:(?P<n>[一两二])米(?P<d>[一二三四五六七八九])|(?P<n2>\d)米(?P<d2>\d\d?))(?![\d.%一二三四五六七八九十百千万个台])"
)
_MIXED = re.compile(rf"(?P<n>[{PLAIN}]+|\d+)又(?=\d|[{PLAIN}]+分之)")
_PLACES = re.compile(r"(?P<n>[两二三四五])位数")
_COIN = r"[一二两三四五六七八九壹贰叁肆伍陆柒捌玖1-9]"
_NO_NUMBER = rf"(?![{PLAIN}0-9.%])"
_CENT = rf"零?(?P<cent>{_COIN})(?:分钱?(?!之))?{_NO_NUMBER}"
_COINS = re.compile(
    rf"零?(?P<dime>{_COIN})[毛角](?:{_CENT})?钱?|零?(?P<cents>{_COIN})分钱?(?!之)|"
    rf"(?P<alone>{_COIN}|半)(?![{PLAIN}0-9.%个家种款项条台片颗张次只块人年月天日成倍折分])"
)
_CENTS = re.compile(_CENT)
_SMALL_COINS = re.compile(rf"零?(?P<cents>\d\d?|[{PLAIN}]{{1,3}})(?:美分|欧分|便士|分)(?!之)")
_WITH_COINS = ("元", "块", "圆", "港元")
_WORTH = {"dime": Decimal("0.1"), "alone": Decimal("0.1"), "cent": Decimal("0.01"), "cents": Decimal("0.01")}


def special(text: str, start: int) -> Amount | None:
    """The expression in words that begins at `start`, or None."""
    c = text[start]
    if c == "翻":
        return _doubling(text, start)
    if c in "半腰对各一" and (m := _HALVES.match(text, start)):
        unit = Unit(m[0], "percent", "%", "share")
        return Amount(start, m.end(), Decimal(50), Decimal(50), unit, few=len(m[0]) == 3, chinese=True, word=m[0])
    if c == "半":
        half = _HALF_A.match(text, start)
        if half is None:
            return None
        unit = UNITS[half["u"]]
        value = unit.worth(_HALF)
        return Amount(start, half.end(), value, value, unit, chinese=True)
    if text.startswith("百分百", start):
        return Amount(start, start + 3, _HUNDRED, _HUNDRED, UNITS["%"], chinese=True, word="百分百")
    if c in "百千万十" and (m := _PERCENT.match(text, start)):
        return _percent(m)
    following = text[start + 1 : start + 10]
    if "又" in following and (m := _MIXED.match(text, start)):
        return _mixed(text, m)
    if "分之" in following or "/" in following[:5]:
        return _fraction(text, start)
    if "位" in following and (m := _PLACES.match(text, start)):
        least = Decimal(10) ** (int(numerals.number(m["n"]) or 1) - 1)
        return Amount(start, m.end(), least, least, UNITS["%"], chinese=True, word=m[0])
    if "个半" in following and (m := _AND_HALF.match(text, start)):
        return _joined(m, m["n"], _HALF, UNITS["个" + m["u"]])
    if "米" in following and (m := _METRES.match(text, start)):
        digits = m["d"] or m["d2"]
        part = (numerals.number(digits) or Decimal(0)).scaleb(-len(digits))
        return _joined(m, m["n"] or m["n2"], part, UNITS["米"])
    return None


def _joined(m: re.Match[str], whole: str, part: Decimal, unit: Unit) -> Amount | None:
    """A whole number and a part of `unit`: `一个半月`, `一米八`."""
    number = numerals.number(whole)
    if number is None:
        return None
    return Amount(m.start(), m.end(), number + part, number + part, unit, chinese=True)


def _percent(m: re.Match[str]) -> Amount | None:
    """`百分之六七十`, `百分之十到二十`, `千分之三`."""
    by = _BY_WORD[m["by"]] * (-1 if m["neg"] else 1)
    ends = numerals.spread(m["a"]) or (numerals.number(m["a"]), numerals.number(m["b"] or m["a"]))
    if ends[0] is None or ends[1] is None:
        return None
    return Amount(m.start(), m.end(), ends[0] * by, ends[1] * by, UNITS["%"], bool(m["few"]), chinese=True, word=m[0])


def _mixed(text: str, m: re.Match[str]) -> Amount | None:
    """`三又二分之一` is 3.5."""
    whole, part = numerals.number(m["n"]), _fraction(text, m.end())
    if whole is None or part is None:
        return None
    value = whole + part.lo / _HUNDRED
    return Amount(m.start(), part.end, value, value, BARE, chinese=True, word=text[m.start() : part.end])


def _fraction(text: str, start: int) -> Amount | None:
    """`四分之三`, `3/4` in percent, to two places; `3/2` and `1 1/2` as numbers."""
    m = _FRACTION.match(text, start)
    if m is None:
        return None
    over, under = numerals.number(m["n"] or m["n2"]), numerals.number(m["d"] or m["d2"])
    if not over or not under:
        return None
    if m["n2"] and (m["whole"] or over > under):
        whole = numerals.number(m["whole"]) if m["whole"] else Decimal(0)
        if whole is None or (m["whole"] and over >= under):
            return None
        value = whole + (over / under).quantize(Decimal("0.0001")).normalize()
        return Amount(start, m.end(), value, value, BARE, chinese=True, word=m[0])
    share = (over / under * _HUNDRED).quantize(Decimal("0.01")).normalize()
    return Amount(start, m.end(), share, share, UNITS["%"], chinese=True, word=m[0])


def _doubling(text: str, start: int) -> Amount | None:
    """翻倍 and 翻番 are 2, 翻两番 4, 翻三倍 3: 番 doubles, 倍 counts. `翻近一倍` is 2 as well."""
    m = _DOUBLING.match(text, start)
    if not m:
        return None
    ends = []
    for digits in (m["n"] or "一", m["m"] or m["n"] or "一"):
        n = numerals.number(digits)
        if n is None or n > 100:
            return None
        ends.append(Decimal(2) ** n if m["u"] == "番" else Decimal(2) if n == 1 else n)
    return Amount(start, m.end(), ends[0], ends[1], UNITS["倍"], few=bool(m["more"]), chinese=True, word=m[0])


def coins(text: str, amount: Amount) -> None:
    """Take into a price what is said behind its 元 or 块: `三块五`, `七块八毛五`, `1元2角3分`, `三美元五十美分`."""
    if amount.lo != amount.hi:
        return
    written = amount.unit.written
    if written in ("毛", "角"):
        m = _CENTS.match(text, amount.end)
    elif written in _WITH_COINS:
        m = _COINS.match(text, amount.end)
    elif written in ("美元", "欧元", "英镑"):
        m = _SMALL_COINS.match(text, amount.end)
    else:
        return
    if m is None:
        return
    said = m.groupdict()
    if said.get("alone") and (amount.scaled or written != "块"):
        return
    value = amount.lo
    for name, digits in said.items():
        if digits:
            value += (Decimal(5) if digits == "半" else numerals.number(digits) or Decimal(0)) * _WORTH[name]
    amount.lo = amount.hi = value
    amount.end = m.end()
