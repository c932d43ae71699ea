"""Every numeric expression of a text: where it stands, its value, its unit. No judgement yet.

`amounts` jumps from one numeral to the next with one small regular expression, and reads each with
one structured pattern: number, `多`, unit, and the second end of a range. What of it is a figure is
for `exclusions` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from extract.figures import numerals
from extract.figures.amount import Amount
from extract.figures.numerals import FORMAL, LATIN, PLAIN
from extract.figures.signs import currency, negate, opens_with_point
from extract.figures.units import BARE, CONVERTED, PATTERN, PER_PATTERN, SIGNS, UNITS, Unit, money
from extract.figures.wordings import coins, special

_SCALE = r"(?:(?!千[瓦克米伏赫卡焦帕比磅]|千字节|百分)[十百千万亿])+"
_TRILLION = r"(?:兆(?= ?(?:[元円韩日台美新]|人民币)))"  # 兆 is 万亿 of money, else mega (兆瓦)
_AR = (
    rf"(?:{numerals.SCIENTIFIC}|(?:{numerals.DIGIT_RUN})"
    rf"(?: ?{_SCALE}(?:零?\d{{1,4}}(?:\.\d+)?(?![\d%.,:：年月])[十百千万亿]*){{0,4}})?(?: ?{_TRILLION})?"
    r"(?: ?个(?:多?亿|[wW](?![A-Za-z0-9])))?)"
)
_HAN = (
    rf"(?:(?!千[瓦克米伏赫焦帕]|[百千]兆)[{PLAIN}]+(?:点[〇零一二两三四五六七八九]+[百千万亿]*|个多?亿|兆(?![瓦赫字比帕位级]))?|"
    rf"(?:[{FORMAL}]|参(?=[拾佰仟万]))(?:[{FORMAL}{PLAIN}]+|(?=点))(?:点[{FORMAL}零]+)?|[俩仨](?=[人月年天]|小时|星期|礼拜))"
)
_FEW = rf"(?: ?(?:多|余|几|(?:(?<=十)来(?=年)|来(?!自|源|看|说|年|料|袭)))(?: ?{_SCALE})?)"
_LATIN = (
    r"(?: ?(?:(?:k|K|m(?![/²³])|M|b|B|bn|mn|trn|T|w(?!/)|[mbtr]{1,2}illion|thousand|hundred)(?![A-Za-z0-9])"
    r"|[wW](?=元|块|人民币|美)))"
)
_EVERY = (
    r"每(?:百万|千|百)?(?:平方米|平米|公斤|千克|小时|分钟|立方米|公里|千瓦时?|兆瓦时?|瓦时?|蒲式耳|盎司|"
    r"[月年天日周片只颗吨桶斤克秒人台辆张件升度亩米股瓶箱]|(?:个 ?)?[Tt]okens?)"
)
_MANY = r"(?:1(?:00){0,2}(?:[kKMm]|[百千万亿])? ?|[十百千万亿]{1,2} ?)?"  # of what a price is for: `元/百万token`
_RATE = rf"(?:(?:/ ?{_MANY}(?:{PER_PATTERN}|[A-Za-z]{{1,6}}|[\u4e00-\u9fff])(?![A-Za-z])){{1,2}}|{_EVERY})?"
_HALF = r"(?:(?:[一二三四五六七八九半]|(?<=\d[成度])\d)(?![家个年月季只台片颗张款种项次条座倍成百千万亿点%分位半\d.]))?"
_SIGN = rf"(?:{'|'.join(map(re.escape, SIGNS))})"


def _end(n: int) -> str:
    """One end of a range: number, few, Latin magnitude, unit, and the digit behind 成 or 年半."""
    return (
        rf"(?P<n{n}>{_AR}|{_HAN})(?P<f{n}>{_FEW})?(?P<l{n}>{_LATIN})?"
        rf"(?P<u{n}> ?(?:{PATTERN}))?(?P<r{n}>{_RATE})"
        rf"(?:(?<=[成度])(?P<t{n}>{_HALF})|(?<=[年倍月块斤岁尺里米升亩吨])(?P<h{n}>半(?![年导数])))?"
    )


_AMOUNT = re.compile(rf"{_end(1)}(?:(?P<sep> ?(?:-|~|至|到|±) ?){_SIGN}?{_end(2)})?", re.ASCII)
_FIRST = re.compile(rf"[0-9{PLAIN}{FORMAL}参俩仨半翻腰对各](?!(?<=零)下)")
_RUN = re.compile(rf"[0-9.]+|[{PLAIN}{FORMAL}]+|.", re.ASCII | re.DOTALL)
_DOTTED = re.compile(r"\.\d", re.ASCII)  # 1.2.3 is a version, a date or an address
_ONE, _FIVE, _TEN, _HALF_MORE = Decimal(1), Decimal(5), Decimal(10), Decimal("0.5")
_PARTS = {n: tuple(f"{part}{n}" for part in "nflurth") for n in (1, 2)}  # the groups of one end
_ANY_SIZE = (
    "k",
    "w",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
)  # others size a model or a product's rate: `20B`, `1.6T`


def amounts(text: str) -> Iterator[Amount]:
    """All numeric expressions of `text` (folded), in order and without overlap."""
    at = 0
    while found := _FIRST.search(text, at):
        start = found.start()
        read = special(text, start)
        if read is not None:
            negate(text, read, at)
        else:
            read = _plain(text, start, at)
        if read is None:
            at = _skip(text, start)
            continue
        yield read
        at = max(read.end, start + 1)


def _skip(text: str, start: int) -> int:
    run = _RUN.match(text, start)
    return run.end() if run else start + 1


def _plain(text: str, start: int, low: int) -> Amount | None:
    """The number with its unit, range and currency that begins at `start`; nothing before `low` belongs to it."""
    m = _AMOUNT.match(text, start)
    if m is None or _DOTTED.match(text, m.end("n1")):
        return None
    sign = currency(text, start, low)
    minus = sign is None and text[start - 1 : start] == "-"
    if minus:
        sign = currency(text, start - 1, low)  # `$-50`
    point = sign is None and opens_with_point(text, start)
    if sign is None and not point and _glued(text, start):
        return None
    code = sign[1] if sign else None
    first = _read(m, 1, code)
    if first is None:
        return None
    if point:
        decimals = len(m["n1"]) - len(m["n1"].lstrip("0123456789"))
        first.start, first.lo, first.hi = start - 1, first.lo.scaleb(-decimals), first.hi.scaleb(-decimals)
    second = _read(m, 2, code) if m["sep"] else None
    joined = None if second is None else _range(text, first, second, m["sep"].strip())
    if joined is None and first.unit.kind == "money":
        coins(text, first)
    if sign:
        first.start = sign[0]
        if minus:
            first.lo, first.hi = -first.hi, -first.lo
    negate(text, first, low)
    if joined is not None:
        joined.start, joined.lo = first.start, -joined.lo if first.lo < 0 < joined.lo else joined.lo
        return joined if joined.lo <= joined.hi else first
    return first


def _glued(text: str, start: int) -> bool:
    """Whether the numeral continues a word: a model number, a version, a decimal already begun."""
    if not start:
        return False
    if text.endswith(("第", "第 "), 0, start):
        return True
    c = text[start - 1]
    if c.isascii():
        return c.isalnum() or (
            c in "._/\\"
            and text[start].isascii()
            and c != "\\"
            and not (c == "/" and start > 1 and not text[start - 2].isalnum())
        )
    return c in PLAIN and not text[start].isascii()


def _read(m: re.Match[str], n: int, currency: str | None) -> Amount | None:
    """The end numbered `n` of a match as an amount of its own."""
    parts = m.group(*_PARTS[n])
    said = _said(*parts, currency)
    if said is None:
        return None
    lo, hi, unit, few, scaled, chinese, scale, length = said
    start = m.start(_PARTS[n][0])
    return Amount(start, start + length, lo, hi, unit, few, scaled, chinese, scale=scale)


_Said = tuple[Decimal, Decimal, Unit, bool, bool, bool, Decimal, int]


@lru_cache(maxsize=8192)
def _said(
    digits: str,
    few: str | None,
    latin: str | None,
    written: str | None,
    rate: str | None,
    tenth: str | None,
    half: str | None,
    currency: str | None,
) -> _Said | None:
    """What one end of an expression says: both bounds, unit, whether about, scaled, Chinese, its scale, and its length.

    Texts say the same over and over (`一个`, `30%`): what was read last is kept.
    """
    length = len(digits) + len(few or "") + len(latin or "") + len(written or "")
    latin, unit_word = (latin or "").strip(), (written or "").replace(" ", "")
    if digits in "俩仨" and f"个{unit_word}" in UNITS:
        unit_word = f"个{unit_word}"
    if latin == "m" and currency is None and not unit_word:
        latin, unit_word = "", "m"
    if not (written or currency):
        rate = ""
    unit = _unit(unit_word, (rate or "").replace(" ", ""))
    chinese = not digits[0].isdigit()
    value = numerals.number(digits)
    ends = numerals.spread(digits) if chinese else None
    if ends is None:
        if value is None:
            return None
        ends = (value, value)
    words = "" if chinese or digits.isascii() else "".join(c for c in digits if c in "十百千万亿兆")
    if few:
        more = few.strip().lstrip("多余几来").strip()
        by = numerals.magnitude(more)
        if not (few.strip()[0] == "几" and chinese and by < numerals.magnitude(digits[-1])):  # `一百几十` is a hundred
            ends, words = (ends[0] * by, ends[1] * by), words + more
    scale = numerals.magnitude(words) if words else _said_once(digits) if chinese else _ONE
    if latin:
        if not currency and not unit_word and latin.lower() not in _ANY_SIZE:
            return None
        by = Decimal(10) ** LATIN[latin.lower()]
        ends, scale, words = (ends[0] * by, ends[1] * by), scale * by, words + "万"
    if currency and (unit is BARE or unit.name == "CNY"):
        unit = money(currency, unit_word)
    if unit.sort in CONVERTED:
        ends = (unit.worth(ends[0]), unit.worth(ends[1]))
    extra = _HALF_MORE if half else Decimal(0)
    if tenth:  # `八成五`, `37度5`
        extra = _FIVE if tenth == "半" else numerals.number(tenth) or extra
        extra = extra if unit.sort == "tenth" else extra / _TEN
    scaled = any(c in "万亿兆" for c in words) or (chinese and any(c in "万亿兆" for c in digits))
    about = bool(few) or "多" in unit.written or "个多" in digits
    length += len(rate or "") + len(tenth or half or "")
    return ends[0] + extra, ends[1] + extra, unit, about, scaled, chinese, scale, length


def _said_once(digits: str) -> Decimal:
    """The magnitude that ends a Chinese number and may be meant for one before it: `三到五万`, not `三到五十`."""
    scale = numerals.magnitude(digits[len(digits.rstrip("十百千万亿兆")) :])
    return scale if scale > _TEN else _ONE


def _unit(written: str, rate: str) -> Unit:
    """The unit written so; a rate (`万片/月`) belongs to a quantity's unit, not to a currency."""
    unit = UNITS.get(written, BARE)
    if not rate or unit.kind != "quantity" or unit is BARE:
        return unit
    per = rate.removeprefix("/").removeprefix("每")
    return Unit(written + rate, unit.kind, f"{unit.name}/{per}", unit.sort)


def _grouped(scale: Decimal) -> Decimal:
    """The 万 or 亿 in a magnitude: that of 十万 is 万 (`三十到四十万`)."""
    return _ONE.scaleb(scale.adjusted() // 4 * 4)


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
    if sep in "到至" and text[max(0, a.start - 2) : a.start].rstrip().endswith(("从", "由", "自")):
        return None
    if a.unit.written.startswith("pct") and b.unit.written == "%":
        return None  # `下降 0.5pct 至 12.3%`: the step and the level reached
    lo, hi = a.lo, a.hi
    if not a.unit.written:
        if a.unit is BARE:
            lo = b.unit.worth(lo)
        if a.scale == 1:
            lo *= next((by for by in (b.scale, _grouped(b.scale)) if lo * by <= b.hi), _ONE)
    if lo > b.hi:
        return None
    return Amount(
        a.start, b.end, lo, b.hi, b.unit, a.few or b.few, a.scaled or b.scaled, a.chinese and b.chinese, scale=b.scale
    )
