"""What the styles of a Word file make of a paragraph: a heading, a point, a line of the table of contents."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.I)
_CONTENTS = re.compile(r"toc ?\d", re.I)
_TITLE = ("title", "标题")
_DEEP = 20  # styles that one may be based on, one on the other
_NONE = "0"  # the list that says: no list


class Style(NamedTuple):
    """What a paragraph is."""

    heading: int = 0  # level; 0 for none
    numbered: tuple[str, int] | None = None  # the list and the level, from 0
    contents: bool = False


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, styles: Any) -> None:
        self._elements = {s.get(qn("w:styleId")): s for s in styles.iter(qn("w:style"))}
        self._default = next((i for i, s in self._elements.items() if _is_default(s)), None)
        self._known = lru_cache(maxsize=1000)(self._resolved)

    def of(self, p: Any) -> Style:
        """What the paragraph `p` is: what it says itself goes before what its style says."""
        properties = p.find(qn("w:pPr"))
        if properties is None:
            return self._known(self._default)
        named = _value(properties, "pStyle") or self._default
        style = self._known(named)
        level = _level(properties)
        numbered = _numbered(properties, style.numbered)
        return Style(style.heading if level is None else level, numbered, style.contents)

    def _resolved(self, identity: str | None) -> Style:
        heading, contents = 0, False
        chain: list[Any] = []
        while identity in self._elements and len(chain) < _DEEP:
            chain.append(self._elements[identity])
            identity = _value(chain[-1], "basedOn")
        numbered: tuple[str, int] | None = None
        for style in reversed(chain):
            name = _value(style, "name") or ""
            properties = style.find(qn("w:pPr"))
            if (found := _HEADING.fullmatch(name)) is not None:
                heading = int(found[1])
            elif name.lower() in _TITLE:
                heading = 1
            if properties is not None:
                level = _level(properties)
                heading = heading if level is None else level
                numbered = _numbered(properties, numbered)
            contents = contents or bool(_CONTENTS.fullmatch(name))
        return Style(heading, numbered, contents)


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")


def _level(properties: Any) -> int | None:
    """The outline level that is given: 1 to 9, 0 for plain text; None where none is."""
    given = _value(properties, "outlineLvl")
    return (int(given) + 1) % 10 if given is not None and given.isdigit() and int(given) < 10 else None


def _numbered(properties: Any, before: tuple[str, int] | None) -> tuple[str, int] | None:
    """The list and level that are given, each else as `before`."""
    found = properties.find(qn("w:numPr"))
    if found is None:
        return before
    identity, level = _value(found, "numId"), _value(found, "ilvl")
    identity = identity if identity is not None else before[0] if before else None
    if identity in (None, _NONE):
        return None
    deep = int(level) if level is not None and level.isdigit() else before[1] if before and level is None else 0
    return identity, min(deep, 8)


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(qn(f"w:{name}"))
    value: str | None = None if found is None else found.get(qn("w:val"))
    return value
