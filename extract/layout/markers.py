"""What a line or point begins with: `#`, `- `, `•`, `1. `, `1、`, `（1）`, `一、`, `（一）`, `①`.

A marker has a rank. Headings and points of a lower rank enclose those of a higher one, in the order in
which the genre nests them: Markdown headings, bold and plain heading lines, 一、 （一） 1、 （1） ①, bullets
(deeper ones by their indentation), and text without a marker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE = 8  # a heading line without a number: bold, plain, or stuck to the end of a claim
HAN, HAN_BRACKET, NUMBER, BRACKET, CIRCLED = 10, 11, 12, 13, 14
BULLET = 20  # + indentation
TEXT = 100  # no marker

_HAN = "一二三四五六七八九十"
_MARKER = re.compile(
    r"(?P<hash>#{1,6})(?!#) *(?=\S)"
    r"|(?P<bullet>[-*+](?= )|[-](?=[\u4e00-\u9fff]|\*\*)|[•●○▪■◆◇►▶‣⁃·✓√](?=\s|[^\s•●○▪■◆◇►▶·])) *"
    r"|(?P<number>\d{1,2}) ?(?:[.,](?!\d)|[.,](?=20\d\d ?年)|[、)](?!\d{1,2} ?[年月日号季、和])) *"
    rf"|(?P<han>[{_HAN}]{{1,3}})、 *"
    rf"|\((?P<han_bracket>[{_HAN}]{{1,3}})\) *"
    r"|\((?P<bracket>\d{1,2})\) *"
    r"|(?P<circled>[①-⑳]) *"
)
# Only behind `#` and in heading lines: 3.2 标题, III. 标题, 第一章 标题.
_SECTION = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}[.、]? *|[IVX]{1,5}[.、] *"
    rf"|第[{_HAN}\d]{{1,3}}(?:[章节篇]|部分)[、:]? *)(?=\S)"
)
_HEADING_NUMBER = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,3}[.、]? +(?=[\u4e00-\u9fff])"
    r"(?![万亿千百元美港欧日个家倍成片颗台吨年月天英代层寸瓦度折股分秒小平公毫微纳])"
)
_QUOTE = re.compile(r"(?:> ?)+")
BOLD = "**"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a point: its rank, its number if it has one, and where the words begin."""

    rank: int
    body: int  # offset of the first character behind the marker
    number: int | None = None


def read(folded: str, start: int, end: int, indent: int = 0) -> Marker:
    """The marker at `start`, which may stand inside bold (`**一、标题**`); rank TEXT where there is none."""
    quote = _QUOTE.match(folded, start, end)
    at = quote.end() if quote else start
    bold = folded.startswith(BOLD, at, end)
    m = _MARKER.match(folded, at + 2 if bold else at, end)
    if m is None or m.end() >= end or (bold and m["bullet"]):
        m = _HEADING_NUMBER.match(folded, at + 2 if bold else at, end)
        return Marker(BRACKET, m.end()) if m and end - start <= 40 else Marker(TEXT, at)
    if m["hash"]:
        return Marker(len(m["hash"]), _behind_numbers(folded, m.end(), end))
    if m["bullet"]:
        inner = _MARKER.match(folded, m.end(), end)
        numbered = inner is not None and not inner["hash"] and not inner["bullet"] and inner.end() < end
        return Marker(BULLET + min(indent, 70), inner.end() if numbered and inner else m.end())
    if m["number"]:
        return Marker(NUMBER, m.end(), int(m["number"]))
    if m["han"]:
        return Marker(HAN, m.end(), _han_number(m["han"]))
    if m["han_bracket"]:
        return Marker(HAN_BRACKET, m.end(), _han_number(m["han_bracket"]))
    if m["bracket"]:
        return Marker(BRACKET, m.end(), int(m["bracket"]))
    return Marker(CIRCLED, m.end(), ord(m["circled"]) - ord("①") + 1)


def _behind_numbers(folded: str, at: int, end: int) -> int:
    """Behind the section number of a Markdown heading: `## 一、`, `### 2.1、`, `## **III.`."""
    bold = folded.startswith(BOLD, at, end)
    number = at + 2 if bold else at
    m = _SECTION.match(folded, number, end) or _MARKER.match(folded, number, end)
    if m is None or m.end() >= end or (m.re is _MARKER and (m["hash"] or m["bullet"])):
        return at
    return m.end()


def _han_number(words: str) -> int | None:
    """一 → 1, 十二 → 12, 二十一 → 21; None for what is no number (一一)."""
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _HAN.index(words) + 1 if len(words) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)
