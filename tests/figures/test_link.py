"""Metric, subject and period: sentences with marked names and times."""

from __future__ import annotations

import pytest
from marked import read

Q1 = "<T 2025-01-01 2025-03-31>一季度</T>"
Q2 = "<T 2025-04-01 2025-06-30>二季度</T>"
LAST = "<T 2024-01-01 2024-12-31>去年</T>"


@pytest.mark.parametrize(
    ("source", "metrics"),
    [
        (f"<C>鸿远芯</C>{Q1}资本开支 12 亿元", ["资本开支"]),
        ("单柜散热成本约 9 万美元", ["散热成本"]),
        ("消费类电芯出货量约 30 万只,储能电芯良率 92%", ["电芯出货量", "储能电芯良率"]),
        ("门店数量达 800 家,客单价 35 元,毛利率 41%", ["门店数量", "客单价", "毛利率"]),
        ("全球滚柱丝杠市场规模约 20 亿元,年均复合增长率 15%", ["市场规模", "复合增长率"]),
        ("贷款余额 3 万亿元,较年初增长 6%,不良率 1.2%", ["余额", "余额", "不良率"]),  # of 贷款
        ("<K>GX20</K> 占云业务营收的比重约 45%", ["占云业务营收的比重"]),
        ("收入 20 亿元,同比增长 8%", ["收入", "收入"]),
        ("营收与净利润分别为 30 亿元和 4 亿元", ["营收", "净利润"]),
        ("营收与净利润分别为 30 亿元和 4 亿元,前者增长 5%,后者增长 9%", ["营收", "净利润", "营收", "净利润"]),
        ("<C>鸿远芯</C>规划六座封装厂", ["封装厂"]),
        ("整机每秒可处理 900 个 tokens", ["处理"]),
        ("收取 35%的收入分成", ["收入分成"]),
        ("四家厂商占 80%采购量", ["采购量"]),
        ("全年装机指引由 3 万台上调到 4 万台", ["装机指引", "装机指引"]),
        ("营收：12 亿元", ["营收"]),
    ],
)
def test_metric(source: str, metrics: list[str]) -> None:
    assert [f.metric for f in read(source).figures] == metrics


@pytest.mark.parametrize(
    ("source", "subjects"),
    [
        ("<C>鸿远芯</C>收入 20 亿元,毛利率 40%", ["鸿远芯", "鸿远芯"]),
        ("<C>鸿远芯</C>占六成,<C>台晶</C>占 15%", ["鸿远芯", "台晶"]),
        ("<C>鸿远芯</C>、<C>台晶</C>各拿三成", ["鸿远芯、台晶"]),
        ("<C>鸿远芯</C>、<C>台晶</C>分别拿到 3 亿元和 2 亿元订单", ["鸿远芯", "台晶"]),
        ("<K>GX30</K> 单价约 9 万元,比 <K>GX20</K> 贵 20%", ["GX30", "GX30"]),
        ("<K>GX30</K> 算力约为 <K>GX20</K> 的两倍", ["GX30"]),
        ("<C>台晶</C>向<C>鸿远芯</C>采购 5 万片", ["台晶"]),
        ("<C>高盛</C>预计<C>台晶</C>收入 90 亿美元", ["台晶"]),
        ("<C 鸿远芯>鸿远</C>的 <K>GX20</K> 售价 3 万元", ["GX20"]),
        ("<C>鸿远芯</C>与<C>台晶</C>路径不同,前者毛利率 40%,后者毛利率 20%", ["鸿远芯", "台晶"]),
        ("<C>鸿远芯</C>和<C>台晶</C>竞争加剧,两家份额合计 80%", ["鸿远芯、台晶"]),
        ("冷板供应商毛利率在 30%左右", ["冷板供应商"]),
        ("<C>鸿远芯</C>扩产顺利,整机出货 3 万台,毛利率 40%", ["鸿远芯", "鸿远芯"]),
        ("交换机的售价在 2 万美元上下", ["交换机"]),
        ("1.6T 光模块<T 2025-01-01 2025-12-31>今年</T>出货 200 万只", ["1.6T 光模块"]),
        ("海外占比 30%,国内则在 70%", ["海外", "国内"]),
        ("几家大厂(<C>鸿远芯</C>、<C>台晶</C>)占采购的 70%", ["几家大厂"]),  # names in brackets only explain
        ("<C>鸿远芯</C>扩产,高算力芯片的良率达到 90%", ["高算力芯片"]),  # 算力 only describes
        ("<C>台晶</C>挤压了<C>鸿远芯</C>的空间,其 30%的毛利率偏低", ["鸿远芯"]),
        ("降幅居前的有铝箔(-2.3%)、锡锭(-1.9%)", ["铝箔", "锡锭"]),
        ("涨价集中在化工板块(共 12 种)和有色板块(共 7 种)", ["化工板块", "有色板块"]),
        ("与<C>鸿远芯</C>和<C>台晶</C>的协议,数量分别为 30 万吨和不低于 20 万吨", ["鸿远芯", "台晶"]),
        ("<C>鸿远芯</C>:整机今年出货 3 万台,<K>GX30</K> 占出货五成", ["鸿远芯", "鸿远芯"]),
    ],
)
def test_subject(source: str, subjects: list[str]) -> None:
    assert [f.subject for f in read(source).figures] == subjects


def test_subject_of_the_headline() -> None:
    analysis = read("**<C>鸿远芯</C>**:封装厂拿下 <K>ZT6</K>,合同额 9 亿美元", headline="鸿远芯")
    assert analysis.figures[0].subject == "鸿远芯"


def test_subject_and_metric_of_the_question() -> None:
    analysis = read("<C>鸿远芯</C>的毛利率怎么看?\n大概 40%,后面还会改善", topic="鸿远芯的毛利率怎么看?")
    assert (analysis.figures[0].subject, analysis.figures[0].metric) == ("鸿远芯", "毛利率")


def test_subject_of_the_title() -> None:
    analysis = read("<C>鸿远芯</C>业绩交流\n本期收入 20 亿元", title="鸿远芯业绩交流")
    assert analysis.figures[0].subject == "鸿远芯"


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        (f"{Q1}收入 20 亿元,毛利率 40%", ["2025-01-01", "2025-01-01"]),
        (f"{Q2}收入 20 亿元,毛利率由{Q1}的 40%升至 45%", ["2025-04-01", "2025-01-01", "2025-04-01"]),
        (f"{Q2}毛利率 21%,较{Q1}高 2 个百分点", ["2025-04-01", "2025-04-01"]),
        (f"收入由{LAST}的 5 亿元涨到目前的 7 亿元", ["2024-01-01", None]),
        (f"{Q1}收入 20 亿元;净利 3 亿元", ["2025-01-01", "2025-01-01"]),  # a flow goes on in the next sentence
        (f"{Q1}收入 20 亿元;单价 9 万元", ["2025-01-01", None]),  # a price does not
        (f"损失 5 亿元,影响{LAST}收入", ["2024-01-01"]),  # told behind it
        (f"{LAST}、{Q1}和{Q2}利润为 9/10/12 亿元", ["2024-01-01", "2025-01-01", "2025-04-01"]),
        (f"{LAST}、{Q1}和{Q2}利润分别为 1 亿、2 亿和 3 亿元", ["2024-01-01", "2025-01-01", "2025-04-01"]),
        ("收入 20 亿元", [None]),  # never the document's date
        (f"{Q1}产能 40 万片,交期 20 周", ["2025-01-01", None]),
        (f"{LAST}以来签约 40 万吨", ["2024-01-01"]),
    ],
)
def test_period(source: str, starts: list[str | None]) -> None:
    assert [f.since for f in read(source).figures] == starts


def test_a_year_until_now_runs_to_the_documents_date() -> None:
    (figure,) = read(f"{LAST}以来签约 40 万吨", published="2025-06-15").figures
    assert (figure.since, figure.until) == ("2024-01-01", "2025-06-15")


def test_the_company_is_that_of_the_title() -> None:
    analysis = read("<C>鸿远芯</C>业绩交流\n<C>台晶</C>代工 3 万片。公司收入 20 亿元", title="鸿远芯业绩交流")
    assert analysis.figures[-1].subject == "鸿远芯"


def test_scores_are_confidences() -> None:
    figures = read(f"<C>鸿远芯</C>{Q1}收入 20 亿元,另有 3 处").figures
    assert all(0 < f.score <= 1 for f in figures)
