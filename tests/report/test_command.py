"""``jiyao report``: where the page goes, what it holds, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli import app


def jiyao(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_page_is_written(stored: Path, hundred: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf8")
    done = jiyao("report", "--store", stored, "-o", page)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "100 documents" in done.stderr
    assert page.read_bytes() == hundred.read_bytes()
    assert list(tmp_path.iterdir()) == [page]


def test_a_page_on_stdout(stored: Path, hundred: Path) -> None:
    done = jiyao("report", "--store", stored, "-o", "-")
    assert done.stdout == hundred.read_text(encoding="utf8")


def test_some_days(stored: Path, tmp_path: Path) -> None:
    done = jiyao(
        "report", "--store", stored, "-o", tmp_path / "p.html", "--since", "2025-02-01", "--until", "2025-02-28"
    )
    assert "9 documents" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--store", "{folder}/none.sqlite", "-o", "{folder}/p.html"], "J401"),
        (["--store", "{stored}", "-o", "{stored}"], "is the store itself"),
        (["--store", "{stored}", "-o", "{folder}"], "is a folder"),
        (["--store", "{stored}"], "-o"),
    ],
)
def test_what_is_refused(stored: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = jiyao("report", *(a.format(folder=tmp_path, stored=stored) for a in arguments))
    assert done.exit_code == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert stored.read_bytes()[:6] == b"SQLite"
