"""The measures, on small labelled documents with answers counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract.learning.evaluate import evaluate, read_gold, table
from extract.learning.pairing import pair, same_value, same_words

TEXT = "英伟达 H20 出货增长 25%,今年承压"
GOLD: dict[str, Any] = {
    "id": "a",
    "text": TEXT,
    "mentions": [
        {"start": 0, "end": 3, "label": "COMPANY", "name": "英伟达"},
        {"start": 4, "end": 7, "label": "CHIP", "name": "H20"},
    ],
    "figures": [
        {"start": 13, "end": 16, "kind": "percent", "lo": 25, "hi": 25, "unit": "%", "trend": "up", "metric": "出货"}
    ],
    "times": [{"start": 17, "end": 19, "from": "2025-01-01", "to": "2025-12-31"}],
    "units": [{"start": 0, "end": 21, "sentiment": "pos", "targets": {"英伟达": "pos", "H20": "neg"}}],
}
FOUND: dict[str, Any] = {
    "id": "a",
    "mentions": [
        {"start": 0, "end": 3, "label": "COMPANY", "name": "英伟达", "sentiment": {"label": "pos"}},
        {"start": 4, "end": 6, "label": "CHIP", "name": "H20", "sentiment": {"label": "pos"}},
    ],
    "figures": [
        {"start": 13, "end": 16, "kind": "percent", "lo": 25, "hi": 25, "unit": "%", "trend": None, "metric": "出货量"}
    ],
    "times": [{"start": 17, "end": 19, "from": "2025-01-01", "to": "2025-12-30"}],
    "sentences": [{"start": 0, "end": 21, "sentiment": {"label": "neu"}}],
}


def test_measures() -> None:
    result = evaluate([GOLD], [FOUND])
    assert result["entities"]["COMPANY"]["strict"]["f1"] == 1
    assert result["entities"]["CHIP"]["strict"]["f1"] == 0
    assert result["entities"]["CHIP"]["overlap"]["f1"] == 1
    assert result["figures"]["value"]["f1"] == 1
    assert result["figure_attributes"]["trend"] == 0
    assert result["figure_links"]["metric"]["f1"] == 1
    assert (result["times"]["span"]["f1"], result["times"]["value"]["f1"]) == (1, 0)
    assert result["sentiment_unit"]["macro_f1"] == 0
    assert result["sentiment_target"]["accuracy"] == 0.5
    assert dict(table(result))["documents"] == "1 of 1"


def test_a_document_that_was_not_answered_counts_as_missed() -> None:
    result = evaluate([GOLD], [])
    assert result["answered"] == 0
    assert result["entities"]["COMPANY"]["strict"]["r"] == 0


@pytest.mark.parametrize(
    ("gold", "found", "equal"),
    [
        ({"kind": "percent", "lo": 5, "hi": 5, "trend": "down"}, {"kind": "percent", "lo": -5, "hi": -5}, True),
        ({"kind": "percent", "lo": 5, "hi": 5}, {"kind": "percent", "lo": -5, "hi": -5}, False),
        ({"kind": "money", "lo": 5, "hi": 5, "unit": "USD"}, {"kind": "money", "lo": 5, "hi": 5, "unit": "CNY"}, False),
        (
            {"kind": "quantity", "lo": 3, "hi": 4, "unit": "片"},
            {"kind": "quantity", "lo": 3, "hi": 4, "unit": ""},
            True,
        ),
    ],
)
def test_same_value(gold: dict[str, Any], found: dict[str, Any], equal: bool) -> None:
    assert same_value(gold, found) is equal


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        ("收入", "营业收入", True),
        ("收入", "前三季度互联网业务收入", False),
        ("GB 200", "gb-200", True),
        (None, None, False),
    ],
)
def test_same_words(a: str | None, b: str | None, equal: bool) -> None:
    assert same_words(a, b) is equal


def test_pairs_are_one_to_one_and_best_first() -> None:
    gold = [{"start": 0, "end": 4}, {"start": 4, "end": 8}]
    found = [{"start": 0, "end": 8}, {"start": 4, "end": 8}]
    assert pair(gold, found) == [(gold[1], found[1]), (gold[0], found[0])]


def test_a_list_that_was_not_labelled_is_not_measured() -> None:
    names_only = {key: GOLD[key] for key in ("id", "text", "mentions")}
    result = evaluate([names_only, {**GOLD, "id": "b"}], [FOUND, {**FOUND, "id": "b"}])
    assert result["entities"]["COMPANY"]["strict"]["gold"] == 2
    assert result["figures"]["value"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1, "pred": 1}
    assert result["sentiment_target"]["n"] == 2


def test_a_mention_without_a_name_counts_as_a_mention_alone() -> None:
    unnamed = GOLD | {"mentions": [{"start": 0, "end": 3, "label": "COMPANY"}, GOLD["mentions"][1]]}
    result = evaluate([unnamed], [FOUND])
    assert result["entities"]["COMPANY"]["strict"]["f1"] == 1
    assert result["link_accuracy"] == {"accuracy": 1, "n": 1}


def test_what_nobody_labelled_is_no_zero() -> None:
    rows = dict(table(evaluate([{"id": "a", "text": TEXT, "mentions": GOLD["mentions"]}], [FOUND])))
    assert rows["COMPANY strict F1"].startswith("1.000")
    assert (rows["figures value F1"], rows["unit sentiment macro-F1"], rows["figure trend"]) == ("–", "–", "–")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "line 2: Expecting value"),
        ("[1]", "line 2: not a JSON object"),
        ('{"id": "b"}', "line 2: the document has no `text` that is a string"),
        ('{"text": "华为"}', "line 2: the document has no `id`"),
        ('{"id": "b", "text": "华为", "times": 1}', "line 2: `times` is no list"),
        ('{"id": "b", "text": "华为", "mentions": ["华为"]}', "line 2: number 1 of `mentions` has no `start`"),
        ('{"id": "b", "text": "华为", "mentions": [{"start": 0, "end": 2}]}', "number 1 of `mentions` has no `label`"),
    ],
)
def test_a_line_that_is_no_labelled_document_is_named(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": 1, "text": "华为"}}\n{line}\n', encoding="utf8")
    with pytest.raises(ValueError, match=reason):
        read_gold(path)
