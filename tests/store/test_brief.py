"""What a page on a company is made of."""

from __future__ import annotations

from collections import Counter

import pytest
from steps import add, entry

from extract.store import Writer, metrics
from extract.store.brief import Brief, brief

MAY = ("may", "2025-05-01", "AAA 订单 好 10 台\nBBB 坏 3")
JUNE = ("june", "2025-06-01", "AAA 订单 坏 12 台\nAAA 新品发布在即,渠道备货 7\nBBB 与AAA 5")


@pytest.fixture
def filled(writer: Writer) -> Writer:
    for stem, published, text in (MAY, JUNE):
        add(writer, entry("f.jsonl", text, stem, published=published))
    db = writer.db
    db.execute("UPDATE figures SET subject = 'AAA', metric = '营收' WHERE document = 'may' AND claim = 'c1'")
    db.execute("UPDATE figures SET subject = 'AAA、BBB', metric = '收入' WHERE document = 'june' AND claim = 'c1'")
    db.execute("UPDATE mentions SET sentiment_label = 'pos' WHERE document = 'june' AND claim = 'c2'")
    db.execute("UPDATE entities SET sentiment_label = 'neg' WHERE document = 'may' AND name = 'AAA'")
    return writer


def gathered(filled: Writer, *names: str, claims: int = 9, figures: int = 9) -> Brief | None:
    return brief(filled.db, [f"company:{name}" for name in names], metrics.load(), claims, figures)


def test_all_of_a_company(filled: Writer) -> None:
    found = gathered(filled, "AAA")
    assert found is not None
    assert (found.name, found.total, found.tones) == ("AAA", 4, Counter(neu=3, pos=1))
    assert [(d.document, d.published) for d in found.documents] == [("june", "2025-06-01"), ("may", "2025-05-01")]
    assert [(c["document"], c["claim"]) for c in found.claims] == [
        ("june", "c1"), ("june", "c2"), ("june", "c3"), ("may", "c1"),
    ]  # fmt: skip
    assert [(f["document"], f["lo"], f["about"]) for f in found.figures] == [("june", 12.0, "收入")]


def test_figures_of_its_chips_are_its_own(filled: Writer) -> None:
    filled.db.execute("UPDATE figures SET subject = 'BBB' WHERE document = 'june' AND claim = 'c3'")
    filled.db.execute("UPDATE mentions SET label = 'CHIP', maker = 'AAA' WHERE document = 'june' AND name = 'BBB'")
    found = gathered(filled, "AAA")
    assert found is not None
    assert {(f["subject"], f["lo"]) for f in found.figures} == {("AAA、BBB", 12.0), ("BBB", 5.0)}


def test_what_changed_since_the_call_before(filled: Writer) -> None:
    found = gathered(filled, "AAA")
    assert found is not None
    assert found.before is not None
    assert found.changes is not None
    assert found.before.document == "may"
    assert found.changes.turned == ("neg", "neu")
    assert [claim["id"] for claim in found.changes.new] == ["c2", "c3"]


def test_as_much_as_is_asked_for(filled: Writer) -> None:
    found = gathered(filled, "AAA", claims=1, figures=0)
    assert found is not None
    assert (len(found.claims), len(found.figures), found.total) == (1, 0, 4)


def test_of_two_entities_of_one_name_the_one_that_is_spoken_of(filled: Writer) -> None:
    found = gathered(filled, "ZZZ", "BBB")
    assert found is not None
    assert found.name == "BBB"
    assert gathered(filled, "ZZZ") is None


def test_one_document_has_nothing_before_it(writer: Writer) -> None:
    add(writer, entry("f.jsonl", MAY[2], "may", published=MAY[1]))
    found = gathered(writer, "AAA")
    assert found is not None
    assert (found.before, found.changes) == (None, None)
