"""Every numeric expression of a text: where it stands, its value, its unit. No judgement yet.

`amounts` jumps from one numeral to the next with one small regular expression, and reads each with
one structured pattern: number, `多`, unit, and the second end of a range. What of it is a figure is
for `exclusions` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.figures import numerals
from extract.figures.units import BARE, SIGNS, UNITS, Unit, money, pattern


@dataclass(slots=True)
class Amount:
    """A numeric expression. `lo` and `hi` have number words multiplied in and units not converted."""

    start: int
    end: int
    lo: Decimal
    hi: Decimal
    unit: Unit
    few: bool = False  # 多, 余, 几 in the number itself: approximate
    scaled: bool = False  # a number word of 万 or more: an amount even without a unit
    chinese: bool = False  # written in Chinese numerals only
    word: str = ""  # 翻倍, 一半, 腰斩 …: an expression that is no plain number
    scale: Decimal = Decimal(1)  # what the number words multiply by, for lists that say them once


_CN = "〇零一二两三四五六七八九十百千万亿廿卅"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"  # on cheques; alone such a character is a word (大陆, 伍)
_SCALE = r"(?:(?!千[瓦克米伏]|百分)[十百千万亿])+"
_AR = rf"(?:{numerals.DIGIT_RUN})(?: ?{_SCALE}(?:\d{{1,4}}(?:\.\d+)?(?![\d%.,:：年月])[百千万亿]*)?)?(?: ?个亿)?"
_HAN = rf"(?:[{_CN}]+(?:点[〇零一二两三四五六七八九]+[百千万亿]*|个亿)?|[{_FORMAL}][{_FORMAL}{_CN}]+)"
_FEW = rf"(?: ?(?:多|余|几|来(?!自|源|看|说|年|料|袭))(?: ?{_SCALE})?)"
_LATIN = r"(?: ?(?:k|K|M|B|bn|mn|trn|T)(?![A-Za-z0-9]))"
_UNIT = pattern()
_RATE = (
    r"(?:/(?:[A-Za-z]{1,6}|小时|千克|公斤|分钟|平米|平方米|[\u4e00-\u9fff])(?![A-Za-z])|"
    r"每(?:月|年|天|日|周|片|只|颗|吨))?"
)
_HALF = r"(?:[一二三四五六七八九半](?![家个年月季只台片颗张款种项次条座倍成百千万亿点%分位半]))?"
_SIGN = r"(?:US\$|HK\$|NT\$|\$|¥|€|£|₩)"


def _end(n: int) -> str:
    """One end of a range: number, few, Latin magnitude, unit, and the digit behind 成 or 年半."""
    return (
        rf"(?P<n{n}>{_AR}|{_HAN})(?P<f{n}>{_FEW})?(?P<l{n}>{_LATIN})?"
        rf"(?P<u{n}> ?(?:{_UNIT}){_RATE})?(?:(?<=成)(?P<t{n}>{_HALF})|(?<=[年倍月])(?P<h{n}>半(?![年导数])))?"
    )


_AMOUNT = re.compile(rf"{_end(1)}(?:(?P<sep> ?(?:-|~|至|到|±) ?){_SIGN}?{_end(2)})?", re.ASCII)
_FIRST = re.compile(rf"[0-9{_CN}{_FORMAL}半翻腰对各]")
_HALF_MONTH = re.compile(rf"(?P<n>\d+|[{_CN}]+)个半(?P<u>月|小时|季度|百分点|点)")
_PERCENT_WORDS = re.compile(
    rf"百分之(?P<a>[{_CN}]+(?:点[{_CN}]+)?|\d+(?:\.\d+)?)(?:[到至-]百分之(?P<b>[{_CN}]+|\d+(?:\.\d+)?))?"
)
_FRACTION = re.compile(rf"(?P<d>[{_CN}]+|\d+)分之(?P<n>[{_CN}]+|\d+)|(?P<n2>\d)/(?P<d2>\d\d?)(?![\d/%])", re.ASCII)
_FOLD = rf"[{_CN}]|\d+(?:\.\d+)?"
_DOUBLING = re.compile(
    rf"翻(?:了|上|近|约|超|超过|将近|接近|不止){{0,3}}(?:(?P<n>{_FOLD})(?:[到至-](?P<m>{_FOLD}))?)?(?P<u>[倍番])(?P<more>有余|多)?"
)
_HALF_A = re.compile(r"半(?P<u>年|个月|个季度|天|小时)(?![报度初末底线级])")
_PLACES = re.compile(r"(?P<n>[两二三四五])位数")
_HALVES = re.compile(r"一半|半数|(?<=过)半(?![年导夜天个小信岛])|腰斩|(?<=[各对])半(?=[^年天个信导])|对半(?=分|开)")
_LATIN_SCALE = {"K": 3, "M": 6, "B": 9, "T": 12, "TR": 12}
_HUNDRED = Decimal(100)


def amounts(text: str) -> Iterator[Amount]:
    """All numeric expressions of `text` (folded), in order and without overlap."""
    at = 0
    while found := _FIRST.search(text, at):
        start = found.start()
        read = _special(text, start) or _plain(text, start)
        if read is None:
            at = _skip(text, start)
            continue
        yield from read
        at = max(read[-1].end, start + 1)


_RUN = re.compile(rf"[0-9.]+|[{_CN}{_FORMAL}]+|.", re.ASCII | re.DOTALL)


def _skip(text: str, start: int) -> int:
    run = _RUN.match(text, start)
    return run.end() if run else start + 1


def _special(text: str, start: int) -> list[Amount] | None:
    """Expressions in words: 翻倍, 一半, 三分之一, 百分之五, 一个半月."""
    c = text[start]
    if c == "翻":
        return _doubling(text, start)
    if c in "半腰对各一" and (m := _HALVES.match(text, start)):
        unit = Unit(m[0], "percent", "%", "share")
        return [Amount(start, m.end(), Decimal(50), Decimal(50), unit, chinese=True, word=m[0])]
    if c == "半":
        half = _HALF_A.match(text, start)
        return _made(start, half.end(), Decimal("0.5"), Decimal("0.5"), UNITS[half["u"]]) if half else None
    if m := _PLACES.match(text, start):
        least = Decimal(10) ** (int(numerals.number(m["n"]) or 1) - 1)
        return _made(start, m.end(), least, least, UNITS["%"], word=m[0])
    if m := _PERCENT_WORDS.match(text, start):
        ends = numerals.spread(m["a"]) or (numerals.number(m["a"]), numerals.number(m["b"] or m["a"]))
        return _made(start, m.end(), ends[0], ends[1], UNITS["%"], word=m[0])
    if m := _FRACTION.match(text, start):
        above, below = numerals.number(m["n"] or m["n2"]), numerals.number(m["d"] or m["d2"])
        if above is None or not below or above >= below or (m["n2"] and below > 10):
            return None
        share = (above * _HUNDRED / below).quantize(Decimal("0.01"))
        return _made(start, m.end(), share, share, UNITS["%"], word=m[0])
    if m := _HALF_MONTH.match(text, start):
        whole = numerals.number(m["n"])
        value = None if whole is None else whole + Decimal("0.5")
        return _made(start, m.end(), value, value, UNITS["个" + m["u"]])
    return None


def _made(
    start: int, end: int, lo: Decimal | None, hi: Decimal | None, unit: Unit, word: str = ""
) -> list[Amount] | None:
    return None if lo is None or hi is None else [Amount(start, end, lo, hi, unit, chinese=True, word=word)]


def _doubling(text: str, start: int) -> list[Amount] | None:
    """翻倍 and 翻番 are 2, 翻两番 4, 翻三倍 3: 番 doubles, 倍 counts. `翻近一倍` is 2 as well."""
    m = _DOUBLING.match(text, start)
    if not m:
        return None
    ends = []
    for digits in (m["n"] or "一", m["m"] or m["n"] or "一"):
        n = numerals.number(digits)
        if n is None or n > 100:
            return None
        ends.append(Decimal(2) ** n if m["u"] == "番" else max(n, Decimal(2)))
    few = bool(m["more"])
    return [Amount(start, m.end(), ends[0], ends[1], UNITS["倍"], few=few, chinese=True, word=m[0])]


def _plain(text: str, start: int) -> list[Amount] | None:
    m = _AMOUNT.match(text, start)
    if m is None or _glued(text, start):
        return None
    begin, sign, negative = _before(text, start)
    first = _read(m, 1, sign)
    if first is None:
        return None
    first.start = begin
    if negative:
        first.lo, first.hi = -first.hi, -first.lo
    second = _read(m, 2, sign) if m["sep"] else None
    if second is None:
        return [first]
    joined = _range(text, first, second, m["sep"].strip())
    if joined:
        return [joined]
    return [first]


def _glued(text: str, start: int) -> bool:
    """Whether the numeral continues a word: a model number, a version, a decimal already begun."""
    if not start:
        return False
    c = text[start - 1]
    if c.isascii():
        return c.isalnum() or (
            c in "._/\\"
            and text[start].isascii()
            and c != "\\"
            and not (c == "/" and start > 1 and not text[start - 2].isalnum())
        )
    return (c in _CN and not text[start].isascii()) or c == "第"


_PREFIX = re.compile(
    r"(?:(?P<sign>US\$|HK\$|NT\$|[$¥€£₩]|USD|RMB|CNY|HKD|EUR|新台币|台币|人民币|港币) ?|(?P<neg>(?<![\w%)\]])[-+] ?))$",
    re.ASCII,
)


def _before(text: str, start: int) -> tuple[int, str | None, bool]:
    """Start with the currency or minus sign before the number, the currency's code, whether negative."""
    c = text[start - 1] if start else ""
    if not c or c not in "$¥€£₩-+ DBYR币":
        return start, None, False
    m = _PREFIX.search(text, max(0, start - 5), start)
    if not m:
        return start, None, False
    if m["sign"]:
        return m.start(), SIGNS[m["sign"]], False
    if m["neg"].endswith(" ") and m["neg"][0] == "-":  # a list marker, not a minus
        return start, None, False
    return m.start(), None, m["neg"][0] == "-"


def _read(m: re.Match[str], n: int, sign: str | None) -> Amount | None:
    """The end numbered `n` of a match as an amount of its own."""
    digits, few = m[f"n{n}"], m[f"f{n}"]
    latin, written = (m[f"l{n}"] or "").strip(), (m[f"u{n}"] or "").replace(" ", "")
    chinese = not digits[0].isdigit()
    value = numerals.number(digits)
    ends = numerals.spread(digits) if chinese else None
    if ends is None:
        if value is None:
            return None
        ends = (value, value)
    end = m.end(f"n{n}")
    words = "" if chinese else "".join(c for c in digits if c in "十百千万亿")
    if few:
        more = few.strip().lstrip("多余几来").strip()
        by = numerals.magnitude(more)
        ends, words, end = (ends[0] * by, ends[1] * by), words + more, m.end(f"f{n}")
    scale = numerals.magnitude(words)
    unit = _unit(written)
    if written:
        end = m.end(f"u{n}")
    if latin:
        power = _LATIN_SCALE[latin.rstrip("n").upper()]
        if not sign and not written and power != 3:
            return None  # `20B`, `1.6T`: the size of a model or the rate of a product
        by = Decimal(10) ** power
        ends, scale, words = (ends[0] * by, ends[1] * by), scale * by, words + "万"
        end = max(end, m.end(f"l{n}"))
    if sign and (unit is BARE or unit.name == "CNY"):
        unit = money(sign)
    if unit.sort == "tenth":
        digit = m[f"t{n}"]
        extra = (Decimal(5) if digit == "半" else numerals.number(digit) or Decimal(0)) if digit else Decimal(0)
        ends, end = (ends[0] * 10 + extra, ends[1] * 10 + extra), max(end, m.end(f"t{n}"))
    elif unit.sort == "basis":
        ends = (ends[0] / _HUNDRED, ends[1] / _HUNDRED)
    elif m[f"h{n}"]:
        ends, end = (ends[0] + Decimal("0.5"), ends[1] + Decimal("0.5")), m.end(f"h{n}")
    scaled = any(c in "万亿" for c in words) or (chinese and any(c in "万亿" for c in digits))
    approximate = bool(few) or "多" in unit.written
    return Amount(m.start(f"n{n}"), end, ends[0], ends[1], unit, approximate, scaled, chinese, scale=scale)


def _unit(written: str) -> Unit:
    """The unit written so; a rate (`万片/月`) belongs to a quantity's unit, not to a currency."""
    if not written or written in UNITS:
        return UNITS.get(written, BARE)
    base, _, rate = written.partition("/" if "/" in written else "每")
    unit = UNITS[base]
    return Unit(written, unit.kind, f"{unit.name}/{rate}", unit.sort) if unit.kind == "quantity" else unit


def _range(text: str, a: Amount, b: Amount, sep: str) -> Amount | None:
    """`a` and `b` as one range, or None where they are two amounts.

    `从 3 到 5` tells a change, not a range. The first end takes the unit and the number words of the
    second when it has none: `2-3万片`, `三到五成`.
    """
    if sep == "±":
        lo, hi = a.lo * (b.scale if a.scale == 1 else 1), b.hi
        return Amount(a.start, b.end, lo - hi, lo + hi, b.unit, True, b.scaled, False, scale=b.scale)
    if a.unit is not BARE and (a.unit.kind, a.unit.name, a.unit.sort) != (b.unit.kind, b.unit.name, b.unit.sort):
        return None
    if sep in "到至" and text[max(0, a.start - 1) : a.start] in ("从", "由", "自"):
        return None
    lo, hi = a.lo, a.hi
    if a.unit is BARE:
        if b.unit.sort == "tenth":
            lo *= 10
        elif b.unit.sort == "basis":
            lo /= _HUNDRED
        if a.scale == 1 and b.scale > 1 and lo * b.scale <= b.hi:
            lo *= b.scale
    if lo > b.hi:
        return None
    return Amount(
        a.start, b.end, lo, b.hi, b.unit, a.few or b.few, a.scaled or b.scaled, a.chinese and b.chinese, scale=b.scale
    )
