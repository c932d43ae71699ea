"""A metric is found under each of its names, and under no other's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.store import metrics

WRITTEN = [
    "收入", "数据中心业务营收", "Net Sales", "销售额", "毛利率", "毛利", "gross margin", "产能", "月产能", "产能利用率",
    "稼动率", "CoWoS capacity", "開工率", "salesforce 客户数", "ASP", "aspect", "出货", "出货额", "营业",
    "HBM 产能", "股价",
]  # fmt: skip

CASES = {
    "收入": ["收入", "数据中心业务营收", "Net Sales", "销售额"],
    "revenue": ["收入", "数据中心业务营收", "Net Sales", "销售额"],
    " ＲＥＶＥＮＵＥ ": ["收入", "数据中心业务营收", "Net Sales", "销售额"],
    "營收": ["收入", "数据中心业务营收", "Net Sales", "销售额"],
    "毛利": ["毛利"],
    "Gross  margin": ["毛利率", "gross margin"],
    "capacity": ["产能", "月产能", "CoWoS capacity", "HBM 产能"],
    "HBM产能": ["HBM 产能"],
    "utilization": ["产能利用率", "稼动率", "開工率"],
    "均价": ["ASP"],
    "出货量": ["出货"],
    "出货金额": ["出货额"],
    "数据中心业务收入": ["数据中心业务营收"],
    "营": ["数据中心业务营收", "营业"],
    "客户数": ["salesforce 客户数"],
    "股价": ["股价"],
    "": [],
    "没有的": [],
}


@pytest.mark.parametrize(("wanted", "found"), CASES.items(), ids=repr)
def test_select(wanted: str, found: list[str]) -> None:
    assert metrics.load().select(wanted, WRITTEN) == found


def test_own_names_are_laid_over_the_shipped(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("metric,aliases\n收入,流水|GMV\n续费率,NDR\n晶圆产能,产能\n", encoding="utf8")
    table = metrics.load(own)
    assert table.select("GMV", ["平台流水", "营收", "续费率"]) == ["平台流水", "营收"]
    assert table.select("NDR", ["平台流水", "云续费率"]) == ["云续费率"]
    assert table.canonical("云 NDR") == "云续费率"
    assert metrics.load().select("GMV", ["平台流水"]) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,aliases\n收入,营收\n", "line 1: the header row"),
        ("metric,aliases\n收入\n", "line 2: the row has 1 cells"),
        ("metric,aliases\n收入,营收||流水\n", "line 2: a name is blank"),
        ("metric,aliases\n ,营收\n", "line 2: a name is blank"),
        ("", "line 1: the file is empty"),
    ],
)
def test_a_bad_row_is_named(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(content, encoding="utf8")
    with pytest.raises(metrics.MetricsError, match=said) as error:
        metrics.load(tmp_path / "own.csv")
    assert str(error.value).startswith("[J408] own.csv ")


def test_no_name_stands_in_two_rows_of_the_shipped_table() -> None:
    rows = metrics.FILE.read_text(encoding="utf8").lower().splitlines()[1:]
    names = [name for row in rows for name in row.replace("|", ",").split(",") if name]
    assert [name for name in set(names) if names.count(name) > 1] == []


@given(st.lists(st.text(), max_size=5), st.text(max_size=5))
def test_any_string_can_be_asked_for(written: list[str], wanted: str) -> None:
    found = metrics.load().select(wanted, written)
    assert set(found) <= set(written)


@given(st.text(min_size=1), st.sampled_from(["营收", "revenue", "产能利用率"]))
def test_what_is_asked_for_finds_itself(before: str, name: str) -> None:
    assert metrics.load().select(name, [f"{before} {name}"]) == [f"{before} {name}"]
