"""``jiyao brief``: one page of Markdown on a company or chip, every line with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli import asking, console, log, options
from extract.cli.markdown import code, row, words
from extract.cli.target import output

if TYPE_CHECKING:
    from extract.store.brief import Brief, Mentioned

_QUOTED = 240  # characters of a claim
_CHANGES = 8  # of each kind
_DOCUMENTS = 8  # in the table of sentiment
_TONES = {"pos": "good", "neg": "bad", "neu": "neither"}
_TABLE = "| --- " * 4 + "|"


def brief(
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="Name, alias, English name or ticker; or a chip.")],
    store: options.Store,
    claims: Annotated[int, typer.Option(min=0, help="At most so many claims.")] = 12,
    figures: Annotated[int, typer.Option(min=0, help="At most so many figures.")] = 15,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="File; stdout where none.")] = None,
    metrics: asking.Metrics = None,
    lexicon: options.Lexicon = None,
    log_json: options.LogJson = False,
) -> int:
    """Write a page on a company or chip: what changed since the call before, figures, sentiment and latest claims."""
    from extract.store import brief as gather
    from extract.store import metrics as tables
    from extract.store import names, reading

    table = tables.load(metrics)
    with reading(store) as db:
        own = lexicon or names.last_lexicon(db)
        ids = names.resolve(db, "COMPANY", company, own) or names.resolve(db, "CHIP", company, own)
        found = gather.brief(db, ids, table, claims, figures) if ids else None
    if not ids:
        raise typer.BadParameter(f"no company or chip is known as “{company}”, here or in the store; try another name")
    if found is None:
        log.error(f"no document of the store names “{company}”")
        return 0
    with output(out) as stream:
        stream.write("\n".join(_page(found)) + "\n")
    return 0


def _page(found: Brief) -> Iterator[str]:
    dates = sorted(d.published[:10] for d in found.documents if d.published)
    span = " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else "undated"
    yield f"# {words(found.name)}" + (f" ({words(found.ticker)})" if found.ticker else "")
    yield ""
    tones = ", ".join(f"{found.tones[label]} {word}" for label, word in _TONES.items())
    yield f"{len(found.documents)} documents ({span}), {found.total} claims: {tones} news for it. Sources: document,"
    yield "date, and [start:end] of the quotation in the document's text, in characters."
    yield from ("", "## Changed since the call before", "", *_changes(found))
    yield from ("", "## Key figures", "", *_figures(found))
    yield from ("", "## Sentiment", "", *_sentiment(found))
    yield from ("", "## Latest claims", "")
    for claim in found.claims:
        yield f"- {_sign(claim, found)} {_quoted(claim)}"
    if found.total > len(found.claims):
        hint = f"jiyao query --store STORE --company {found.ticker or found.name}"
        yield f"- … and {found.total - len(found.claims)} more: {code(hint)}"


def _changes(found: Brief) -> Iterator[str]:
    newest, changes = found.documents[0], found.changes
    if found.before is None or changes is None:
        yield f"Nothing to compare: {_document(newest)} is the only dated document that names it."
        return
    yield f"{_document(newest)} against {_document(found.before)}:"
    yield ""
    if not changes:
        yield "- Nothing new."
    if changes.turned:
        before, after = (_TONES[label] for label in changes.turned)
        yield f"- **Sentiment** turned from {before} to {after}: {_document(found.before)}, {_document(newest)}"
    for revision in changes.revised[:_CHANGES]:
        arrow = {1: "↑", -1: "↓", 0: "→"}[revision.direction]
        new = revision.after[0]
        old_words, new_words = (
            " / ".join(words(f["text"]) for f in figures) for figures in (revision.before, revision.after)
        )
        yield (
            f"- **Revised** {arrow} {words(new['metric'])}{_for(new)}: {old_words} → {new_words};"
            f" {_places(newest, revision.after)}, before {_places(found.before, revision.before)}"
        )
    for claim in changes.new[:_CHANGES]:
        yield f"- **New** {_quoted({**claim, 'published': newest.published, 'claim': claim['id']})}"
    more = sum(max(0, len(items) - _CHANGES) for items in (changes.revised, changes.new))
    if more:
        yield f"- … and {more} more in {_document(newest)}"


def _figures(found: Brief) -> Iterator[str]:
    if not found.figures:
        yield "None that are told of it."
        return
    yield "| metric | period | value | source |"
    yield _TABLE
    for figure in found.figures:
        marks = ("≈ " if figure["approx"] else "") + console.BOUNDS[figure["bound"]]
        value = f"{marks}{words(figure['text'])} {console.TRENDS[figure['trend']]}".strip()
        value += " (forecast)" if figure["forecast"] else ""
        source = f"{code(figure['document'])} {_date(figure)} {_offsets(figure['start'], figure['end'])}"
        metric = figure["metric"] + (f" ({figure['subject']})" if figure["subject"] != found.name else "")
        yield row(words(metric), _period(figure) or "–", value, source)


def _sentiment(found: Brief) -> Iterator[str]:
    """Mentions a document, newest first: how the tone went from call to call."""
    if len(found.documents) > _DOCUMENTS:
        yield f"The newest {_DOCUMENTS} of {len(found.documents)} documents."
        yield ""
    yield "| mentions in | good | bad | neither |"
    yield _TABLE
    for document in found.documents[:_DOCUMENTS]:
        yield row(_document(document), str(document.pos), str(document.neg), str(document.neu))


def _sign(claim: dict[str, Any], found: Brief) -> str:
    from extract.store.query import told

    tone = told(claim, [found.entity])
    return f"{console.SIGNS[tone['label']]} {tone['score']:.2f}"


def _quoted(claim: Mapping[str, Any]) -> str:
    """The claim's words, at most so many; the offsets are those of what is quoted, for a whole claim its own."""
    text, start = claim["text"], claim["start"]
    quote = text[:_QUOTED].rstrip() if len(text) > _QUOTED else text
    cited = " ".join(map(str, _citations(claim["citations"])))
    parts = (
        f"{code(claim['document'])} {claim['claim']}", _date(claim), _offsets(start, start + len(quote)),
        f"citations {cited}" if cited else "",
    )  # fmt: skip
    cut = " …" if len(text.rstrip()) > len(quote) else ""
    return f"“{words(quote)}”{cut} — {', '.join(part for part in parts if part)}"


def _citations(value: Any) -> list[int]:
    """Of a row of the store, or of a claim as `query` gives it."""
    import json

    return list(json.loads(value)) if isinstance(value, str) else value


def _document(document: Mentioned) -> str:
    title = f" {words(document.title)}" if document.title else ""
    return f"{code(document.document)}{title} ({_date({'published': document.published})})"


def _places(document: Mentioned, items: Sequence[Mapping[str, Any]]) -> str:
    date = _date({"published": document.published})
    return f"{code(document.document)} {date} {' '.join(_offsets(item['start'], item['end']) for item in items)}"


def _offsets(start: int, end: int) -> str:
    return f"[{start}:{end}]"


def _date(item: Mapping[str, Any]) -> str:
    return str(item["published"] or "undated")[:10]


def _for(figure: Mapping[str, Any]) -> str:
    return f" ({_period(figure)})" if _period(figure) else ""


def _period(figure: Mapping[str, Any]) -> str:
    return "…".join(day for day in dict.fromkeys((figure["period_from"], figure["period_to"])) if day)
