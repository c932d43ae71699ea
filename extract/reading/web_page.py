"""A page of HTML, tag by tag, into lines of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.reading import markdown
from extract.reading.text import iso_date
from extract.reading.web_table import Table


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_DROPPED = _names(
    "script style noscript template title nav button select option optgroup datalist textarea input svg math iframe "
    "object embed canvas audio video map dialog rp rt"
)
_BLOCKS = _names(
    "html head body main article section header footer aside address p div dl dt dd ul ol menu li table caption "
    "thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 hr br pre blockquote figure figcaption details summary form "
    "fieldset legend center"
)
_PARAGRAPHS = _names("p blockquote pre figure dl ul ol menu table article section h1 h2 h3 h4 h5 h6")
_BOLD = _names("b strong")
_LISTS = _names("ul ol menu")
_ROLES = _names("navigation search menu menubar toolbar banner contentinfo dialog")
_CONTENT = _names("article main section")
# Not `visibility: hidden`: articles of some services carry it until a script has run.
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_DATES = _names(
    "article:published_time og:published_time og:release_date publishdate publish_date publish-date pubdate "
    "pubtime publish_time datepublished dc.date.issued dc.date weibo:article:create_at"
)
_SAVED = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
# A line end in the source is a blank, but between Chinese characters it is nothing.
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n\s*(?={_WIDE})")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BREAK = "\x1e"  # <br>, until the line is closed up
_MARKED = re.compile(r"(?:\*\*)?(?:[•●▪◆■○·-]|\d{1,2}[.、)）]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、]|[①-⑳])")


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int = 0


class Page:
    """What the parser tells of a page (its `target`); `text` holds once the page has come to an end."""

    def __init__(self) -> None:
        self.published: str | None = None
        self.url: str | None = None
        self._open: list[str] = []
        self._content = 0  # open elements that hold what the page is about
        self._skipped = 0  # open elements inside one that is left out, and itself
        self._words: list[str] = []  # of the line that grows
        self._label: str | None = None  # of the point that begins
        self._heading = 0
        self._pre = 0
        self._bold = 0
        self._raised: int | None = None  # where in the line the open <sup> begins
        self._lists: list[_List] = []
        self._tables: list[Table] = []  # of those that are open only the last may hold data
        self._cell: list[str] | None = None  # lines of its open cell
        self._lines = markdown.Lines()

    @property
    def text(self) -> str:
        """The page's lines."""
        self._flush()
        return self._lines.text

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped or self._left_out(tag, attributes):
            self._skipped += 1
            return
        kind = tag
        if tag in _BLOCKS:
            kind = self._begin(tag, attributes)
        elif tag in _BOLD or _HEAVY.search(attributes.get("style", "")):
            kind = "b"
            self._bold += 1
        elif tag == "sup" and self._raised is None:
            self._raised = len(self._words)
            kind = "raised"
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.url = self.url or attributes.get("href")
        self._open.append(kind)
        self._content += kind in _CONTENT

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        kind = self._open.pop() if self._open else ""
        self._content -= kind in _CONTENT
        if kind == "b":
            self._bold -= 1
        elif kind == "raised":
            self._raise()
        elif kind == "cell" or kind in _BLOCKS:
            self._end(kind)

    def data(self, words: str) -> None:
        """Words."""
        if self._skipped or (self._open and self._open[-1] in ("html", "head")):
            return
        words = markdown.clean(words).replace(_BREAK, " ")
        if self._pre:
            words = words.replace("\n", _BREAK)
        self._words.append(markdown.bold(words) if self._bold and not words.isspace() else words)

    def comment(self, words: str) -> None:
        """A comment: there browsers say where a page is from."""
        saved = _SAVED.match(words)
        if saved:
            self.url = saved[1]

    def close(self) -> None:
        """The page has come to its end."""

    def _left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _DROPPED or attributes.get("role") in _ROLES:
            return True
        if tag == "footer":  # the page's own, with its links; that of an article is part of it
            return not self._content
        if not attributes or tag in ("html", "body"):
            return False
        hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        return hidden or bool(_HIDDEN.search(attributes.get("style", "")))

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> str:
        """A block begins; how `_end` is to know it."""
        if tag == "br":
            self._words.append(_BREAK)
            return tag
        self._flush()
        self._gap(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self._heading = int(tag[1:])
        elif tag in _LISTS:
            self._lists.append(_List(tag == "ol"))
        elif tag == "li":
            self._label = self._next_label()
        elif tag == "pre":
            self._pre += 1
        elif tag == "table":
            self._set_out()
            self._tables.append(Table())
        elif self._tables and not self._tables[-1].sets_out:
            if tag == "tr":
                self._tables[-1].row()
            elif tag in ("td", "th"):
                self._tables[-1].cell(attributes)
                self._cell = []
                return "cell"
        return tag

    def _end(self, kind: str) -> None:
        if kind == "br":
            return
        self._flush()
        if kind == "cell" and self._cell is not None:
            self._tables[-1].close_cell(self._cell)
            self._cell = None
        elif kind == "table":
            table = self._tables.pop()
            for line in [] if table.sets_out else table.lines():
                self._lines.add(line)
        elif kind in _LISTS:
            self._lists.pop()
        elif kind == "li":
            self._label = None
        elif kind == "pre":
            self._pre -= 1
        elif kind[0] == "h" and kind[1:].isdigit():
            self._heading = 0
        self._gap(kind)

    def _set_out(self) -> None:
        """The open table turns out to hold no data but to set out the page: its lines go on as such."""
        if self._tables and not self._tables[-1].sets_out:
            for line in [*self._tables[-1].words(), *(self._cell or [])]:
                self._lines.add(line)
            self._tables[-1].sets_out = True
            self._cell = None

    def _next_label(self) -> str:
        if not self._lists:
            return "-"
        self._lists[-1].number += 1
        return f"{self._lists[-1].number}." if self._lists[-1].ordered else "-"

    def _gap(self, tag: str) -> None:
        """A blank line before and behind what stands apart, but not inside points and cells."""
        if tag in _PARAGRAPHS and not self._lists and self._cell is None:
            self._lines.gap()

    def _flush(self) -> None:
        """The words so far as a line, or as several where the page breaks them."""
        if not self._words:
            return
        words = "".join(self._words)
        self._words.clear()
        words = _SPACES.sub(" ", _WRAP.sub("", words))
        for line in words.split(_BREAK):
            if found := (markdown.plain if self._heading else markdown.close_up)(line):
                self._put(self._marked(found))

    def _marked(self, words: str) -> str:
        """A line with its sign: of a heading, of a point, or the blanks of a point's further paragraph."""
        if self._heading:
            self._set_out()
            return markdown.heading(self._heading, words)
        if self._label is not None:
            label, self._label = self._label, None
            return markdown.point(len(self._lists) - 1, "" if _MARKED.match(words) else label, words)
        return markdown.indent(len(self._lists)) + words

    def _put(self, line: str) -> None:
        if self._cell is None:
            self._lines.add(line)
        else:
            self._cell.append(line)

    def _raise(self) -> None:
        at = min(self._raised or 0, len(self._words))
        self._raised = None
        words = "".join(self._words[at:])
        before = next((self._words[n] for n in range(at - 1, -1, -1) if self._words[n].strip()), "")
        if words.strip():
            self._words[at:] = [markdown.raised(markdown.plain(words), markdown.plain(before))]

    def _meta(self, attributes: Mapping[str, str]) -> None:
        names = (attributes.get(key, "").lower() for key in ("property", "name", "itemprop"))
        if self.published is None and any(name in _DATES for name in names):
            try:
                self.published = iso_date(attributes.get("content", "").strip() or None)
            except ValueError:
                return  # a date that nobody can read: the page's words or --published say it
