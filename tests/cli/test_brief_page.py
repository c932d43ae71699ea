"""``jiyao brief``: a page whose every line has a source that is true."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import Result

from extract import store
from extract.cli import markdown

Jiyao = Callable[..., Result]
CALLS = [
    ("may", "2025-05-10", "- **寒武纪产能仍是瓶颈**:寒武纪 2025 年收入约 55 亿元,毛利率 57%[2]\n- 寒武纪订单饱满"),
    ("june", "2025-06-10T08:30", "- 寒武纪 2025 年营收上调至 62 亿元,毛利率 57%[1]\n- 寒武纪良率爬坡不及预期,交付承压"),
]


@pytest.fixture
def calls(here: Jiyao, tmp_path: Path) -> Path:
    rows = (json.dumps({"id": id, "published": day, "text": text}) for id, day, text in CALLS)
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf8")
    assert here("run", tmp_path / "in.jsonl", "--store", tmp_path / "s.sqlite", "--jobs", 1).exit_code == 0
    return tmp_path / "s.sqlite"


def shown(page: str) -> list[str]:
    """The lines of the page as a reader sees them."""
    found = MarkdownIt("commonmark").enable("table").parse(page)
    return ["".join(c.content for c in token.children or []) for token in found if token.type == "inline"]


def test_a_page(here: Jiyao, calls: Path) -> None:
    done = here("brief", "Cambricon", "--store", calls)
    assert done.exit_code == 0, done.output
    page = "\n".join(shown(done.stdout))
    assert page.startswith("寒武纪 (688256.SH)\n2 documents (2025-05-10 to 2025-06-10), 4 claims")
    assert re.search(r"june 寒武纪.+ \(2025-06-10\) against may .+ \(2025-05-10\)", page)  # by their first lines
    revised = next(line for line in page.split("\n") if line.startswith("Revised"))
    assert re.search(
        r"营收 \(2025-01-01…2025-12-31\): 55 亿元 → 62 亿元; june 2025-06-10 \[\d+:\d+\], before may", revised
    )


def test_every_quotation_stands_where_it_is_said_to(here: Jiyao, calls: Path) -> None:
    page = shown(here("brief", "寒武纪", "--store", calls).stdout)
    texts = {id: text for id, _, text in CALLS}
    quoted = re.findall(r"“(.+?)”(?: …)? — (\w+) c\d, 2025-\d\d-10, \[(\d+):(\d+)\]", "\n".join(page))
    assert len(quoted) >= 5
    for words, document, start, end in quoted:
        assert texts[document][int(start) : int(end)] == words
    cells = re.findall(
        r"(?:≈ )?([^\n≈≥≤↑↓→]+?)(?: [↑↓→])?(?: \(forecast\))?\n(\w+) 2025-\d\d-10 \[(\d+):(\d+)\]", "\n".join(page)
    )
    assert len(cells) >= 2
    for words, document, start, end in cells:
        assert texts[document][int(start) : int(end)] == words


def test_every_line_has_its_source(here: Jiyao, calls: Path) -> None:
    page = here("brief", "寒武纪", "--store", calls).stdout
    lines = [line for line in page.split("\n## ", 1)[1].split("\n") if re.match(r"[-|] [^-|]", line)]
    heads = [line for line in lines if line.startswith(("| metric", "| mentions"))]
    assert len(lines) - len(heads) > 8
    assert [line for line in lines if line not in heads and "`may`" not in line and "`june`" not in line] == []


def test_a_long_claim_is_cut_and_its_offsets_are_those_of_what_is_shown(here: Jiyao, tmp_path: Path) -> None:
    text = "- 寒武纪" + "订单饱满,产能爬坡顺利," * 80
    (tmp_path / "long.txt").write_text(text, encoding="utf8")
    assert here("run", tmp_path / "long.txt", "--store", tmp_path / "s.sqlite", "--jobs", 1).exit_code == 0
    page = "\n".join(shown(here("brief", "寒武纪", "--store", tmp_path / "s.sqlite").stdout))
    ((words, start, end),) = re.findall(r"“(.+?)” … — long c1, undated, \[(\d+):(\d+)\]", page)
    assert text[int(start) : int(end)] == words
    assert len(words) < len(text)


def test_into_a_file_and_for_a_chip(here: Jiyao, demo: Path, tmp_path: Path) -> None:
    done = here("brief", "昇腾910C", "--store", demo / "store.sqlite", "-o", tmp_path / "brief.md")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "brief.md").read_text(encoding="utf8").startswith("# 昇腾910C")


def test_nobody_of_that_name(here: Jiyao, demo: Path) -> None:
    done = here("brief", "没有的公司", "--store", demo / "store.sqlite")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "没有的公司" in done.stderr
    done = here("brief", "贵州茅台", "--store", demo / "store.sqlite")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no document of the store names “贵州茅台”" in done.stderr


def test_a_store_with_documents_of_no_date(here: Jiyao, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("- 寒武纪订单饱满", encoding="utf8")
    assert here("run", tmp_path / "a.txt", "--store", tmp_path / "s.sqlite", "--jobs", 1).exit_code == 0
    assert "(undated)" in here("brief", "寒武纪", "--store", tmp_path / "s.sqlite").stdout
    with store.reading(tmp_path / "s.sqlite") as db:
        assert db.execute("SELECT published FROM documents").fetchone()[0] is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a  b\nc", "a b c"),
        ("[x](y)", "\\[x\\]\\(y\\)"),
        ("见 www.a.cn/b。", "见 `www.a.cn/b。`"),
        ("javascript:alert(1)", "`javascript:alert`\\(1\\)"),
        ("2025 年 3. 月", "2025 年 3\\. 月"),
        ("", ""),
    ],
)
def test_words(text: str, written: str) -> None:
    assert markdown.words(text) == written


@pytest.mark.parametrize(("text", "written"), [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("", "")])
def test_code(text: str, written: str) -> None:
    assert markdown.code(text) == written


def test_a_change_within_a_document_has_its_end_as_the_figure(here: Jiyao, tmp_path: Path) -> None:
    row = {"id": "a", "published": "2026-01-02", "text": "- 英伟达存货由 140 亿美元增至 196 亿美元"}
    (tmp_path / "in.jsonl").write_text(json.dumps(row), encoding="utf8")
    assert here("run", tmp_path / "in.jsonl", "--store", tmp_path / "s.sqlite", "--jobs", 1).exit_code == 0
    page = here("brief", "英伟达", "--store", tmp_path / "s.sqlite").stdout
    figures = page.partition("## Key figures")[2].partition("##")[0]
    assert "196 亿美元" in figures
    assert "140 亿美元" not in figures


def test_a_whole_claim_has_the_offsets_that_a_query_shows(here: Jiyao, calls: Path) -> None:
    asked = json.loads(here("query", "--store", calls, "--company", "寒武纪", "--format", "json").stdout)
    page = here("brief", "寒武纪", "--store", calls).stdout
    latest = page.partition("## Latest claims")[2]
    assert {f"[{c['start']}:{c['end']}]" for c in asked} & set(re.findall(r"\[\d+:\d+\]", latest))
    assert set(re.findall(r"\[\d+:\d+\]", latest)) <= {f"[{c['start']}:{c['end']}]" for c in asked}


def test_documents_without_a_date_are_said_once_with_what_helps(here: Jiyao, tmp_path: Path) -> None:
    rows = ({"id": "a", "text": "- 英伟达存货上升"}, {"id": "b", "published": "2026-01-02", "text": "- 英伟达存货下降"})
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    store = ("--store", tmp_path / "s.sqlite")
    for done in (
        here("run", tmp_path / "in.jsonl", *store, "--jobs", 1),
        here("report", *store, "-o", tmp_path / "s.html"),
    ):
        assert done.stderr.count("1 of 2 documents have no date") == 1
        assert "--published" in done.stderr
    assert "no date" not in here("run", tmp_path / "in.jsonl", *store, "--jobs", 1).stderr  # nothing new
    titles = here("brief", "英伟达", *store).stdout
    assert "`a` 英伟达存货上升 (undated)" in titles
