"""A transcript that would like to be more than text: it stays text in every output."""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import Result

from extract import batch, store
from extract.cli import markdown

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

Jiyao = Callable[..., Result]

LINES = [
    "AAA <script>alert(1)</script> <img src=x onerror=alert(1)> 好 10 台",
    "=cmd|' /C calc'!A0 AAA 坏 5%",
    '\u200f\ufeff =HYPERLINK("http://evil.cn") AAA 6',
    "\x1b[31mAAA\x1b[0m \x1b]0;title\x07 \x9b2J \u202etxet\u202c \u2066 3 片",
    "[AAA](javascript:alert(1)) ![x](http://evil.cn/a.png) <http://evil.cn> https://evil.cn/?q=1 www.evil.cn a@b.cn 7",
    "AAA `code` ``two`` | cell | ~~gone~~ **bold** _it_ # 1. $x^2$ &amp; \\ 8",
    "</textarea></script></style>-->AAA 9",
    "# AAA 11",
    "AAA [1]: http://evil.cn 12",
    "AAA " + "长" * 1_000_000 + " 4 个",
]
TEXT = "\n".join(LINES)
ROW = {"id": "=1|<b>`\u202e\x1b[2J", "title": "[t](javascript:x) <b> =2", "text": TEXT, "published": "2025-05-01"}
SEEN_NOT = {"\x1b", "\x07", "\x9b", "\u202e", "\u202c", "\u2066", "\u200f", "\r", "\0"}


@pytest.fixture
def filled(here: Jiyao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(batch, "Recipe", functools.partial(batch.Recipe, reader="fake_reader:Reader"))
    inbox = tmp_path / "in.jsonl"
    earlier = {"id": "earlier", "text": "AAA 坏 2", "published": "2025-04-01"}
    inbox.write_text("".join(json.dumps(row) + "\n" for row in (earlier, ROW)), encoding="utf8")
    done = here("run", inbox, "--store", tmp_path / "s.sqlite", "--jobs", 1)
    assert done.exit_code == 0, done.output
    return tmp_path / "s.sqlite"


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_no_query_prints_what_a_terminal_obeys(here: Jiyao, filled: Path, form: str) -> None:
    done = here("query", "--store", filled, "--company", "AAA", "--format", form)
    assert done.exit_code == 0, done.output
    assert not SEEN_NOT & set(done.stdout)
    assert "alert(1)" in done.stdout


def test_a_table_does_not_print_a_million_characters(here: Jiyao, filled: Path) -> None:
    done = here("query", "--store", filled, "--company", "AAA")
    assert len(done.stdout) < 100_000
    assert "characters)" in done.stdout


def test_no_cell_of_a_csv_is_a_formula(here: Jiyao, filled: Path, tmp_path: Path) -> None:
    printed = here("query", "--store", filled, "--company", "AAA", "--format", "csv").stdout
    assert here("export", "--store", filled, "--to", "csv", "-o", tmp_path / "csv").exit_code == 0
    files = [path.read_text(encoding="utf-8-sig") for path in (tmp_path / "csv").iterdir()]
    csv.field_size_limit(10**8)
    cells = [cell for text in (printed, *files) for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    seen = (cell.lstrip("\u200f\ufeff\x1b ") for cell in cells)
    assert [cell for cell in seen if cell[:1] in ("=", "+", "@", "\t", "\r") or cell.startswith("-[")] == []


def test_json_gives_back_every_character(here: Jiyao, filled: Path) -> None:
    found = json.loads(here("query", "--store", filled, "--company", "AAA", "--format", "json").stdout)
    assert {claim["text"] for claim in found} >= set(LINES)
    for claim in found:
        if claim["document"] != "earlier":
            assert TEXT[claim["start"] : claim["end"]] == claim["text"]


def test_a_brief_has_no_link_and_no_html(here: Jiyao, filled: Path) -> None:
    done = here("brief", "AAA", "--store", filled)
    assert done.exit_code == 0, done.output
    assert not SEEN_NOT & set(done.stdout)
    assert len(done.stdout) < 20_000
    assert kinds(done.stdout) <= {"text", "code_inline", "strong_open", "strong_close", "softbreak"}
    headings = [line for line in done.stdout.splitlines() if line.startswith("#")]
    assert [line.lstrip("# ") for line in headings] == [
        "AAA", "Changed since the call before", "Key figures", "Sentiment", "Latest claims",
    ]  # fmt: skip


@pytest.mark.parametrize("line", [line for line in LINES if len(line) < 1000])
def test_markdown_words_render_as_what_they_are(line: str) -> None:
    (inline,) = [token for token in MarkdownIt("commonmark").parse(f"x {markdown.words(line)}") if token.children]
    shown = "".join(token.content for token in inline.children or [])
    expected = " ".join("".join(c for c in line if c not in SEEN_NOT).split())
    assert shown.removeprefix("x ") == expected
    assert {token.type for token in inline.children or []} <= {"text", "code_inline", "text_special"}


def test_an_id_keeps_its_bar_in_a_table() -> None:
    cells = markdown.row(markdown.code("a|b"), markdown.words("c|d"), markdown.code("x")).split("\n")
    page = "\n".join(("| 1 | 2 | 3 |", "| --- | --- | --- |", *cells))
    found = MarkdownIt("commonmark").enable("table").parse(page)
    shown = ["".join(child.content for child in token.children) for token in found if token.children]
    assert shown == ["1", "2", "3", "a|b", "c|d", "x"]


def kinds(page: str) -> set[str]:
    parsed = MarkdownIt("commonmark").enable("table").parse(page)
    assert not [token for token in parsed if token.type in ("html_block", "fence", "code_block")]
    return {child.type for token in parsed for child in token.children or []} - {"text_special"}


def test_show_prints_what_stands_there(here: Jiyao, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(TEXT, encoding="utf8")
    done = here("show", tmp_path / "call.txt")
    assert done.exit_code == 0, done.output
    assert not SEEN_NOT & set(done.stdout)
    assert "<script>alert(1)</script>" in done.stdout


def test_the_store_has_the_text_as_it_was(filled: Path) -> None:
    with store.reading(filled) as db:
        assert TEXT in [row["text"] for row in db.execute("SELECT text FROM texts")]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo terminals here")
def test_records_on_a_terminal_are_escaped(filled: Path) -> None:
    outside, inside = os.openpty()
    command = [sys.executable, "-m", "extract", "export", "--store", str(filled), "--to", "jsonl", "-o", "-"]
    with subprocess.Popen(command, stdout=inside, stderr=subprocess.DEVNULL) as process:
        os.close(inside)
        shown = b""
        with contextlib.suppress(OSError):  # how the end of a terminal reads
            while part := os.read(outside, 1 << 16):
                shown += part
    os.close(outside)
    assert process.returncode == 0
    lines = shown.decode().replace("\r\n", "\n").splitlines()
    assert not SEEN_NOT & set("".join(lines))
    assert [json.loads(line)["title"] for line in lines] == [ROW["title"], None]
