"""What is new in a document against the one before: claims, figures, sentiment."""

from __future__ import annotations

from typing import Any

import pytest
from steps import add, entry

from extract.store import Writer, compare
from extract.store.compare import Row, Said, changes


def figure(**more: Any) -> dict[str, Any]:
    plain = {"metric": "收入", "subject": "甲", "kind": "money", "unit": "CNY", "basis": None, "trend": None,
             "period_from": "2025-01-01", "period_to": "2025-12-31", "lo": 10.0}  # fmt: skip
    made = plain | more
    return made | {"hi": more.get("hi", made["lo"])}


def said(*claims: str, figures: list[dict[str, Any]] | None = None, sentiment: str = "neu") -> Said:
    return Said("d", sentiment, [{"folded": claim} for claim in claims], figures or [])


def one(figures: tuple[Row, ...]) -> Row:
    (figure,) = figures
    return figure


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
    assert [(one(r.before)["lo"], one(r.after)["lo"], r.direction) for r in found] == revised


def test_a_value_that_is_still_said_is_not_revised() -> None:
    before, after = [figure(), figure(lo=12.0)], [figure(lo=12.0), figure(lo=15.0)]
    (found,) = changes(said(figures=before), said(figures=after)).revised
    assert (one(found.before)["lo"], one(found.after)["lo"]) == (10.0, 15.0)
    assert changes(said(figures=[figure()]), said(figures=[figure(), figure(lo=15.0)])).revised == []


@pytest.mark.parametrize(
    ("before", "after", "revised"),
    [
        ([10, 12], [15], ([10, 12], [15], 1)),
        ([10], [12, 15], ([10], [12, 15], 1)),
        ([10, 20], [15], ([10, 20], [15], 0)),
        ([20, 30], [15, 10], ([20, 30], [15, 10], -1)),
    ],
)
def test_several_values_of_one_document_stand_side_by_side(
    before: list[int], after: list[int], revised: tuple[list[int], list[int], int]
) -> None:
    old, new = ([figure(lo=float(value)) for value in values] for values in (before, after))
    (found,) = changes(said(figures=old), said(figures=new)).revised
    assert ([f["lo"] for f in found.before], [f["lo"] for f in found.after], found.direction) == revised


def found_in(text: str, *words: str, **more: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Figures that stand in a claim, with it; `more` is of the last of them."""
    figures = []
    for n, word in enumerate(words):
        at = text.index(word)
        figures.append(figure(n=n, claim="c1", start=at + 7, end=at + 7 + len(word), lo=float(n)))
    figures[-1].update(more)
    return figures, [{"id": "c1", "start": 7, "text": text}]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("存货由 140 亿美元增至 196 亿美元", True),
        ("库存从去年的 140 亿美元升至约 196 亿美元", True),
        ("价格自 140 亿美元调整为 196 亿美元", True),
        ("Inventory rose from $140 亿美元 to 196 亿美元", True),
        ("存货 140 亿美元,渠道库存 196 亿美元", False),
        ("存货由 140 亿美元构成。预付款增至 196 亿美元", False),
        ("来自甲方、乙方的 140 亿美元与 196 亿美元", False),
    ],
)
def test_where_a_change_began_is_no_value_of_its_own(text: str, base: bool) -> None:
    assert compare.bases(*found_in(text, "140 亿美元", "196 亿美元")) == ({0: 1} if base else {})


def test_a_base_of_another_period_is_that_periods_value() -> None:
    found = found_in("存货由 140 亿美元增至 196 亿美元", "140 亿美元", "196 亿美元", period_to="2026-12-31")
    assert compare.bases(*found) == {}


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
