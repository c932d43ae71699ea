"""Source text → documents: where each begins, its title, its date, and the query of a search export.

Each date line starts a document; the line above it is the title. A date may also stand in the title:
set off by a blank it stays out of it (`专家会 2025/9/2`), bracketed or glued on it stays in. A search
export opens with its query and the interface words 搜索文档; they belong to the first document's range,
so that documents cover the text without gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.analysis import Part
from extract.layout import dates, headings, markers, qa
from extract.layout.flat import SEARCH
from extract.layout.lines import Line, trim_end

_OCCASION = "(?:会议|交流|电话会|调研|发布|更新|整理|纪要|报告|录音|发言|访谈|召开|会议召开)?"
_LABEL = rf"(?:{_OCCASION}(?:日期|时间)|(?:更新|发布|整理)于?|Date|Time)"
_DATE_LINE = re.compile(rf"[\s*_(\[【#>]*(?:{_LABEL}[*_]{{0,2}} ?:? ?[*_]{{0,2}} ?)?$", re.I)
_LABELLED = re.compile(rf"{_LABEL}[*_]{{0,2}} ?: ?[*_]{{0,2}} ?(?=20\d\d)", re.I)
# What a byline says of the occasion, beside the date.
_OCCASIONS = re.compile(
    r"^[^。;%]*(?:会|主持|主讲|整理|讨论|记录|作者|编辑|来源|研究|团队|组|部|所|录音|纪要|线上|现场|[早晚]|[上下]午)[^。;%]*$"
)
_PLACE = re.compile(r"[·|/] ?[^。;,%]{1,20}|[^\s。;,%]{1,8}")  # `2024-10-27 · 海外电子`, `2024-08-14 臺北`
_BEHIND_DATE = re.compile(r"(?:[ T]?(?:周|星期)[一二三四五六日天])?(?:上午|中午|下午|晚上|晚)?[\s*_)\]】]*$")
_SET_OFF = re.compile(r"[\s,|]+$")
_QUERY_LABEL = re.compile(r"(?:查询|搜索|搜寻|检索)(?:词|内容)?: *(?=\S)")
_COUNT = re.compile(r"(?:查询|搜索|搜寻|检索)结果.{0,12}|共 ?\d+ ?[条篇笔个].{0,6}")
_HEAD = 4  # lines of a document that may hold its date
_NO_TITLE = re.compile(r"[。;,、]$|^[^#].*。|^\||^(?:相关标的|涉及公司|标的)[:]")
_FLATTENED = re.compile(r" [-*•●] +\*\*|\[\d{1,3}\]")
TITLE = 100  # code points
_QUERY = 60
_BYLINE = 80


@dataclass(slots=True)
class Layout:
    """The documents, and for each line that is no body its role: title, date, query."""

    parts: list[Part]
    roles: dict[int, str]  # index of the line → role


@dataclass(slots=True)
class Head:
    """Where a document begins. All are indices of lines."""

    start: int  # its range, from the query on
    first: int  # its title, or whatever stands behind the query
    query: str | None = None
    date: int | None = None  # its date line


def find(text: str, folded: str, lines: list[Line]) -> Layout:
    """The documents of a text; at least one, also in an empty text."""
    return _Finder(text, folded, lines).run()


class _Finder:
    def __init__(self, text: str, folded: str, lines: list[Line]) -> None:
        self.text, self.folded, self.lines = text, folded, lines
        self.roles: dict[int, str] = {}
        self.parts: list[Part] = []
        self.taken = {n for n in range(len(lines)) if self.date_line(n) or self.words(lines[n]) == SEARCH}

    def words(self, line: Line) -> str:
        return self.folded[line.start : line.end]

    def date_line(self, n: int) -> bool:
        """Whether line `n` is nothing but a date, with or without its label."""
        line = self.lines[n]
        if line.end - line.start > _QUERY:
            return False
        words = self.words(line)
        found = dates.find(words)
        return bool(found and _DATE_LINE.match(words[: found.start]) and _BEHIND_DATE.match(words[found.end :]))

    def short(self, n: int) -> bool:
        """Whether line `n` can be a query or the words above a search export: short, no date, no point."""
        return n not in self.taken and self.lines[n].end - self.lines[n].start <= _QUERY and not self.is_point(n)

    def asks(self, n: int) -> bool:
        return qa.asks(self.folded, self.lines[n].start, self.lines[n].end)

    def titleish(self, n: int) -> bool:
        """Whether line `n` can be a title: short, no sentence, no point of a list, no section heading."""
        line = self.lines[n]
        marker = markers.read(self.folded, line.start, line.end)
        if (line.end - line.start > TITLE and marker.rank > 2) or n in self.taken:
            return False
        listed = 6 < marker.rank < markers.TEXT and not self.sectional(marker)
        words = self.words(line)
        if listed or _NO_TITLE.search(words) or _FLATTENED.search(words) or not re.search(r"\w", words):
            return False
        start, end = headings.words(self.folded, marker.body, line.end)
        return not headings.section(self.folded, start, end) and not qa.speaker(self.folded, line.start, line.end)

    def sectional(self, marker: markers.Marker) -> bool:
        """Whether the marker is a section number such as 3.2, which a title may begin with."""
        return marker.rank == markers.BRACKET and marker.number is None

    def run(self) -> Layout:
        heads = self.heads()
        for k, head in enumerate(heads):
            self.document(head, heads[k + 1].start if k + 1 < len(heads) else len(self.lines))
        ends = [part.start for part in self.parts[1:]] + [len(self.text)]
        for part, end in zip(self.parts, ends, strict=True):
            part.end = end
        self.parts[0].start = 0
        return Layout(self.parts, self.roles)

    def heads(self) -> list[Head]:
        """The documents' heads: a new one at each search form, and at each date line that is not this head's own."""
        found = [self.labelled_form()]
        for n in sorted({*self.taken, *self.dated_titles()}):
            head = found[-1]
            if n < head.first:
                continue
            if n not in self.taken:
                if n - head.first > 1:  # the line below a title is a byline
                    found.append(Head(n, n, head.query))
                continue
            if self.words(self.lines[n]) == SEARCH:
                self.search_form(n, found)
                continue
            near = n - head.first < _HEAD and not any(self.is_point(k) for k in range(head.first, n))
            if head.date is None and near:
                head.date = n
                continue
            body = head.first if head.date is None else head.date + 1
            if n - 1 >= body and self.titleish(n - 1):
                found.append(Head(n - 1, n - 1, head.query, n))
            elif n > body and "T" in self.date_of(n):
                found.append(Head(n, n, head.query, n))
        return found

    def labelled_form(self) -> Head:
        """The first head, behind a search form of another kind: `查询：封测`, `搜索结果 1 条`."""
        head = Head(0, 0)
        for n, line in enumerate(self.lines[:3]):
            label = _QUERY_LABEL.match(self.folded, line.start, line.end)
            if not label and not _COUNT.fullmatch(self.folded, line.start, line.end):
                break
            self.roles[n] = "query"
            head.first = n + 1
            if label and head.query is None:
                head.query = self.text[label.end() : line.end]
        return head

    def search_form(self, search: int, found: list[Head]) -> None:
        """Open a document at a search form: its query stands above. With no title below, the query is the title."""
        head, above = found[-1], search - 1
        self.roles[search] = "query"
        if above < head.first or not self.short(above):
            opened = Head(search, search + 1)
        elif search + 1 in self.taken:
            opened = Head(above, above)
        else:
            self.roles[above] = "query"
            opened = Head(above, search + 1, self.words_as_written(above))
        between = range(head.first, opened.start)
        if head.date is None and len(between) < 3 and all(self.short(n) for n in between):
            self.roles.update(dict.fromkeys(between, "query"))  # other interface words
            opened.start = head.start
            found[-1] = opened
        else:
            found.append(opened)

    def words_as_written(self, n: int) -> str:
        return self.text[self.lines[n].start : self.lines[n].end]

    def dated_title(self, n: int) -> tuple[object, ...] | None:
        """The form of a title line that ends with a date (rank, date form, bracket), or None for another line."""
        line = self.lines[n]
        if line.end - line.start > TITLE or self.folded[line.end - 1] not in ")】日号0123456789":
            return None
        found = dates.find(self.words(line))
        if not found or not found.start or not self.titleish(n):
            return None
        if not _BEHIND_DATE.fullmatch(self.folded, line.start + found.end, line.end):
            return None
        rank = markers.read(self.folded, line.start, line.end).rank
        return rank, len(found.value), self.folded[line.start + found.start - 1]

    def dated_titles(self) -> list[int]:
        """Further titles that end with their date: in the form of the text's first line, or naming a kind of text."""
        first = self.dated_title(0) if self.lines else None
        found = []
        for n, line in enumerate(self.lines[1:], 1):
            form = self.dated_title(n)
            plain = form is not None and form[0] in (1, markers.TEXT) and not self.folded.startswith("*", line.start)
            long = line.end - line.start > 16  # `记者整理 2026-02-05` heads nothing
            if form and (
                form == first or (plain and long and headings.names_document(self.folded, line.start, line.end))
            ):
                found.append(n)
        return found

    def is_point(self, n: int) -> bool:
        """Whether line `n` is a point of a list or a turn of a dialogue; `主持：张三` alone is neither."""
        line = self.lines[n]
        rank = markers.read(self.folded, line.start, line.end).rank
        turn = self.asks(n) or line.end - line.start > 20
        return 6 < rank < markers.TEXT or (turn and qa.speaker(self.folded, line.start, line.end) is not None)

    def date_of(self, n: int) -> str:
        found = dates.find(self.words(self.lines[n]))
        return found.value if found else ""

    def document(self, head: Head, stop: int) -> None:
        """Add the part whose lines are those from `head` to `stop`."""
        first, date_at = head.first, head.date
        start = self.lines[head.start].start if head.start < len(self.lines) else len(self.text)
        part = Part(start, len(self.text), query=head.query)
        self.parts.append(part)
        if first >= stop:
            return
        title = self.title_line(first, stop, date_at)
        if date_at is None:
            date_at = self.loose_date(first if title is None else title + 1, stop)
            if date_at == first + 1 and self.titleish(first):
                title = first
        if date_at is not None:
            self.roles[date_at] = "date"
            part.published = self.date_of(date_at)
        if title is not None:
            if part.query is None and title == first + 1 and self.lines[title].gap and self.short(first):
                part.query, self.roles[first] = self.words_as_written(first), "query"
            self.roles[title] = "title"
            part.title, in_title = self.title(self.lines[title])
            part.published = part.published or in_title

    def title_line(self, first: int, stop: int, date_at: int | None) -> int | None:
        if date_at == first:
            below = first + 1
            return below if below + 1 < stop and self.lone_title(below, stop) else None
        if date_at is not None:
            return self.title_above(first, date_at)
        return first if first + 1 < stop and self.lone_title(first, stop) else None

    def title_above(self, first: int, date_at: int) -> int | None:
        """The title among the lines above the date: the last that says what text it heads, or that stands apart."""
        near = [n for n in range(first, date_at) if self.titleish(n)]
        if not near:
            return first if not self.is_point(first) and first not in self.roles else None
        named = [n for n in near if headings.names_document(self.folded, self.lines[n].start, self.lines[n].end)]
        return named[-1] if named else near[-1] if self.lines[near[-1]].gap else near[0]

    def lone_title(self, n: int, stop: int) -> bool:
        """Whether line `n`, with no date line below it, is the title and not the first heading of the body."""
        if not self.titleish(n):
            return False
        line = self.lines[n]
        if any(self.asks(n) and self.asks(k) for k in range(n + 1, min(n + 6, stop))):
            return False  # the first of many questions
        marker = markers.read(self.folded, line.start, line.end)
        if self.sectional(marker):
            below = (markers.read(self.folded, k.start, k.end) for k in self.lines[n + 1 : stop])
            return not any(self.sectional(k) for k in below)
        if marker.rank == markers.TEXT:
            if self.folded.startswith(markers.BOLD, line.start):
                bold_below = any(self.folded.startswith(markers.BOLD, k.start) for k in self.lines[n + 1 : n + 3])
                return not bold_below or headings.names_document(self.folded, line.start, line.end)
            return line.end - line.start <= 60 or bool(dates.find(self.words(line)))
        if dates.find(self.folded[marker.body : line.end]):
            return True
        plain = self.folded[line.start : marker.body].strip("# *") == ""
        same = "#" * marker.rank
        peers = sum(
            self.folded.startswith(same, k.start) and not self.folded.startswith(same + "#", k.start)
            for k in self.lines[n + 1 : stop]
        )
        named = headings.names_document(self.folded, marker.body, line.end)
        return plain and (marker.rank == 1 or not peers or named)

    def title(self, line: Line) -> tuple[str | None, str | None]:
        """The title as written, and the date that stands in it. A date behind it, set off by a blank, stays out."""
        marker = markers.read(self.folded, line.start, line.end)
        start, end = marker.body if marker.rank <= 6 else line.start, line.end  # a section number stays in
        while self.folded.startswith(markers.BOLD, start) and end - start > 4:
            start += 2
        while self.folded.endswith(markers.BOLD, start, end) and end - start > 2:
            end -= 2
        found = dates.find(self.folded[start:end])
        if found and _BEHIND_DATE.fullmatch(self.folded[start + found.end : end]):
            gap = _SET_OFF.search(self.folded[start : start + found.start])
            if gap and gap.start():
                end = start + gap.start()
        end = trim_end(self.text, start, end)
        return self.text[start:end] or None, found.value if found else None

    def loose_date(self, first: int, stop: int) -> int | None:
        """A byline or bracket with a date under the title: `（会议日期：2026年3月12日，…）`, `研究部 2025年12月3日`."""
        for n in range(first, min(first + 2, stop)):
            words = self.words(self.lines[n])
            found = dates.find(words)
            if len(words) > _BYLINE or words[-1] in "。;!?,":
                return None
            if found and _states_date(words, found) and (not self.is_point(n) or _LABELLED.search(words)):
                return n
        return None


def _states_date(words: str, found: dates.Date) -> bool:
    """Whether a short line gives its date as a label, bracket or byline does, and not within a statement."""
    if (words[0] in "([" and words[-1] in ")]") or _LABELLED.search(words):
        return True
    before, behind = words[: found.start].strip(), words[found.end :].strip()
    if not re.search(r"\w", before) and _PLACE.fullmatch(behind) and words[found.start + 4] in "-/.":
        return True
    return all(len(side) <= 30 and (not re.search(r"\w", side) or _OCCASIONS.search(side)) for side in (before, behind))
