"""Text and Markdown: the text is the file's own."""

from __future__ import annotations

from collections.abc import Iterator

from extract.reading.decode import decode
from extract.reading.text import Raw, Text


def read(raw: Raw) -> Iterator[Text]:
    """The one text of a file."""
    yield raw.text(decode(raw.data, raw.place))
