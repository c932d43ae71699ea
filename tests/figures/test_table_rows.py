"""Tables: bare numbers and their units, metric, subject and period from header and first cell."""

from __future__ import annotations

import pytest

from extract.analysis import Analysis, Claim, Part, Sentence
from extract.figures import annotate


def upright(*lines: str) -> Analysis:
    """A text whose lines are one sentence and claim each, as a layout reads a table without bars."""
    text = "\n".join(lines)
    analysis = Analysis(text, published="2025-05-21")
    analysis.parts = [Part(0, len(text), None, "2025-05-21")]
    at = 0
    for n, line in enumerate(lines):
        analysis.claims.append(Claim(at, at + len(line), 0))
        analysis.sentences.append(Sentence(at, at + len(line), 0, n))
        at += len(line) + 1
    annotate(analysis)
    return analysis


def barred(*rows: str) -> Analysis:
    """A Markdown table, its cells marked as the layout marks them."""
    text = "\n".join(rows)
    analysis = Analysis(text, published="2025-05-21")
    analysis.parts = [Part(0, len(text), None, "2025-05-21")]
    at, header = 0, []
    for row in rows:
        cells, left = [], at
        for cell in row.strip("|").split("|"):
            cells.append((left + 1, left + 1 + len(cell)))
            left += len(cell) + 1
        if header:
            claim = Claim(at, at + len(row), 0, cells=cells, header=header)
            analysis.claims.append(claim)
            analysis.sentences.append(Sentence(at, at + len(row), 0, len(analysis.claims) - 1))
        header = header or cells
        at += len(row) + 1
    annotate(analysis)
    return analysis


METALS = upright(
    "下面是当日有色价格的变动:",
    *("品种", "产区", "5月20日", "涨跌幅"),
    *("铝锭", "西北", "20500", "1.8%"),
    *("锌锭", "华北", "23100.5", "-0.9%"),
    *("锡锭", "云南", "265000", "2.1%"),
    "以上由交易员口述,仅供参考。",
)


def test_a_table_of_one_cell_a_line() -> None:
    assert [f.subject for f in METALS.figures] == ["铝锭", "铝锭", "锌锭", "锌锭", "锡锭", "锡锭"]
    assert [f.metric for f in METALS.figures] == ["价格", "涨跌幅"] * 3
    assert {f.since for f in METALS.figures} == {"2025-05-20"}
    assert [f.trend for f in METALS.figures] == ["up", "up", "down", "down", "up", "up"]
    assert [f.kind for f in METALS.figures] == ["money", "percent"] * 3


@pytest.mark.parametrize(
    "lines",
    [
        ("品种", "价格", "铝锭", "20500", "锌锭", "23100"),  # too short to have a beat
        ("议程", "致辞", "分会场一", "茶歇", "分会场二", "茶歇", "圆桌", "合影", "晚宴"),  # no numbers
        ("第一部分", "1", "第二部分", "2", "第三部分", "这里谈的是产能,不是别的什么东西", "3", "4"),  # no beat
    ],
)
def test_short_lines_are_no_table(lines: tuple[str, ...]) -> None:
    assert upright(*lines).figures == []


def test_header_and_first_cell() -> None:
    analysis = barred("|公司|收入(亿元)|同比|周转天数|", "|甲厂|20|+8%|61 天|", "|乙厂|15.5|-3%|70 天|")
    assert [(f.subject, f.metric, f.unit) for f in analysis.figures] == [
        ("甲厂", "收入", "CNY"),
        ("甲厂", "收入", "%"),
        ("甲厂", "周转天数", "天"),
        ("乙厂", "收入", "CNY"),
        ("乙厂", "收入", "%"),
        ("乙厂", "周转天数", "天"),
    ]
    assert [f.trend for f in analysis.figures] == ["up", "up", None, "down", "down", None]
    assert float(analysis.figures[0].lo) == 2e9


def test_the_last_brackets_name_the_unit() -> None:
    analysis = barred("|时代|硅光(SiPh)份额(%)|", "|这一代|30|")
    assert [(f.metric, f.unit, float(f.lo)) for f in analysis.figures] == [("份额", "%", 30.0)]


def test_a_column_of_one_year_takes_the_metric_of_its_row() -> None:
    analysis = barred("|项目|2024年|2025年|", "|收入|20 亿元|25 亿元|")
    assert [(f.metric, f.since) for f in analysis.figures] == [("收入", "2024-01-01"), ("收入", "2025-01-01")]
