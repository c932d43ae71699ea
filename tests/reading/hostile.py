"""Files that nobody wishes to be sent, each with the code and a word of the reason that it is to be refused with.

`BAD` lie in a folder, `OUTRIGHT` are named one by one (a folder would pass them over), `GOOD` look bad and are not.
"""

# ruff: noqa: E501  (one case a line)

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import zipfile
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import msoffcrypto.format.ooxml
from made import assembled, call, column, locked_pdf, pdf, repacked, zipped

Make = bytes | str | Callable[[Path], object]
WORDS = "英伟达 H20 出货增长约 25%。"
DOCUMENT = "word/document.xml"
DEEP = 5000
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body(inner: str) -> dict[str, bytes]:
    return {DOCUMENT: f"<w:document {_W}><w:body>{inner}</w:body></w:document>".encode()}


def locked_word() -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(call())).encrypt("secret", out)
    return out.getvalue()


def laughs() -> bytes:
    """A Word file whose XML grows a billionfold when its entities are put in."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    inner = f"<w:document {_W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    return repacked(call(), {DOCUMENT: f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]>{inner}'.encode()})


def without(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(call())) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
    return out.getvalue()


def locked_zip() -> bytes:
    out = bytearray(zipped({"a.md": WORDS}))
    for at in range(len(out) - 4):
        if out[at : at + 4] in (b"PK\3\4", b"PK\1\2"):
            out[at + (6 if out[at + 2] == 3 else 8)] |= 1
    return bytes(out)


def large(path: Path) -> None:
    """One line of 50 MB."""
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"0123456789abcdef" * 65536)


def tied(path: Path) -> None:
    path.symlink_to(path.name)


def plug(path: Path) -> None:
    with chdir(path.parent):  # the name of a socket may not be long
        socket.socket(socket.AF_UNIX).bind(path.name)


NOISE = random.Random(7).randbytes(5000)
UTF, GB = "上半年收入增长".encode(), "下半年收入下降".encode("gbk")

BAD: list[tuple[str, Make, str, str]] = [
    ("empty.txt", b"", "J102", "empty"),
    ("blanks.md", " \n\t　\n", "J102", "only blanks"),
    ("noise.txt", NOISE, "J103", "not text"),
    ("nul.md", "增长\0下降", "J103", "NUL"),
    ("control.txt", bytes(range(1, 9)) * 20, "J103", "control"),
    ("latin.txt", "Société Générale relève l'objectif".encode("latin-1"), "J104", "encoding"),
    ("mixed.txt", UTF + b"\n" + GB, "J104", "line 2"),
    ("cut.md", UTF[:-1], "J104", "not UTF-8"),
    ("odd.txt", b"\xff\xfea\0b", "J104", "UTF-16-LE"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + NOISE, "J106", "an image"),
    ("called.txt", pdf([column(WORDS)]), "J106", "a PDF"),
    ("called.csv", call(), "J106", "a Word file"),
    ("large.txt", large, "J105", "larger than 10,485,760"),
    ("long.txt", "增长" * 600_000, "J105", "more than 1,048,576 characters"),
    ("long.jsonl", '{"text": "' + "增长" * 600_000 + '"}', "J107", "more than 1,048,576 characters"),
    ("cut.docx", call()[:-200], "J108", "no sound Word file"),
    ("text.docx", WORDS, "J108", "no sound Word file"),
    ("noise.docx", b"PK\3\4" + NOISE, "J108", "no sound Word file"),
    ("bare.docx", without(DOCUMENT), "J108", "no sound Word file"),
    ("untyped.docx", without("[Content_Types].xml"), "J108", "no sound Word file"),
    ("spoilt.docx", repacked(call(), body("<w:p><w:r>")), "J108", "no sound Word file"),
    ("other.docx", repacked(call(), {DOCUMENT: b"<a/>"}), "J108", "no sound Word file"),
    ("deep.docx", repacked(call(), body("<w:tbl><w:tr><w:tc>" * DEEP + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * DEEP)),
     "J108", "no sound Word file"),
    ("laughs.docx", laughs(), "J108", "Word file"),
    ("bomb.docx", repacked(call(), {DOCUMENT: b" " * 60_000_000}), "J105", "unpacks"),
    ("blank.docx", call(""), "J102", "empty"),
    ("locked.docx", locked_word(), "J109", "encrypted"),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "J106", "old Word file"),
    ("scan.pdf", pdf([[], []], picture=True), "J110", "2 pages hold no text"),
    ("blank.pdf", pdf([[]]), "J110", "hold no text"),
    ("locked.pdf", locked_pdf(), "J109", "password"),
    ("cut.pdf", pdf([column(WORDS)])[:300], "J108", "no sound PDF"),
    ("noise.pdf", b"%PDF-1.7\n" + NOISE, "J108", "no sound PDF"),
    ("text.pdf", WORDS, "J108", "no sound PDF"),
    ("none.pdf", pdf([]), "J108", "no sound PDF"),
    ("loop.pdf", assembled([b"<< /Type /Catalog /Pages 2 0 R >>",
                            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 3 >>"]), "J1", "page"),
    ("glyphs.pdf", pdf([column("\ue001\ue002\ue003" * 20)]), "J103", "fonts"),
    ("bare.html", "<html><script>var a = 1</script><nav>首页</nav></html>", "J102", "empty"),
    ("none.mht", "no page", "J106", "no page"),
    ("cut.zip", zipped({"a.md": WORDS})[:-30], "J108", "no sound zip"),
    ("text.zip", WORDS, "J108", "no sound zip"),
    ("none.zip", zipped({}), "J102", "no document"),
    ("bomb.zip", zipped({"a.md": b"0" * 10_000_000}), "J105", "200-fold"),
    ("out.zip", zipped({"../../etc/cron.d/a.md": WORDS}), "J106", "leads out"),
    ("nested.zip", zipped({"a.zip": zipped({"a.md": WORDS})}), "J106", "archive within"),
    ("locked.zip", locked_zip(), "J109", "encrypted"),
    ("many.zip", zipped(dict.fromkeys(map("{}.md".format, range(10_001)), "")), "J105", "10,000 members"),
    ("noise.md.gz", NOISE, "J108", "no sound gzip"),
    ("cut.md.gz", gzip.compress(WORDS.encode())[:-9], "J108", "no sound gzip"),
    ("bomb.txt.gz", gzip.compress(b"\n" * 30_000_000), "J105", "unpacks to more"),
    ("column.csv", "编号,正文\n1,增长\n", "J107", "`编号`, `正文`"),
    ("cells.csv", f"text,k\n{WORDS},1,2\n", "J107", "3 cells below 2 columns"),
    ("quote.csv", f'text,k\n"{WORDS},1\n', "J107", "not CSV"),
    ("date.csv", f"text,published\n{WORDS},昨天\n", "J107", "is no date like"),
    ("array.jsonl", json.dumps([{"text": WORDS}], indent=1), "J107", "one JSON array"),
    ("deep.jsonl", '{"text": ' + "[" * 100_000, "J107", "JSON"),
    ("scalar.jsonl", "7", "J107", "not a JSON object"),
    ("cut.jsonl", '{"text": "增长"', "J107", "not JSON"),
    ("name\x1b[31m\nred.txt", b"", "J102", "empty"),
]  # fmt: skip

OUTRIGHT: list[tuple[str, Make, str, str]] = [
    ("old.doc", b"\xd0\xcf\x11\xe0" + NOISE, "J106", ".doc are not read"),
    ("sheet.xlsx", call(), "J106", ".xlsx are not read"),
    ("rows.json", "[]", "J106", ".json are not read"),
    ("a.rar", b"Rar!" + NOISE, "J106", ".rar are not read"),
    ("a.tar.gz", NOISE, "J106", ".tar are not read"),
    ("tied.md", tied, "J101", ""),
    ("pipe.txt", os.mkfifo, "J101", "no regular file"),
    ("plug.txt", plug, "J101", "no regular file"),
    ("gone.txt", lambda path: None, "J101", "no such file"),
    ("/dev/zero", lambda path: None, "J101", "no regular file"),
    ("/proc/self/mem", lambda path: None, "J101", "cannot be opened"),
]

# One bad row or member each among good ones, which are read: the good ones' ids.
PARTLY: list[tuple[str, Make, str, str, list[str]]] = [
    ("line.jsonl", f'{{"id": "l1", "text": "{WORDS}"}}\n{{"text": \n{{"id": "l3", "text": "{WORDS}"}}', "J107", "not JSON",
     ["l1", "l3"]),
    ("bytes.jsonl", f'{{"id": "j1", "text": "{WORDS}"}}\n'.encode() + b'{"text": "\xff\xfe"}', "J107", "UTF-8", ["j1"]),
    ("nul.jsonl", f'{{"id": "n1", "text": "{WORDS}"}}\n{{"text": "增\0长"}}', "J107", "NUL", ["n1"]),
    ("bytes.csv", f"id,text\nb1,{WORDS}\nb2,".encode() + "增长".encode("gbk") + f"\nb3,{WORDS}\n".encode(), "J107", "UTF-8",
     ["b1", "b3"]),
    ("page.pdf", pdf([column(WORDS), column("丢了"), column(WORDS)]).replace(b"9 0 R 11", b"99 0 R 11"), "J108", "this page",
     ["page"]),
    ("open.csv", f'id,text\no1,{WORDS}\no2,"{WORDS}\no3,{WORDS}\n', "J107", "not CSV", ["o1", "o3"]),
    ("part.zip", zipped({"p1.md": WORDS, "p2.docx": b"PK\3\4", "p3.md": WORDS}), "J108", "no sound Word", ["p1", "p3"]),
]  # fmt: skip

GOOD: list[tuple[str, Make]] = [
    ("call.md", WORDS),
    ("wide.txt", WORDS.encode("utf-16-le")),
    ("wide-be.txt", WORDS.encode("utf-16-be")),
    ("gb.txt", WORDS.encode("gb18030")),
    ("marks.txt", f"\u202e{WORDS}\u200f\u2066增长\u2069\u200d\ufeff"),
    ("half.jsonl", '{"id": "half", "text": "涨\\ud83d了\\udc00 25%"}'),
    ("line.txt", WORDS * 2000),
    ("cell.csv", f"id,text\ncell,{WORDS * 2000}\n"),
    ("points.md", "".join(f"{'  ' * n}- 增长 {n}%\n" for n in range(300)) + f"{' ' * DEEP}- 增长\n"),
    ("quotes.md", "> " * DEEP + WORDS),
    ("deep.html", "<div>" * DEEP + WORDS),
    ("lists.html", "<ul><li>" * DEEP + WORDS),
    ("tables.html", "<table><tr><td>" * DEEP + WORDS),
    ("tangled.html", "".join(f"<font color={n}>" for n in range(DEEP)) + "<p>增长" * DEEP),
    ("folder.md/inside.md", WORDS + "内"),
]


def put(folder: Path, name: str, make: Make) -> Path:
    """The file, made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if callable(make):
        make(path)
    else:
        path.write_bytes(make if isinstance(make, bytes) else make.encode())
    return path
