"""The texts of the store with what was found in them, for the tools in which people correct labels.

A text is one task, however many documents it holds, so that offsets count in the text as the store has it.
Labels are COMPANY, CHIP and PERSON, FIGURE and TIME; none overlaps another. ``learn-from`` takes back what the
tools export.

=========== ==============================================================================================
spacy       a `DocBin` with each text as the pipeline gives it: words, ents, spans, sentences, extensions
labelstudio tasks with predictions, and beside them the labelling interface that they need (``config``);
            each name carries its canonical name and its sentiment, both to be corrected. It counts as we do: an emoji
            is one (two in its first versions; `learn-from` takes either), each of ``\\r\\n`` is one
doccano     sequence labelling, ``{"text": …, "label": [[start, end, label], …]}``; other fields are metadata
prodigy     ``ner.manual`` tasks with tokens and spans
=========== ==============================================================================================
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from extract import schema
from extract.store import export

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

NAMES = ("COMPANY", "CHIP", "PERSON")
LABELS = (*NAMES, "FIGURE", "TIME")
_COLOURS = dict(zip(LABELS, ("#1f77b4", "#9467bd", "#ff7f0e", "#2ca02c", "#7f7f7f"), strict=True))
# Each name's region has two fields of its own: what it is a name of, and how the text stands to it.
CONFIG = """<View>
  <Header value="$document"/>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text"/>
  <TextArea name="name" toName="text" perRegion="true" maxSubmissions="1" editable="true"
            whenTagName="label" whenLabelValue="COMPANY,CHIP,PERSON" placeholder="canonical name"/>
  <Choices name="sentiment" toName="text" perRegion="true" choice="single-radio"
           whenTagName="label" whenLabelValue="COMPANY,CHIP">
    <Choice value="pos"/>
    <Choice value="neg"/>
    <Choice value="neu"/>
  </Choices>
</View>
""".format(labels="\n".join(f'    <Label value="{label}" background="{_COLOURS[label]}"/>' for label in LABELS))


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a text, with the record that it came from."""

    start: int
    end: int
    label: str
    item: Any


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text of the store. `id` is that of its documents, without the number of each."""

    id: str
    text: str
    documents: list[schema.Document]

    @property
    def published(self) -> str:
        """Of its first document; empty where nobody said."""
        return self.documents[0].published or ""

    @property
    def title(self) -> str:
        """Of its first document; empty where it has none."""
        return self.documents[0].title or ""

    def spans(self) -> list[Span]:
        """All labels, in text order."""
        found = [
            Span(item.start, item.end, label, item)
            for document in self.documents
            for label, items in (("", document.mentions), ("FIGURE", document.figures), ("TIME", document.times))
            for item in items
        ]
        whole = [Span(s.start, s.end, s.label or s.item.label, s.item) for s in found]
        return sorted(whole, key=lambda s: (s.start, s.end))

    def doc(self, vocab: Vocab) -> Doc:
        """As the pipeline gives it."""
        from extract.pipeline import doc_of

        return doc_of(vocab, self.text, self.documents)


def texts(db: sqlite3.Connection, only: Sequence[str] | None = None) -> Iterator[Labelled]:
    """All texts that have documents, in the order of their ids; `only` those that hold one of these documents."""
    found = db.execute(
        "SELECT d.*, t.source, t.text FROM documents d JOIN texts t USING (sha256) WHERE d.sha256 IN"
        " (SELECT o.sha256 FROM documents o WHERE ? IS NULL OR o.id IN (SELECT value FROM json_each(?)))"
        " ORDER BY min(d.id) OVER (PARTITION BY d.sha256), d.n",
        (listed := None if only is None else json.dumps(only), listed or "[]"),
    )
    held: list[Any] = []
    for row in found:
        if held and held[0]["sha256"] != row["sha256"]:
            yield _labelled(db, held)
            held = []
        held.append(row)
    if held:
        yield _labelled(db, held)


def _labelled(db: sqlite3.Connection, rows: list[Any]) -> Labelled:
    id = rows[0]["id"] if len(rows) == 1 else rows[0]["id"].rpartition("#")[0]
    return Labelled(id, rows[0]["text"], [export.record(db, row) for row in rows])


def to_labelstudio(found: Iterator[Labelled], out: TextIO) -> int:
    """A JSON array of tasks for *Import*; the number of tasks. `CONFIG` is the project's labelling interface."""
    count = 0
    for count, text in enumerate(found, 1):
        first = text.documents[0].pipeline
        task = {
            "data": {"text": text.text, "document": text.id, "title": text.title, "published": text.published},
            "predictions": [
                {
                    "model_version": f"jiyao {first.version}",
                    "result": [region for n, span in enumerate(text.spans()) for region in _regions(span, n)],
                }
            ],
        }
        out.write((",\n" if count > 1 else "[\n") + json.dumps(task, ensure_ascii=False))
    out.write("\n]\n" if count else "[]\n")
    return count


def _regions(span: Span, n: int) -> Iterator[dict[str, Any]]:
    """The label, and in regions of the same id what the reviewer can correct about a name."""
    place = {"start": span.start, "end": span.end}

    def region(name: str, kind: str, **value: Any) -> dict[str, Any]:
        return {"id": f"r{n}", "from_name": name, "to_name": "text", "type": kind, "value": {**place, **value}}

    yield region("label", "labels", text=span.item.text, labels=[span.label])
    if span.label in NAMES:
        yield region("name", "textarea", text=[span.item.name])
    if span.label in ("COMPANY", "CHIP"):
        yield region("sentiment", "choices", choices=[span.item.sentiment.label])


def to_doccano(found: Iterator[Labelled], out: TextIO) -> int:
    """JSON Lines for a project of sequence labelling; the number of texts."""
    count = 0
    for text in found:
        count += 1
        label = [[span.start, span.end, span.label] for span in text.spans()]
        line = {"text": text.text, "label": label, "document": text.id, "published": text.published}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return count


def to_prodigy(found: Iterator[Labelled], out: TextIO) -> int:
    """JSON Lines for ``prodigy ner.manual``; ``token_end`` is the last token, included. The number of texts."""
    from spacy.vocab import Vocab

    count, vocab = 0, Vocab()
    for text in found:
        count += 1
        doc = text.doc(vocab)
        tokens = [
            {"text": t.text, "start": t.idx, "end": t.idx + len(t), "id": t.i, "ws": bool(t.whitespace_)} for t in doc
        ]
        first, last = {t["start"]: t["id"] for t in tokens}, {t["end"]: t["id"] for t in tokens}
        spans = [
            {"start": s.start, "end": s.end, "label": s.label, "token_start": first[s.start], "token_end": last[s.end]}
            for s in text.spans()
        ]
        meta = {"document": text.id, "published": text.published}
        line = {"text": text.text, "tokens": tokens, "spans": spans, "meta": meta}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return count


def to_docbin(found: Iterator[Labelled]) -> DocBin:
    """All of it; ``DocBin().from_disk(path).get_docs(extract.load().vocab)`` gives it back, records and all."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    return DocBin(attrs=["SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SENT_START"], store_user_data=True,
                  docs=(text.doc(vocab) for text in found))  # fmt: skip
