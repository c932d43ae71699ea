"""Lines → blocks: one for each point, heading, turn, table row or paragraph.

A flattened export holds a whole document in one line: `核心观点 市场需求 - **需求增长**：…[1][3] 产品情况 - **…`.
There the list markers stand inside the line, and a heading is stuck to the end of the point before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.layout import headings, markers, qa
from extract.layout.citations import CITATION
from extract.layout.lines import Line, trim_end, trim_start

ROW = 90  # rank of a table row
NOTHING, POINT, BOLD_POINT = range(3)  # what follows a piece in its line


@dataclass(slots=True)
class Block:
    """A stretch of one line (or, after joining, of several) with one marker at most."""

    start: int
    end: int
    body: int  # behind the marker
    rank: int
    number: int | None = None
    gap: bool = False  # a blank line stands above
    indent: int = 0
    stuck: bool = False  # a heading cut from the end of a point or the head of a flattened line
    role: str = "claim"


_INLINE = re.compile(
    r"(?<=\s)(?:(?P<bullet>[-*](?= )|[•●▪◆■►▶]) *(?=\S)"
    r"|\d{1,2}(?:[.](?!\d)|、(?!\d{1,2} ?[年月日号季、和])) *(?=\S)"
    r"|(?:[一二三四五六七八九十]{1,3}、|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[①-⑳]) *(?=\S))"
)
_WORD = re.compile(r"\w")
_ENDS = "]。;!?:*"
_UNIT = r"(?P<unit>[^\s\d,。;:\])(]{0,4})"
_FIGURE_LEFT = re.compile(rf"(?:\d|[一二三四五六七八九十两]){_UNIT}$")
_FIGURE_RIGHT = re.compile(rf"[-+$¥]?(?:[\d.]+(?: \d+)?|[一二三四五六七八九十两]+|[QH](?=\d)|FY(?=\d)) ?{_UNIT}")
_PIECE_BREAK = re.compile(r"(?<=[\u4e00-\u9fff)]) +(?=[\u4e00-\u9fff])")
_STOP = re.compile(r"[。;!?][”\"』」)]* +(?=\S)")
_STUCK_WINDOW = 90
# A numbered heading inside a line: a few words, then a bullet.
_HEADS = re.compile(r"[^\s。;!?,][^。;!?,\n]{0,28}? (?:[-*] |[•●])")
_BOLD_TAIL = re.compile(r"(?<=\s)\*\*[^*]{1,40}\*\*:?$")
_NESTED = 24
_POINT = 10  # code points, the least of a point between plain dashes


def cut(text: str, folded: str, line: Line, before_point: bool, last_number: int | None) -> list[Block]:
    """The blocks of one line. `before_point`: the next line begins with a list marker."""
    if not _WORD.search(text, line.start, line.end):
        rank = ROW if folded[line.start] == "|" else markers.TEXT
        return [Block(line.start, line.end, line.start, rank, gap=line.gap, role="rule")]
    if folded[line.start] == "|" and folded.find("|", line.start + 1, line.end) > 0:
        return [Block(line.start, line.end, line.start, ROW, gap=line.gap)]
    marker = markers.read(folded, line.start, line.end, line.indent)
    if marker.rank <= 6:
        return [Block(line.start, line.end, marker.body, marker.rank, gap=line.gap)]
    starts = _inline(text, folded, line, marker, last_number)
    turn = qa.speaker(folded, line.start, line.end) if not starts else None
    if turn:
        starts = qa.turns(folded, turn[1], line.end)
    edges = [line.start, *starts, line.end]
    blocks: list[Block] = []
    for k, start in enumerate(edges[:-1]):
        end = trim_end(text, start, edges[k + 1])
        found = marker if k == 0 else markers.read(folded, start, end, line.indent)
        point = Block(start, end, found.body, found.rank, found.number, line.gap and k == 0, line.indent)
        followed = _follower(folded, edges[k + 1], line.end) if not turn and k + 2 < len(edges) else NOTHING
        if found.rank == markers.TEXT and not turn and (followed or before_point):
            blocks += _lead(text, folded, point, followed)
        elif followed or (before_point and not turn):
            blocks += _unstick(text, folded, point, followed)
        else:
            blocks.append(point)
    return blocks


def _follower(folded: str, start: int, end: int) -> int:
    """What stands behind a piece of a flattened line: a point, or one with a bold lead-in."""
    return BOLD_POINT if folded.startswith(markers.BOLD, markers.read(folded, start, end).body) else POINT


def _inline(text: str, folded: str, line: Line, marker: markers.Marker, last: int | None) -> list[int]:
    """Where list markers stand inside a line. A blank-dash-blank may also be a range (`10 - 12 家`) or a plain dash."""
    sure: list[int] = []
    maybe: list[int] = []
    counts = {markers.NUMBER: last or 0, marker.rank: marker.number or 0}  # the last number of each kind
    begin, rank, run = marker.body, marker.rank, int(marker.number is not None)
    for m in _INLINE.finditer(folded, marker.body, line.end):
        at = m.start()
        left = trim_end(folded, max(begin, at - 60), at)
        bold = folded.startswith(markers.BOLD, m.end()) and left > begin
        ended = left > begin and folded[left - 1] in _ENDS
        headed = left - begin <= headings.HEADING and headings.section(folded, *headings.words(folded, begin, left))
        clear = bold or ended or bool(headed)
        if m["bullet"]:
            if text[at] in "—―" or (not bold and _is_range(folded, begin, left, m.end(), line.end)):
                continue
            (sure if clear or m["bullet"] not in "-*" else maybe).append(at)
            begin, rank = m.end(), markers.BULLET
            continue
        found = markers.read(folded, at, line.end)
        number = found.number or 0
        follows = number == counts.get(found.rank, 0) + 1
        nested = number == 1 and rank < found.rank and headings.plausible(folded, begin, left, _NESTED)
        heads = follows and number > 1 and bool(_HEADS.match(folded, m.end(), line.end))
        if (clear and (follows or number == 1)) or nested or heads or (follows and run > 1):
            counts[found.rank] = number
            run = run + 1 if follows else 1
            begin, rank = m.end(), found.rank
            sure.append(at)
    if sure or (len(maybe) > 1 and _like_points(folded, line, marker, maybe)):
        return sorted([*sure, *maybe])
    return []


def _like_points(folded: str, line: Line, marker: markers.Marker, dashes: list[int]) -> bool:
    """Whether dashes that nothing else tells apart cut a line into points rather than into words."""
    listed = markers.BULLET <= marker.rank < ROW
    long = all(b - a >= _POINT for a, b in zip(dashes, [*dashes[1:], line.end], strict=True))
    return long and (listed or headings.plausible(folded, marker.body, dashes[0]))


def _is_range(folded: str, begin: int, left: int, right: int, end: int) -> bool:
    """Whether a dash between two offsets joins the ends of a range: two numbers, units alike or one missing."""
    a = _FIGURE_LEFT.search(_close_up(folded[max(begin, left - 12) : left]))
    b = _FIGURE_RIGHT.match(folded, right, min(end, right + 24))
    if not a or not b:
        return False
    one, two = a["unit"], b["unit"]
    return not one or not two or one[0] == two[0]


def _close_up(words: str) -> str:
    """A figure's blanks closed up: `2024 年` → `2024年`."""
    return re.sub(r"(?<=\d) (?=\D)", "", words)


def _lead(text: str, folded: str, point: Block, followed: int) -> list[Block]:
    """The words before the first marker of a flattened line: a heading, or two, or a sentence."""
    if _lists(folded, point):
        return _unstick(text, folded, point, followed)
    split = headings.leading_section(folded, point.body, point.end)
    if split and split < point.end:
        return [_heading(point.start, split, point.gap), *_rest(text, folded, point, split, followed)]
    if followed and headings.plausible(folded, *headings.words(folded, point.body, point.end)):
        return [_heading(point.start, point.end, point.gap)]
    return _unstick(text, folded, point, followed)


def _lists(folded: str, point: Block) -> bool:
    """Whether a lead-in and what it names stand before the first marker: `涉及公司：甲、乙`, `**公司**：甲`."""
    colon = folded.find(":", point.body, point.end - 1)
    if colon < 0 or colon - point.body > headings.HEADING:
        return False
    lead = headings.words(folded, point.body, colon)
    return folded.startswith(markers.BOLD, point.body) or headings.section(folded, *lead) == "companies"


def _rest(text: str, folded: str, point: Block, at: int, followed: int) -> list[Block]:
    while at < point.end and folded[at] in " :":
        at += 1
    rest = Block(at, point.end, at, markers.TEXT)
    if followed and headings.plausible(folded, at, point.end, headings.STUCK):
        return [_heading(at, point.end)]
    return _unstick(text, folded, rest, followed)


def _heading(start: int, end: int, gap: bool = False) -> Block:
    return Block(start, end, start, markers.LINE, gap=gap, stuck=True, role="heading")


def _unstick(text: str, folded: str, point: Block, followed: int) -> list[Block]:
    """A point, and behind it the headings stuck to its end."""
    at = _stuck_at(folded, point.body, point.end, followed)
    if at is None:
        return [point]
    end = trim_end(text, point.start, at)
    at = trim_start(text, at, point.end)
    kept = Block(point.start, end, point.body, point.rank, point.number, point.gap, point.indent)
    split = headings.leading_section(folded, at, point.end)
    if split is None or split >= point.end:
        return [kept, _heading(at, point.end)]
    behind = trim_start(text, split, point.end)
    return [kept, _heading(at, split), _heading(behind, point.end)]


def _stuck_at(folded: str, body: int, end: int, followed: int) -> int | None:
    """Where the headings stuck to a point's end begin: behind its citations, its last sentence, or a lone blank."""
    window = max(body, end - _STUCK_WINDOW)
    bold = _BOLD_TAIL.search(folded, window, end)
    if bold and bold.start() > body:
        return bold.start()
    cited = folded.rfind("]", window, end) + 1
    opened = folded.rfind("[", window, cited) if cited else -1
    if cited and CITATION.fullmatch(folded, opened, cited):
        while cited < end and folded[cited] in "。;":
            cited += 1
        return cited if cited < end and _all_headings(folded, trim_start(folded, cited, end), end) else None
    stops = [m.end() for m in _STOP.finditer(folded, window, end)]
    if stops and _all_headings(folded, stops[-1], end):
        return stops[-1]
    section = headings.inline_section(folded, window, end)
    if section and section.start() > body and _all_headings(folded, section.start(), end):
        return section.start()
    if followed < BOLD_POINT:
        return None
    breaks = list(_PIECE_BREAK.finditer(folded, body, end)) if end - body < 600 else []
    if len(breaks) == 1 and breaks[0].start() - body >= _POINT and end - breaks[0].end() >= 2:
        return breaks[0].start() if headings.plausible(folded, breaks[0].end(), end, 20) else None
    return None


def _all_headings(folded: str, start: int, end: int) -> bool:
    split = headings.leading_section(folded, start, end)
    if split is not None:
        start = trim_start(folded, split, end)
        if start == end:
            return True
    return headings.plausible(folded, start, end, headings.STUCK) and end - start > 1
