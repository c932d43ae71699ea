"""Rows of JSON Lines and CSV → texts. A bad row gives an error in its place; the rows beside it are read.

A row has `text` and, where known, `id`, `title`, `published` and `source`, under these names or those that
`Raw.columns` gives; all other fields are kept as `meta`, so that a labelled file can be read as it is. A lone
surrogate, which JSON can spell (`\\ud83d`) but UTF-8 cannot hold, becomes U+FFFD, one for one, so that offsets stay.
"""

from __future__ import annotations

import codecs
import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from extract.errors import BinaryError, EncodingError, RowError
from extract.folding import scrub
from extract.reading import columns
from extract.reading.decode import decode
from extract.reading.text import Raw, Text, iso_date

Outcome = Text | RowError

_DEEP = 100  # levels of JSON within JSON
_DELIMITERS = ",\t;"
_SPLIT = "split it, or raise --max-size"
_SAVED = "save it as UTF-8, or mend the row"
_UNFIT = re.compile("[\0\udc80-\udcff]")
_NAMED = "name the column of texts: --column text=NAME"
_ONE_A_LINE = "give one JSON object a line"
_ARRAY = "write one object a line: jq -c '.[]' FILE > FILE.jsonl"


def json_lines(raw: Raw) -> Iterator[Outcome]:
    """The rows of JSON Lines."""
    first = True
    for number, line in enumerate(_decoded(raw).split("\n"), 1):
        if reason := _unfit(line):
            yield _error(raw, number, reason, _SAVED)
            continue
        if not line.strip():
            continue
        try:
            row = _json(line)
        except (ValueError, RecursionError) as error:
            if first and (found := _whole(raw)):
                yield _error(raw, number, *found)
                return
            reason = f"not JSON ({error})" if isinstance(error, ValueError) else "JSON nested too deeply"
            yield _error(raw, number, reason, _ONE_A_LINE)
            continue
        finally:
            first = False
        if isinstance(row, dict):
            yield _text(_mended(row) if "\\ud" in line.lower() else row, raw, number)
        else:
            array = isinstance(row, list) and bool(row) and isinstance(row[0], dict)
            yield _error(raw, number, "not a JSON object", _ARRAY if array else _ONE_A_LINE)


def _json(text: str) -> Any:
    """A JSON value. NaN and numbers that none is as large as, which other programs refuse, count as null."""
    value = json.loads(text, parse_constant=lambda _: None, parse_float=_finite)
    if text.count("[") + text.count("{") > _DEEP and _too_deep(value):
        raise RecursionError
    return value


def _finite(number: str) -> float | None:
    value = float(number)
    return value if math.isfinite(value) else None


def _too_deep(value: Any) -> bool:
    """Whether lists and objects stand within each other deeper than writers of JSON go."""
    level, depth = [value], 0
    while level and depth <= _DEEP:
        held = (v.values() if isinstance(v, dict) else v for v in level if isinstance(v, dict | list))
        level, depth = [inner for values in held for inner in values], depth + 1
    return bool(level)


def _whole(raw: Raw) -> tuple[str, str] | None:
    """What is wrong with a file that is one JSON value over many lines, and what to do; None where it is none."""
    try:
        value = _json(decode(raw.data, raw.place))
    except (ValueError, RecursionError):
        return None
    what = "array" if isinstance(value, list) else "object" if isinstance(value, dict) else "value"
    remedy = _ARRAY if isinstance(value, list) else "write it on one line: jq -c . FILE > FILE.jsonl"
    return f"one JSON {what} over many lines", remedy


def _decoded(raw: Raw) -> str:
    """The file's characters. Where only some lines do not decode, their bad bytes stand as half characters.

    Such a line is then refused alone, by `_unfit`.
    """
    try:
        return decode(raw.data, raw.place)
    except (EncodingError, BinaryError):
        text = raw.data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
        head, _, rest = text.partition("\n")
        fit = [head] if raw.format == "csv" else [head, *rest.split("\n")]
        if not any(line.strip() and _unfit(line) is None for line in fit):
            raise
        return text


def _unfit(words: str) -> str | None:
    """Why characters are none of a text, or None."""
    bad = _UNFIT.search(words)
    if bad is None:
        return None
    at = len(words[: bad.start()].encode("utf-8", "surrogateescape"))
    return f"it holds NUL characters (byte {at})" if bad[0] == "\0" else f"it does not decode as UTF-8 (byte {at})"


def comma_separated(raw: Raw) -> Iterator[Outcome]:
    """The rows of CSV below its header, with commas, tabs or semicolons; of .tsv only with tabs.

    Cells are kept as they are, also empty ones. After a row that cannot be parsed reading goes on with the next
    line, so that a quote left open costs one row.
    """
    text = _decoded(raw)
    if not text.strip():
        raw.text(text)  # says that it is empty
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = text.split("\n")
    headers = [(_header(lines[0], d), d) for d in ("\t" if raw.suffix == ".tsv" else _DELIMITERS)]
    header, delimiter = max(headers, key=lambda found: ("text" in columns.held(raw.columns, found[0]), len(found[0])))
    held = columns.held(raw.columns, header)
    if missing := [name for field, name in {"text": "text", **raw.columns}.items() if field not in held]:
        reason = f"the header names no column `{missing[0]}`; it names {columns.found(header)}"
        yield _error(raw, 1, reason, _NAMED if "text" not in held else "name columns that are there")
        return
    begun = 1
    reader = csv.reader(_from(lines, begun), delimiter=delimiter, strict=True)
    while True:
        number = begun + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _error(raw, number, f"not CSV ({error})", "quote cells with commas or line ends")
            begun = number
            reader = csv.reader(_from(lines, begun), delimiter=delimiter, strict=True)
            continue
        if len(cells) > len(header):
            reason = f"{len(cells)} cells below {len(header)} columns"
            yield _error(raw, number, reason, "quote cells with commas or line ends")
        elif unfit := _unfit("".join(cells)):
            yield _error(raw, number, unfit, _SAVED)
        elif cells:
            row: dict[str, Any] = dict(zip(header, cells, strict=False))
            for name in held.values():
                row[name] = row.get(name) or None
            yield _text(row, raw, number)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _from(lines: list[str], start: int) -> Iterator[str]:
    """The lines from `start` on, with their ends, which belong to a quoted cell."""
    for n in range(start, len(lines)):
        if n + 1 < len(lines):
            yield lines[n] + "\n"
        elif lines[n]:
            yield lines[n]


def _text(row: Mapping[str, Any], raw: Raw, number: int) -> Outcome:
    """A row's text, or what is wrong with the row."""
    rest = dict(row)
    held = columns.held(raw.columns, rest)
    fields = {field: rest.pop(held[field], None) if field in held else None for field in columns.FIELDS}
    text = fields["text"]
    name = str(fields["id"]) if isinstance(fields["id"], str | int) and fields["id"] != "" else f"{raw.stem}:{number}"
    called = raw.columns.get("text", "text")
    if text is None:
        absent = "" if "text" in held else f"; it has {columns.found(row)}"
        return _error(raw, number, f"the row has no `{called}`{absent}", _remedy(absent), name)
    if not isinstance(text, str) or not text.strip():
        reason = f"`{called}` is empty" if isinstance(text, str) else f"`{called}` is no text"
        return _error(raw, number, reason, _remedy(""), name)
    if len(text) > raw.longest:
        return _error(raw, number, f"`{called}` has more than {raw.longest:,} characters", _SPLIT, name)
    if type(fields["published"]) is int:  # 20250902
        fields["published"] = str(fields["published"])
    for key in ("title", "published", "source"):
        if fields[key] is not None and not isinstance(fields[key], str):
            return _error(raw, number, f"`{held[key]}` is no text", f"give `{held[key]}` in quotes", name)
    try:
        published = iso_date((fields["published"] or "").strip() or None)
    except ValueError as error:
        return _error(raw, number, f"`{held['published']}`: {error}", "write the date so, or leave it out", name)
    source = fields["source"] or raw.place
    return Text(text, name, fields["title"] or None, published, source, raw.place, raw.format, rest, number)


def _remedy(absent: str) -> str:
    return f"give each row one, or {_NAMED}" if absent else "give each row a text"


def _error(raw: Raw, number: int, reason: str, remedy: str, name: str = "") -> RowError:
    return RowError(f"{raw.place}, line {number}", reason, remedy, number, name or f"{raw.stem}:{number}")


def _mended(value: Any) -> Any:
    """A JSON value with lone surrogates replaced."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value
