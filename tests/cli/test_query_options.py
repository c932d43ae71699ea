"""What `jiyao query` is asked with, and how it answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from extract import samples
from extract.cli import console

Jiyao = Callable[..., Result]


def asked(jiyao: Jiyao, demo: Path, *arguments: object) -> list[dict[str, Any]]:
    done = jiyao("query", "--store", demo / "store.sqlite", "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_the_question_of_the_readme_under_every_name(jiyao: Jiyao, demo: Path) -> None:
    answers = [
        asked(jiyao, demo, "--company", company, "--metric", metric)
        for company in ("寒武纪", "寒武紀", "Cambricon", "688256", "688256.SH")
        for metric in ("产能", "產能", "capacity", "生产能力")
    ]
    assert [(c["document"], c["claim"]) for c in answers[0]] == [("accelerators#1", "c4")]
    assert all(answer == answers[0] for answer in answers)


def test_every_row_is_where_it_is_said_to_be(jiyao: Jiyao, demo: Path) -> None:
    texts = {path.stem: path.read_text(encoding="utf8") for path in samples.paths() if path.suffix != ".jsonl"}
    for path in samples.paths():
        if path.suffix == ".jsonl":
            rows = (json.loads(line) for line in path.read_text(encoding="utf8").splitlines())
            texts |= {row["id"]: row["text"] for row in rows}
    found = asked(jiyao, demo)
    assert len(found) > 20
    for claim in found:
        text = texts[claim["document"].split("#")[0]]
        for item in (claim, *claim["mentions"], *claim["figures"]):
            assert text[item["start"] : item["end"]] == item["text"]


def test_sentiment_is_that_for_the_company(jiyao: Jiyao, demo: Path) -> None:
    found = asked(jiyao, demo, "--company", "英伟达", "--sentiment", "neg")
    assert found
    for claim in found:
        labels = [m["sentiment"]["label"] for m in claim["mentions"] if m["name"] == "英伟达"]
        assert labels.count("neg") > labels.count("pos")
    assert {c["sentiment"]["label"] for c in asked(jiyao, demo, "--sentiment", "pos")} == {"pos"}


def test_csv_says_it_beside_the_claims_own(jiyao: Jiyao, demo: Path) -> None:
    printed = jiyao("query", "--store", demo / "store.sqlite", "--company", "英伟达", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert rows
    assert all(row["sentiment_for"].startswith("英伟达 ") for row in rows)


def test_period(jiyao: Jiyao, demo: Path) -> None:
    found = asked(jiyao, demo, "--company", "寒武纪", "--period", "2026")
    assert [c["claim"] for c in found] == ["c4"]
    done = jiyao("query", "--store", demo / "store.sqlite", "--period", "三季度")
    assert done.exit_code == 2
    assert "is no period with a year" in done.stderr


def test_own_names_of_metrics(jiyao: Jiyao, demo: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("metric,aliases\n产能,wafer starts\n", encoding="utf8")
    assert asked(jiyao, demo, "--company", "寒武纪", "--metric", "wafer starts") == []
    assert len(asked(jiyao, demo, "--company", "寒武纪", "--metric", "wafer starts", "--metrics", own)) == 1
    own.write_text("产能,wafer starts\n", encoding="utf8")
    done = jiyao("query", "--store", demo / "store.sqlite", "--metric", "x", "--metrics", own)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "[J408] own.csv line 1" in done.stderr


def test_fields_of_the_row(here: Jiyao, tmp_path: Path) -> None:
    rows = [{"id": n, "text": f"- 英伟达 H20 降价 {n}%", "broker": b} for n, b in ((11, "中金"), (12, "中信"))]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    assert here("run", tmp_path / "in.jsonl", "--store", tmp_path / "store.sqlite", "--jobs", 1).exit_code == 0
    assert [c["document"] for c in asked(here, tmp_path, "--meta", "broker=中金")] == ["11"]
    assert asked(here, tmp_path, "--meta", "broker=中金", "--meta", "desk=x") == []
    assert here("query", "--store", tmp_path / "store.sqlite", "--meta", "broker").exit_code == 2


def test_names_of_the_lexicon_that_filled_the_store(here: Jiyao, tmp_path: Path) -> None:
    lexicon = tmp_path / "names.csv"
    lexicon.write_text("label,name,aliases,ticker,maker\nCOMPANY,云雀半导体,老云,,\n", encoding="utf8")
    (tmp_path / "call.txt").write_text("- 云雀半导体收入增长 20%", encoding="utf8")
    done = here("run", tmp_path / "call.txt", "--store", tmp_path / "store.sqlite", "--lexicon", lexicon, "--jobs", 1)
    assert done.exit_code == 0
    assert len(asked(here, tmp_path, "--company", "老云")) == 1
    lexicon.write_text("spoilt", encoding="utf8")
    assert asked(here, tmp_path, "--company", "老云") == []
    assert len(asked(here, tmp_path, "--company", "云雀半导体")) == 1


def test_a_table_says_how_many_there_are(jiyao: Jiyao, demo: Path) -> None:
    total = len(asked(jiyao, demo))
    done = jiyao("query", "--store", demo / "store.sqlite", "--limit", 3)
    assert done.stderr == f"the first 3 of {total} claims; --limit {total} shows all\n"
    assert jiyao("query", "--store", demo / "store.sqlite", "--limit", total).stderr == f"{total} claims\n"
    assert "[203:291]" in jiyao("query", "--store", demo / "store.sqlite", "--company", "寒武纪").stdout


@pytest.mark.parametrize("text", ["a\x9b2J\u202e", "\x7f\u2066", '中文 \\ "', "\ud800"])
def test_json_is_escaped_where_a_terminal_would_obey(text: str) -> None:
    line = json.dumps({"text": text}, ensure_ascii=False)
    shown = console.json_safe(line)
    assert json.loads(shown) == {"text": text}
    assert console.safe(shown) == shown
