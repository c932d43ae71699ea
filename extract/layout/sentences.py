"""Blocks → sentences, the units of sentiment: cut at 。！？； and their like, citations kept with what they back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.analysis import Range
from extract.layout import qa
from extract.layout.blocks import ROW, Block
from extract.layout.lines import trim_end, trim_start

# A stop with the closing quotes, brackets and citations behind it; a short bracket is passed over whole, so that
# `（其中 A；B）` is not cut. An English full stop counts before a capital or a Chinese character.
_CITED = r"(?: ?\[\^?\d{1,3}(?:[,-]\d{1,3}){0,9}\][。!?;]?)*"
_STOP = re.compile(
    r"\([^()\n]{1,60}\)"
    rf"|(?P<stop>(?:[。!?;…]+|(?<=[a-z)]{{2}})\.(?= +[A-Z\u4e00-\u9fff]))[”\"’』」)》]*{_CITED})"
)
# A question without a question mark; what the asker says besides is no question.
_REQUEST = re.compile(r"请|吗|呢|如何|怎么|怎样|什么|多少|哪|是否|能否|谈谈|介绍|解读|看法")
_WORD = re.compile(r"\w")
_SOLID = re.compile(r"\S")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


def cut(text: str, folded: str, start: int, end: int) -> list[Range]:
    """The sentences of a span, without the blanks around them. A line end ends a sentence."""
    found: list[Range] = []
    for line in _LINE.finditer(text, start, end):
        at = line.start()
        for m in _STOP.finditer(folded, at, line.end()):
            if m["stop"] and _WORD.search(text, at, m.end()):
                found.append(_trimmed(text, at, m.end()))
                at = m.end()
        if _WORD.search(text, at, line.end()) or (at == line.start() and _SOLID.search(text, at, line.end())):
            found.append(_trimmed(text, at, line.end()))
        elif at > line.start():
            found[-1] = (found[-1][0], trim_end(text, found[-1][0], line.end()))
    return found


def of_block(text: str, folded: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of the sentences of a block; a heading, header or table row is one."""
    if block.role in ("heading", "header", "title", "date", "query") or block.start == block.end:
        yield block.start, block.end, block.role
    elif block.rank == ROW:
        yield block.start, block.end, "text"
    else:
        for start, end in cut(text, folded, block.start, block.end):
            asked = block.role == "question" and (qa.asks(folded, start, end) or _REQUEST.search(folded, start, end))
            yield start, end, "question" if asked else "text"


def _trimmed(text: str, start: int, end: int) -> Range:
    start = trim_start(text, start, end)
    return start, trim_end(text, start, end)
