"""The page as a file: what stands in it, that nothing in it can run but its own script, and how large it is."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from stores import holding

from extract import report, schema, store
from extract.report import data
from extract.report.render import embedded

FILES = sorted((Path(report.__file__).parent / "page").iterdir())


class Parts(HTMLParser):
    """Elements with an address, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.inside: tuple[str, dict[str, str | None]] | None = None
        self.addresses: list[str | None] = []
        self.policy = ""
        self.held: dict[str, list[str]] = {"script": [], "data": [], "style": []}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.addresses += [value for name, value in attributes if name in ("src", "href", "action", "data", "srcset")]
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
        self.inside = (tag, found) if tag in ("script", "style") else None

    def handle_endtag(self, tag: str) -> None:
        self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, found = self.inside
            self.held["data" if found.get("type") == "application/json" else tag].append(data)


@pytest.fixture(scope="module")
def parts(hundred: Path) -> Parts:
    return Parts(hundred.read_text(encoding="utf8"))


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_only_its_own_script_and_styles_are_allowed(parts: Parts) -> None:
    (script,), (style,) = parts.held["script"], parts.held["style"]
    rules = dict(rule.strip().split(" ", 1) for rule in parts.policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'{digest(script)}'"
    assert rules["style-src"] == f"'{digest(style)}'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_nothing_is_loaded(parts: Parts) -> None:
    assert parts.addresses == []
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(", str(parts.held["script"]))
    assert not re.search(r"url\(|@import", str(parts.held["style"]))


def test_data_holds_no_markup(parts: Parts) -> None:
    assert len(parts.held["data"]) == 101
    assert not re.search("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069]", "".join(parts.held["data"]))
    assert {len(json.loads(data)) for data in parts.held["data"][1:]} == {12}


def test_a_hundred_documents_are_small(hundred: Path, stored: Path) -> None:
    with store.reading(stored) as db:
        texts = sum(len(row["text"].encode()) for row in db.execute("SELECT text FROM texts"))
    frame = 125_000
    assert hundred.stat().st_size < frame + 4 * texts
    assert hundred.stat().st_size < 5_000_000


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("</script>", r'"\u003c/script\u003e"'), ("a & b", r'"a \u0026 b"'), ("\u2028\u2029", r'"\u2028\u2029"'),
        ("\u202eabc\u2066", r'"\u202eabc\u2066"'), ("\x1b[31m", r'"\u001b[31m"'), ("\x9b31m", r'"\u009b31m"'),
        ("\ud83d", r'"\ud83d"'), ("产能\U0001f680", '"产能\U0001f680"'), (None, "null"), ([1, 2.5], "[1,2.5]"),
    ],
)  # fmt: skip
def test_data_is_written_so_that_nothing_takes_it_for_more(value: Any, written: str) -> None:
    assert embedded(data.dumped(value)) == written
    assert json.loads(embedded(data.dumped(value))) == value


def test_offsets_are_code_points_from_the_document_on(stored: Path) -> None:
    with store.reading(stored) as db:
        content = report.read(db)
        for (id, *_), block in zip(content.documents, map(json.loads, content.blocks), strict=True):
            for table in ("mentions", "figures", "times"):
                found = db.execute(f"SELECT text FROM {table} WHERE document = ? ORDER BY n", (id,))
                shown = [block["text"][start : start + length] for start, length, *_ in block[table]]
                assert shown == [row["text"] for row in found]


def test_newest_first_undated_last(tmp_path: Path) -> None:
    dates = ("2025-01-05", None, "2025-03-01T09:30", "2025-03-01")
    records = [(f"{n} 号文", document(f"{n} 号文", published)) for n, published in enumerate(dates)]
    with store.reading(holding(tmp_path / "s.sqlite", *records)) as db:
        assert [d[0] for d in report.read(db).documents] == ["2", "3", "0", "1"]
        assert [d[0] for d in report.read(db, report.Chosen(since="2025-03-01")).documents] == ["2", "3"]
        assert [d[0] for d in report.read(db, report.Chosen(until="2025-02-01")).documents] == ["0"]


def test_a_store_without_documents_is_a_page_too(tmp_path: Path) -> None:
    out = io.StringIO()
    with store.reading(holding(tmp_path / "s.sqlite")) as db:
        report.write(report.read(db), "空", out)
    assert json.loads(Parts(out.getvalue()).held["data"][0]) == {"documents": [], "entities": []}


def test_the_same_store_gives_the_same_page(stored: Path) -> None:
    pages = []
    for _ in range(2):
        out = io.StringIO()
        with store.reading(stored) as db:
            report.write(report.read(db), "desk", out)
        pages.append(out.getvalue())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_stay_short(file: Path) -> None:
    lines = file.read_text(encoding="utf8").splitlines()
    assert len(lines) <= 400
    assert not [line for line in lines if len(line) > 240 and file.suffix == ".js"]


def test_every_word_stands_in_both_languages() -> None:
    texts = {file.name: file.read_text(encoding="utf8") for file in FILES}
    pairs = re.findall(r'^  (\w+): \["([^"]+)", "([^"]+)"\],$', texts["words.js"], re.M)
    used = {word for name, text in texts.items() if name.endswith(".js") for word in re.findall(r'\bt\("(\w+)"', text)}
    assert used
    assert used <= {word for word, _, _ in pairs}
    slots = re.compile(r"\{\d\}")
    assert [word for word, zh, en in pairs if sorted(slots.findall(zh)) != sorted(slots.findall(en))] == []


@pytest.mark.parametrize(
    ("codes", "kind", "field"),
    [
        (data._VIA, schema.Mention, "via"), (data._KINDS, schema.Mention, "label"),
        (data._FIGURES, schema.Figure, "kind"), (data._SENTIMENTS, schema.Sentiment, "label"),
    ],
)  # fmt: skip
def test_every_label_has_its_number(codes: dict[str, int], kind: type[schema.Record], field: str) -> None:
    assert set(codes) == set(get_args(kind.model_fields[field].annotation))
    assert sorted(codes.values()) == list(range(len(codes)))


def document(text: str, published: str | None = None, **more: Any) -> schema.Document:
    return schema.Document(
        published=published, start=0, end=len(text), pipeline=schema.Pipeline(version="t", fingerprint="t"), **more
    )
