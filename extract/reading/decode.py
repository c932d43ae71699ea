"""Bytes → text, strictly: what does not decode is an error, never a replacement character.

UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-8 without one, then UTF-16 and GB18030 without one where
the outcome reads like text. The mark is no part of the text. Line ends stay as they are, so that an
offset in the text is an offset in the file's characters.
"""

from __future__ import annotations

import codecs
import re

from extract.errors import BinaryError, EncodingError, UnsupportedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a Word file, an Excel file or an archive", ".docx, or .zip; save one of Excel as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old or a locked Office file", "what it is, and save it from there as .docx or CSV"),
    (b"\x1f\x8b", "a gzip file", "….gz"),
    (b"\x89PNG", "an image", ".png; write down what it says"),
    (b"\xff\xd8\xff", "an image", ".jpg; write down what it says"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_READABLE = re.compile(r"[\t\n\r\x20-\x7e\u00b7\u2010-\u203b\u2460-\u249b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# The two bytes of the characters in daily use: GB2312 level 1, and its punctuation and full-width forms.
_COMMON_GB = re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_ENOUGH = 0.8  # of the characters outside ASCII, for an encoding without a mark to be believed
_TOO_MANY = 0.05  # control characters in a text
_SAMPLE = 65536


def decode(data: bytes, place: str) -> str:
    """The text of a file's bytes. Raises EncodingError, BinaryError or UnsupportedError, naming `place`."""
    for magic, what, suffix in _FORMATS:
        if data.startswith(magic):
            raise UnsupportedError(place, f"this is {what} by what it holds, not by its name", f"name it {suffix}")
    text = _decoded(data, place)
    control = len(_CONTROL.findall(text))
    if "\0" in text or control > _TOO_MANY * len(text):
        raise BinaryError(place, "this is not text: it is full of control characters", "give a text file")
    return text


def _decoded(data: bytes, place: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, place)
    for encoding in _wide(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if b"\0" in data:
        raise BinaryError(place, "this is not text: it holds NUL characters", "give a text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error
    if _is_gb(data):
        return _strict(data, "gb18030", place)
    line = data.count(b"\n", 0, bad.start) + 1
    reason = f"not UTF-8 (byte {bad.start}, line {line}), and no other encoding fits"
    raise EncodingError(place, reason, "save it as UTF-8") from None


def is_utf(data: bytes) -> bool:
    """Whether bytes are UTF-8, or marked as UTF of any width."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"it does not decode as {encoding.upper()} (byte {error.start})"
        raise EncodingError(place, reason, "save it as UTF-8") from None


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: by where the NULs of its ASCII stand, and by whether the outcome reads like text."""
    if len(data) % 2 or not data:
        return []
    sample = data[:_SAMPLE]
    if b"\0" not in sample and _valid_start(sample):
        return []
    orders = ["utf-16-le", "utf-16-be"]
    if sample[0::2].count(0) > sample[1::2].count(0):  # the high bytes of ASCII
        orders.reverse()
    return [order for order in orders if _readable(sample.decode(order, "replace"))]


def _valid_start(sample: bytes) -> bool:
    """Whether a sample, which may end inside a character, is UTF-8 or reads like GB18030."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _is_gb(sample)
    return True


def _readable(text: str) -> bool:
    return len(_READABLE.findall(text)) > 0.95 * len(text)


def _is_gb(data: bytes) -> bool:
    pairs = _HIGH.findall(data[:_SAMPLE])
    return bool(pairs) and sum(bool(_COMMON_GB.fullmatch(p)) for p in pairs) > _ENOUGH * len(pairs)
