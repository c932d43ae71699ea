"""Word files (.docx): paragraphs, headings, points and tables in their order, as lines.

python-docx opens the file and knows its parts; words are taken from its XML, so that nothing shown is missed
(links, tracked insertions, text boxes, content controls) and nothing hidden or deleted comes in. Numbers that Word
counts itself (一、 1. ①) are written out. Headers, footers and tables of contents are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from extract.errors import DamagedError, LockedError, ReadError, TooLargeError, UnsupportedError
from extract.reading import markdown
from extract.reading.text import Raw, Text
from extract.reading.word_numbers import Numbers
from extract.reading.word_styles import Styles

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PARTS = 20_000
_AGAIN = "open it in Word and save it again"
_P, _TBL, _TR, _TC, _R, _SDT = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r", "sdt"))
_T, _TAB, _BR, _CR, _SYM = (qn(f"w:{tag}") for tag in ("t", "tab", "br", "cr", "sym"))
_HYPHEN, _PPR, _RPR, _BOX = (qn(f"w:{tag}") for tag in ("noBreakHyphen", "pPr", "rPr", "txbxContent"))
_NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_MATH_T = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSHOWN = {qn(f"w:{tag}") for tag in ("del", "moveFrom", "rt", "sectPr")} | {_FALLBACK, _PPR, _RPR}
_OFF = ("0", "false", "off", "none")
_CONTENTS = "Table of Contents"
_BULLET = "•"


def read(raw: Raw) -> Iterator[Text]:
    """The one text of a file; `meta` says where its paragraphs begin."""
    document = _opened(raw)
    try:
        lines = _Words(document).lines()
    except ReadError:
        raise
    except Exception as error:  # what a broken part makes of the library's models is of many kinds
        raise DamagedError(raw.place, _unsound(error), _AGAIN) from None
    yield raw.text(lines.text, paragraphs=lines.starts)


def _opened(raw: Raw) -> Any:
    if raw.data.startswith(_OLE):
        if _ENCRYPTED in raw.data:
            raise LockedError(raw.place, "it is encrypted", "open it in Word with its password and save it without")
        raise UnsupportedError(raw.place, "this is an old Word file (.doc)", "open it in Word and save it as .docx")
    try:
        with zipfile.ZipFile(BytesIO(raw.data)) as package:
            sizes = [info.file_size for info in package.infolist()]
            xml = [i.file_size for i in package.infolist() if i.filename.lower().endswith((".xml", ".rels"))]
        # The library holds all parts at once, and XML as a tree, which takes several times its bytes.
        if sum(xml) > 2 * raw.max_bytes or sum(sizes) > 5 * raw.max_bytes + 2 * len(raw.data) or len(sizes) > _PARTS:
            raise TooLargeError(raw.place, "it unpacks to more than is read", "split it, or raise --max-size")
        document = Document(BytesIO(raw.data))
    except ReadError:
        raise
    except Exception as error:  # the library raises whatever its many parts do
        raise DamagedError(raw.place, _unsound(error), _AGAIN) from None
    if document.element.getroottree().docinfo.internalDTD is not None:
        raise DamagedError(raw.place, "it declares entities, as no Word file does", _AGAIN)
    return document


def _unsound(error: Exception) -> str:
    said = " ".join(str(error).split())[:120]
    return f"no sound Word file ({type(error).__name__}{': ' * bool(said)}{said})"


class _Words:
    """The lines of a document."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._styles = Styles(document.styles.element)
        self._numbers = Numbers(_part(document, RELATIONSHIP_TYPE.NUMBERING))
        self._lines = markdown.Lines()
        self._noted: list[tuple[str, str]] = []  # kind and id of the notes, in the order of their marks
        self._notes = {
            kind: {note.get(qn("w:id")): note for note in part if note.get(qn("w:type")) is None}
            for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
            if (part := _part(document, kind)) is not None
        }

    def lines(self) -> markdown.Lines:
        """All of it; notes come last, numbered as the text marks them."""
        if self._body is not None:
            self._blocks(self._body)
        if self._noted:
            self._lines.gap()
        for n, (kind, identity) in enumerate(self._noted, 1):
            note = self._notes.get(kind, {}).get(identity)
            if note is not None and (words := self._flat(note)):
                self._lines.add(f"[{n}] {words}")
        return self._lines

    def _blocks(self, parent: Any) -> None:
        for block in _inside(parent):
            if block.tag == _TBL:
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, p: Any) -> None:
        boxes: list[Any] = []
        words = self._run_words(p, boxes)
        style = self._styles.of(p)
        numbered = style.numbered
        label = self._numbers.label(*numbered) if numbered and words.strip() else None
        if style.contents:
            words = ""
        if style.heading and (words := markdown.plain(words)):
            self._lines.gap()
            self._lines.add(markdown.heading(style.heading, _point(0, label, words) if label else words))
            self._lines.gap()
        else:
            for n, line in enumerate(filter(None, map(markdown.close_up, words.split("\n")))):
                level = numbered[1] if numbered else 0
                indent = markdown.indent(level + 1) if numbered and n else ""
                self._lines.add(indent + line if n or label is None else _point(level, label, line))
        for box in boxes:
            self._blocks(box)

    def _table(self, tbl: Any) -> None:
        """A table's rows; one of a single column, or within which others stand, only sets out the page."""
        rows = [list(_cells(tr)) for tr in _within(tbl, _TR)]
        nested = any(next(tc.iter(_TBL), None) is not None for row in rows for tc, _ in row)
        if nested or len(rows) < 2 or max(map(len, rows), default=0) < 2:
            for row in rows:
                for tc, _ in row:
                    self._blocks(tc)
            return
        self._lines.gap()
        above: dict[int, str] = {}
        table = []
        for row in rows:
            line: list[str] = []
            for tc, columns in row:
                at = len(line)
                merged = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merged is not None and merged.get(qn("w:val")) != "restart":
                    words = above.get(at, "")  # so that every row says whose it is
                else:
                    words = above[at] = self._flat(tc)
                line += [words, *[""] * (columns - 1)]
            table.append(line)
        if any(map(any, table)):
            self._lines.add(markdown.table(table))
        self._lines.gap()

    def _flat(self, element: Any) -> str:
        """All words of a cell or note on one line."""
        boxes: list[Any] = []
        words = (markdown.plain(self._run_words(p, boxes).replace("\n", " ")) for p in _inside(element))
        return " ".join(filter(None, words))

    def _run_words(self, p: Any, boxes: list[Any]) -> str:
        """The words of a paragraph, with bold and line ends marked; its text boxes go to `boxes`."""
        words: list[str] = []
        waiting = [iter(p)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
                continue
            tag = element.tag
            if tag == _BOX:
                boxes.append(element)
            elif tag == _R:
                words.append(self._run(element, waiting, "".join(words[-2:])))
            elif tag not in _UNSHOWN and tag not in (_P, _TBL):
                words.append(self._piece(element))
                waiting.append(iter(element))
        return "".join(words)

    def _run(self, run: Any, waiting: list[Any], before: str) -> str:
        properties = run.find(_RPR)
        if _on(properties, "vanish"):
            return ""
        words = "".join(self._piece(e) for e in run)
        waiting.append(e for e in run if e.tag not in (_T, _RPR) and len(e))  # drawings and what else holds words
        raised = None if properties is None else properties.find(qn("w:vertAlign"))
        if raised is not None and raised.get(qn("w:val")) == "superscript":
            words = markdown.raised(words.strip(), markdown.plain(before))
        return markdown.bold(words) if words.strip() and _on(properties, "b") else words

    def _piece(self, element: Any) -> str:
        tag = element.tag
        if tag in (_T, _MATH_T):
            return markdown.clean(element.text or "").replace("\n", " ")
        if tag == _TAB:
            return " "
        if tag in (_BR, _CR):
            return "\n"
        if tag == _HYPHEN:
            return "-"
        if tag == _SYM:
            return _BULLET
        if tag in _NOTES:
            kind = RELATIONSHIP_TYPE.FOOTNOTES if tag == _NOTES[0] else RELATIONSHIP_TYPE.ENDNOTES
            self._noted.append((kind, element.get(qn("w:id"))))
            return f"[{len(self._noted)}]"
        return ""


def _point(level: int, label: str, line: str) -> str:
    """A numbered or bulleted line; a number of Chinese signs needs no blank behind it."""
    return markdown.indent(level) + (f"{label} {line}" if re.match(r"[-\w.)]+\Z", label, re.A) else f"{label}{line}")


def _inside(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, cell or box, within whatever wraps them."""
    waiting = [iter(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in (_P, _TBL):
            yield element
        elif element.tag not in _UNSHOWN and not (element.tag == _SDT and _is_contents(element)):
            waiting.append(iter(element))


def _is_contents(sdt: Any) -> bool:
    gallery = sdt.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == _CONTENTS


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, also those that a content control or a change wraps."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in _UNSHOWN and element.tag not in (_P, _TBL, _TC):
            yield from _within(element, tag)


def _cells(tr: Any) -> Iterator[tuple[Any, int]]:
    """The cells of a row, each with the number of columns that it spans."""
    for tc in _within(tr, _TC):
        span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        given = "" if span is None else span.get(qn("w:val"), "")
        yield tc, min(max(int(given), 1), 50) if given.isdigit() and len(given) < 4 else 1


def _on(properties: Any, name: str) -> bool:
    found = None if properties is None else properties.find(qn(f"w:{name}"))
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def _part(document: Any, kind: str) -> Any:
    """The XML of a part of the document, or None where it has none."""
    try:
        part = document.part.part_related_by(kind)
    except KeyError:
        return None
    return parse_xml(part.blob)
