"""The page's text: template, script, styles and data, with nothing in the data that a browser could take for markup."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any, TextIO

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from extract.report.data import Content, dumped

_SCRIPTS = (
    "words", "dom", "data", "show", "charts", "lists", "overview", "entity", "marks", "card", "panel", "reader",
    "search", "keys", "app",
)  # fmt: skip
_STYLES = ("base", "views", "reader", "print")
# What JSON allows inside a string and the page must not hold as it is: markup, what script or HTML takes for the end of
# a line, characters that turn the direction of writing or steer a terminal, and halves of surrogate pairs.
_ESCAPED = re.compile("[<>&\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def write(content: Content, name: str, out: TextIO) -> None:
    """Write the page to `out`; `name` is what the store is called."""
    script = Markup("\n(() => {{\n'use strict';\n{}}})();\n").format(_joined(_SCRIPTS, "js"))
    style = _joined(_STYLES, "css")
    parts = _template().generate(
        name=name,
        script=script,
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
        index=embedded(dumped(content.index)),
        blocks=map(embedded, content.blocks),
    )
    for part in parts:
        out.write(part)


def embedded(json: str) -> Markup:
    """The same JSON, so written that it can stand inside a script element.

    >>> print(embedded('["</script>"]'))
    ["\\u003c/script\\u003e"]
    """
    return Markup(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json))


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file("page.html.j2"))


@cache
def _joined(names: tuple[str, ...], suffix: str) -> Markup:
    """Our own script or styles, whole; data never comes here."""
    return Markup("\n" + "\n".join(_file(f"{name}.{suffix}") for name in names))


def _file(name: str) -> str:
    return files("extract.report").joinpath("page", name).read_text(encoding="utf8")


def _hash(source: str) -> str:
    """As a content security policy names what may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
