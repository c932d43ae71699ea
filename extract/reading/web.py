"""HTML: what a page shows, block by block in lines; scripts, styles, menus and what is hidden are left out.

A page is bare HTML, or saved by a browser with all its parts in one file (.mhtml). lxml tells its tags one by one
and builds no tree, so that neither depth nor tangled tags cost more than their length.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from itertools import islice

from lxml import etree

from extract.errors import DamagedError, UnsupportedError
from extract.reading.decode import decode, is_utf
from extract.reading.text import Raw, Text
from extract.reading.web_page import Page

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_HEAD = 4096  # bytes in which a page says its encoding
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # what pages say, and what they mean
_PARTS = 1000  # parts of a saved page that are looked at


def read(raw: Raw) -> Iterator[Text]:
    """The one text of a page."""
    yield _page(raw, _decoded(raw.data, raw.place, None))


def read_saved(raw: Raw) -> Iterator[Text]:
    """The one text of a page saved with all its parts in one file."""
    try:
        message = message_from_bytes(raw.data, policy=policy.default)
        parts = (part for part in islice(message.walk(), _PARTS) if part.get_content_type() == "text/html")
        page = next(parts, None)
        data = None if page is None else page.get_payload(decode=True)
        charset = None if page is None else page.get_content_charset()
        address = message["Snapshot-Content-Location"]
    except Exception as error:  # the library means never to raise, yet does for broken headers of many kinds
        reason = f"no sound saved page ({type(error).__name__}: {error})"
        raise DamagedError(raw.place, reason, "save the page again") from None
    if not isinstance(data, bytes):
        raise UnsupportedError(raw.place, "there is no page of HTML in it", "save the page again, as .html or .mhtml")
    yield _page(raw, _decoded(data, raw.place, charset), str(address) if address else None)


def _page(raw: Raw, html: str, address: str | None = None) -> Text:
    page = Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8")
    try:
        parser.feed(html.encode("utf-8"))
        parser.close()
    except etree.LxmlError as error:
        raise DamagedError(raw.place, f"no sound HTML ({error})", "save the page again") from None
    url = address or page.url
    return raw.text(page.text, published=page.published, said={"url": url} if url else {})


def _decoded(data: bytes, place: str, charset: str | None) -> str:
    """The page's characters: by its mark, as UTF-8, as it or its envelope says, or by what reads like text."""
    said = _CHARSET.search(data, 0, _HEAD)
    name = charset or (said[1].decode("ascii") if said else None)
    if name is not None and not is_utf(data):
        name = _CHINESE.get(name.lower(), name)
        try:
            if not codecs.lookup(name).name.startswith("utf"):
                return data.decode(name)
        except (LookupError, UnicodeDecodeError, UnicodeError):
            pass  # not what it says: what follows finds out, or refuses
    return decode(data, place)
