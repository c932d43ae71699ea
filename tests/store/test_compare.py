"""What is new in a document against the one before: claims, figures, sentiment."""

from __future__ import annotations

from typing import Any

import pytest
from steps import add, entry

from extract.store import Writer, compare
from extract.store.compare import Said, changes


def figure(**more: Any) -> dict[str, Any]:
    plain = {"metric": "收入", "subject": "甲", "kind": "money", "unit": "CNY", "basis": None, "trend": None,
             "period_from": "2025-01-01", "period_to": "2025-12-31", "lo": 10.0}  # fmt: skip
    made = plain | more
    return made | {"hi": more.get("hi", made["lo"])}


def said(*claims: str, figures: list[dict[str, Any]] | None = None, sentiment: str = "neu") -> Said:
    return Said("d", sentiment, [{"folded": claim} for claim in claims], figures or [])


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        (["产能仍是瓶颈"], ["产能仍是瓶颈"], []),
        (["产能仍是瓶颈:月产能约1.2万片[2]"], ["产能仍是瓶颈:月产能约1.5万片[7]"], []),
        (["1. 产能仍是瓶颈"], ["- **产能仍是瓶颈**"], []),
        (["产能仍是瓶颈"], ["良率爬坡顺利"], ["良率爬坡顺利"]),
        ([], ["良率爬坡顺利"], ["良率爬坡顺利"]),
        (["产能仍是瓶颈"], [], []),
        (["35%"], ["46%"], []),
    ],
)
def test_new_claims(before: list[str], after: list[str], new: list[str]) -> None:
    assert [claim["folded"] for claim in changes(said(*before), said(*after)).new] == new


@pytest.mark.parametrize(
    ("before", "after", "revised"),
    [
        ({}, {}, []),
        ({}, {"lo": 12.0}, [(10.0, 12.0, 1)]),
        ({}, {"lo": 8.0}, [(10.0, 8.0, -1)]),
        ({"hi": 12.0}, {"lo": 11.0, "hi": 13.0}, [(10.0, 11.0, 1)]),
        ({"forecast": 1}, {"lo": 12.0, "forecast": 0}, [(10.0, 12.0, 1)]),
        ({}, {"lo": 12.0, "metric": "利润"}, []),
        ({}, {"lo": 12.0, "subject": "乙"}, []),
        ({}, {"lo": 12.0, "unit": "USD"}, []),
        ({}, {"lo": 12.0, "period_to": "2025-06-30"}, []),
        ({}, {"lo": 12.0, "basis": "yoy"}, []),
        ({"metric": None}, {"metric": None, "lo": 12.0}, []),
        ({"basis": "yoy", "trend": "up"}, {"basis": "yoy", "trend": "down"}, [(10.0, 10.0, -1)]),
        ({"trend": "up"}, {"trend": "down"}, []),
    ],
)
def test_revised_figures(before: dict[str, Any], after: dict[str, Any], revised: list[tuple[float, ...]]) -> None:
    found = changes(said(figures=[figure(**before)]), said(figures=[figure(**after)])).revised
    assert [(r.before["lo"], r.after["lo"], r.direction) for r in found] == revised


def test_a_value_that_is_still_said_is_not_revised() -> None:
    before, after = [figure(), figure(lo=12.0)], [figure(lo=12.0), figure(lo=15.0)]
    (found,) = changes(said(figures=before), said(figures=after)).revised
    assert (found.before["lo"], found.after["lo"]) == (10.0, 15.0)
    assert changes(said(figures=[figure()]), said(figures=[figure(), figure(lo=15.0)])).revised == []


def test_names_of_one_metric_can_be_taken_together() -> None:
    before, after = said(figures=[figure(metric="营收")]), said(figures=[figure(lo=12.0)])
    assert changes(before, after).revised == []
    assert len(changes(before, after, {"营收": "收入", "收入": "收入"}.__getitem__).revised) == 1


def test_turned_sentiment() -> None:
    assert changes(said(sentiment="pos"), said(sentiment="neg")).turned == ("pos", "neg")
    assert changes(said(sentiment="pos"), said(sentiment="pos")).turned is None
    assert not changes(said("产能"), said("产能"))


def test_from_the_store(writer: Writer) -> None:
    texts = {
        "a": ("2025-01-05", "AAA 产能紧张\nBBB 涨价"),
        "b": (None, "AAA 没有日期"),
        "c": ("2025-03-01", "CCC 扩产"),
        "d": ("2025-03-01", "AAA 产能紧张\nAAA 良率提高"),
    }
    for stem, (published, text) in texts.items():
        add(writer, entry("f.jsonl", text, stem, published=published))
    assert compare.previous(writer.db, "d", "company:AAA") == "a"
    assert compare.previous(writer.db, "a", "company:AAA") is None
    assert compare.previous(writer.db, "b", "company:AAA") is None
    before, after = (compare.said(writer.db, document, "company:AAA") for document in "ad")
    assert [claim["text"] for claim in before.claims] == ["AAA 产能紧张"]
    assert [claim["text"] for claim in changes(before, after).new] == ["AAA 良率提高"]
    assert compare.said(writer.db, "c", "company:AAA") == Said("c", "neu", [], [])
