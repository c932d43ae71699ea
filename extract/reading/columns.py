"""What the columns of CSV and the fields of JSON Lines are called, where they are called otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FIELDS = ("text", "id", "title", "published", "source")
_SHOWN = 12  # names that an error lists
_LONG = 40  # code points of a name that it shows


def parse_columns(given: Iterable[str]) -> dict[str, str]:
    """Field → column, from ``FIELD=NAME``, several of them parted by commas. Raises ValueError.

    >>> parse_columns(["text=正文,published=日期", "id=编号"])
    {'text': '正文', 'published': '日期', 'id': '编号'}
    """
    columns = {}
    for pair in (pair for each in given for pair in each.split(",")):
        field, _, name = (part.strip() for part in pair.partition("="))
        if field not in FIELDS or not name:
            raise ValueError(f"{pair!r} is not of the form FIELD=NAME with FIELD one of {', '.join(FIELDS)}")
        columns[field] = name
    return columns


def found(names: Iterable[str]) -> str:
    """The names of columns as an error shows them."""
    names = list(names)
    shown = [f"`{name[:_LONG]}{'…' * (len(name) > _LONG)}`" for name in names[:_SHOWN]]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(shown) + more if shown else "none"


def held(columns: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Field → the name that it goes by here, of those of the fields that stand among `names`.

    A name that is given, or the field's own, counts in capitals too where it does not stand as it is.
    """
    names = list(names)
    folded = {name.casefold(): name for name in reversed(names)}
    there = set(names)
    wanted = {field: columns.get(field, field) for field in FIELDS}
    hits = {f: name if name in there else folded.get(name.casefold()) for f, name in wanted.items()}
    return {field: name for field, name in hits.items() if name is not None}
