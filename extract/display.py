"""Records as notebooks show them: HTML in which every word of a text is a word, whatever it holds.

No script, no link, no style sheet: inline styles alone, which stay where a notebook cleans its output.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.schema import Document

# Control characters could move a cursor or change what a terminal does; overrides turn text round.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SHOWN = 20_000  # characters of a text
_ROWS = 30  # of a table
_LABELS = {
    "COMPANY": "#1f77b433",
    "CHIP": "#9467bd33",
    "PERSON": "#ff7f0e33",
    "FIGURE": "#2ca02c26",
    "TIME": "#7f7f7f26",
}
_TONES = {"pos": "#2e9e5b", "neg": "#d9453d", "neu": "transparent"}
_SIGNS = {"pos": "+", "neg": "−", "neu": "·"}
_BOX = "font-family:system-ui,sans-serif;line-height:1.7;margin:.5em 0"


def documents_html(documents: Sequence[Document], text: str) -> str:
    """The documents of `text`, each with its words."""
    return "".join(document_html(document, text) for document in documents)


def document_html(document: Document, text: str | None = None) -> str:
    """A document: its title, its words with all that was found in them, where `text` is given, and tables."""
    title = " · ".join(part for part in (document.id, document.title, document.published) if part)
    parts = [f"<div style='{_BOX}'><b>{_words(title)}</b>"]
    if text is not None:
        parts.append(f"<div style='white-space:pre-wrap;overflow-wrap:anywhere'>{_marked(document, text)}</div>")
    names = sorted(document.entities, key=lambda e: -e.mentions)
    parts.append(_table(("name", "kind", "ticker", "mentions", "sentiment"), (
        (e.name, e.label.lower(), e.ticker, e.mentions, f"{_SIGNS[e.sentiment.label]} {e.sentiment.score:.2f}")
        for e in names[:_ROWS]
    ), len(names)))  # fmt: skip
    figures = [f for f in document.figures if f.metric] or document.figures
    parts.append(_table(("metric", "value", "subject", "period", "place"), (
        (f.metric, f.text, f.subject, _span(f.period), f"{f.start}:{f.end}") for f in figures[:_ROWS]
    ), len(figures)))  # fmt: skip
    return "".join((*parts, "</div>"))


def _marked(document: Document, text: str) -> str:
    end = min(document.end, document.start + _SHOWN)
    items: list[tuple[int, int, str]] = [
        *((m.start, m.end, _mention(m)) for m in document.mentions),
        *((f.start, f.end, _style("FIGURE", _figure(f))) for f in document.figures),
        *((t.start, t.end, _style("TIME", _span(t))) for t in document.times),
    ]
    out, at = [], document.start
    for first, last, style in sorted(items):
        if at <= first and last <= end:
            out += [_words(text[at:first]), f"<span {style}>{_words(text[first:last])}</span>"]
            at = last
    rest = document.end - end
    return "".join((*out, _words(text[at:end]), f"… (+{rest:,} characters)" if rest else ""))


def _mention(mention: Any) -> str:
    tone = mention.sentiment.label
    told = " · ".join(part for part in (mention.name, mention.ticker, mention.maker, mention.via) if part)
    line = f"border-bottom:2px solid {_TONES[tone]}"
    return _style(mention.label, f"{mention.label}: {told} · {tone} {mention.sentiment.score:.2f}", line)


def _figure(figure: Any) -> str:
    value = f"{figure.lo:g}" if figure.lo == figure.hi else f"{figure.lo:g}…{figure.hi:g}"
    parts = (figure.metric, f"{value} {figure.unit}", figure.trend, figure.subject, _span(figure.period))
    return " · ".join(part for part in parts if part)


def _style(label: str, told: str, more: str = "") -> str:
    return f"style='background:{_LABELS[label]};border-radius:3px;{more}' title='{_words(told)}'"


def _span(period: Any) -> str:
    return "…".join(day for day in dict.fromkeys((period.from_, period.to)) if day)


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]], total: int) -> str:
    if not total:
        return ""
    body = "".join(f"<tr>{''.join(f'<td>{_words(cell)}</td>' for cell in row)}</tr>" for row in rows)
    more = f"<div>… {total - _ROWS} more</div>" if total > _ROWS else ""
    columns = "".join(f"<th>{name}</th>" for name in head)
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>{more}"


def _words(value: Any) -> str:
    """Words as HTML; what is not seen, or would turn text round, shows as a box."""
    return escape(CONTROL.sub("\ufffd", "" if value is None else str(value)), quote=True)
