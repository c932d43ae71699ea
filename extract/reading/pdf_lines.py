"""The lines of a PDF's pages → paragraphs: running heads and page numbers go, broken lines are joined.

A page holds lines, not paragraphs. A line goes on in the next where it reaches the right edge of its column, the
next stands close below in the same size, and neither begins a point, nor is set in like a new paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the lower left corner

_BULLET = re.compile(r"[\uf020-\uf0ff]\s*")  # signs of Symbol and Wingdings before points
_COUNT = r"[一二三四五六七八九十\d]{1,3}"
_MARKED = re.compile(
    rf"(?:[•●▪◆■○▶►➢✓·*]|[-–—] |\d{{1,2}}[.、)）](?!\d)|[（(]{_COUNT}[)）]|{_COUNT}、|第{_COUNT}[章节部]|[①-⑳]"
    r"|#{1,6} |\||(?:[QA问答]\d{0,2}|提问|回答|主持人|专家|嘉宾)\s*[:：]|附[表图件注])"
)
_PAGE = re.compile(
    r"(?:[-–—·]\s*)?(?:第\s*|page\s*)?\d{1,4}(?:\s*页)?(?:\s*(?:/|of|[,，]?\s*共)\s*\d{1,4}(?:\s*页)?)?(?:\s*[-–—·])?",
    re.I,
)
# What a browser prints at the edges of a page: its address and number, and when it was printed.
_ADDRESS = re.compile(r"(?:file|https?)://\S+ \d+/\d+")
_PRINTED = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4},? .{0,6}\d{1,2}:\d\d")
_DIGITS = re.compile(r"(?<!\d)[0-9]{1,4}(?!\d)")
_NUMBERS = 6  # of a line that may count pages
_EDGE = 2  # lines at the top and at the bottom of a page among which running heads are looked for
_LEADERS = re.compile(r"(?:[.·…] ?){5}")  # a line of a table of contents
_NARROW = 10  # times the size of its font: a line that is shorter is complete, however narrow the page is
_SPLIT = re.compile(r"[a-z]-[a-z]")  # a word of letters at a line's end
_FIRST = re.compile(r"[!-~]+")
_END = re.compile(r"[。！？!?；;：:…”」』）)]$")
_WORD = re.compile(r"[^\W\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, and where it stands; `size` is the height of its font, 0 where nothing is known."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0

    @classmethod
    def of(cls, text: str, boxes: tuple[Box, Box] | None) -> Line:
        """A line with the boxes of its first and last character."""
        text = _BULLET.sub("• ", text, count=1) if _BULLET.match(text) else text
        if boxes is None:
            return cls(text)
        first, last = boxes
        return cls(text, first[0], last[2], first[1], max(first[3] - first[1], last[3] - last[1]))


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and without what stands at the edge of most of them but for such a number.

    The first page keeps what it has at its top: it may be the title.
    """
    edges = [_edge(page) for page in pages]
    forms = [{i: _forms(page[i], n) for i in edge} for n, (page, edge) in enumerate(zip(pages, edges, strict=True))]
    seen = Counter(form for page in forms for form in set().union(*page.values()))
    often = {form for form, n in seen.items() if n > 1 and n > len(pages) / 2}
    kept = []
    for n, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        top = set(range(min(_EDGE, len(page) // 2))) if n == 0 else set()
        gone = {i for i in edge if (i not in top and forms[n][i] & often) or _PAGE.fullmatch(page[i].text)}
        if printed := {i for i in edge if _ADDRESS.fullmatch(page[i].text)}:
            gone |= printed | {i for i in edge if _PRINTED.match(page[i].text)}
        # A page that is nothing but its edge is one that speaks of itself.
        kept.append([line for i, line in enumerate(page) if i not in gone or len(page) <= len(gone)])
    return kept


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, list[int]]:
    """The text of all pages, and where in it each page begins."""
    lines: list[Line] = []
    firsts = []  # the number of the first line of each page
    going_on: list[bool] = []
    edge = 0.0  # of the last line's column
    for page in pages:
        firsts.append(len(lines))
        for i, (line, right) in enumerate(zip(page, _right_edges(page), strict=True)):
            before = lines[-1] if lines else None
            if before is None or not _broken(before, edge, line) or not _may_follow(before, line):
                going_on.append(False)
            else:
                going_on.append(_close(before, line) if i else not _END.search(before.text))
            lines.append(line)
            edge = right
    return _text(lines, going_on, firsts)


def _text(lines: Sequence[Line], going_on: Sequence[bool], firsts: Sequence[int]) -> tuple[str, list[int]]:
    parts: list[str] = []
    at = 0
    starts = []
    for n, line in enumerate(lines):
        glue = "" if n == 0 else _glue(lines[n - 1].text, line.text) if going_on[n] else "\n"
        if going_on[n] and _SPLIT.search(f"{lines[n - 1].text[-2:]}{line.text[0]}"):
            parts[-1] = parts[-1][:-1]
            at -= 1
        starts.append(at + len(glue))
        parts += (glue, line.text)
        at += len(glue) + len(line.text)
    return "".join(parts), [starts[n] if n < len(lines) else at for n in firsts]


def _edge(page: Sequence[Line]) -> list[int]:
    count = len(page)
    return sorted({*range(min(_EDGE, count)), *range(max(0, count - _EDGE), count)})


def _forms(line: Line, page: int) -> set[str]:
    """What a line reads on every page if one of its numbers counts the pages: that number as its distance to `page`."""
    words = "".join(line.text.split())
    numbers = list(_DIGITS.finditer(words))[:_NUMBERS]
    counted = (f"{words[: m.start()]}\0{int(m[0]) - page}\0{words[m.end() :]}" for m in numbers)
    return {words, *counted}


def _right_edges(page: Sequence[Line]) -> list[float]:
    """For each line the right edge of its column: the furthest that lines of about its left edge reach."""
    columns: dict[int, float] = {}

    def column(line: Line) -> int:
        return round(line.left / (4 * line.size)) if line.size else 0

    for line in page:
        key = column(line)
        for near in (key - 1, key, key + 1):
            columns[near] = max(columns.get(near, 0.0), line.right)
    return [columns[column(line)] for line in page]


def _broken(a: Line, edge: float, b: Line) -> bool:
    """Whether the first word of `b` has no room left behind `a`."""
    word = _FIRST.match(b.text)
    width = 2.0 if word is None else 0.4 * len(word[0])  # of Chinese one character and a sign that may not begin a line
    return a.right - a.left > _NARROW * a.size > 0 and a.right + width * a.size > edge


def _close(a: Line, b: Line) -> bool:
    """Whether `b` stands below `a` as the next line of a paragraph does."""
    drop = a.bottom - b.bottom
    return 0 < drop < 2.4 * max(a.size, b.size)


def _may_follow(a: Line, b: Line) -> bool:
    """Whether `b` may go on with what `a` says: no point begins, the size stays, and it is not set in."""
    alike = abs(a.size - b.size) < 0.4 * max(a.size, b.size)
    begins = _MARKED.match(b.text) or _LEADERS.search(a.text)
    return alike and b.left - a.left < 1.2 * b.size and not begins


def _glue(a: str, b: str) -> str:
    """What stands between two lines that are one: a blank between words of letters, else nothing."""
    return " " if (a[-1] in ",.;:)" or _WORD.match(a[-1])) and _WORD.match(b[0]) else ""
