"""A user's own names: rows added by command, and what is said of many bad ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Jiyao = Callable[..., Result]
HEADER = "label,name,aliases,ticker,maker\n"
FIRM = ("--label", "COMPANY", "--name", "云雀半导体")


def test_rows_are_added_to_a_new_file_and_read(jiyao: Jiyao, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    assert jiyao("lexicon", "add", file, *FIRM, "--alias", "云雀", "--alias", "Lark, Inc").exit_code == 0
    added = jiyao("lexicon", "add", file, "--label", "CHIP", "--name", "青鸾3", "--maker", "云雀半导体")
    assert (added.exit_code, added.stdout) == (0, f"CHIP 青鸾3 added to {file}\n")
    wanted = HEADER + 'COMPANY,云雀半导体,"云雀|Lark, Inc",,\nCHIP,青鸾3,,,云雀半导体\n'
    assert file.read_text(encoding="utf8") == wanted
    assert jiyao("lexicon", "check", file).exit_code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEADER, HEADER + "COMPANY,云雀半导体,,,\n"),
        ("", HEADER + "COMPANY,云雀半导体,,,\n"),
        ("\ufeff", "\ufeff" + HEADER + "COMPANY,云雀半导体,,,\n"),
        (HEADER + "PERSON,张三丰,,,", HEADER + "PERSON,张三丰,,,\nCOMPANY,云雀半导体,,,\n"),
        (
            "\ufeff" + HEADER.strip() + "\r\nPERSON,张三丰,,,\r\n",
            "\ufeff" + HEADER.strip() + "\r\nPERSON,张三丰,,,\r\nCOMPANY,云雀半导体,,,\r\n",
        ),
        (HEADER + "FIRM,甲乙,,,\n", HEADER + "FIRM,甲乙,,,\nCOMPANY,云雀半导体,,,\n"),
    ],
)
def test_what_is_there_stays_as_it_is(before: str, after: str, jiyao: Jiyao, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(before.encode())
    file.chmod(0o600)
    assert jiyao("lexicon", "add", file, *FIRM).exit_code == 0
    assert file.read_bytes().decode() == after
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["--label", "COMPANY", "--name", ""], "the name is missing"),
        (["--label", "COMPANY", "--name", "甲"], "too short"),
        ([*FIRM, "--ticker", "688999"], "ticker 688999 has no known form"),
        ([*FIRM, "--maker", "英伟达"], "a COMPANY has no maker"),
        (["--label", "CHIP", "--name", "青鸾3", "--maker", "没有的公司"], "is no known company"),
        (["--label", "PERSON", "--name", "张三丰"], "stands also in line 2"),
        ([*FIRM, "--alias", " "], "an alias is blank"),
        ([*FIRM, "--alias", "甲|乙"], "holds a |"),
        (["--label", "COMPANY", "--name", "云雀\n半导体"], "holds a line end"),
        (["--label", "FIRM", "--name", "云雀半导体"], "FIRM"),
    ],
)
def test_a_bad_row_is_refused_and_the_file_unchanged(row: list[str], said: str, jiyao: Jiyao, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    content = HEADER + "PERSON,张三丰,,,\n"
    file.write_text(content, encoding="utf8")
    done = jiyao("lexicon", "add", file, *row)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert file.read_text(encoding="utf8") == content
    assert jiyao("lexicon", "add", tmp_path / "new.csv", *row).exit_code == 2 or said.startswith("stands also")
    assert not (tmp_path / "new.csv").exists() or said.startswith("stands also")


def test_places_that_are_no_lexicon(jiyao: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(HEADER.encode() + b"\xff\xff\n")
    os.mkfifo(tmp_path / "pipe.csv")
    for file in (tmp_path, tmp_path / "no" / "names.csv", tmp_path / "bytes.csv", tmp_path / "pipe.csv"):
        done = jiyao("lexicon", "add", file, *FIRM)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "J900" not in done.stderr


def test_a_file_keeps_its_encoding(jiyao: Jiyao, tmp_path: Path) -> None:
    file = tmp_path / "gb.csv"
    file.write_bytes((HEADER + "PERSON,张三丰,,,\n").encode("gb18030"))
    assert jiyao("lexicon", "add", file, *FIRM).exit_code == 0
    assert file.read_bytes().decode("gb18030") == HEADER + "PERSON,张三丰,,,\nCOMPANY,云雀半导体,,,\n"
    assert jiyao("lexicon", "check", file).exit_code == 0


def test_names_are_found_in_the_list(jiyao: Jiyao, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    assert jiyao("lexicon", "add", file, *FIRM, "--alias", "云雀").exit_code == 0
    listed = jiyao("lexicon", "list", file, "--find", "云雀")
    assert listed.stdout == "COMPANY\t云雀半导体\t云雀半导体\t云雀\n"
    assert "COMPANY\tNVDA.US\t英伟达\t" in jiyao("lexicon", "list", "--find", "nvda.us").stdout


def test_of_many_bad_rows_the_first_are_named_and_where_the_rest_is(jiyao: Jiyao, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(HEADER + "".join(f"FIRM,云雀{n}号,,,\n" for n in range(8)), encoding="utf8")
    done = jiyao("extract", file, "--lexicon", file)
    assert done.exit_code == 2
    assert done.stderr.endswith("… and 3 more; `jiyao lexicon check FILE` names them all\n")
