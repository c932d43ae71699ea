"""The formats that are read, each a line of a table, and what is said of those that are not.

A new format is a new module with a function `(Raw) -> Iterable[Text | ReadError]` and one line in `TABLE`.
Libraries are imported by those modules alone, and the modules when their format first comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath
from pkgutil import resolve_name
from typing import NamedTuple

from extract.errors import ReadError
from extract.reading.text import Raw, Text

Reader = Callable[[Raw], Iterable[Text | ReadError]]

PACKED = 10  # how many times the limit of plain files a file may take that holds pictures, or is an archive


class Format(NamedTuple):
    """A format: what records call it, the suffixes of its files, and who reads it."""

    name: str
    suffixes: tuple[str, ...]
    reader: str  # module:function below extract.reading; empty for an archive
    packed: bool = False

    def limit(self, max_bytes: int) -> int:
        """The size up to which such a file is read, where plain ones are up to `max_bytes`."""
        return max_bytes * PACKED if self.packed else max_bytes

    def read(self, raw: Raw) -> Iterable[Text | ReadError]:
        """The texts of a file of this format."""
        reader: Reader = resolve_name(f"extract.reading.{self.reader}")
        return reader(raw)


TABLE = (
    Format("markdown", (".md", ".markdown"), "plain:read"),
    Format("text", (".txt",), "plain:read"),
    Format("jsonl", (".jsonl", ".ndjson"), "rows:json_lines"),
    Format("csv", (".csv", ".tsv"), "rows:comma_separated"),
    Format("docx", (".docx",), "word:read", packed=True),
    Format("html", (".html", ".htm", ".xhtml"), "web:read"),
    Format("mhtml", (".mhtml", ".mht"), "web:read_saved", packed=True),
    Format("pdf", (".pdf",), "pdf:read", packed=True),
    Format("zip", (".zip",), "", packed=True),
)
FORMATS = {suffix: form for form in TABLE for suffix in form.suffixes}
TEXT, JSON_LINES, WORD, PDF, ZIP = (FORMATS[s] for s in (".txt", ".jsonl", ".docx", ".pdf", ".zip"))

_WORD = "open it in Word and save it as .docx"
_PLAIN = "save it as .docx, PDF, HTML or text"
_ROWS = "save it as CSV with a column of texts"
# Formats that are not read, told by their names: what stands in them would be read as if it were prose.
UNREAD = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".rtf", ".wps"), _WORD),
    **dict.fromkeys((".odt", ".ppt", ".pptx", ".epub", ".xml", ".msg", ".eml", ".caj"), _PLAIN),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".ods", ".parquet"), _ROWS),
    **dict.fromkeys((".json", ".yaml", ".yml"), "write one object with a `text` a line and name it .jsonl"),
    **dict.fromkeys((".tar", ".tgz", ".7z", ".rar", ".xz", ".bz2", ".zst"), "unpack it, or pack it as .zip"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"), "write down what it says"),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".mp4"), "write down what it says"),
}


class Kind(NamedTuple):
    """What a file's name tells: the id of its text, its last suffix but .gz, its format, whether gzip wraps it."""

    stem: str
    suffix: str
    form: Format | None
    gz: bool


def kind(name: str) -> Kind:
    """What a name tells about its file.

    >>> kind("in/call.md.gz")[:2], kind("call.md.gz").gz, kind("a.tar.gz").form
    (('call', '.md'), True, None)
    """
    path = PurePath(name)
    gz = path.suffix.lower() == ".gz"
    if gz:
        path = path.with_suffix("")
    suffix = path.suffix.lower()
    return Kind(path.stem, suffix, FORMATS.get(suffix), gz)


def known(name: str) -> bool:
    """Whether a file of this name is read where it lies in a folder."""
    found = kind(name)
    return found.form is not None and not (found.gz and found.form is ZIP)


def sniffed(data: bytes) -> Format:
    """The format of bytes without a name, by how they begin."""
    if data.startswith(b"PK\x03\x04"):
        return WORD if b"word/" in data else ZIP
    if data.startswith(b"%PDF-"):
        return PDF
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return FORMATS[".html"]
    return JSON_LINES if head.startswith(b"{") else TEXT
