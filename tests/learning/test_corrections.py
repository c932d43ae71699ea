"""Corrected labels come back as they were left, and what is no label is named with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import knowledge
from extract.learning import corrections, corrections_gold
from extract.learning.corrections import Corrected, Mark
from extract.pipeline import Reader

TEXT = "📈 云雀半导体拿下 H20 订单,预计今年收入 3.5 亿美元"
FIRM = TEXT.index("云雀"), TEXT.index("拿下")
CHIP = TEXT.index("H20"), TEXT.index("H20") + 3
TIME = TEXT.index("今年"), TEXT.index("今年") + 2
MONEY = TEXT.index("3.5"), len(TEXT)
MARKS = [Mark(*FIRM, "COMPANY"), Mark(*CHIP, "CHIP"), Mark(*TIME, "TIME"), Mark(*MONEY, "FIGURE")]


def region(start: int, end: int, label: str, id: str, words: str | None = None) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label], "text": words or TEXT[start:end]}
    return {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def told(id: str, name: str, kind: str, key: str, value: str) -> dict[str, Any]:
    return {"id": id, "from_name": name, "to_name": "text", "type": kind, "value": {"start": 0, "end": 1, key: [value]}}


def task(*results: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    done = [{"result": r, "was_cancelled": False, "created_at": f"2025-0{n}-01"} for n, r in enumerate(results, 1)]
    return {"id": 1, "data": {"text": TEXT, "document": "call", "published": "2025-05-01"}, "annotations": done, **more}


def shifted(place: tuple[int, int]) -> tuple[int, int]:
    """The same in UTF-16, where the emoji at the front is two."""
    return place[0] + 1, place[1] + 1


REGIONS = [region(m.start, m.end, m.label, f"r{n}") for n, m in enumerate(MARKS)]
UTF16 = [region(*shifted((m.start, m.end)), m.label, f"r{n}", TEXT[m.start : m.end]) for n, m in enumerate(MARKS)]
SPANS = [{"start": m.start, "end": m.end, "label": m.label} for m in MARKS]
META = {"document": "call", "published": "2025-05-01"}
OBJECTS = [{"id": 1, "start_offset": m.start, "end_offset": m.end, "label": m.label} for m in MARKS]
LISTED = [[m.start, m.end, m.label] for m in MARKS]

FORMS: dict[str, list[Any] | dict[str, Any]] = {
    "Label Studio": [task(REGIONS)],
    "Label Studio that counts in UTF-16": [task(UTF16)],
    "Label Studio, the newest annotation": [task([], REGIONS)],
    "Label Studio, a skipped one passed over": [
        {**task(REGIONS), "annotations": [*task(REGIONS)["annotations"], {"was_cancelled": True, "result": []}]}
    ],
    "doccano": {"id": 3, "text": TEXT, "label": LISTED, "Comments": [], **META},
    "doccano of old": {"id": 3, "data": TEXT, "labels": LISTED, **META},
    "doccano with relations": {"id": 3, "text": TEXT, "entities": OBJECTS, "relations": [], **META},
    "Prodigy": {"text": TEXT, "spans": SPANS, "meta": META, "answer": "accept", "_input_hash": 1},
}


def written(content: Any, path: Path) -> Path:
    lines = json.dumps(content) if isinstance(content, list) else json.dumps(content, ensure_ascii=False) + "\n\n"
    path.write_text(lines, encoding="utf8")
    return path


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_forms(content: Any, tmp_path: Path) -> None:
    found = corrections.read(written(content, tmp_path / "x.json"))
    assert found.bad == []
    assert [(c.id, c.text, c.published, c.marks) for c in found.found] == [("call", TEXT, "2025-05-01", MARKS)]
    assert found.labels == {"COMPANY", "CHIP", "TIME", "FIGURE"}
    assert found.skipped == 0


def test_names_and_sentiments_of_label_studio(tmp_path: Path) -> None:
    more = [told("r0", "name", "textarea", "text", "云雀"), told("r1", "sentiment", "choices", "choices", "neg")]
    (call,) = corrections.read(written([task([*REGIONS, *more])], tmp_path / "x.json")).found
    assert call.marks[:2] == [Mark(*FIRM, "COMPANY", "云雀"), Mark(*CHIP, "CHIP", None, "neg")]


@pytest.mark.parametrize(
    "content",
    [
        [task()],
        [{**task(), "annotations": [{"was_cancelled": True, "result": REGIONS}]}],
        [{"data": {"text": TEXT}, "predictions": [{"result": REGIONS}]}],
        {"text": TEXT, "spans": SPANS, "answer": "reject"},
        {"text": TEXT, "spans": SPANS, "answer": "ignore"},
    ],
)
def test_what_nobody_has_accepted_is_passed_over(content: Any, tmp_path: Path) -> None:
    found = corrections.read(written(content, tmp_path / "x.json"))
    assert (found.found, found.bad, found.skipped) == ([], [], 1)


BAD: dict[str, tuple[Any, str]] = {
    "outside": ({"text": TEXT, "label": [[0, 999, "CHIP"]]}, "line 1: 0 to 999 lies outside the text of"),
    "empty": ({"text": TEXT, "label": [[3, 3, "CHIP"]]}, "line 1: 3 to 3 lies outside"),
    "before": ({"text": TEXT, "label": [[-1, 3, "CHIP"]]}, "line 1: -1 to 3 lies outside"),
    "no number": ({"text": TEXT, "label": [["0", 3, "CHIP"]]}, "line 1: start '0' and end 3 are no whole numbers"),
    "true is no number": ({"text": TEXT, "label": [[0, True, "CHIP"]]}, "are no whole numbers"),
    "unknown label": ({"text": TEXT, "label": [[0, 3, "CHIPS"]]}, "line 1: label CHIPS at 0 is unknown; use COMPANY,"),
    "two cells": ({"text": TEXT, "label": [[0, 3]]}, "line 1: '[0, 3]' is no object; write a label as"),
    "no text": ({"label": []}, "line 1: the text is missing"),
    "no labels": ({"text": TEXT}, "line 1: no labels are known in it; give a JSON export of Label Studio"),
    "a list of lists": ([[1]], "task 1: '[1]' is no object"),
    "other words": ([task([region(0, 3, "CHIP", "r", "H20")])], "task 1: “H20” does not stand at 0 to 3"),
    "another text": ({"text": TEXT, "spans": [{"start": 0, "end": 2, "label": "CHIP", "text": "x"}]}, "does not stand"),
    "no such tone": ([task([*REGIONS, told("r1", "sentiment", "choices", "choices", "good")])], "sentiment good at"),
    "no name": ({"text": TEXT, "mentions": [{"start": 2, "end": 7, "label": "COMPANY"}]}, "mention at 2 has no name"),
    "a result that is none": ([task({"x": 1})], "is no list"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_bad_rows(content: Any, said: str, tmp_path: Path) -> None:
    found = corrections.read(written(content, tmp_path / "x.json"))
    assert found.found == []
    (error,) = found.bad
    assert str(error).startswith("[J601] x.json ")
    assert said in str(error)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[1,", "is no JSON"),
        (b"{", "line 1: the line is no JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"7", "no object"),
    ],
)
def test_bad_files(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    (error,) = corrections.read(tmp_path / "x.json").bad
    assert said in str(error)


def test_a_bad_row_costs_no_other_and_a_second_of_one_id_is_refused(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT, "label": LISTED, "document": "call"})
    (tmp_path / "x.jsonl").write_text(f"{good}\nnothing\n{good}\n", encoding="utf8")
    found = corrections.read(tmp_path / "x.jsonl")
    assert [c.id for c in found.found] == ["call"]
    assert [error.place for error in found.bad] == ["x.jsonl line 2", "x.jsonl line 3"]
    assert "“call” stands also in x.jsonl line 1" in str(found.bad[1])


@given(st.text(min_size=1), st.data())
def test_offsets_in_utf_16_become_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    def units(n: int) -> int:
        return len(text[:n].encode("utf-16-le", "surrogatepass")) // 2

    if any("\ud800" <= c <= "\udfff" for c in text):
        return  # no file holds them
    assert corrections._code_points(text, units(start), units(end)) == (start, end)


# Gold and names


def learn(marks: list[Mark], reader: Reader, labels: tuple[str, ...] = corrections.LABELS) -> corrections_gold.Lesson:
    corrected = Corrected("x line 1", "call", TEXT, "2025-05-01", marks)
    return corrections_gold.learn([corrected], set(labels), reader.documents, knowledge.load())


def test_gold_has_the_spans_as_they_were_left(reader: Reader) -> None:
    lesson = learn(MARKS, reader)
    (row,) = lesson.rows
    assert (row["id"], row["text"], row["published"]) == ("call", TEXT, "2025-05-01")
    assert [(m["start"], m["end"], m["label"], m["name"]) for m in row["mentions"]] == [
        (*FIRM, "COMPANY", "云雀半导体"), (*CHIP, "CHIP", "H20"),
    ]  # fmt: skip
    (figure,) = row["figures"]
    assert (figure["start"], figure["end"], figure["lo"], figure["unit"]) == (*MONEY, 350_000_000, "USD")
    (time,) = row["times"]
    assert (time["from"], time["to"]) == ("2025-01-01", "2025-12-31")
    assert "units" not in row
    assert lesson.bad == []


def test_a_span_that_is_found_nowhere_is_read_by_itself(reader: Reader) -> None:
    start = TEXT.index("5 亿")
    lesson = learn([Mark(start, len(TEXT), "FIGURE")], reader)
    (figure,) = lesson.rows[0]["figures"]
    assert (figure["start"], figure["end"], figure["lo"], figure["metric"]) == (start, len(TEXT), 500_000_000, None)
    assert figure["text"] == TEXT[start:]


def test_a_figure_that_is_none_is_named(reader: Reader) -> None:
    lesson = learn([Mark(*FIRM, "FIGURE")], reader)
    assert lesson.rows == []
    assert "x line 1: no figure is read in “云雀半导体”" in str(lesson.bad[0])


def test_lists_that_the_tool_did_not_ask_for_are_left_out(reader: Reader) -> None:
    (row,) = learn(MARKS[:2], reader, ("COMPANY", "CHIP", "PERSON")).rows
    assert set(row) == {"id", "text", "published", "mentions"}


def test_sentiment_makes_units(reader: Reader) -> None:
    marks = [Mark(*FIRM, "COMPANY", None, "pos"), Mark(*CHIP, "CHIP", None, "neu")]
    (row,) = learn(marks, reader).rows
    (unit,) = row["units"]
    assert unit["targets"] == {"云雀半导体": "pos", "H20": "neu"}
    assert unit["sentiment"] is None


def test_what_differs_is_counted_and_new_names_are_suggested(reader: Reader) -> None:
    marks = [Mark(*FIRM, "COMPANY", "云雀"), Mark(*CHIP, "CHIP", "H20")]
    lesson = learn(marks, reader)
    assert lesson.counts["kept"] + lesson.counts["renamed"] + lesson.counts["added"] == 2
    assert lesson.counts["removed"] == 2  # the time and the money
    assert lesson.names == {("COMPANY", "云雀"): {"云雀半导体": None}}


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        ({("COMPANY", "云雀"): {"云雀半导体": None, "云雀": None}}, ["COMPANY,云雀,云雀半导体,,"]),
        ({("CHIP", "青鸾3"): {"青鸾 3": None}}, ["CHIP,青鸾3,,,"]),
        (
            {("CHIP", "青鸾3"): {"鸾三": None}, ("CHIP", "青鸾4"): {"鸾三": None}},
            ["CHIP,青鸾3,鸾三,,", "CHIP,青鸾4,,,"],
        ),
        ({("COMPANY", "甲"): {"甲": None}}, []),
        ({("COMPANY", "=1+1公司"): {"云雀": None}}, []),
        ({("COMPANY", "云雀"): {"=云雀": None, "云|雀": None, "云\n雀": None}}, ["COMPANY,云雀,,,"]),
        ({("PERSON", "万元"): {"万元": None}}, []),
    ],
)
def test_lexicon_rows_are_such_as_the_checker_accepts(
    names: dict[tuple[str, str], dict[str, None]], rows: list[str], tmp_path: Path
) -> None:
    content, said = corrections_gold.lexicon(names)
    assert content.splitlines() == ["label,name,aliases,ticker,maker", *rows]
    assert bool(said) == (len(rows) < len(names))
    (tmp_path / "names.csv").write_text(content, encoding="utf8")
    assert knowledge.check(tmp_path / "names.csv") == []
