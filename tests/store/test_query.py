"""Claims that are asked for, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from steps import add, entry

from extract import schema
from extract.store import Writer, names, query
from extract.store.export import cell
from extract.store.query import Filter

TEXTS = {
    "a": ("2025-01-05", "AAA 产能紧张 好 10 台\nBBB 良率爬坡 坏"),
    "b": ("2025-03-01T09:30", "AAA 與BBB 產能擴張 100%"),
    "c": (None, 'CCC 5_0 \\ 引号"里\nAAA 毛利率 ４０％'),
}


@pytest.fixture
def filled(writer: Writer) -> Writer:
    for stem, (published, text) in TEXTS.items():
        add(writer, entry("f.jsonl", text, stem, published=published, title=f"题{stem}"))
    return writer


CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all, newest first, undated last": ({}, ["b c1", "a c1", "a c2", "c c1", "c c2"]),
    "oldest first, undated last": ({"sort": "oldest"}, ["a c1", "a c2", "b c1", "c c1", "c c2"]),
    "by document": ({"sort": "document"}, ["a c1", "a c2", "b c1", "c c1", "c c2"]),
    "a limit": ({"limit": 2}, ["b c1", "a c1"]),
    "a limit of nothing": ({"limit": 0}, []),
    "one name": ({"named": [("company:AAA",)]}, ["b c1", "a c1", "c c2"]),
    "either of two entities of one name": ({"named": [("company:BBB", "company:CCC")]}, ["b c1", "a c2", "c c1"]),
    "two names in one claim": ({"named": [("company:AAA",), ("company:BBB",)]}, ["b c1"]),
    "a name nobody has": ({"named": [()]}, []),
    "three characters": ({"text": "良率爬"}, ["a c2"]),
    "two characters": ({"text": "良率"}, ["a c2"]),
    "simplified finds traditional": ({"text": "产能扩张"}, ["b c1"]),
    "half-width finds full-width": ({"text": "40%"}, ["c c2"]),
    "letters of any case": ({"text": "aaa"}, ["b c1", "a c1", "c c2"]),
    "no wildcard: %": ({"text": "%"}, ["b c1", "c c2"]),
    "no wildcard: _": ({"text": "5_0"}, ["c c1"]),
    "no wildcard in short text": ({"text": "_"}, ["c c1"]),
    "a backslash": ({"text": "\\"}, ["c c1"]),
    "quotes": ({"text": '号"里'}, ["c c1"]),
    "query syntax is text": ({"text": "AAA OR BBB"}, []),
    "a metric": ({"metric": "数"}, ["b c1", "a c1", "c c1", "c c2"]),
    "a metric nobody claims": ({"metric": "价格"}, []),
    "since, inclusive": ({"since": "2025-03-01"}, ["b c1"]),
    "until, inclusive, whatever the time": ({"until": "2025-03-01"}, ["b c1", "a c1", "a c2"]),
    "since a time of that day": ({"since": "2025-03-01T09:30"}, ["b c1"]),
    "since a later time of that day": ({"since": "2025-03-01T09:31"}, []),
    "until a time of that day": ({"until": "2025-03-01T09:30"}, ["b c1", "a c1", "a c2"]),
    "until an earlier time of that day": ({"until": "2025-03-01T09:29"}, ["a c1", "a c2"]),
    "a date alone is its whole day": ({"since": "2025-01-05T12:00", "until": "2025-01-05T00:00"}, ["a c1", "a c2"]),
    "good news": ({"sentiment": "pos"}, ["a c1"]),
    "bad news": ({"sentiment": "neg"}, ["a c2"]),
    "a score that none reaches": ({"min_score": 0.8}, []),
    "a score that all reach": ({"min_score": 0.75, "sentiment": "pos"}, ["a c1"]),
}


@pytest.mark.parametrize(("wanted", "expected"), CASES.values(), ids=CASES)
def test_filters(filled: Writer, wanted: dict[str, Any], expected: list[str]) -> None:
    found = query.claims(filled.db, Filter(**wanted))
    assert [f"{claim['document']} {claim['claim']}" for claim in found] == expected


def test_a_claim_comes_with_its_own_words_names_and_figures(filled: Writer) -> None:
    (claim,) = query.claims(filled.db, Filter(text="产能紧张"))
    assert claim["text"] == TEXTS["a"][1][claim["start"] : claim["end"]] == "AAA 产能紧张 好 10 台"
    assert (claim["document"], claim["title"], claim["published"]) == ("a", "题a", "2025-01-05")
    assert [m["name"] for m in claim["mentions"]] == ["AAA"]
    assert [(f["lo"], f["period"]["from"]) for f in claim["figures"]] == [(10, "2025-01-01")]
    assert claim["sentiment"] == {"label": "pos", "score": 0.75}


@pytest.mark.parametrize(
    ("label", "name", "entity"),
    [
        ("COMPANY", "英伟达", "company:NVDA.US"),
        ("COMPANY", "nvidia", "company:NVDA.US"),
        ("COMPANY", "NVDA", "company:NVDA.US"),
        ("COMPANY", "NVDA.US", "company:NVDA.US"),
        ("COMPANY", "輝達", "company:NVDA.US"),
        ("COMPANY", "苹果", "company:AAPL.US"),
        ("COMPANY", "aaa", "company:AAA"),
        ("CHIP", "h20", "chip:H20"),
        ("CHIP", "GB200 NVL72", "chip:GB200NVL72"),
        ("PERSON", "黄仁勋", "person:黄仁勋"),
        ("PERSON", "Jensen Huang", "person:黄仁勋"),
    ],
)
def test_names_as_people_type_them(filled: Writer, label: str, name: str, entity: str) -> None:
    assert entity in names.resolve(filled.db, label, name)


def test_a_lexicon_counts_in_queries(filled: Writer, tmp_path: Path) -> None:
    lexicon = tmp_path / "names.csv"
    lexicon.write_text("label,name,aliases,ticker,maker\nCOMPANY,英伟达,乙方代号七,,\n", encoding="utf8")
    assert names.resolve(filled.db, "COMPANY", "乙方代号七") == ()
    assert names.resolve(filled.db, "COMPANY", "乙方代号七", lexicon) == ("company:NVDA.US",)


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-5%", "'-5%"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
     ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－5%", "'－5%"), ("＠x", "'＠x"),
     ("增长", "增长"), ("a=b", "a=b"), ("", ""), (-5, -5), (None, None)],
)  # fmt: skip
def test_no_cell_is_a_formula(value: object, written: object) -> None:
    assert cell(value) == written


def test_labels_are_those_of_records() -> None:
    assert set(names.LABELS) == set(schema.Mention.model_fields["label"].annotation.__args__)  # type: ignore[union-attr]
