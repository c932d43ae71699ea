"""Every numeric expression of a text: where it stands, its value, its unit. No judgement yet.

`amounts` jumps from one numeral to the next with one small regular expression, and reads each with
one structured pattern: number, `多`, unit, and the second end of a range. What of it is a figure is
for `exclusions` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.figures import numerals
from extract.figures.amount import Amount
from extract.figures.numerals import FORMAL, LATIN, PLAIN
from extract.figures.units import BARE, BEFORE, CONVERTED, SIGNS, UNITS, Unit, money, pattern
from extract.figures.wordings import coins, special

_UNIT = pattern()
_SCALE = r"(?:(?!千[瓦克米伏赫卡]|百分)[十百千万亿])+"
_TRILLION = r"(?:兆(?= ?(?:[元円韩日台美新]|人民币)))"  # 兆 is 万亿 of money, else mega (兆瓦)
_AR = (
    rf"(?:{numerals.SCIENTIFIC}|(?:{numerals.DIGIT_RUN})"
    rf"(?: ?{_SCALE}(?:\d{{1,4}}(?:\.\d+)?(?![\d%.,:：年月])[百千万亿]*)?)?(?: ?{_TRILLION})?(?: ?个多?亿)?)"
)
_HAN = (
    rf"(?:[{PLAIN}]+(?:点[〇零一二两三四五六七八九]+[百千万亿]*|个多?亿|兆(?![瓦赫字比帕位级]))?|"
    rf"(?:[{FORMAL}]|参(?=[拾佰仟万]))[{FORMAL}{PLAIN}]+|俩(?=人))"
)
_FEW = rf"(?: ?(?:多|余|几|(?:(?<=十)来(?=年)|来(?!自|源|看|说|年|料|袭)))(?: ?{_SCALE})?)"
_LATIN = (
    r"(?: ?(?:(?:k|K|m(?!/)|M|b|B|bn|mn|trn|T|w|[mbtr]{1,2}illion|thousand)(?![A-Za-z0-9])|[wW](?=元|块|人民币|美)))"
)
_PER = "|".join(sorted((u for u in UNITS if len(u) > 1 and not u.isascii()), key=lambda u: (-len(u), u)))
_RATE = (
    rf"(?:/(?:[A-Za-z]{{1,6}}|{_PER}|[\u4e00-\u9fff])(?![A-Za-z])|"
    r"每(?:月|年|天|日|周|片|只|颗|吨))?"
)
_HALF = r"(?:(?:[一二三四五六七八九半]|(?<=\d成)\d)(?![家个年月季只台片颗张款种项次条座倍成百千万亿点%分位半\d.]))?"
_SIGN = rf"(?:{'|'.join(map(re.escape, SIGNS))})"


def _end(n: int) -> str:
    """One end of a range: number, few, Latin magnitude, unit, and the digit behind 成 or 年半."""
    return (
        rf"(?P<n{n}>{_AR}|{_HAN})(?P<f{n}>{_FEW})?(?P<l{n}>{_LATIN})?"
        rf"(?P<u{n}> ?(?:{_UNIT}){_RATE})?(?:(?<=成)(?P<t{n}>{_HALF})|(?<=[年倍月块])(?P<h{n}>半(?![年导数])))?"
    )


_AMOUNT = re.compile(rf"{_end(1)}(?:(?P<sep> ?(?:-|~|至|到|±) ?){_SIGN}?{_end(2)})?", re.ASCII)
_FIRST = re.compile(rf"[0-9{PLAIN.replace('零', '')}{FORMAL}参俩半翻腰对各]|零(?!下)")
_RUN = re.compile(rf"[0-9.]+|[{PLAIN}{FORMAL}]+|.", re.ASCII | re.DOTALL)
_ONE, _TEN = Decimal(1), Decimal(10)
_ANY_SIZE = (
    "k",
    "w",
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
            _negate(text, read, at)
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
    if m is None:
        return None
    sign = _currency(text, start, low)
    if sign is None and _glued(text, start):
        return None
    code = BEFORE[sign[1] or sign[2]] if sign else None
    first = _read(m, 1, code)
    if first is None:
        return None
    second = _read(m, 2, code) if m["sep"] else None
    joined = None if second is None else _range(text, first, second, m["sep"].strip())
    if joined is None and first.unit.sort == "money":
        coins(text, first)
    if sign:
        first.start = sign.start()
    _negate(text, first, low)
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


_NAMES = sorted(BEFORE, key=len, reverse=True)
_CURRENCY = re.compile(
    rf"(?:(?<![A-Za-z\d一二三四五六七八九十百千万亿多余几两])({'|'.join(map(re.escape, _NAMES))})|({_SIGN})) ?$",
    re.ASCII,
)
_LAST_OF_NAMES = frozenset(name[-1] for name in _NAMES) | {" "}
_NEGATIVE = re.compile(
    r"(?:(?<![\w%)\]])[-+]|(?<=[比幅速] )- |(?<=[比幅速])- ?|(?<![自担背欠胜正])负 ?|零下 ?)$", re.ASCII
)
_DEGREES = ("度", "℃", "°C", "摄氏度")


def _currency(text: str, start: int, low: int) -> re.Match[str] | None:
    """The currency before the number that begins at `start`: a sign, a code or a name."""
    if not start or text[start - 1] not in _LAST_OF_NAMES:
        return None
    return _CURRENCY.search(text, max(low, start - 8), start)


def _negate(text: str, amount: Amount, low: int) -> None:
    """Take the sign before an amount into it: `-5`, `负三十`, `零下五度`."""
    if not amount.start or text[amount.start - 1] not in "-+负下 ":
        return
    m = _NEGATIVE.search(text, max(low, amount.start - 4), amount.start)
    if m is None or (m[0][0] == "零" and amount.unit.written not in _DEGREES):
        return
    amount.start = m.start()
    if m[0] != "+":
        amount.lo, amount.hi = -amount.hi, -amount.lo


def _read(m: re.Match[str], n: int, currency: str | None) -> Amount | None:
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
    words = "" if chinese else "".join(c for c in digits if c in "十百千万亿兆")
    if few:
        more = few.strip().lstrip("多余几来").strip()
        end = m.end(f"f{n}")
        by = numerals.magnitude(more)
        if not (few.strip()[0] == "几" and chinese and by < numerals.magnitude(digits[-1])):  # `一百几十` is a hundred
            ends, words = (ends[0] * by, ends[1] * by), words + more
    scale = numerals.magnitude(words) if words else _said_once(digits) if chinese else _ONE
    if latin == "m" and currency is None and not written:
        latin, written, end = "", "m", m.end(f"l{n}")
    unit = _unit(written)
    if m[f"u{n}"]:
        end = m.end(f"u{n}")
    if latin:
        if not currency and not written and latin.lower() not in _ANY_SIZE:
            return None
        by = Decimal(10) ** LATIN[latin.lower()]
        ends, scale, words = (ends[0] * by, ends[1] * by), scale * by, words + "万"
        end = max(end, m.end(f"l{n}"))
    if currency and (unit is BARE or unit.name == "CNY"):
        unit = money(currency)
    if unit.sort in CONVERTED:
        ends = (unit.worth(ends[0]), unit.worth(ends[1]))
    if unit.sort == "tenth" and m[f"t{n}"]:
        extra = Decimal(5) if m[f"t{n}"] == "半" else numerals.number(m[f"t{n}"]) or Decimal(0)
        ends, end = (ends[0] + extra, ends[1] + extra), max(end, m.end(f"t{n}"))
    elif m[f"h{n}"]:
        ends, end = (ends[0] + Decimal("0.5"), ends[1] + Decimal("0.5")), m.end(f"h{n}")
    scaled = any(c in "万亿兆" for c in words) or (chinese and any(c in "万亿兆" for c in digits))
    approximate = bool(few) or "多" in unit.written or "个多" in digits
    return Amount(m.start(f"n{n}"), end, ends[0], ends[1], unit, approximate, scaled, chinese, scale=scale)


def _said_once(digits: str) -> Decimal:
    """The magnitude that ends a Chinese number and may be meant for one before it: `三到五万`, not `三到五十`."""
    scale = numerals.magnitude(digits[len(digits.rstrip("十百千万亿兆")) :])
    return scale if scale > _TEN else _ONE


def _unit(written: str) -> Unit:
    """The unit written so; a rate (`万片/月`) belongs to a quantity's unit, not to a currency."""
    if not written or written in UNITS:
        return UNITS.get(written, BARE)
    base, _, rate = written.partition("/" if "/" in written else "每")
    unit = UNITS[base]
    return Unit(written, unit.kind, f"{unit.name}/{rate}", unit.sort) if unit.kind == "quantity" else unit


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
