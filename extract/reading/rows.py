"""Rows of JSON Lines and CSV → texts. A bad row gives an error in its place; the rows beside it are read.

A row has `text` and, where known, `id`, `title`, `published` and `source`; all other fields are kept as
`meta`, so that a labelled file can be read as it is. A lone surrogate, which JSON can spell (`\\ud83d`)
but UTF-8 cannot hold, becomes U+FFFD, one for one, so that offsets stay.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from extract.errors import RowError
from extract.folding import scrub
from extract.reading.text import Text, iso_date

Outcome = Text | RowError

_DELIMITERS = ",\t;"
_FIELDS = ("id", "title", "published", "source")


def json_lines(lines: Iterable[str | UnicodeDecodeError], path: str, stem: str) -> Iterator[Outcome]:
    """The rows of JSON Lines. A line that did not decode is given as its error."""
    for number, line in enumerate(lines, 1):
        if isinstance(line, UnicodeDecodeError):
            yield _error(path, stem, number, f"it does not decode as UTF-8 (byte {line.start})", "save it as UTF-8")
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f"not JSON ({error})" if isinstance(error, ValueError) else "JSON nested too deeply"
            yield _error(path, stem, number, reason, "give one JSON object a line")
            continue
        if not isinstance(row, dict):
            yield _error(path, stem, number, "not a JSON object", "give one JSON object a line")
            continue
        yield _text(_mended(row) if "\\ud" in line.lower() else row, path, stem, number, "jsonl")


def comma_separated(text: str, path: str, stem: str, tabs: bool = False) -> Iterator[Outcome]:
    """The rows of CSV below its header, with commas, tabs or semicolons; only with tabs where `tabs` says so.

    Cells are kept as they are, also empty ones. The columns that count are known in capitals too (`Text`).

    After a row that cannot be parsed reading goes on with the next line, so that a quote left open costs one row.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = text.split("\n")
    delimiter = next((d for d in ("\t" if tabs else _DELIMITERS) if "text" in _header(lines[0], d)), None)
    if delimiter is None:
        yield _error(path, stem, 1, "the header names no column `text`", "name the column of texts `text`")
        return
    header = _header(lines[0], delimiter)
    begun = 1
    reader = csv.reader(_from(lines, begun), delimiter=delimiter, strict=True)
    while True:
        number = begun + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _error(path, stem, number, f"not CSV ({error})", "quote cells with commas or line ends")
            begun = number
            reader = csv.reader(_from(lines, begun), delimiter=delimiter, strict=True)
            continue
        if len(cells) > len(header):
            reason = f"{len(cells)} cells below {len(header)} columns"
            yield _error(path, stem, number, reason, "quote cells with commas or line ends")
        elif cells:
            row: dict[str, Any] = dict(zip(header, cells, strict=False))
            named = {key: row.pop(key, None) or None for key in _FIELDS}
            yield _text(row | named, path, stem, number, "csv")


def _header(line: str, delimiter: str) -> list[str]:
    try:
        names = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []
    return [name.lower() if name.lower() in ("text", *_FIELDS) else name for name in names]


def _from(lines: list[str], start: int) -> Iterator[str]:
    """The lines from `start` on, with their ends, which belong to a quoted cell."""
    for n in range(start, len(lines)):
        if n + 1 < len(lines):
            yield lines[n] + "\n"
        elif lines[n]:
            yield lines[n]


def _text(row: dict[str, Any], path: str, stem: str, number: int, form: str) -> Outcome:
    """A row's text, or what is wrong with the row."""
    rest = dict(row)
    text = rest.pop("text", None)
    fields = {key: rest.pop(key, None) for key in _FIELDS}
    name = str(fields["id"]) if isinstance(fields["id"], str | int) and fields["id"] != "" else f"{stem}:{number}"
    if not isinstance(text, str) or not text.strip():
        wrong = "`text` is empty" if isinstance(text, str) else "`text` is no text"
        reason = "the row has no `text`" if text is None else wrong
        return _error(path, name, number, reason, "give each row a `text`", named=True)
    if type(fields["published"]) is int:  # 20250902
        fields["published"] = str(fields["published"])
    for key in ("title", "published", "source"):
        if fields[key] is not None and not isinstance(fields[key], str):
            return _error(path, name, number, f"`{key}` is no text", f"give `{key}` in quotes", named=True)
    try:
        published = iso_date((fields["published"] or "").strip() or None)
    except ValueError as error:
        return _error(path, name, number, f"`published`: {error}", "write the date so, or leave it out", named=True)
    return Text(text, name, fields["title"] or None, published, fields["source"] or path, path, form, rest, number)


def _error(path: str, name: str, number: int, reason: str, remedy: str, named: bool = False) -> RowError:
    return RowError(f"{path}, line {number}", reason, remedy, number, name if named else f"{name}:{number}")


def _mended(value: Any) -> Any:
    """A JSON value with lone surrogates replaced."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value
