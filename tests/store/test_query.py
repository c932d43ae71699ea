"""Claims that are asked for, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from steps import add, entry

from extract import schema
from extract.figures import times
from extract.knowledge.rows import Row
from extract.store import Writer, metrics, names, query
from extract.store.export import cell
from extract.store.query import Filter

TEXTS = {
    "a": ("2025-01-05", "AAA 产能紧张 好 10 台\nBBB 良率爬坡 坏"),
    "b": ("2025-03-01T09:30", "AAA 與BBB 產能擴張 100%"),
    "c": (None, 'CCC 5_0 \\ 引号"里\nAAA 毛利率 ４０％'),
}
META = {"a": {"draft": True, "tags": ["存储", "光模块"]}, "b": {"broker": "中金", "page": 3}}
OWN = metrics.Metrics([Row("own.csv", 2, {"metric": "数量", "aliases": "quantity"})])


@pytest.fixture
def filled(writer: Writer) -> Writer:
    for stem, (published, text) in TEXTS.items():
        meta = META.get(stem, {})
        add(writer, entry("f.jsonl", text, stem, published=published, title=f"题{stem}", meta=meta))
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
    "a metric by another name": ({"metric": "quantity", "metrics": OWN}, ["b c1", "a c1", "c c1", "c c2"]),
    "a figure's period": ({"period": ("2025-01-01", "2025-12-31")}, []),
    "a figure with metric and period": ({"metric": "数", "period": ("2024-12-31", "2025-01-01")}, []),
    "a metric of a name": ({"named": [("company:BBB",)], "metric": "数"}, ["b c1"]),
    "a field of the row": ({"meta": {"broker": "中金"}}, ["b c1"]),
    "a number in the row": ({"meta": {"page": "3"}}, ["b c1"]),
    "a truth in the row": ({"meta": {"draft": "true"}}, ["a c1", "a c2"]),
    "one of a list in the row": ({"meta": {"tags": "光模块"}}, ["a c1", "a c2"]),
    "two fields of the row": ({"meta": {"broker": "中金", "page": "4"}}, []),
    "a field that no row has": ({"meta": {"x": ""}}, []),
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


@pytest.fixture
def told(filled: Writer) -> Writer:
    """AAA is good news in `a c1`, bad news on balance in `b c1`; the claims say neutral or otherwise."""
    for document, name, label, score in (("a", "AAA", "neg", 0.9), ("b", "AAA", "pos", 0.4), ("b", "BBB", "neg", 0.6)):
        filled.db.execute(
            "UPDATE mentions SET sentiment_label = ?, sentiment_score = ? WHERE document = ? AND name = ?",
            (label, score, document, name),
        )
    filled.db.execute("UPDATE figures SET period_to = '2025-06-30' WHERE document = 'a'")
    return filled


TOLD: dict[str, tuple[dict[str, Any], list[str]]] = {
    "for the company, not of the claim": ({"named": [("company:AAA",)], "sentiment": "neg"}, ["a c1"]),
    "good for it": ({"named": [("company:AAA",)], "sentiment": "pos"}, ["b c1"]),
    "for each of two": ({"named": [("company:AAA",), ("company:BBB",)], "sentiment": "pos"}, []),
    "the score for it": ({"named": [("company:AAA",)], "min_score": 0.5}, ["a c1", "c c2"]),
    "by that score": ({"named": [("company:AAA",)], "sort": "score"}, ["a c1", "c c2", "b c1"]),
    "a period": ({"period": ("2025-01-01", "2025-12-31")}, ["a c1"]),
    "a period that holds a part of it": ({"period": ("2025-01-01", "2025-03-31")}, []),
    "metric and period of one figure": ({"metric": "数量", "period": ("2025-01-01", "2025-06-30")}, ["a c1"]),
    "of a name": ({"named": [("company:BBB",)], "period": ("2025-01-01", "2025-06-30")}, []),
}


@pytest.mark.parametrize(("wanted", "expected"), TOLD.values(), ids=TOLD)
def test_sentiment_for_a_name_and_periods(told: Writer, wanted: dict[str, Any], expected: list[str]) -> None:
    given = Filter(**wanted)
    found = list(query.claims(told.db, given))
    assert [f"{claim['document']} {claim['claim']}" for claim in found] == expected
    assert query.counted(told.db, given, 0) == (found, len(expected))
    if given.sentiment:
        assert all(query.told(claim, ids)["label"] == given.sentiment for claim in found for ids in given.named)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2025Q3", ("2025-07-01", "2025-09-30")),
        ("2025年下半年", ("2025-07-01", "2025-12-31")),
        ("2025-09", ("2025-09-01", "2025-09-30")),
        ("2025-01-15 - 2025-02-03", ("2025-01-15", "2025-02-03")),
    ],
)
def test_periods_as_people_write_them(words: str, days: tuple[str, str]) -> None:
    assert query.period(words) == days


@pytest.mark.parametrize("words", ["2024年", "2025Q1", "2025Q4", "2025H1", "2025H2", "2024-02", "2025-12"])
def test_plain_periods_are_those_that_a_text_means(words: str) -> None:
    (time,) = times.parse(words, published=None)
    assert query.period(words) == (time.since, time.until)


@pytest.mark.parametrize("words", ["", "三季度", "今年", "soon", "2025 2026年"])
def test_no_period(words: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        query.period(words)


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
     ("\n=1", "'\n=1"), (" =1", "' =1"), ("\u200f=1", "'\u200f=1"), ("\ufeff\x01@x", "'\ufeff\x01@x"),
     ("增长", "增长"), ("a=b", "a=b"), ("", ""), (-5, -5), (None, None)],
)  # fmt: skip
def test_no_cell_is_a_formula(value: object, written: object) -> None:
    assert cell(value) == written


def test_labels_are_those_of_records() -> None:
    assert set(names.LABELS) == set(schema.Mention.model_fields["label"].annotation.__args__)  # type: ignore[union-attr]
