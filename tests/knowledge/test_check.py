"""Every rule of the checker, on a copy of the tables with one row added, and the user's lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import JiyaoError
from extract.knowledge import LexiconError, check, load
from extract.knowledge.tables import COLUMNS

HEADER = "label,name,aliases,ticker,maker\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder of small sound tables."""
    rows = {
        "companies.csv": "300308.SZ,中际旭创,300308.SZ,,company,旭创|Innolight,,hand\n平头哥,平头哥,,,unit,,,hand\n",
        "listed_a.csv": "300308.SZ,中际旭创,300308.SZ,,company,中际旭创股份有限公司,,a_share\n",
        "chips.csv": "真武PPU,真武PPU,平头哥,accelerator,,,hand\n",
        "people.csv": "刘圣,刘圣,300308.SZ,,,hand\n",
        "misheard.csv": "宗计旭创,COMPANY,300308.SZ,hand\n",
    }
    for file, columns in COLUMNS.items():
        (tmp_path / file).write_text(",".join(columns) + "\n" + rows.get(file, ""), encoding="utf-8")
    assert check(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(
    ("file", "row", "code", "words"),
    [
        ("companies.csv", "甲公司,甲公司,,,company", "J202", "5 cells, not 8"),
        ("companies.csv", "甲 公司,甲 公司,,,company,,,hand", "J203", "not well-formed"),
        ("companies.csv", ",甲公司,,,company,,,hand", "J203", "not well-formed"),
        ("companies.csv", "甲公司,,,,company,,,hand", "J203", "name is missing"),
        ("companies.csv", "甲公司,甲公司,NVDA.US,,company,,,hand", "J203", "not the first ticker"),
        ("companies.csv", "NVDA.US,英伟达,,,company,,,hand", "J203", "does not list"),
        ("companies.csv", "平头哥,阿里芯片,,,unit,,,hand", "J204", "companies.csv line 3"),
        ("companies.csv", "300308.SZ,别家,300308.SZ,,company,,,hand", "J204", "300308.SZ stands also"),
        ("companies.csv", "NVDA,英伟达,NVDA,,company,,,hand", "J205", "no known form"),
        ("companies.csv", "甲公司,甲公司,,乙公司,company,,,hand", "J206", "parent 乙公司"),
        ("chips.csv", "甲一号,甲一号,乙公司,gpu,,,hand", "J206", "maker 乙公司"),
        ("people.csv", "张三丰,张三丰,乙公司,,,hand", "J206", "company 乙公司"),
        ("misheard.csv", "真五,CHIP,真武,hand", "J206", "there is no CHIP 真武"),
        (
            "companies.csv",
            "甲公司,甲公司,,,company,旭创,,hand",
            "J207",
            "a name of 中际旭创 (companies.csv line 2)",
        ),
        ("companies.csv", "甲公司,甲公司,,,company,INNO light,,hand", "J207", "innolight"),
        ("chips.csv", "平头哥1,平头哥1,平头哥,gpu,平头哥,平头哥,hand", "J207", "also a name of 平头哥"),
        ("misheard.csv", "旭创,COMPANY,300308.SZ,hand", "J207", "is a name of 中际旭创"),
        ("former.csv", "乙公司,乙旧名,hand", "J206", "id 乙公司"),
        ("former.csv", "平头哥,旭创,hand", "J207", "is a name of 中际旭创"),
        ("former.csv", "平头哥,旧,hand", "J208", "too short"),
        ("companies.csv", "甲公司,甲公司,,,company,甲,,hand", "J208", "too short"),
        ("companies.csv", "甲公司,甲公司,,,company,甲司||乙司,,hand", "J208", "an alias is blank"),
        ("companies.csv", "甲公司,甲公司,,,company, 甲司,,hand", "J208", "begins or ends with a blank"),
        ("companies.csv", "甲公司,甲公司,,,company,GW,,hand", "J209", "“GW” is a unit"),
        ("companies.csv", "甲公司,甲公司,,,company,亿元,,hand", "J209", "unit of measure"),
        ("companies.csv", "甲公司,甲公司,,,firm,,,hand", "J210", "kind firm"),
        ("chips.csv", "甲一号,甲一号,平头哥,asic,,,hand", "J210", "kind asic"),
        ("misheard.csv", "真五,芯片,真武PPU,hand", "J210", "label 芯片"),
        ("misheard.csv", "宗计旭创,COMPANY,300308.SZ,hand", "J204", "stands twice"),
        ("companies.csv", "甲公司,甲公司,,,company,甲司,乙司,hand", "J211", "common “乙司”"),
    ],
)
def test_each_rule_names_file_line_and_remedy(tables: Path, file: str, row: str, code: str, words: str) -> None:
    path = tables / file
    line = path.read_text(encoding="utf-8").count("\n") + 1
    with path.open("a", encoding="utf-8") as out:
        out.write(row + "\n")
    found = [problem for problem in check(tables) if problem.code == code]
    assert found
    assert (found[0].file, found[0].line) == (file, line)
    assert words in str(found[0])
    assert str(found[0]).startswith(f"[{code}] {file} line {line}: ")
    assert "; " in str(found[0])


def test_a_name_may_be_shared_when_it_needs_context_in_both(tables: Path) -> None:
    with (tables / "companies.csv").open("a", encoding="utf-8") as out:
        out.write("甲公司,甲公司,,,company,东方,东方,hand\n乙公司,乙公司,,,company,东方,东方,hand\n")
    assert check(tables) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"id,name\n", "the header row is id,name"),
        (b"surface,label,id,source\n\xff\xff\n", "neither UTF-8 nor GB18030"),
    ],
)
def test_unreadable_files(tables: Path, content: bytes, words: str) -> None:
    (tables / "misheard.csv").write_bytes(content)
    (found,) = check(tables)
    assert found.code == "J201"
    assert words in found.what


def test_missing_file(tables: Path) -> None:
    (tables / "people.csv").unlink()
    assert [problem.code for problem in check(tables)] == ["J201"]


def lexicon(folder: Path, rows: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_lexicon_adds_and_extends(tmp_path: Path) -> None:
    path = lexicon(
        tmp_path,
        "COMPANY,蓝潮算力,蓝潮|藍潮雲|Blue Tide,,\n"
        "COMPANY,英伟达,绿厂,,\n"
        "COMPANY,寒王,,688256.SH,\n"
        "CHIP,蓝潮X1,X1芯片,,蓝潮算力\n"
        "CHIP,H20,H20特供版,,NVIDIA\n"
        "PERSON,周见微,周博,,蓝潮算力\n",
    )
    assert check(path) == []
    known = load(path)
    assert known.companies["蓝潮算力"].aliases == ("蓝潮", "蓝潮云", "Blue Tide")
    assert "绿厂" in known.companies["NVDA.US"].aliases
    assert known.companies["NVDA.US"].ticker == "NVDA.US"
    assert known.companies["688256.SH"].name == "寒王"
    assert "寒武纪" in known.companies["688256.SH"].aliases
    assert known.chips["蓝潮X1"].maker == "蓝潮算力"
    assert "H20特供版" in known.chips["H20"].aliases
    assert known.people["周见微"].company == "蓝潮算力"
    assert known.fingerprint != load().fingerprint
    assert "蓝潮算力" not in load().companies


def test_the_users_word_counts_more(tmp_path: Path) -> None:
    known = load(lexicon(tmp_path, "COMPANY,苹果,苹果,,\nCOMPANY,旭日创新,旭创|宗计旭创,,\n"))
    assert "苹果" not in known.companies["AAPL.US"].common
    assert "旭创" not in known.companies["300308.SZ"].aliases
    assert "宗计旭创" not in known.misheard
    assert "旭创" in known.companies["旭日创新"].aliases


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ("FIRM,蓝潮算力,,,\n", "J210", 2),
        ("COMPANY,,蓝潮,,\n", "J203", 2),
        ("COMPANY,蓝潮算力,蓝潮\n", "J202", 2),
        ("COMPANY,蓝潮算力,,LC,\n", "J205", 2),
        ("CHIP,蓝潮X1,,LC.US,\n", "J205", 2),
        ("COMPANY,蓝潮算力,,,英伟达\n", "J206", 2),
        ("\nCHIP,蓝潮X1,,,无此公司\n", "J206", 3),
        ("COMPANY,蓝潮算力,蓝潮,,\nCOMPANY,红潮算力,蓝潮,,\n", "J207", 3),
        ("COMPANY,蓝潮算力,蓝,,\n", "J208", 2),
        ("COMPANY,蓝潮算力,兆瓦,,\n", "J209", 2),
    ],
)
def test_lexicon_problems(tmp_path: Path, rows: str, code: str, line: int) -> None:
    path = lexicon(tmp_path, rows)
    (found,) = check(path)
    assert (found.code, found.line, found.file) == (code, line, "mine.csv")
    with pytest.raises(LexiconError, match=rf"\[{code}\] mine.csv line {line}: ") as caught:
        load(path)
    assert isinstance(caught.value, JiyaoError)
    assert caught.value.problems == [found]


def test_lexicon_in_gb18030(tmp_path: Path) -> None:
    path = lexicon(tmp_path, "COMPANY,蓝潮科技,蓝潮,,\n")
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert "蓝潮科技" in {c.name for c in load(path).companies.values()}


def test_lexicon_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="J201"):
        load(tmp_path / "none.csv")


def test_many_problems_are_cut_short(tmp_path: Path) -> None:
    path = lexicon(tmp_path, "".join(f"FIRM,蓝潮{n}号,,,\n" for n in range(9)))
    with pytest.raises(LexiconError, match="… and 4 more"):
        load(path)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_problems_not_errors(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "mine.csv"
    path.write_bytes((HEADER + text).encode("utf-8", "surrogatepass"))
    assert all(str(problem).startswith("[J2") for problem in check(path))
