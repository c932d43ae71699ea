"""The full-text index says what the claims say, whatever comes and goes within a commit."""

from __future__ import annotations

from pathlib import Path

import pytest
from steps import add, entry

from extract import store
from extract.store import Writer

_BEFORE = """
CREATE TRIGGER claims_added AFTER INSERT ON claims BEGIN
    INSERT INTO claim_search (rowid, folded) VALUES (new.key, new.folded);
END;
CREATE TRIGGER claims_removed AFTER DELETE ON claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, folded) VALUES ('delete', old.key, old.folded);
END;
"""


def found(path: Path, words: str) -> int:
    with store.reading(path) as db:
        query = "SELECT count(*) FROM claim_search JOIN claims ON key = claim_search.rowid WHERE claim_search MATCH ?"
        return int(db.execute(query, (f'"{words}"',)).fetchone()[0])


@pytest.mark.parametrize("hold", [0, 60])
@pytest.mark.parametrize("older", [False, True])
def test_index_and_claims_agree(hold: float, older: bool, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with store.writing(path) as db:
        if older:
            db.executescript("DROP TRIGGER temp.claim_added; DROP TRIGGER temp.claim_removed;" + _BEFORE)
            writer = Writer(db)
            writer.begin("run", {})
            add(writer, entry("old.txt", "AAA 产能满载"))
    with store.writing(path) as db:
        writer = Writer(db, hold)
        writer.begin("run", {})
        add(writer, entry("a.txt", "AAA 良率提升"), entry("b.txt", "BBB 订单下滑"))
        add(writer, entry("a.txt", "AAA 价格上涨"), entry("old.txt", "AAA 库存见底"))
        writer.file_done("/in/b.txt", set(), "")
        writer.commit()
        db.execute("INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)")
    gone, there = ("产能满载", "良率提升", "订单下滑"), ("价格上涨", "库存见底")
    assert [found(path, words) for words in (*gone, *there)] == [0, 0, 0, 1, 1]


def test_what_is_undone_is_not_entered(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with store.writing(path) as db:
        writer = Writer(db, hold=60)
        writer.begin("run", {})
        add(writer, entry("a.txt", "AAA 良率提升"))
        db.execute("ROLLBACK")
        add(writer, entry("b.txt", "BBB 订单下滑"))
        writer.commit()
        db.execute("INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)")
    assert (found(path, "良率提升"), found(path, "订单下滑")) == (0, 1)
