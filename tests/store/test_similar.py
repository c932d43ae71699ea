"""One call told by several brokers is one call; two reports from one template are two."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import add, entry
from summaries import summary

from extract import samples, store
from extract.store import Writer, similar
from extract.store.similar import LIKE, signature, similarity
from extract.store.status import ledger, status

CALL = (samples.paths()[2]).read_text(encoding="utf8")
OTHER_NUMBERS = "".join(str((int(c) * 7 + 3) % 10) if c.isdigit() else c for c in CALL)
RETOLD = {
    "a word here and there": (CALL.replace("环比", "季度环比").replace("约 ", "大约"), True),
    "a header and a disclaimer": (f"云雀证券 快评\n{CALL}\n免责声明：本纪要仅供参考，不构成投资建议。", True),
    "other punctuation and traditional characters": (
        CALL.replace("；", "。").replace("**", "").replace("约", "約"),
        True,
    ),
    "the last point left out": (CALL[: CALL.rindex("## 风险提示")], True),
    "the same template with other numbers": (OTHER_NUMBERS, False),
    "another call": (samples.paths()[0].read_text(encoding="utf8"), False),
}


def like(one: str, other: str) -> float:
    first, second = signature(one), signature(other)
    assert first is not None
    assert second is not None
    return similarity(first.values, second.values)


@pytest.mark.parametrize(("text", "same"), RETOLD.values(), ids=RETOLD)
def test_what_tells_the_same(text: str, same: bool) -> None:
    assert (like(CALL, text) >= LIKE) is same


def test_a_short_text_is_like_none() -> None:
    assert signature("英伟达 H20 降价") is None


def test_the_values_are_the_same_on_every_machine() -> None:
    """They are compared with those of earlier runs."""
    made = signature("".join(chr(0x4E00 + n) for n in range(40)))
    assert made is not None
    assert made.values.hex()[:32] == "cff86fc184e87f25f0c299056608fc5d"
    assert made.bands[:2] == [4417122539990726358, 1511569655162381501]


def duplicates(writer: Writer) -> list[tuple[str, str]]:
    return [tuple(row) for row in writer.db.execute("SELECT document, of FROM duplicates ORDER BY 1")]


def told(n: int, by: int) -> str:
    """The n-th call as one of several brokers tells it."""
    return f"{'甲乙丙丁'[by]}证券研究所\n{summary(n)}\n{summary(n + 1000)}\n以上{'甲乙丙丁'[by]}方观点"


def test_three_brokers_tell_one_call(writer: Writer) -> None:
    add(writer, *(entry(f"{n}-{by}.txt", told(n, by), published="2025-05-25") for n in (1, 2) for by in range(3)))
    assert duplicates(writer) == [("1-1", "1-0"), ("1-2", "1-0"), ("2-1", "2-0"), ("2-2", "2-0")]
    assert status(writer.db)["near_duplicates"] == 4
    assert [row["same_as"] for row in ledger(writer.db)] == [[], ["1-0"], ["1-0"], [], ["2-0"], ["2-0"]]
    writer.forget("1-0")
    assert duplicates(writer) == [("1-2", "1-1"), ("2-1", "2-0"), ("2-2", "2-0")]


def test_the_first_to_tell_it_is_the_one_that_counts(writer: Writer) -> None:
    for by, day in enumerate(("2025-05-27", None, "2025-05-25")):
        add(writer, entry(f"{by}.txt", told(1, by), published=day))
    assert duplicates(writer) == [("0", "2"), ("1", "2")]


def marks(writer: Writer) -> list[tuple[object, ...]]:
    return [tuple(row) for row in writer.db.execute("SELECT * FROM signatures ORDER BY key")]


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_arrival_and_what_came_and_went_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, chosen: random.Random
) -> None:
    calls = {f"{n}-{by}": told(n, by) for n in range(3) for by in range(4)}
    results = []
    for path in (tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")):
        with store.writing(path / "s.sqlite") as db:
            writer = Writer(db)
            writer.begin("run", {})
            names = sorted(calls)
            chosen.shuffle(names)
            for name in names:
                add(writer, entry(f"{name}.txt", calls[name]))
                if chosen.random() < 0.3:
                    gone = chosen.choice(names)
                    writer.file_done(f"/in/{gone}.txt", set(), "")
            add(writer, *(entry(f"{name}.txt", text) for name, text in calls.items()))
            results.append((marks(writer), duplicates(writer), bands(writer)))
    assert results[0] == results[1]
    assert len(results[0][1]) == 9


def bands(writer: Writer) -> list[tuple[object, ...]]:
    return [tuple(row) for row in writer.db.execute("SELECT * FROM bands ORDER BY 1, 2")]


def test_many_of_one_template_cost_each_one_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    real = similar.similarity

    def counted(one: bytes, other: bytes) -> float:
        nonlocal compared
        compared += 1
        return real(one, other)

    monkeypatch.setattr(similar, "similarity", counted)
    with store.writing(tmp_path / "s.sqlite") as db:
        writer = Writer(db)
        writer.begin("run", {})
        add(writer, *(entry(f"{n}.txt", f"{CALL}\n第{n}次") for n in range(300)))
        assert len(duplicates(writer)) == 299
    assert compared < 300 * 40
