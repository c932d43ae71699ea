"""A file, plain or packed → its texts: gzip is taken off, the members of a zip are read one by one.

Nothing is written to disk, and no more is unpacked than the limits allow: what says that it is larger is not
begun, and what turns out larger is not finished. A bad member is named as ARCHIVE/MEMBER and costs no other.
"""

from __future__ import annotations

import gzip
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import BinaryIO

from extract.errors import DamagedError, EmptyError, LockedError, ReadError, TooLargeError, UnsupportedError
from extract.reading import formats
from extract.reading.formats import Format, Kind
from extract.reading.text import Raw, Text

MAX_MEMBERS = 10_000
MAX_RATIO = 200  # unpacked to packed; text shrinks to a fifth or a tenth
_SMALL = 1 << 20  # bytes, below which the ratio does not count
_ENTRY = 500  # bytes of an archive's directory for one member, its long name included
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)  # LZMA may ask for gigabytes
_SPOILT = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, struct.error, ValueError, OSError, IndexError)
# What systems and saved pages leave in archives, which is no document.
_JUNK = ("__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db")
_PARTS = (".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf")
_NAMELESS = "(no name)"
_UNPACK = "unpack it and give its files"


@dataclass(frozen=True)
class Limits:
    """How much is read, and how the columns of rows are called."""

    max_bytes: int
    columns: Mapping[str, str] = field(default_factory=dict)


def texts(file: BinaryIO, place: str, kind: Kind, limits: Limits) -> Iterator[Text | ReadError]:
    """The texts of an opened file. Raises ReadError where it cannot be read as a whole."""
    form = kind.form or formats.TEXT
    if form is not formats.ZIP:
        data = _bounded(file, form, limits.max_bytes, place)
        if kind.gz:
            data = _unzipped(data, form, limits.max_bytes, place)
        yield from _texts(data, place, kind, limits)
    elif kind.gz:
        raise UnsupportedError(place, "an archive within an archive is not read", _UNPACK)
    else:
        yield from _members(file, place, limits)


def _bounded(file: BinaryIO, form: Format, max_bytes: int, place: str) -> bytes:
    limit = form.limit(max_bytes)
    large = _size(file) > limit
    data = b"" if large else file.read(limit + 1)
    if large or len(data) > limit:
        raise TooLargeError(place, f"larger than {limit:,} bytes", "split it, or raise --max-size")
    return data


def _unzipped(data: bytes, form: Format, max_bytes: int, place: str) -> bytes:
    limit = form.limit(max_bytes)
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            out = stream.read(limit + 1)
    except _SPOILT as error:
        raise DamagedError(place, f"no sound gzip file ({error})", "fetch or pack it again") from None
    if len(out) > limit:
        raise TooLargeError(place, f"it unpacks to more than {limit:,} bytes", "split it, or raise --max-size")
    return out


def _texts(data: bytes, place: str, kind: Kind, limits: Limits) -> Iterator[Text | ReadError]:
    """The texts of a file's or member's bytes."""
    form = kind.form or formats.TEXT
    raw = Raw(data, place, kind.stem, kind.suffix, form.name, limits.max_bytes, limits.columns)
    empty = True
    for outcome in form.read(raw):
        empty = False
        yield outcome
    if empty:
        raise EmptyError(place, "empty: no rows" if data else "empty", "give a file with rows in it")


def _members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Text | ReadError]:
    limit = formats.ZIP.limit(limits.max_bytes)
    if _size(file) > limit:
        raise TooLargeError(place, f"larger than {limit:,} bytes", "split it, or raise --max-size")
    if _directory_size(file) > MAX_MEMBERS * _ENTRY:
        raise TooLargeError(place, f"more than {MAX_MEMBERS:,} members", "split it")
    try:
        archive = zipfile.ZipFile(file)
    except (*_SPOILT, NotImplementedError) as error:
        raise DamagedError(place, f"no sound zip file ({error})", "fetch or pack it again") from None
    with archive:
        infos = [info for info in archive.infolist() if not _passed_over(_name(info))]
        if len(infos) > MAX_MEMBERS:
            raise TooLargeError(place, f"more than {MAX_MEMBERS:,} members", "split it")
        if not infos:
            raise EmptyError(place, "empty: it holds no document", "give an archive of documents")
        left = limit
        for info in infos:
            left -= info.file_size if formats.known(_name(info)) else 0
            if left < 0:
                reason = f"the members up to here come to more than {limit:,} bytes"
                too_large = TooLargeError(f"{place}/{_name(info)}", reason, "split the archive, or raise --max-size")
                too_large.member = _name(info)
                yield too_large
            else:
                yield from _member(archive, info, place, limits)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, limits: Limits) -> Iterator[Text | ReadError]:
    name = _name(info)
    kind = formats.kind(name)
    inside = f"{place}/{name}"
    try:
        _check(info, inside, kind, limits)
        form = kind.form or formats.TEXT
        try:
            with archive.open(info) as stream:
                data = stream.read(form.limit(limits.max_bytes) + 1)
        except (*_SPOILT, NotImplementedError, RuntimeError) as error:
            raise DamagedError(inside, f"it does not unpack ({error})", "fetch or pack it again") from None
        for outcome in _texts(data, inside, kind, limits):
            if isinstance(outcome, Text):
                yield replace(outcome, member=name)
            else:
                outcome.member = "/".join(filter(None, (name, outcome.member)))
                yield outcome
    except ReadError as error:
        error.member = name
        yield error


def _check(info: zipfile.ZipInfo, inside: str, kind: Kind, limits: Limits) -> None:
    """Raises ReadError for a member that is not to be unpacked."""
    name = _name(info)
    if kind.gz or kind.form is formats.ZIP:
        raise UnsupportedError(inside, "an archive within an archive is not read", _UNPACK)
    if kind.form is None:
        what = kind.suffix or "without a suffix"
        remedy = formats.UNREAD.get(kind.suffix, "give it one of " + " ".join(formats.FORMATS))
        raise UnsupportedError(inside, f"members of the format {what} are not read", remedy)
    if ".." in name.split("/") or name.startswith("/"):
        raise UnsupportedError(inside, "its name leads out of the archive", "pack it again without such names")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsupportedError(inside, "it is a link, not a file", "pack the file itself")
    if info.flag_bits & 1:
        raise LockedError(inside, "it is encrypted", "unpack it with its password and give its files")
    if info.compress_type not in _METHODS:
        raise UnsupportedError(inside, f"its compression (method {info.compress_type}) is not read", _UNPACK)
    limit = kind.form.limit(limits.max_bytes)
    if info.file_size > limit:
        raise TooLargeError(inside, f"larger than {limit:,} bytes", "split it, or raise --max-size")
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size:
        reason = f"it grows more than {MAX_RATIO}-fold when unpacked, as no document does"
        raise TooLargeError(inside, reason, "look whether it is what it should be; if so, unpack it")


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. One that says no encoding is UTF-8 or, as Windows in China writes it, GBK."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/") or _NAMELESS


def _passed_over(name: str) -> bool:
    """Whether a member is a folder, or nothing that anybody meant to give."""
    if name.endswith("/"):
        return True
    parts = name.lower().split("/")
    return any(p in _JUNK or (p.startswith(".") and p != "..") for p in parts) or name.lower().endswith(_PARTS)


def _size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _directory_size(file: BinaryIO) -> int:
    """Bytes of a zip's directory, as its last record says: what `zipfile` would read and hold whole."""
    size = _size(file)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 16:
        return 0
    stated = int(struct.unpack_from("<L", tail, at + 12)[0])
    long = tail.rfind(b"PK\6\6", 0, at)  # the record of archives with many members
    return max(stated, int(struct.unpack_from("<Q", tail, long + 40)[0])) if 0 <= long <= at - 56 else stated
