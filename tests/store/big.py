"""A store as large as asked for, made of generated rows: what questions are timed on.

    python tests/store/big.py STORE --claims 100000     makes one and prints how long each question takes

Names are those of the knowledge base, few of them often and most of them seldom, as in real calls; metrics come
qualified in many ways, so that no two documents share all their words.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from extract import knowledge, store
from extract.store import brief, metrics, search
from extract.store.query import Filter, claims
from extract.store.rows import claim_key

_PER_DOCUMENT = 25  # claims
_METRICS = ("收入", "营收", "销售额", "毛利率", "产能", "出货量", "资本开支", "净利润", "良率", "单价")
_QUALIFIERS = ("", "月", "全年", "数据中心业务", "海外", "前三季度云业务", "先进封装", "HBM ", "自研芯片", "整机")
_LABELS = ("pos", "neg", "neu")


def fill(db: sqlite3.Connection, count: int, seed: int = 7) -> None:
    """Write `count` claims with three names and two figures each."""
    pick = random.Random(seed)
    known = knowledge.load()
    firms = [(f"company:{c.id}", c.name, "COMPANY") for c in list(known.companies.values())[:2000]]
    chips = [(f"chip:{c.id}", c.name, "CHIP") for c in list(known.chips.values())[:400]]
    weights = [1 / (n + 1) for n in range(len(firms))]
    for number in range(0, count, _PER_DOCUMENT):
        day = date(2021, 1, 1) + timedelta(days=1500 * number // count)
        _document(db, pick, number // _PER_DOCUMENT, day, min(_PER_DOCUMENT, count - number), firms, weights, chips)


def _document(db: sqlite3.Connection, pick: random.Random, number: int, day: date, size: int, firms: Any,
              weights: Any, chips: Any) -> None:  # fmt: skip
    id, hash = f"call-{number:05}", f"{number:064x}"
    text, lists = "", {"claims": [], "mentions": [], "figures": [], "entities": []}  # type: ignore[var-annotated]
    for n in range(size):
        named = [*pick.choices(firms, weights, k=2), pick.choice(chips)]
        start, claim = len(text), f"c{n + 1}"
        for entity, name, label in named:
            at = len(text)
            text += f"{name}与"
            tone = (pick.choice(_LABELS), round(pick.random(), 2))
            lists["mentions"].append((id, len(lists["mentions"]), at, at + len(name), name, label, entity, name, None,
                                      None, "name", 1.0, *tone, claim))  # fmt: skip
        for _ in range(2):
            metric = named[pick.randint(0, 1)][1] + pick.choice(_QUALIFIERS) + pick.choice(_METRICS)
            value = pick.randint(1, 900)
            words = f"{value}亿元"
            text += f"的{metric}达到"
            at, year = len(text), pick.randint(2020, 2027)
            text += words
            lists["figures"].append((id, len(lists["figures"]), at, at + len(words), words, "money", value * 1e8,
                                     value * 1e8, "CNY", 0, None, None, 0, None, metric, named[0][1], f"{year}-01-01",
                                     f"{year}-12-31", claim, 1.0))  # fmt: skip
        text += ",需求与供给的变化仍待下个季度的订单来证实,管理层认为渠道库存健康。" * pick.randint(1, 3)
        tone = (pick.choice(_LABELS), round(pick.random(), 2))
        lists["claims"].append((claim_key(hash, start), id, n, claim, start, len(text), "claims", "主题", n, None,
                                "[1]", *tone, text[start:], text[start:]))  # fmt: skip
        text += "\n"
    seen = dict.fromkeys(m[4:8] for m in lists["mentions"])
    for n, (name, label, entity, _) in enumerate(seen):
        lists["entities"].append((id, n, entity, name, label, None, 1, pick.choice(_LABELS), 0.5, 1, 1, 1))
    db.execute("INSERT INTO texts VALUES (?, ?, ?, '', ?, ?)", (hash, text, f"/in/{id}.txt", id, id))
    db.execute(
        "INSERT INTO documents VALUES (?, ?, 0, ?, ?, NULL, ?, 'text', '0', '0', 0, ?)",
        (id, hash, f"纪要 {number}", day.isoformat(), f'{{"broker":"券商{number % 7}"}}', len(text)),
    )
    for table, rows in lists.items():
        if rows:
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def make(path: Path, count: int) -> None:
    """A new store at `path` with `count` claims."""
    with store.writing(path) as db:
        db.execute("BEGIN")
        fill(db, count)
        search.enter(db)
        db.execute("COMMIT")


def questions(db: sqlite3.Connection) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What an analyst asks, from the rarest to the widest."""
    from extract.store.names import resolve

    firm = resolve(db, "COMPANY", "英伟达")
    often = tuple(r[0] for r in db.execute("SELECT entity FROM mentions GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"))
    for name, wanted in {
        "one company": {"named": [firm]},
        "the company most named": {"named": [often]},
        "the company most named, bad for it": {"named": [often], "sentiment": "neg"},
        "company and metric": {"named": [often], "metric": "营收"},
        "a metric": {"metric": "revenue"},
        "metric and period": {"metric": "收入", "period": ("2026-01-01", "2026-12-31")},
        "words": {"text": "渠道库存健康"},
        "two characters": {"text": "库存"},
        "a sentiment, by score": {"sentiment": "pos", "sort": "score"},
        "dates": {"since": "2024-01-01", "until": "2024-01-31"},
        "a field of the row": {"meta": {"broker": "券商3"}},
        "everything": {},
        "everything, oldest first": {"sort": "oldest"},
    }.items():
        yield name, lambda wanted=wanted: list(claims(db, Filter(limit=100, **wanted)))  # type: ignore[misc]
    yield "a name as people type it", lambda: resolve(db, "COMPANY", "nvidia")
    yield "a brief of the company most named", lambda: [brief.brief(db, often, metrics.load(), 12, 15)]


COMMANDS = (
    ("--company", "英伟达", "--metric", "产能"),
    ("--metric", "revenue", "--period", "2026"),
    ("--text", "渠道库存健康"),
    ("--company", "nvidia", "--sentiment", "neg"),
)


def command(path: Path, *options: str) -> float:
    """Milliseconds of processor time that `jiyao query` takes to print a table, its own start taken off."""
    code = (
        "import atexit, runpy, sys, time; atexit.register(lambda: sys.stderr.write(f'\\n{time.process_time()}'));"
        "runpy.run_module('extract', run_name='__main__')"
    )

    def seconds(*arguments: str) -> float:
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
        return float(done.stderr.rsplit("\n", 1)[1])

    return 1000 * (seconds("query", "--store", str(path), *options) - seconds("query", "--help"))


def main() -> None:
    """Make the store where it is not there, then time each question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    given = parser.parse_args()
    if not given.store.exists():
        make(given.store, given.claims)
    with store.reading(given.store) as db:
        print(f"{db.execute('SELECT count(*) FROM claims').fetchone()[0]} claims")
        for name, ask in questions(db):
            times = []
            for _ in range(5):
                begun = time.process_time()  # the machine may have other work
                found = ask()
                times.append(1000 * (time.process_time() - begun))
            print(f"{name:40} first {times[0]:7.1f} ms, median {statistics.median(times):7.1f} ms  {len(found)} rows")
    for options in COMMANDS:
        times = [command(given.store, *options) for _ in range(3)]
        print(f"query {' '.join(options):40} {min(times):7.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
