"""All numeric expressions of a string that is no document: judged by form alone, bare numbers too.

What is a date, a clock time, a code, a list number or a word (`一起`, `万一`) is none.
"""

from __future__ import annotations

import re

from extract.analysis import Analysis
from extract.figures import numerals
from extract.figures.amount import Amount
from extract.figures.context import TIME
from extract.figures.grammar import amounts
from extract.figures.lists import share_units
from extract.figures.points import restore
from extract.figures.scan import listed, separated
from extract.figures.units import BARE

_NEIGHBOURS = re.compile(
    r"([1-8一二两三四五六七八])(?<![0-9一二三四五六七八九十百千万亿点.、,各第].)(?<!分别.)"
    r"、([2-9二三四五六七八九])(?=[个家种款项条台片颗张次人年月天成倍位名座层亿万百千])"
)
_IDIOM = re.compile(
    r"一(?:点(?![〇零一二三四五六七八九])|起|度|部分|头)|万一(?![千百万亿])|千万(?=[不别要勿])|三三两两|七七八八|一五一十|百里挑一|百度(?!以|的)|"
    r"百分(?![之百])|十分(?![之钟])|千[里万]之|万[事物众能]|十[一二](?:假期|黄金周)|(?<=双)十[一二]|一[直般些样切旦致共向味律]|"
    r"一一|零几|(?<=[长珠金])三角|五一(?=假期|期间|黄金周|劳动|[前后])|六一(?=儿童|期间)"
)
_ROUND, _REACHED = frozenset("十百千万亿"), tuple("上近过逾超破达")
_NO_NUMBER = re.compile(r"[几数好]$")  # 几千元: no number
_CODE = re.compile(  # dates, clock times, telephone numbers and codes written in digits; citations
    r"[0-9](?<![\w.][0-9])(?:(?<=[12])[0-9]{3}(?:-\d\d?){1,2}(?:[T ]\d\d?:\d\d(?::\d\d)?)?(?![\d:])"
    r"|(?<=[12])[0-9]{3}(?:/\d\d?){1,2}(?![\d/])|(?:(?<=[012])\d)?:[0-5]\d(?::[0-5]\d)?(?![\d:])"
    r"|(?<=1)[3-9]\d{9}(?!\d)|(?<=0)\d{2,3}-\d{7,8}(?!\d)|(?<=4)00-?\d{3}-?\d{4}(?!\d)"
    r"|\d{3,5}\.(?:SH|SZ|BJ|HK|TW|KS|US|T)(?![A-Za-z]))"
    r"|[A-Za-z](?<![\d.].)-\d+(?:\.\d+)?(?![\d.]|[%倍万亿])|\[\d{1,3}\](?:\[\d{1,3}\])*",
    re.ASCII,
)
_POINT_NUMBER = (  # `1. `, `2、`, `3,`, `(4)`, `1.1 ` at the start of a line, with words behind; also `1.2026年`
    r"[ \t*#>]*(?:\(?\d{1,2}(?:[.、;:](?!\d)|,(?![ \t]*\d)|[)](?![ \t]*(?:\n|$)))(?=[ \t]*[^\s\d]|[.、][ \t]+\d)"
    r"|\d{1,2}[.、][ \t]+(?=\d)|\d{1,2}[.;,](?=20\d\d ?年)"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}[ \t]+(?=[^\s\d%十百千万亿倍元美个家A-Za-z-]))"
    r"|[ \t*#>]*2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=[ \t]*[-—]|\n)"
)
_FIRST_POINT, _POINT = (re.compile(f"{begin}(?:{_POINT_NUMBER})", re.ASCII) for begin in ("", r"\n"))
_NAMED = re.compile(r"[A-Z][a-z]{2,} $")  # `Kimi 2.5`, `Android 15`: a name's version
_ORDINAL = re.compile(r" ?(?:号(?!人)|届|后(?=[女男生用人群一]|$))")
_CLOCK = re.compile("(?:上午|下午|晚上?|早上?|凌晨|中午|傍晚|时间|[日天]|[周期][一二三四五六日天]) ?$")
_APART = re.compile(r"[0-9] [0-9]")  # may be a lost decimal point


def everything(analysis: Analysis) -> tuple[str, list[Amount]]:
    """The folded text and all its amounts.

    A Chinese numeral without unit or magnitude (`一般`, `三亚`) counts only where it is the whole text.
    """
    text = _cleared(separated(analysis.folded, analysis.text))
    found = list(amounts(text))
    share_units(text, found, lambda a: True)
    if not found and (value := numerals.number(text)) is not None:  # 半, 俩, 壹: words anywhere else
        start = len(text) - len(text.lstrip())
        return text, [Amount(start, start + len(text.strip()), value, value, BARE, chinese=True)]
    whole = len(text.strip())
    return text, [a for a in found if _says_something(text, a, whole)]


def _cleared(text: str) -> str:
    """`text` with lost points and lists restored and with blanks for numbers that count nothing."""
    if _APART.search(text):
        text = restore(text)
    text = listed(text)
    if "、" in text:
        text = _NEIGHBOURS.sub(_as_range, text)
    text = _POINT.sub(_blank, _CODE.sub(_blank, text))
    first = _FIRST_POINT.match(text)
    return _blank(first) + text[first.end() :] if first else text


def _blank(m: re.Match[str]) -> str:
    return TIME * len(m[0]) if m[0][0] != "\n" else "\n" + TIME * (len(m[0]) - 1)


def _as_range(m: re.Match[str]) -> str:
    """`7、8个`, `三、五个` are 7 to 8 and three to five, told in one breath; `3、7个` are two numbers."""
    low, high = numerals.number(m[1]) or 0, numerals.number(m[2]) or 0
    return f"{m[1]}-{m[2]}" if high - low == 1 or m[0] == "三、五" else m[0]


def _says_something(text: str, a: Amount, whole: int) -> bool:
    if _counts_nothing(text, a):
        return False
    if not a.chinese:
        return True
    if _IDIOM.match(text, a.start):
        return False
    if text[a.start] in "十百千万亿" and _NO_NUMBER.search(text, max(0, a.start - 1), a.start):
        return False
    if a.unit is BARE and a.end - a.start == 1 < whole and _ROUND.issuperset(text[a.start : a.end]):
        return text[a.start - 1 : a.start] in _REACHED and a.end == len(text.rstrip())
    if a.unit.sort != "bare" or a.scaled or a.end - a.start == whole:
        return True
    return a.hi >= 10 and a.end - a.start > 1


def _counts_nothing(text: str, a: Amount) -> bool:
    """Whether the number tells a time, or orders or names something: `2025年`, `5月`, `三季度`, `下半年`, `这一块`."""
    written = a.unit.written
    if text.endswith(("双", "双 "), 0, a.start) and a.hi in (11, 12):
        return True
    if written in ("月", "日") or (written in ("季度", "季") and a.hi <= 4):
        return True
    if written == "年":
        half_a_year = text[a.start : a.end] == "半年" and text[a.start - 1 : a.start] in tuple("上下前后")
        return 1500 <= a.lo <= 2200 or half_a_year or text.startswith("代", a.end)
    if written == "块" and a.unit.kind == "money" and a.chinese and text[a.start - 1 : a.start] in tuple("这那哪某"):
        return True
    if written == "世纪":
        return True
    if written == "点":
        return a.hi <= 24 and bool(_CLOCK.search(text, max(0, a.start - 4), a.start))
    return a.unit is BARE and _is_name(text, a)


def _is_name(text: str, a: Amount) -> bool:
    """Whether a bare number orders or names something: `20号`, `十四届`, `90后`, `双11`, `Kimi 2.5`, `3C`."""
    if _ORDINAL.match(text, a.end):
        return True
    before, after = text[max(0, a.start - 14) : a.start], text[a.end : a.end + 1]
    return (after.isascii() and after.isalpha()) or _NAMED.search(before) is not None
