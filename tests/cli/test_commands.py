"""The commands: what they print, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import Result

from extract import samples, store
from extract.cli import progress
from extract.schema import Document

Jiyao = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]

CALL = """国产算力周报
2025-05-25 23:31
- **多家云厂改选 B30A 而非 H20**：英伟达 H20 降价约 15%，单价降到 1.2 万美元[1]
"""


def records(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_demo_says_where_its_results_lie(demo: Path) -> None:
    said = (demo / "said.txt").read_text(encoding="utf8")
    assert str(demo / "results.jsonl") in said
    assert str(demo / "store.sqlite") in said
    assert "688256.SH" in said
    found = records((demo / "results.jsonl").read_text(encoding="utf8"))
    assert {str(r["id"]) for r in found} >= {"accelerators#1", "accelerators#2", "optics", "memory-2025-10-14"}


def test_demo_leaves_the_current_folder_alone(process: Process, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    here = tmp_path / "here"
    temporary.mkdir()
    here.mkdir()
    done = process("demo", cwd=here, env={"TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    assert not list(here.iterdir())
    assert len(list(temporary.glob("*/results.jsonl"))) == 1


def test_extract_prints_the_same_bytes_with_any_jobs_in_the_order_of_the_input(
    jiyao: Jiyao, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = samples.paths()[::-1]
    one = jiyao("extract", *paths, "--jobs", 1)
    monkeypatch.setattr(progress, "_SMALL", 0)
    two = jiyao("extract", *paths, "--jobs", 2)
    assert one.exit_code == two.exit_code == 0, two.stderr
    assert one.stdout == two.stdout
    assert records(one.stdout)[0]["id"] == paths[0].stem
    for line in one.stdout.splitlines():
        assert Document.model_validate_json(line).model_dump_json(by_alias=True) == line


def test_extract_names_what_fails_and_writes_the_rest(jiyao: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(CALL, encoding="utf8")
    (tmp_path / "empty.txt").write_text("", encoding="utf8")
    done = jiyao("extract", tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert done.exit_code == 1
    (record,) = records(done.stdout)
    assert record["id"] == "good"
    assert {m["name"] for m in record["mentions"]} >= {"英伟达", "H20", "B30A"}  # type: ignore[union-attr, index]
    assert "empty.txt" in done.stderr
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_reads_stdin(jiyao: Jiyao) -> None:
    done = jiyao("extract", "-", "--jobs", 2, input=CALL)
    assert done.exit_code == 0, done.stderr
    assert records(done.stdout)[0]["published"] == "2025-05-25T23:31"


def test_extract_writes_a_file_whole_or_not_at_all(jiyao: Jiyao, tmp_path: Path) -> None:
    source, out = tmp_path / "call.txt", tmp_path / "out.jsonl"
    source.write_text(CALL, encoding="utf8")
    done = jiyao("extract", source, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert len(records(out.read_text(encoding="utf8"))) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"call.txt", "out.jsonl"}
    assert jiyao("extract", source, "-o", tmp_path / "no" / "folder.jsonl").exit_code == 2


def test_published_and_lexicon(jiyao: Jiyao, tmp_path: Path) -> None:
    source, lexicon = tmp_path / "call.txt", tmp_path / "names.csv"
    source.write_text("- 今年云雀半导体的青鸾3出货增长 20%", encoding="utf8")
    rows = ("label,name,aliases,ticker,maker", "COMPANY,云雀半导体,云雀,,", "CHIP,青鸾3,,,云雀半导体")
    lexicon.write_text("\n".join(rows), encoding="utf8")
    done = jiyao("extract", source, "--published", "2025-05-25", "--lexicon", lexicon)
    (record,) = records(done.stdout)
    assert record["published"] == "2025-05-25"
    assert {m["name"] for m in record["mentions"]} == {"云雀半导体", "青鸾3"}  # type: ignore[union-attr, index]
    assert record["times"][0]["from"] == "2025-01-01"  # type: ignore[index]


WRONG = {
    "no path": ["extract"],
    "a date that is none": ["extract", "x.txt", "--published", "gestern"],
    "a lexicon that is not there": ["extract", "x.txt", "--lexicon", "nowhere.csv"],
    "a store that is not there": ["status", "--store", "nowhere.sqlite"],
    "a store that is none": ["query", "--store", __file__],
    "an inbox that is not there": ["run", "nowhere", "--store", "s.sqlite"],
    "an inbox that is not there, twice": ["run", "nowhere", "nowhere", "*.txt", "--store", "s.sqlite"],
    "stdin into a store": ["run", "-", "--store", "s.sqlite"],
    "no such option": ["extract", "--colour"],
    "no such command": ["extrakt"],
    "no such sentiment": ["query", "--store", "x", "--sentiment", "good"],
    "a score above 1": ["query", "--store", "x", "--min-score", "2"],
    "a lexicon file that is not there": ["lexicon", "check", "nowhere.csv"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_use_is_2_and_said_on_stderr(arguments: list[str], jiyao: Jiyao, tmp_path: Path) -> None:
    done = jiyao(*arguments, cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_bad_lexicon_row_is_named_and_nothing_is_read(jiyao: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("label,name,aliases,ticker,maker\nFIRM,云雀,,,\n", encoding="utf8")
    done = jiyao("extract", *samples.paths(), "--lexicon", tmp_path / "bad.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "line 2" in done.stderr
    checked = jiyao("lexicon", "check", tmp_path / "bad.csv")
    assert checked.exit_code == 1
    assert "line 2" in checked.stdout


def test_run_query_status_retry_forget(jiyao: Jiyao, tmp_path: Path) -> None:
    inbox, path = tmp_path / "inbox", tmp_path / "s.sqlite"
    inbox.mkdir()
    (inbox / "call.txt").write_text(CALL, encoding="utf8")
    (inbox / "binary.txt").write_bytes(b"\0\1\2" * 100)
    done = jiyao("run", inbox, "--store", path, "--jobs", 1, "--json", "--log-json")
    assert done.exit_code == 1
    summary = json.loads(done.stdout)
    assert (summary.pop("run"), len(summary.pop("fingerprint"))) == (1, 16)
    assert summary.pop("seconds") > 0
    assert summary == {
        "status": "finished", "new": 1, "changed": 0, "refreshed": 0, "unchanged": 0, "duplicate": 0, "failed": 1,
        "quarantined": 0, "removed": 0, "documents": 1, "left_out": 0,
    }  # fmt: skip
    failed, new, ended = records(done.stderr)
    assert (failed["level"], failed["code"]) == ("error", "J103")
    assert str(failed["source"]).endswith("binary.txt")
    assert (new["level"], new["message"]) == ("info", "new")
    assert new["milliseconds"] > 0  # type: ignore[operator]
    assert (new["documents"], new["claims"]) == (1, 1)
    assert (ended["message"], ended["run"], ended["failed"]) == ("finished", 1, 1)

    status = json.loads(jiyao("status", "--store", path, "--json").stdout)
    assert (status["documents"], status["failed"], status["outdated"]) == (1, 1, 0)
    assert status["quarantine"][0]["attempts"] == 1

    (inbox / "binary.txt").write_text("三星 HBM3E 涨价 10%", encoding="utf8")
    assert jiyao("retry", "--store", path, "--jobs", 1).stdout.startswith("finished: 1 new")
    shown = jiyao("status", "--store", path, "--verbose")
    assert "2 documents" in shown.stdout
    assert "call.txt" in shown.stdout

    assert jiyao("forget", "binary", "--store", path).stdout == "removed: binary\n"
    assert jiyao("forget", "binary", "--store", path).exit_code == 2
    with store.reading(path) as db:
        assert [row["id"] for row in db.execute("SELECT id FROM documents")] == ["call"]


def test_query_formats(jiyao: Jiyao, demo: Path) -> None:
    path = demo / "store.sqlite"
    found = json.loads(jiyao("query", "--store", path, "--company", "NVIDIA", "--format", "json").stdout)
    assert found
    assert list(found[0]) == [
        "document", "title", "published", "claim", "start", "end", "text", "topic", "headline", "citations",
        "sentiment", "mentions", "figures",
    ]  # fmt: skip
    assert all("company:NVDA.US" in {m["entity"] for m in claim["mentions"]} for claim in found)
    by_ticker = jiyao("query", "--store", path, "--company", "nvda.us", "--format", "json").stdout
    assert json.loads(by_ticker) == found
    printed = jiyao("query", "--store", path, "--company", "英伟达", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert len(rows) == len(found)
    table = jiyao("query", "--store", path, "--company", "英伟达")
    assert "\x1b" not in table.stdout
    assert table.stderr == f"{len(found)} claims\n"


def test_query_of_an_unknown_name_is_empty_and_says_so(jiyao: Jiyao, demo: Path) -> None:
    done = jiyao("query", "--store", demo / "store.sqlite", "--company", "没有的公司", "--format", "json")
    assert (done.exit_code, done.stdout) == (0, "[]\n")
    assert "没有的公司" in done.stderr


def test_export(jiyao: Jiyao, demo: Path, tmp_path: Path) -> None:
    path = demo / "store.sqlite"
    assert jiyao("export", "--store", path, "--to", "jsonl", "-o", tmp_path / "out.jsonl").exit_code == 0
    exported = {r["id"]: r for r in records((tmp_path / "out.jsonl").read_text(encoding="utf8"))}
    printed = {r["id"]: r for r in records((demo / "results.jsonl").read_text(encoding="utf8"))}
    assert exported == printed
    assert jiyao("export", "--store", path, "--to", "parquet", "-o", tmp_path / "pq").exit_code == 0
    assert jiyao("export", "--store", path, "--to", "csv", "-o", tmp_path / "csv").exit_code == 0
    with store.reading(path) as db:
        for table in store.TABLES:
            count = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert pq.read_table(tmp_path / "pq" / f"{table}.parquet").num_rows == count
            with (tmp_path / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
                assert len(list(csv.DictReader(file))) == count


def test_show_is_plain_when_piped(jiyao: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(CALL + "\x1b[31m红\x07\n", encoding="utf8")
    done = jiyao("show", tmp_path / "call.txt")
    assert done.exit_code == 0, done.stderr
    assert "多家云厂改选 B30A 而非 H20" in done.stdout
    assert "NVDA.US" in done.stdout
    assert not {"\x1b", "\x07"} & set(done.stdout)


def test_schema_doctor_lexicon_and_help(jiyao: Jiyao) -> None:
    assert json.loads(jiyao("schema").stdout)["properties"]["claims"]
    doctor = jiyao("doctor")
    assert (doctor.exit_code, doctor.stderr) == (0, "")
    assert "PROBLEM" not in doctor.stdout
    assert {"onnxruntime", "model"} <= {line.split()[0] for line in doctor.stdout.splitlines() if line.strip()}
    assert jiyao("lexicon", "check").exit_code == 0
    assert "COMPANY\tNVDA.US\t英伟达\t" in jiyao("lexicon", "list").stdout
    assert "extract" in jiyao("--help").stdout


def test_eval_prints_the_measures(jiyao: Jiyao, tmp_path: Path) -> None:
    gold = {
        "id": "g1", "text": "英伟达 H20 降价 15%", "published": "2025-05-25", "times": [], "units": [], "figures": [],
        "mentions": [{"start": 0, "end": 3, "label": "COMPANY", "name": "英伟达"}],
    }  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf8")
    done = jiyao("eval", tmp_path / "gold.jsonl", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["entities"]["COMPANY"]["strict"]["f1"] == 1.0
    (tmp_path / "gold.jsonl").write_text("{", encoding="utf8")
    assert jiyao("eval", tmp_path / "gold.jsonl").exit_code == 2


def test_a_process_that_has_read_enough_is_no_error(demo: Path) -> None:
    export = f"{sys.executable} -m extract export --store {demo / 'store.sqlite'} --to jsonl -o -"
    done = subprocess.run(
        ["bash", "-c", f"{export} | true; exit ${{PIPESTATUS[0]}}"], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_use_of_the_program_itself(process: Process) -> None:
    done = process("status", "--store", "nowhere.sqlite")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("[J401] nowhere.sqlite: ")
