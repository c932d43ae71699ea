"""What commands read and where they write: files, links, folders, FIFOs, and what is left out."""

from __future__ import annotations

import errno
import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import Result

from extract import store
from extract.cli import target
from extract.store import Writer

Jiyao = Callable[..., Result]
CALL = "算力周会\n2025-05-25 23:31\n- 英伟达 H20 降价约 15%[1]\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "call.txt").write_text(CALL, encoding="utf8")
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_that_is_written_over_keeps_its_rights(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf8")
    out.chmod(0o600)
    assert here("extract", inbox, "-o", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf8"))["id"] == "call"
    assert mode(out) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"inbox", "out.jsonl"}


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_its_file_is_written(there: bool, here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    link, out = tmp_path / "link", tmp_path / "deep" / "out.jsonl"
    out.parent.mkdir()
    link.symlink_to(out)
    if there:
        out.write_text("old", encoding="utf8")
        out.chmod(0o640)
    assert here("extract", inbox, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert json.loads(out.read_text(encoding="utf8"))["id"] == "call"
    assert not there or mode(out) == 0o640


@pytest.mark.parametrize("command", ["extract", "export"])
def test_a_fifo_is_written_to_and_stays(command: str, here: Jiyao, inbox: Path, demo: Path, tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf8")), daemon=True)
    reader.start()
    source = [inbox] if command == "extract" else ["--store", demo / "store.sqlite", "--to", "jsonl"]
    assert here(command, *source, "-o", pipe).exit_code == 0
    reader.join(10)
    assert all("sections" in json.loads(line) for line in got[0].splitlines())
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("command", ["extract", "export"])
@pytest.mark.parametrize(
    ("out", "said"),
    [("inbox", "is a folder"), ("no/out.jsonl", "there is no folder"), ("inbox/call.txt/x", "cannot be written")],
)
def test_a_place_that_cannot_be_written(
    command: str, out: str, said: str, here: Jiyao, inbox: Path, demo: Path, tmp_path: Path
) -> None:
    source = [inbox] if command == "extract" else ["--store", demo / "store.sqlite", "--to", "jsonl"]
    done = here(command, *source, "-o", out, cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "J900" not in done.stderr


def test_a_file_that_may_not_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(typer.BadParameter, match="may not be written"), target.output(out):
        pass
    assert out.read_text(encoding="utf8") == "old"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    def fill() -> None:
        with target.output(out) as stream:
            stream.write("new")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf8")
    with pytest.raises(OSError, match="No space"):
        fill()
    assert [path.read_text(encoding="utf8") for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("out", ["inbox/call.txt", "link", "inbox/../inbox/call.txt"])
def test_an_input_is_not_written_over(out: str, here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(inbox / "call.txt")
    done = here("extract", "inbox/call.txt", "-o", out, cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is one of the inputs" in done.stderr
    assert (inbox / "call.txt").read_text(encoding="utf8") == CALL


def test_the_output_in_a_folder_is_no_input(here: Jiyao, inbox: Path) -> None:
    out = inbox / "out.jsonl"
    for _ in range(2):
        assert here("extract", inbox, "-o", out).exit_code == 0
        assert [json.loads(line)["id"] for line in out.read_text(encoding="utf8").splitlines()] == ["call"]


def test_the_store_is_not_exported_over_itself(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    assert here("run", inbox, "--store", path).exit_code == 0
    done = here("export", "--store", path, "--to", "jsonl", "-o", path)
    assert done.exit_code == 2
    assert here("status", "--store", path).exit_code == 0


def test_run_does_the_rest_of_what_is_missing(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    done = here("run", inbox, tmp_path / "nosuch", "--store", tmp_path / "s.sqlite", "--prune")
    assert done.exit_code == 1
    assert f"[J101] {tmp_path / 'nosuch'}: there is no such file or folder" in done.stderr
    assert done.stdout.startswith("finished: 1 new · 0 changed")
    assert "1 failed" in done.stdout
    assert done.stdout.endswith(" (texts); 1 documents written\n")


def test_what_is_left_out_is_said_and_counted(here: Jiyao, inbox: Path) -> None:
    for name in ("a.doc", "b.ppt", "c.PPT", ".hidden.ppt"):
        (inbox / name).write_bytes(b"")
    (inbox / "broken.txt").symlink_to(inbox / "nowhere.txt")
    done = here("run", inbox, "--store", inbox / "s.sqlite", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["left_out"] == 4
    again = here("run", inbox, "--store", inbox / "s.sqlite", "--json")  # the store's own files are not counted
    for said in (done.stderr, again.stderr):
        first, second = said.splitlines()
        assert first == "3 files of other formats left out (.doc 1, .ppt 2)"
        assert second == "1 things left out that are no files of the folder (broken links 1)"
    named = here("extract", inbox / "a.doc")
    assert named.exit_code == 1
    assert "[J106]" in named.stderr
    assert "save it as .docx" in named.stderr


def test_prune_refuses_a_folder_without_any_file(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    assert here("run", inbox, "--store", path).exit_code == 0
    (inbox / "call.txt").unlink()
    done = here("run", inbox, "--store", path, "--prune")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--prune" in done.stderr
    assert "1 documents" in here("status", "--store", path).stdout
    assert "1 removed" in here("run", tmp_path, "--store", path, "--prune").stdout


def test_what_a_failure_removes_is_named(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    assert here("run", inbox, "--store", path).exit_code == 0
    (inbox / "call.txt").write_text("", encoding="utf8")
    done = here("run", inbox, "--store", path)
    assert "1 failed · 0 quarantined · 1 removed" in done.stdout
    assert f"{inbox / 'call.txt'}: what an earlier reading gave is removed" in done.stderr


def test_quarantine_names_a_file_alike_after_run_and_retry(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    (inbox / "rows.jsonl").write_text('{"text": ""}', encoding="utf8")
    places = []
    for command in (["run", "inbox"], ["retry"]):
        assert here(*command, "--store", "s.sqlite", cwd=tmp_path).exit_code == 1
        shown = json.loads(here("status", "--store", tmp_path / "s.sqlite", "--json").stdout)
        places.append(shown["quarantine"][0]["place"])
    assert places == [f"{inbox / 'rows.jsonl'}, line 1"] * 2


def test_status_of_a_run_that_died(here: Jiyao, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with store.writing(path) as db:
        Writer(db).begin("run", {})
        assert f"running (pid {os.getpid()})" in here("status", "--store", path).stdout
    assert "interrupted" in here("status", "--store", path).stdout
    assert json.loads(here("status", "--store", path, "--json").stdout)["runs"][0]["status"] == "interrupted"


def test_show_takes_one_file(here: Jiyao, inbox: Path) -> None:
    done = here("show", inbox)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is a folder; name one file in it" in done.stderr


@pytest.mark.parametrize(
    ("given", "count"),
    [
        (["--since", "2025-05-25"], 1),
        (["--since", "2025/5/25 23:31"], 1),
        (["--since", "2025-05-25T23:32"], 0),
        (["--until", "2025-05-25"], 1),
        (["--until", "2025-05-25T23:30"], 0),
    ],
)
def test_a_time_of_day_limits_a_query(given: list[str], count: int, here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    here("run", inbox, "--store", path)
    assert here("query", "--store", path, *given).stderr == f"{count} claims\n"


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("value", ["gestern", "2025-13-01", "2025-05-25T25:00", ""])
def test_a_limit_that_is_no_date(option: str, value: str, here: Jiyao, demo: Path) -> None:
    done = here("query", "--store", demo / "store.sqlite", option, value)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is no date" in done.stderr


def test_tables_say_what_their_numbers_are(here: Jiyao, inbox: Path, demo: Path) -> None:
    assert "− bad news, · neither; beside it, in how many mentions" in here("show", inbox / "call.txt").stdout
    assert "− bad news, · neither; beside it, in how many mentions" in (demo / "said.txt").read_text(encoding="utf8")
    table = here("query", "--store", demo / "store.sqlite", "--company", "英伟达").stdout
    assert "− bad news, · neither; the number is the confidence" in table


def test_columns_by_option_on_all_that_reads(here: Jiyao, inbox: Path, tmp_path: Path) -> None:
    """A run with other columns reads the file again; `retry` knows those of the run."""
    (inbox / "call.txt").unlink()
    (inbox / "rows.csv").write_text("编号,正文\n甲,英伟达 H20 降价约 15%\n乙,\n", encoding="utf8")
    path = tmp_path / "s.sqlite"
    said = here("run", inbox, "--store", path).stderr
    assert "the header names no column `text`; it names `编号`, `正文`" in said
    assert "name the column of texts: --column text=NAME" in said
    columns = ["--column", "text=正文", "--column", "id=编号"]
    done = here("run", inbox, "--store", path, *columns)
    assert "1 new" in done.stdout
    assert "1 failed" in done.stdout
    assert "`正文`" in done.stderr
    assert "1 unchanged" in here("run", inbox, "--store", path, *columns).stdout
    assert "`正文`" in here("retry", "--store", path).stderr
    assert json.loads(here("extract", inbox, *columns).stdout)["id"] == "甲"
    assert "15%" in here("show", inbox / "rows.csv", "--column", "text=正文").stdout


@pytest.mark.parametrize("given", ["正文", "body=正文", "text="])
def test_columns_that_are_none(given: str, here: Jiyao, inbox: Path) -> None:
    done = here("extract", inbox, "--column", given)
    assert done.exit_code == 2
    assert "FIELD=NAME" in done.stderr
