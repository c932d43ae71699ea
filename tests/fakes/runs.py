"""An inbox of many kinds of file, and what a store holds after runs over it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from summaries import summary

from extract import store


def fill(inbox: Path, count: int) -> None:
    """Summaries, some of them twice, some in rows, and some that fail."""
    for n in range(count):
        path = inbox / f"{n % 7}" / f"call{n // 2}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"AAA 好 {n}\nBBB 坏\n{summary(n - n % 10 // 9)}", encoding="utf8")
    rows = [{"id": f"r{n}", "text": f"CCC {n}\n====\nDDD"} for n in range(count // 10)]
    (inbox / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    (inbox / "empty.txt").write_text("", encoding="utf8")
    (inbox / "raises.txt").write_text("!raise", encoding="utf8")


def state(path: Path) -> dict[str, list[str]]:
    """All that the store holds, but for clocks, durations, and the numbers of runs."""
    ledger = "source, item, stem, inputs, fallback, content, sha256, status, fingerprint, claims, mentions, figures"
    wanted = {
        **dict.fromkeys((*store.TABLES, "texts", "signatures", "bands", "duplicates"), "*"),
        "ledger": ledger, "quarantine": "source, item, stage, code, reason, attempts", "files": "source, sha256",
    }  # fmt: skip
    with store.reading(path) as db:
        found = {t: sorted(map(repr, map(tuple, db.execute(f"SELECT {c} FROM {t}")))) for t, c in wanted.items()}
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        searchable = db.execute("SELECT count(*) FROM claim_search WHERE claim_search MATCH '\"AAA\"'").fetchone()[0]
    assert searchable == sum("AAA" in row for row in found["claims"])
    return found


def documents(path: Path) -> int:
    try:
        with store.reading(path) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except Exception:  # there is no store yet, or it is being made
        return 0


def wait(condition: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
