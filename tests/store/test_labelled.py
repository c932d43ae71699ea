"""What the labelling tools are given, held against what they publish of their formats."""

from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import DocBin

import extract
from extract import samples, store
from extract.store import labelled
from extract.store.entry import Entry, Name
from extract.store.labelled import Labelled
from extract.store.rows import pack

EMOJI = "📈 英伟达 H20 降价约 15%,\u3000黄仁勋称 2026 年 🚀 收入 3.5 亿美元\r\n  下一行 台积电  两成"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, reader: extract.Reader) -> Path:
    """A store of the sample summaries and of a text with blanks, line ends and characters beyond the first plane."""
    path = tmp_path_factory.mktemp("labelled") / "store.sqlite"
    texts = [(text.id or p.stem, text.text) for p in samples.paths() for text in extract.read(p)]
    with store.writing(path) as db:
        writer = store.Writer(db)
        writer.begin("run", {})
        for stem, text in (*texts, ("emoji", EMOJI)):
            entry = Entry(Name(f"/in/{stem}"), stem, text)
            writer.add(entry, pack(reader.documents(text, published="2025-05-01", source=entry.source), text))
    return path


@pytest.fixture
def texts(path: Path) -> Iterator[Callable[..., Iterator[Labelled]]]:
    with store.reading(path) as db:
        yield lambda *only: labelled.texts(db, list(only) or None)


def test_a_text_is_one_task_with_all_labels_of_its_documents(texts: Callable[..., Iterator[Labelled]]) -> None:
    found = list(texts())
    assert [text.id for text in found][:2] == ["accelerators", "emoji"]
    assert [len(text.documents) for text in found][:2] == [2, 1]
    for text in found:
        spans = text.spans()
        assert [text.text[s.start : s.end] for s in spans] == [s.item.text for s in spans]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert {s.label for text in found for s in text.spans()} == set(labelled.LABELS)
    assert [text.id for text in texts("accelerators#2", "emoji")] == ["accelerators", "emoji"]
    assert list(texts("nothing")) == []


# spaCy


def test_docbin_is_the_pipelines_own_doc(
    texts: Callable[..., Iterator[Labelled]], nlp: Language, tmp_path: Path
) -> None:
    labelled.to_docbin(texts()).to_disk(tmp_path / "docs.spacy")
    back = list(DocBin().from_disk(tmp_path / "docs.spacy").get_docs(nlp.vocab))
    assert len(back) == len(list(texts()))
    for doc, text in zip(back, texts(), strict=True):
        made = nlp.make_doc(text.text)
        made._.published = "2025-05-01"
        fresh = nlp(made)
        assert doc.text == text.text
        assert [(t.text, t.whitespace_, t.is_sent_start) for t in doc] == [
            (t.text, t.whitespace_, t.is_sent_start) for t in fresh
        ]  # fmt: skip
        assert [(e.start, e.end, e.label_, e.kb_id_) for e in doc.ents] == [
            (e.start, e.end, e.label_, e.kb_id_) for e in fresh.ents
        ]  # fmt: skip
        assert [e._.mention.name for e in doc.ents] == [e._.mention.name for e in fresh.ents]
        for name in ("figures", "times", "claims"):
            assert [(s.start, s.end, s.label_) for s in doc.spans[name]] == [
                (s.start, s.end, s.label_) for s in fresh.spans[name]
            ]  # fmt: skip
        assert list(doc._.documents) == text.documents
        assert list(doc._.figures) == [figure for document in text.documents for figure in document.figures]


def test_docbin_loads_into_any_pipeline(texts: Callable[..., Iterator[Labelled]], tmp_path: Path) -> None:
    labelled.to_docbin(texts()).to_disk(tmp_path / "docs.spacy")
    code = (
        "import spacy; from spacy.tokens import DocBin;"
        f"docs = list(DocBin().from_disk({str(tmp_path / 'docs.spacy')!r}).get_docs(spacy.blank('xx').vocab));"
        "print(len(docs), sum(len(d.ents) for d in docs))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ents = sum(len(document.mentions) for text in texts() for document in text.documents)
    assert done.stdout.split() == [str(len(list(texts()))), str(ents)]


# Label Studio


def tasks(texts: Iterator[Labelled]) -> list[dict[str, Any]]:
    out = io.StringIO()
    count = labelled.to_labelstudio(texts, out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    assert len(found) == count
    return found


def test_labelstudio_tasks_hold_to_their_labelling_interface(texts: Callable[..., Iterator[Labelled]]) -> None:
    """By the published task format: each region names a control and an object of the interface, with its value."""
    view = ET.fromstring(labelled.CONFIG)
    controls = {tag.get("name"): tag for tag in view if tag.get("toName")}
    (shown,) = [tag for tag in view if tag.tag == "Text"]
    assert shown.get("value") == "$text"
    found = tasks(texts())
    for task, text in zip(found, texts(), strict=True):
        assert task["data"]["text"] == text.text
        assert task["data"]["document"] == text.id
        (prediction,) = task["predictions"]
        assert prediction["model_version"].startswith("jiyao ")
        places: dict[str, tuple[int, int]] = {}
        for region in prediction["result"]:
            control, value = controls[region["from_name"]], region["value"]
            assert region["to_name"] == control.get("toName") == shown.get("name")
            assert region["type"] == control.tag.lower()
            place = (value["start"], value["end"])
            assert places.setdefault(region["id"], place) == place
            options = {tag.get("value") for tag in control}
            if region["type"] == "labels":
                assert value["text"] == text.text[value["start"] : value["end"]]
                assert set(value["labels"]) <= options
            elif region["type"] == "choices":
                assert len(value["choices"]) == 1
                assert set(value["choices"]) <= options
            else:
                assert len(value["text"]) == 1
        assert len(places) == len(text.spans())


VALIDATE = """
import json, sys
from label_studio_sdk.label_interface import LabelInterface
given = json.load(sys.stdin)
interface = LabelInterface(given["config"])
interface.validate()
json.dump([interface.validate_prediction(p, return_errors=True) for p in given["predictions"]], sys.stdout)
"""


def label_studio() -> str:
    """A Python that has Label Studio's SDK, which does not go with the NumPy that this package needs."""
    python = os.environ.get("JIYAO_LABEL_STUDIO")
    if not python:
        pytest.skip("JIYAO_LABEL_STUDIO names no Python with label-studio-sdk: its own validation was not tried")
    return python


def test_labelstudio_tasks_pass_its_own_validation(texts: Callable[..., Iterator[Labelled]]) -> None:
    python, predictions = label_studio(), [task["predictions"][0] for task in tasks(texts())]
    spoilt = json.loads(json.dumps(predictions[0]))
    spoilt["result"][0]["value"]["labels"] = ["NOPE"]
    given = json.dumps({"config": labelled.CONFIG, "predictions": [*predictions, spoilt]})
    done = subprocess.run([python, "-c", VALIDATE], input=given, capture_output=True, text=True, check=True)
    *errors, wrong = json.loads(done.stdout)
    assert errors == [[]] * len(predictions)
    assert wrong


def test_labelstudio_offsets_count_code_points_and_both_signs_of_a_line_end(
    texts: Callable[..., Iterator[Labelled]],
) -> None:
    (task,) = tasks(texts("emoji"))
    places = {
        r["value"]["text"]: r["value"]["start"] for r in task["predictions"][0]["result"] if r["type"] == "labels"
    }
    assert places["英伟达"] == 2  # 📈 is one, and two units of UTF-16
    assert places["台积电"] == EMOJI.index("台积电")  # behind \r\n, which are two


# doccano


def doccano_import(lines: str) -> list[tuple[str, list[tuple[int, int, str]], dict[str, Any]]]:
    """As doccano takes a JSONL of sequence labelling (columns text and label, default settings).

    A line is an object; a label is a list or object of start_offset, end_offset and label; what overlaps the label
    before it is dropped; every other column is metadata, in which a missing value spoils the row.
    """
    found = []
    for line in lines.splitlines():
        row = json.loads(line.rstrip())
        text, labels = row.pop("text"), row.pop("label")
        assert isinstance(text, str)
        assert text
        spans, last = [], -1
        for start, end, label in sorted(labels):
            assert type(start) is type(end) is int
            assert 0 <= start < end <= len(text)
            assert isinstance(label, str)
            assert label
            if start >= last:
                spans.append((start, end, label))
                last = end
        assert None not in row.values()
        assert not {"id", "data", "Comments"} & set(row)  # names that its export uses itself
        found.append((text, spans, row))
    return found


def test_doccano_takes_all_of_it(texts: Callable[..., Iterator[Labelled]]) -> None:
    out = io.StringIO()
    assert labelled.to_doccano(texts(), out) == len(list(texts()))
    assert doccano_import(out.getvalue()) == [
        (text.text, [(s.start, s.end, s.label) for s in text.spans()],
         {"document": text.id, "published": text.published})
        for text in texts()
    ]  # fmt: skip


# Prodigy


def test_prodigy_tasks(texts: Callable[..., Iterator[Labelled]]) -> None:
    """By its annotation interfaces, `ner_manual`: tokens that give the text again, spans on their borders."""
    out = io.StringIO()
    assert labelled.to_prodigy(texts(), out) == len(list(texts()))
    for line, text in zip(out.getvalue().splitlines(), texts(), strict=True):
        task = json.loads(line)
        tokens, spans = task["tokens"], task["spans"]
        assert task["text"] == text.text == "".join(t["text"] + " " * t["ws"] for t in tokens)
        assert [t["id"] for t in tokens] == list(range(len(tokens)))
        assert all(text.text[t["start"] : t["end"]] == t["text"] for t in tokens)
        assert [(s["start"], s["end"], s["label"]) for s in spans] == [(s.start, s.end, s.label) for s in text.spans()]
        for span in spans:
            assert tokens[span["token_start"]]["start"] == span["start"]
            assert tokens[span["token_end"]]["end"] == span["end"]
        assert task["meta"]["document"] == text.id
