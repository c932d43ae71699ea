"""PDF: the words of the text layer, page by page; lines that a page breaks are joined again.

pdfium (as in Chrome) reads all encodings that Chinese PDFs are written in, also those without embedded fonts.
A scan has no text layer and is named as one; so are the pages that are pictures among pages of text (`meta`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY, FPDF_PAGEOBJ_IMAGE

from extract.errors import BinaryError, DamagedError, LockedError, ScannedError, TooLargeError
from extract.reading.pdf_lines import Line, joined, without_running_heads
from extract.reading.text import Raw, Text

MAX_PAGES = 5000
_OCR = "run text recognition over it (such as ocrmypdf -l chi_sim), or give the text that it was made from"
_ENCRYPT = b"/Encrypt"
_PRINT = "fetch it again, or print it into a new PDF"
_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_MANY = 0.3  # of the characters that no font explains
_HYPHEN = re.compile("[\x02\ufffe]")  # how pdfium marks a hyphen at a line's end; it may have joined the lines
_SPLIT = re.compile("(?<=[a-z])[\x02\ufffe](?=[a-z])")


def read(raw: Raw) -> Iterator[Text | DamagedError]:
    """The one text of a file, `meta` says where its pages begin and which are pictures; then what could not be read."""
    try:
        document = pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as error:
        # pdfium tells the last error that it noted, which may be that of an earlier file.
        if _ENCRYPT in raw.data and getattr(error, "err_code", None) in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            remedy = "open it with its password and print it into a PDF without one"
            raise LockedError(raw.place, "it opens with a password only", remedy) from None
        raise DamagedError(raw.place, "no sound PDF: cut short, damaged, or another format", _PRINT) from None
    with document:
        yield from _outcomes(raw, document)


def _outcomes(raw: Raw, document: Any) -> Iterator[Text | DamagedError]:
    if len(document) > MAX_PAGES:
        raise TooLargeError(raw.place, f"more than {MAX_PAGES:,} pages", "split it")
    if len(document) == 0:
        raise DamagedError(raw.place, "it has no pages", _PRINT)
    pages: list[list[Line]] = []
    scanned: list[int] = []
    unread: list[int] = []
    length = 0
    for n in range(len(document)):
        lines, picture = _page(document, n)
        pages.append(lines or [])
        if lines is None:
            unread.append(n + 1)
        elif picture:
            scanned.append(n + 1)
        length += sum(len(line.text) for line in pages[-1])
        raw.bound(length)
    if not any(pages):
        if unread and not scanned:
            raise DamagedError(raw.place, "none of its pages can be read", _PRINT)
        what = "pages" if len(document) > 1 else "page"
        raise ScannedError(raw.place, f"a scan or pictures: its {len(document)} {what} hold no text", _OCR)
    text, starts = joined(without_running_heads(pages))
    if len(_BROKEN.findall(text)) > _MANY * len(text):
        raise BinaryError(raw.place, "its fonts do not say which characters they show", _OCR)
    yield raw.text(text, pages=starts, said={"scanned_pages": scanned} if scanned else {})
    for n in unread:
        error = DamagedError(f"{raw.place}, page {n}", "this page cannot be read", _PRINT)
        error.member = f"page {n}"
        yield error


def _page(document: Any, n: int) -> tuple[list[Line] | None, bool]:
    """The lines of a page, None where it cannot be read; and whether it is a picture without words."""
    try:
        page = document[n]
        words = page.get_textpage()
        lines = _lines(words)
        return lines, not lines and any(True for _ in page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    except pypdfium2.PdfiumError:
        return None, False


def _lines(words: Any) -> list[Line]:
    """The lines of a page's text, each with the box of its first and its last character."""
    text = words.get_text_range()
    if not text.strip():
        return []
    aligned = len(text) == words.count_chars()  # else the page holds characters that pdfium counts twice
    found = []
    for match in re.finditer(r"[^\r\n]+", text):
        line = _HYPHEN.sub("-", _SPLIT.sub("", match[0]))
        shown = line.strip()
        if shown:
            first = match.start() + len(line) - len(line.lstrip())
            last = match.start() + len(line.rstrip()) - 1
            boxes = (words.get_charbox(first, loose=True), words.get_charbox(last, loose=True)) if aligned else None
            found.append(Line.of(shown, boxes))
    return found
