"""What counts as a figure in a document, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import read

from extract.analysis import Analysis, Claim, Mention, Part, Sentence, Time
from extract.figures import annotate_figures


@pytest.mark.parametrize(
    ("source", "figures"),
    [
        ("<C>鸿远芯</C>新建三座厂,投资40亿元", ["三座", "40亿元"]),
        ("测试机的交期延长到 26 周", ["26 周"]),
        ("设备折旧由六年改为四年半", ["六年", "四年半"]),
        ("新平台推迟约六个月", ["六个月"]),
        ("已有两家客户完成验证", ["两家"]),
        ("单柜功耗 120kW,显存 288GB", ["120kW", "288GB"]),
        ("片间带宽做到 900 GB/s", ["900 GB/s"]),
        ("出货突破千万颗", ["千万颗"]),
        ("订单出货比 1.3,汇率 7.1", ["1.3", "7.1"]),
        ("散热模组从1700降到1100多", ["1700", "1100多"]),
        ("良率已过半", ["半"]),
        ("付费用户上百万", ["百万"]),
    ],
)
def test_figures(source: str, figures: list[str]) -> None:
    analysis = read(source)
    assert [analysis.text[f.start : f.end] for f in analysis.figures] == figures


@pytest.mark.parametrize(
    "source",
    [
        "<K>GX20</K> 供货紧张",
        "这是一个信号,有一家公司例外",
        "存在两种情景和三方面原因",
        "这两家都在扩产,前三家已经停产",
        "2 纳米正在试产,40nm 转移",
        "800G 光模块让位给 1.6T,100G 激光器偏紧",
        "800V 高压是趋势,8 英寸产线满载",
        "数千台订单,几百亿元投入,数十家客户",
        "三年内不会有变化,连续两年上行",
        "万卡集群部署完毕",
        "下一代产品,第三代平台",
        "<T 2025-01-01 2025-12-31>2025年</T>之后再看",
        "一点也不意外,一度停摆",
        "四个核心部件",
        "单位：亿元",
        "油价每上涨 1% 就会影响",
        "2.3.1 版本发布",
    ],
)
def test_no_figures(source: str) -> None:
    assert read(source).figures == []


@pytest.mark.parametrize(
    ("source", "kind", "unit"),
    [
        ("营收12 亿元,亏损为 3 亿", "money", "CNY"),
        ("营收12 亿美元,亏损为 3 亿", "money", "USD"),
        ("付费用户约 300 万", "quantity", ""),
        ("月产能提到 40 万", "quantity", ""),
        ("单套价值量 3万2", "money", "CNY"),
        ("报价 7300 一台", "money", "CNY"),
        ("<C>台晶</C>八月營收56億元,單價調至1,200元,毛利率與匯率變動", "money", "TWD"),
    ],
)
def test_currency_not_written(source: str, kind: str, unit: str) -> None:
    last = read(source).figures[-1]
    assert (last.kind, last.unit) == (kind, unit)


def test_table_cells() -> None:
    """A bare number in a cell takes the header's unit, its metric from the header, its subject from the row."""
    text = "估值（单位：亿元）\n| 公司 | 2025E 收入 | PE | 存货周转天数 |\n| 远山装备 | 85 | 29倍 | 120 天 |"
    analysis = Analysis(text, published="2025-06-15", parts=[Part(0, len(text), None, "2025-06-15")])
    head, row = text.splitlines()[1:]
    starts = [text.index(head), text.index(row)]
    spans = []
    for start, line in zip(starts, (head, row), strict=True):
        cells, at = [], start + 1
        for cell in line.strip("|").split("|"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        spans.append(cells)
    analysis.claims = [Claim(starts[1], len(text), 0, header=spans[0], cells=spans[1])]
    annotate_figures(analysis)
    assert [(f.kind, float(f.lo), f.unit, f.metric, f.subject) for f in analysis.figures] == [
        ("money", 85e8, "CNY", "收入", "远山装备"),
        ("multiple", 29, "x", "PE", "远山装备"),
        ("quantity", 120, "天", "存货周转天数", "远山装备"),
    ]


_WORDS = [
    "收入",
    "鸿远芯",
    "前者",
    "分别为",
    "、",
    "和",
    "占",
    "去年",
    "同比增长",
    "目标",
    "由",
    "升至",
    ",",
    "。",
    ";",
    ":",
    "\n",
    "12亿元",
    "3%",
    "两倍",
    "800G",
    "三五天",
    "|",
    "（",
    "目前",
    "两家",
    "其中",
    "\x01",
    "\ud800",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.integers(0, 5), st.booleans())
def test_any_document(words: list[str], cut: int, with_layout: bool) -> None:
    """Whatever the layout, names and times: no error, figures in order, inside the text and outside names."""
    text = "".join(words)
    analysis = Analysis(text, published="2025-06-15")
    at = 0
    for word in words:
        if word == "鸿远芯":
            analysis.mentions.append(Mention(at, at + 3, "COMPANY", "company:鸿远芯", "鸿远芯", "name", 1.0))
        if word == "去年":
            analysis.times.append(Time(at, at + 2, "2024-01-01", "2024-12-31"))
        at += len(word)
    if with_layout:
        analysis.parts = [Part(0, len(text), "鸿远芯", None)]
        middle = min(cut * 7, len(text))
        analysis.claims = [
            Claim(0, middle, 0, topic_at=(0, middle)),
            Claim(middle, len(text), 0, headline_at=(middle, len(text))),
        ]
        analysis.sentences = [Sentence(0, middle, 0, 0), Sentence(middle, len(text), 0, 1)]
    annotate_figures(analysis)
    figures = analysis.figures
    assert [f.start for f in figures] == sorted(f.start for f in figures)
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    assert not any(m.start < f.end and f.start < m.end for f in figures for m in analysis.mentions)
