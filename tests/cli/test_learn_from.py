"""From the store to a labelling tool and back: offsets unchanged, corrections become gold and lexicon rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from extract import store
from extract.knowledge import check

Jiyao = Callable[..., Result]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def found(demo: Path) -> dict[str, set[tuple[int, int, str]]]:
    """All labels of the store, by the id of the text."""
    out: dict[str, set[tuple[int, int, str]]] = {}
    for record in rows(demo / "results.jsonl"):
        labels = out.setdefault(record["id"].split("#")[0], set())
        labels |= {(m["start"], m["end"], m["label"]) for m in record["mentions"]}
        labels |= {(i["start"], i["end"], "FIGURE") for i in record["figures"]}
        labels |= {(i["start"], i["end"], "TIME") for i in record["times"]}
    return out


def labelled(row: dict[str, Any]) -> set[tuple[int, int, str]]:
    return {
        *((m["start"], m["end"], m["label"]) for m in row["mentions"]),
        *((i["start"], i["end"], "FIGURE") for i in row["figures"]),
        *((i["start"], i["end"], "TIME") for i in row["times"]),
    }


def reviewed(kind: str, path: Path) -> Path:
    """What a tool gives back when a reviewer accepts all that it was given."""
    if kind == "labelstudio":
        tasks = json.loads(path.read_text(encoding="utf8"))
        for task in tasks:
            task["annotations"] = [{"result": task.pop("predictions")[0]["result"], "was_cancelled": False}]
        back = path.with_suffix(".back.json")
        back.write_text(json.dumps(tasks), encoding="utf8")
        return back
    given = rows(path)
    more: dict[str, Any] = {"answer": "accept"} if kind == "prodigy" else {"id": 1, "Comments": []}
    back = path.with_suffix(".back.jsonl")
    back.write_text("\n".join(json.dumps({**more, **row}) for row in given), encoding="utf8")
    return back


@pytest.mark.parametrize("kind", ["labelstudio", "doccano", "prodigy"])
def test_there_and_back(jiyao: Jiyao, demo: Path, tmp_path: Path, kind: str) -> None:
    out, gold = tmp_path / "labels.json", tmp_path / "gold.jsonl"
    assert jiyao("export", "--store", demo / "store.sqlite", "--to", kind, "-o", out).exit_code == 0
    done = jiyao("learn-from", reviewed(kind, out), "-o", gold)
    assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert {row["id"]: labelled(row) for row in rows(gold)} == found(demo)
    assert "0 added, 0 removed, 0 renamed" in done.stderr
    assert not (tmp_path / "gold.names.csv").exists()
    measured = json.loads(jiyao("eval", gold, "--json", "--jobs", 1).stdout)
    assert measured["entities"]["COMPANY"]["strict"]["f1"] == 1
    assert measured["times"]["value"]["f1"] == 1
    if kind == "labelstudio":
        assert (tmp_path / "labels.json.interface.xml").read_text(encoding="utf8").startswith("<View>")
        assert measured["sentiment_target"]["accuracy"] == 1
        assert measured["sentiment_target"]["n"] > 20


TEXT = "云雀半导体的青鸾3拿下头部客户,收入 3.5 亿元"
ROW = {"text": TEXT, "label": [[0, 5, "COMPANY"], [6, 9, "CHIP"]], "document": "call", "published": "2025-05-01"}


def test_new_names_become_lexicon_rows_that_find_them(jiyao: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "back.jsonl").write_text(json.dumps(ROW), encoding="utf8")
    done = jiyao(
        "learn-from", tmp_path / "back.jsonl", "-o", tmp_path / "gold.jsonl", "--names", tmp_path / "names.csv"
    )
    assert done.exit_code == 0, done.output
    assert check(tmp_path / "names.csv") == []
    assert jiyao("lexicon", "check", tmp_path / "names.csv").exit_code == 0
    (row,) = rows(tmp_path / "gold.jsonl")
    assert [(m["start"], m["end"], m["name"]) for m in row["mentions"]] == [(0, 5, "云雀半导体"), (6, 9, "青鸾3")]
    assert "figures" not in row
    (tmp_path / "call.txt").write_text(TEXT, encoding="utf8")
    again = jiyao("extract", tmp_path / "call.txt", "--lexicon", tmp_path / "names.csv")
    names = [m["name"] for m in json.loads(again.stdout)["mentions"]]
    assert "青鸾3" in names
    measured = json.loads(jiyao("eval", tmp_path / "gold.jsonl", "--json", "--lexicon", tmp_path / "names.csv").stdout)
    assert measured["entities"]["CHIP"]["strict"]["f1"] == 1


def test_bad_rows_are_named_and_the_others_kept(jiyao: Jiyao, tmp_path: Path) -> None:
    lines = (json.dumps(ROW), "no json", json.dumps({"text": TEXT, "label": [[0, 99, "CHIP"]]}))
    (tmp_path / "back.jsonl").write_text("\n".join(lines), encoding="utf8")
    done = jiyao("learn-from", tmp_path / "back.jsonl")
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["call"]
    assert "[J601] back.jsonl line 2: the line is no JSON" in done.stderr
    assert "[J601] back.jsonl line 3: 0 to 99 lies outside" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_is_written_over_unasked(jiyao: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "back.jsonl").write_text(json.dumps(ROW), encoding="utf8")
    for name in ("gold.jsonl", "gold.names.csv"):
        (tmp_path / name).write_text("mine", encoding="utf8")
        done = jiyao("learn-from", tmp_path / "back.jsonl", "-o", tmp_path / "gold.jsonl")
        assert done.exit_code == 2
        assert name in done.stderr
        assert (tmp_path / name).read_text(encoding="utf8") == "mine"
        (tmp_path / name).unlink()
    assert {path.name for path in tmp_path.iterdir()} == {"back.jsonl"}
    (tmp_path / "gold.jsonl").write_text("mine", encoding="utf8")
    done = jiyao("learn-from", tmp_path / "back.jsonl", "-o", tmp_path / "gold.jsonl", "--overwrite")
    assert done.exit_code == 0
    assert len(rows(tmp_path / "gold.jsonl")) == 1


def test_gold_corrected_by_hand_is_kept_as_it_is(jiyao: Jiyao, tmp_path: Path) -> None:
    row = {"id": "x", "text": TEXT, "published": None, "desk": "硬件",
           "mentions": [{"start": 0, "end": 5, "label": "COMPANY", "name": "云雀"}],
           "units": [{"start": 0, "end": 5, "sentiment": "pos", "targets": {"云雀": "pos"}}]}  # fmt: skip
    (tmp_path / "mine.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf8")
    done = jiyao("learn-from", tmp_path / "mine.jsonl")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == row


def test_changed_since(jiyao: Jiyao, here: Jiyao, tmp_path: Path) -> None:
    inbox, path = tmp_path / "in", tmp_path / "s.sqlite"
    inbox.mkdir()
    for name in ("a", "b", "c"):
        (inbox / f"{name}.txt").write_text(f"- 英伟达 H20 降价 1{len(name)}%,{name}", encoding="utf8")
    assert here("run", inbox, "--store", path, "--jobs", 1).exit_code == 0
    (inbox / "a.txt").write_text("- 英伟达 H20 降价 30%", encoding="utf8")
    (inbox / "b.txt").unlink()
    assert here("run", inbox, "--store", path, "--jobs", 1, "--prune").exit_code == 0

    def written(*arguments: object) -> list[str]:
        done = jiyao("export", "--store", path, *arguments)
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()

    lines = [json.loads(line) for line in written("--to", "jsonl", "-o", "-", "--changed-since", 1)]
    assert [line["id"] for line in lines] == ["a", "b"]
    assert lines[1] == {"id": "b", "removed": True}
    assert written("--to", "jsonl", "-o", "-", "--changed-since", 2) == []
    assert [json.loads(line)["id"] for line in written("--to", "jsonl", "-o", "-", "--changed-since", 0)] == ["a", "c"]
    written("--to", "csv", "-o", tmp_path / "csv", "--changed-since", 1)
    assert (tmp_path / "csv" / "removed.csv").read_text(encoding="utf-8-sig").split() == ["document", "b"]
    mentions = (tmp_path / "csv" / "mentions.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in mentions[1:]} == {"a"}
    (line,) = written("--to", "doccano", "-o", "-", "--changed-since", 1)
    assert json.loads(line)["document"] == "a"
    assert jiyao("export", "--store", path, "--to", "jsonl", "-o", "-", "--changed-since", 7).exit_code == 2


def test_a_copy_that_is_kept_up_to_date_equals_the_store(jiyao: Jiyao, here: Jiyao, tmp_path: Path) -> None:
    """Take out what is named, changed or gone, and put in what is written: for each table."""
    pq = pytest.importorskip("pyarrow.parquet")
    inbox, path = tmp_path / "in", tmp_path / "s.sqlite"
    inbox.mkdir()
    for n in range(4):
        (inbox / f"{n}.txt").write_text(f"- 英伟达 H20 降价 {n + 2}%,第 {n} 次", encoding="utf8")
    assert here("run", inbox, "--store", path, "--jobs", 1).exit_code == 0
    assert jiyao("export", "--store", path, "--to", "parquet", "-o", tmp_path / "all").exit_code == 0
    copy = {table: pq.read_table(tmp_path / "all" / f"{table}.parquet").to_pylist() for table in store.TABLES}
    (inbox / "0.txt").write_text("- 台积电 2 纳米产能 10 万片", encoding="utf8")
    (inbox / "1.txt").unlink()
    (inbox / "4.txt").write_text("- 寒武纪收入增长 20%", encoding="utf8")
    assert here("run", inbox, "--store", path, "--jobs", 1, "--prune").exit_code == 0
    folder = tmp_path / "changes"
    assert jiyao("export", "--store", path, "--to", "parquet", "-o", folder, "--changed-since", 1).exit_code == 0
    gone = set(pq.read_table(folder / "removed.parquet")["document"].to_pylist())
    changed = set(pq.read_table(folder / "documents.parquet")["id"].to_pylist())
    assert (gone, changed) == ({"1"}, {"0", "4"})
    for table in store.TABLES:
        key = "id" if table == "documents" else "document"
        new = pq.read_table(folder / f"{table}.parquet").to_pylist()
        copy[table] = [row for row in copy[table] if row[key] not in gone | changed] + new
        assert len({(row[key], row["n"]) for row in copy[table]}) == len(copy[table])
    assert jiyao("export", "--store", path, "--to", "parquet", "-o", tmp_path / "now").exit_code == 0
    for table in store.TABLES:
        now = pq.read_table(tmp_path / "now" / f"{table}.parquet").to_pylist()
        assert sorted(map(repr, copy[table])) == sorted(map(repr, now))


@pytest.mark.parametrize(("kind", "name"), [("spacy", "-"), ("parquet", "file"), ("jsonl", "folder")])
def test_where_an_export_cannot_go(jiyao: Jiyao, demo: Path, tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf8")
    (tmp_path / "folder").mkdir()
    done = jiyao("export", "--store", demo / "store.sqlite", "--to", kind, "-o", name, cwd=tmp_path)
    assert done.exit_code == 2
    assert (tmp_path / "file").read_text(encoding="utf8") == "mine"


def test_the_columns_of_tables_are_told(jiyao: Jiyao) -> None:
    told = jiyao("schema", "--tables").stdout
    assert "## figures" in told
    assert "| lo | double | lowest value" in told
