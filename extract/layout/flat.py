"""A line that holds a whole document, head and all: `标题 2025-05-25 23:31 核心观点 - **…**：…`.

Some exports lose every line end. The head of such a line is cut off it, so that the rest of the layout
sees a title line, a date line and a body as everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.layout import dates, headings, markers
from extract.layout.lines import Line, trim_end, trim_start

SEARCH = "搜索文档"
_LONG = 60  # code points; a shorter line is no document
_SHORT = 12  # nor is one shorter than this that opens the text
_HEAD = 110
_PROSE = 100
_FORM = re.compile(rf"\S[^\n]{{0,60}}?\s+(?P<form>{SEARCH})\s+")
# What a body begins with or soon shows: a list marker, a bold lead-in, a question.
_BODY = re.compile(r"(?<=\s)(?:[-*•●▪◆■] ?(?=\S)|\d{1,2}[.、] ?(?=\D)|(?:[QA问答] ?\d{0,2}) ?:)")
_TURN = re.compile(r"(?<=\s)[QA问答] ?\d{0,2} ?:")
_CLOCK = re.compile(r"(?<=\s)20\d\d[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d\d(?=\s)")
_HASH = re.compile(r"(?<!\S)#{1,6} +(?=\S)")
_HEADING_END = re.compile(r"\s{2,}|\s(?=[-*•●|] |\d{1,2}[.、](?!\d)|\|?#|\*\*|(?:会议)?(?:日期|时间))")
_TABLE_RULE = re.compile(r"\|(?: ?:?-{2,}:? ?\|)+")
_ROW_END = re.compile(r"(?<=\|)\s+(?=\|)")
_CLOSED = re.compile(r"[^\s()\[\]]{0,20}[)\]】]")
_ENDED = re.compile(r"[\]。;!?][”\"』」)]*\s+(?=\S)")


def unfold(text: str, folded: str, lines: list[Line]) -> list[Line]:
    """The lines, with flattened documents' heads cut into lines of their own."""
    found: list[Line] = []
    head = True  # whether a document's head may begin here
    for line in lines:
        if line.end - line.start < (_SHORT if head else _LONG):
            head = folded[line.start : line.end] == SEARCH
            found.append(line)
            continue
        edges = sorted({line.start, line.end, *_cuts(folded, line, head)})
        for k, (start, stop) in enumerate(pairwise(edges)):
            start = trim_start(text, start, stop)
            if start < stop:
                found.append(Line(start, trim_end(text, start, stop), line.indent, line.gap and k == 0))
        head = False
    return found


def _cuts(folded: str, line: Line, head: bool) -> Iterator[int]:
    """Where to cut a long line."""
    start = line.start
    form = _FORM.match(folded, start, line.end) if head else None
    if form:
        yield from (form.start("form"), form.end("form"))
        start = trim_start(folded, form.end("form"), line.end)
    if head and markers.read(folded, start, line.end).rank == markers.TEXT and folded[start] != "|":
        yield from _head(folded, start, line.end)
    yield from _markdown(folded, line.start, line.end)
    for m in _CLOCK.finditer(folded, start + 1, line.end):
        if _opens_body(folded, trim_start(folded, m.end(), line.end), line.end):
            ends = [e.end() for e in _ENDED.finditer(folded, max(start, m.start() - _HEAD), m.start())]
            title = ends[-1] if ends else start if m.start() - start <= _HEAD else None
            if title is not None and _titleish(folded, title, m.start()):
                yield from (title, m.start(), m.end())


def _markdown(folded: str, start: int, end: int) -> Iterator[int]:
    """The cuts around Markdown headings and table rows that stand inside a line.

    A heading ends where a point, table or date follows, else with its first word: `## 设备 甲公司扩产`.
    """
    hashes = list(_HASH.finditer(folded, start, end))
    if len(hashes) > 1 or (hashes and hashes[0].start() > start):
        for m in hashes:
            yield m.start()
            stop = _HEADING_END.search(folded, m.end(), min(end, m.end() + headings.HEADING))
            blank = folded.find(" ", m.end(), min(end, m.end() + headings.HEADING))
            if stop or blank > 0:
                yield stop.start() if stop else blank
    rule = _TABLE_RULE.search(folded, start, end)
    if rule:
        yield folded.find("|", start, end)
        yield from (m.end() for m in _ROW_END.finditer(folded, start, end))


def _head(folded: str, start: int, end: int) -> Iterator[int]:
    """The cuts behind a title and its date, or before the first section heading or point, at the start of a text."""
    window = min(end, start + _HEAD)
    date = dates.find(folded[start:window])
    if date and date.start >= 4 and _titleish(folded, start, start + date.start):
        first, behind = start + date.start, start + date.end
        closed = _CLOSED.match(folded, behind, end) if folded[first - 1] in "([【" else None
        behind = closed.end() if closed else behind
        told = end - behind > _PROSE and headings.names_document(folded, start, first)
        if behind < end and folded[behind].isspace() and (told or _soon_body(folded, behind, end)):
            yield behind
            if folded[first - 1].isspace() and folded[first - 2] != ",":
                yield first
        return
    section = headings.inline_section(folded, start, window)
    body = (_BODY if end - start >= _LONG else _TURN).search(folded, start + 1, window)
    if section and section.start() > start and headings.plausible(folded, start, section.start() - 1):
        if _soon_body(folded, section.end(), end):
            yield section.start()
    elif body and _titleish(folded, start, body.start()) and _names_document(folded, start, body.start()):
        yield body.start()


def _names_document(folded: str, start: int, end: int) -> bool:
    return headings.names_document(folded, start, end) and not headings.section(folded, start, end)


def _titleish(folded: str, start: int, end: int) -> bool:
    return end - start <= _HEAD and not re.search("[。;!]", folded[start:end])


def _opens_body(folded: str, start: int, end: int) -> bool:
    """Whether a body begins here: with a marker or a section heading."""
    return bool(_BODY.match(folded, start, end)) or headings.leading_section(folded, start, end) is not None


def _soon_body(folded: str, start: int, end: int) -> bool:
    return bool(_BODY.search(folded, start, min(end, start + 400)))
