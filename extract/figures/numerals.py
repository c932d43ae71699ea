"""Numbers as people write them: Arabic, Chinese, and the two mixed.

`number` reads one number, `spread` a pair of neighbours said in one breath (`三四十` is 30 to 40).
Arithmetic is `Decimal` throughout, so that `1,100.9亿` is exactly 110090000000.

>>> number("一万五千亿"), number("3万4000"), number("1,100.9亿")
(Decimal('1500000000000'), Decimal('34000'), Decimal('110090000000.0'))
>>> spread("三四十")
(Decimal('30'), Decimal('40'))
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    c: Decimal(v)
    for v, row in enumerate(("〇零", "一壹", "二两贰俩", "三叁叄参仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in row
}
_SMALL = {c: Decimal(v) for v, row in ((10, "十拾"), (100, "百佰"), (1000, "千仟")) for c in row}
_LARGE = {
    "万": Decimal(10) ** 4,
    "萬": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
    "億": Decimal(10) ** 8,
    "兆": Decimal(10) ** 12,
}
_TENS = {"廿": Decimal(20), "卅": Decimal(30), "卌": Decimal(40)}
#: Powers of ten that Latin letters and words behind a number stand for; `w` is 万.
LATIN = {
    "hundred": 2,
    "k": 3,
    "thousand": 3,
    "w": 4,
    "m": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "t": 12,
    "trn": 12,
    "trillion": 12,
}

PLAIN = "〇零一二两三四五六七八九十百千万亿廿卅卌"
FORMAL = "壹贰叁叄肆伍陆柒捌玖拾佰仟"  # on cheques; alone such a character is a word (大陆, 伍)
DIGIT_RUN = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_POWER = rf"(?:\^-?\d{{1,2}}(?!\d)|[{_SUPERSCRIPTS}]{{1,3}})"
SCIENTIFIC = (
    rf"\d+(?:\.\d+)?(?:[eE][+-]?\d{{1,2}}(?![\w.])| ?[×xX*] ?10{_POWER})"
    rf"|\d{{1,3}}\^-?\d{{1,2}}(?!\d)|10[{_SUPERSCRIPTS}]{{1,3}}"
)

_TOKEN = re.compile(rf"({DIGIT_RUN})|([{PLAIN}{FORMAL}萬億俩仨参兆])|\s+", re.ASCII)
_LATIN_FORM = re.compile(rf"({DIGIT_RUN})\s?({'|'.join(LATIN)})", re.ASCII | re.IGNORECASE)
_SCIENTIFIC_FORM = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)
_POWER_FORM = re.compile(
    rf"(?:(?P<by>\d+(?:\.\d+)?) ?[×xX*] ?)?(?P<base>\d{{1,3}})\^?(?P<exponent>-?\d{{1,2}}|[{_SUPERSCRIPTS}]{{1,3}})",
    re.ASCII,
)
_AS_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789-")
_SPOKEN = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_DECIMAL_FORM = re.compile(rf"([{PLAIN}{FORMAL}]+)点([{_SPOKEN}]+)([百千万亿佰仟]*)")
_SPREAD = re.compile(r"(.*?)([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]*)")
_OF_AMOUNTS = re.compile("个多?亿")  # 三个亿, 两个多亿
_OF_TEN_THOUSANDS = re.compile("个[wW]")  # 10个W
_MAX_LENGTH = 60  # no amount is longer; digits beyond are an identifier, and must cost no time


def number(text: str) -> Decimal | None:
    """The number that `text` is, or None. `半` is 0.5; a bare magnitude is one of it (`百万` is 1,000,000)."""
    text = text.strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    if text.isascii() and text.replace(".", "", 1).isdecimal():
        return Decimal(text)
    text = _OF_TEN_THOUSANDS.sub("万", _OF_AMOUNTS.sub("亿", text))
    if text == "半":
        return Decimal("0.5")
    if latin := _LATIN_FORM.fullmatch(text):
        return Decimal(latin[1].replace(",", "")).scaleb(LATIN[latin[2].lower()])
    if _SCIENTIFIC_FORM.fullmatch(text):
        return Decimal(text)
    if power := _POWER_FORM.fullmatch(text) if "^" in text or text[-1] in _SUPERSCRIPTS else None:
        exponent = power["exponent"].translate(_AS_DIGITS)
        return _power(power["by"], power["base"], int(exponent)) if exponent.lstrip("-").isdigit() else None
    if spoken := _DECIMAL_FORM.fullmatch(text):
        whole, fraction = number(spoken[1]), "".join(str(_DIGITS[c]) for c in spoken[2])
        return None if whole is None else Decimal(f"{int(whole)}.{fraction}") * magnitude(spoken[3])
    return _evaluate(text)


def _power(by: str | None, base: str, exponent: int) -> Decimal | None:
    """`1.5×10^6`; None for a base that no decimal fraction tells exactly (`3^-2`)."""
    if base == "10":
        return Decimal(by or 1).scaleb(exponent)
    return Decimal(by or 1) * int(base) ** exponent if exponent >= 0 else None


def magnitude(words: str) -> Decimal:
    """What number words multiply by: `千万` is 10,000,000, the empty string 1."""
    value = Decimal(1)
    for c in words:
        value *= _SMALL.get(c) or _LARGE.get(c) or 1
    return value


def spread(text: str) -> tuple[Decimal, Decimal] | None:
    """The two ends of neighbouring numbers run together: `三五`, `七八十`, `十五六`, `二三十万`; else None.

    The second digit must be the next one, or the idiom `三五`: `二五` is a string of digits, not a range.
    """
    found = _SPREAD.fullmatch(text)
    if not found or (found[1] and found[1][-1] not in _SMALL and found[1][-1] not in _LARGE):
        return None
    low, high = _DIGITS[found[2]], _DIGITS[found[3]]
    if high - low != 1 and (found[2], found[3]) != ("三", "五"):
        return None
    ends = number(found[1] + found[2] + found[4]), number(found[1] + found[3] + found[4])
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def _evaluate(text: str) -> Decimal | None:
    """Sum digits and magnitudes from left to right.

    `section` holds what stands below the next 万 or 亿, `total` what lies above. A larger magnitude
    multiplies all before it (`一万五千亿`), a smaller one only its own section (`1亿2000万`). A last
    single digit right behind 百, 千, 万 or 亿 counts in the next lower place (`4万5`, `三百五`).
    """
    total = section = Decimal(0)
    pending: Decimal | None = None
    last: Decimal | None = None  # magnitude just read, for the elliptic last digit
    highest = Decimal(0)
    single = zero = False
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        at = token.end()
        if token[1]:
            if pending is not None:
                return None
            pending, single = Decimal(token[1].replace(",", "")), len(token[1]) == 1
            continue
        c = token[2]
        if c is None:
            continue
        if c in _DIGITS:
            if pending is None and last is not None and not _DIGITS[c]:
                zero = True  # 一百零五: the place-holder, no digit
                continue
            joined = pending is not None
            if joined and last is not None:
                return None
            pending = _DIGITS[c] if pending is None else pending * 10 + _DIGITS[c]
            single = not joined and not zero
        elif c in _TENS:
            section, pending, last = section + _TENS[c], None, Decimal(10)
        elif c in _SMALL:
            section += (Decimal(1) if pending is None else pending) * _SMALL[c]
            pending, last = None, _SMALL[c]
        else:
            unit = _LARGE[c]
            below = section + (pending or Decimal(0))
            if not below and not total:
                below = Decimal(1)
            total = (total + below) * unit if unit > highest else total + below * unit
            section, pending, last, highest = Decimal(0), None, unit, max(highest, unit)
    if pending is not None:
        elliptic = single and not zero and last is not None and last > 10
        section += pending * last / 10 if elliptic and last is not None else pending
    return total + section
