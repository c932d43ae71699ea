"""Files of the formats that are read, made by the tests themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx import Document

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
    b" /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)
Placed = tuple[float, float, str]  # from the left, from the bottom, words


def pdf(
    pages: Sequence[Sequence[Placed]], picture: bool = False, codec: str = "utf-16-be", encoding: str = ""
) -> bytes:
    """A PDF of lines set in 12 points, each where it is to stand; with a picture on every page where that is wanted."""
    font = [_FONT[0].replace(b"UniGB-UCS2-H", encoding.encode() or b"UniGB-UCS2-H"), *_FONT[1:]]
    kids = b" ".join(b"%d 0 R" % (7 + 2 * n) for n in range(len(pages)))
    objects = [_CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)), *font, _PICTURE]
    for n, page in enumerate(pages):
        drawn = [f"BT /F1 12 Tf {x} {y} Td <{words.encode(codec).hex()}> Tj ET" for x, y, words in page]
        stream = "\n".join(["q 500 0 0 700 50 50 cm /P1 Do Q"] * picture + drawn).encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >>"
            b" /XObject << /P1 6 0 R >> >> >>" % (8 + 2 * n),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of which is its catalog."""
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + head + table + tail


def locked_pdf() -> bytes:
    """A PDF under a password that is not the empty one."""
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
    pages = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", lock]
    return assembled(pages, b"/Encrypt 3 0 R /ID [<00112233> <00112233>]")


def column(*lines: str, left: float = 60, top: float = 740, drop: float = 18) -> list[Placed]:
    """Lines one below the other."""
    return [(left, top - drop * n, words) for n, words in enumerate(lines)]


def word(fill: Callable[[Any], None]) -> bytes:
    """A Word file that `fill` has written into."""
    document = Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def call(words: str = "英伟达 H20 出货增长约 25%") -> bytes:
    """A Word file of one paragraph."""
    return word(lambda document: document.add_paragraph(words))


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A zip with some of its members replaced, or others put in."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    return zipped(members | dict(changed))


def zipped(members: Mapping[str, str | bytes], **options: Any) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
