"""Words of a text in Markdown: shown as they are, whatever they hold.

No markup, HTML or link comes to life: signs that Markdown knows are escaped, and what a renderer would make a link
of by itself (addresses, e-mail) stands in a code span. Blanks and line ends become one blank.

>>> words("**<b>买入</b>** [见](http://x.cn/a)")
'\\\\*\\\\*\\\\<b\\\\>买入\\\\</b\\\\>\\\\*\\\\* \\\\[见\\\\]\\\\(`http://x.cn/a`\\\\)'
"""

from __future__ import annotations

import re

from extract.cli.console import safe

_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+!|~&$^=-]|(?<=\d)\.(?= )|:(?=//)")
_BAR, _ESCAPED_BAR = re.compile(r"(?<!\\)\|"), r"\\|"
_LINK = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:/?/?|www\.)[^\s`<>()\[\]|\u4e00-\u9fff]+|[\w.+-]+@[\w-]+\.[\w.-]+")


def words(text: str) -> str:
    """`text` as running words, in a paragraph or a cell of a table."""
    flat, out, at = " ".join(safe(text).split()), [], 0
    for link in _LINK.finditer(flat):
        out += [_escaped(flat[at : link.start()]), code(link[0])]
        at = link.end()
    return "".join((*out, _escaped(flat[at:])))


def code(text: str) -> str:
    """`text` as a code span: an id, a place. In a table, see `row`."""
    flat = " ".join(safe(text).split())
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}" if flat else ""


def row(*cells: str) -> str:
    """A line of a table. A | in a code span would end the cell there, so it gets the escape that tables take away."""
    return f"| {' | '.join(_BAR.sub(_ESCAPED_BAR, cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda m: f"\\{m[0]}", text)
