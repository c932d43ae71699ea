"""Approximation, bound, trend, forecast and basis: one case a line; the last figure of the text is meant."""

from __future__ import annotations

import pytest
from marked import read

LAST = "<T 2024-01-01 2024-12-31>去年</T>"
NEXT = "<T 2026-01-01 2026-12-31>明年</T>"


@pytest.mark.parametrize(
    ("source", "approx", "bound"),
    [
        ("份额约 25%", True, None),
        ("份额在 25%左右", True, None),
        ("合约价上涨近三成", True, None),
        ("出货 30 多万张", True, None),
        ("出货一万台出头", True, None),
        ("产能大概在 70 万片", True, None),
        ("毛利率 40%以上", False, "min"),
        ("出货超过 50 万颗", False, "min"),
        ("不低于 30%", False, "min"),
        ("订单逾百亿元", False, "min"),
        ("良率已过四成", False, "min"),
        ("占比不到 5%", False, "max"),
        ("占比不会超过 6%", False, "max"),
        ("价格降到 90 美元以内", False, "max"),
        ("采购至多 35 万颗", False, "max"),
        ("合约 20 亿元", False, None),
        ("预计 20 亿元", False, None),
    ],
)
def test_measure(source: str, approx: bool, bound: str | None) -> None:
    figure = read(source).figures[-1]
    assert (figure.approx, figure.bound) == (approx, bound)


@pytest.mark.parametrize(
    ("source", "trend"),
    [
        ("收入同比增长 30%", "up"),
        ("收入同比 +30%", "up"),
        ("降至 50%", "down"),
        ("毛利率环比低了 2 个百分点", "down"),
        ("收入同比 -5%", "down"),
        ("股价已腰斩", "down"),
        ("出货翻倍", "up"),
        ("稼动率维持在 90%", "flat"),
        ("比<T 2025-01-01 2025-01-31>年初</T>低一成", "down"),
        ("比前代贵三成", None),
        ("收入 20 亿元", None),
        ("交期延长到 26 周", "up"),
    ],
)
def test_trend(source: str, trend: str | None) -> None:
    assert read(source).figures[-1].trend == trend


@pytest.mark.parametrize(
    ("source", "trends"),
    [
        ("收入 20 亿元,同比增长 8%", ["up", "up"]),  # the level takes the growth told behind it
        ("收入 20 亿元,同比增长 8%,环比下降 3%", [None, "up", "down"]),  # … unless year and quarter disagree
        ("毛利率由 40%升至 45%", [None, "up"]),
        ("同比分别增长 11%和 18%", ["up", "up"]),
        (f"占比{LAST}只有两成,{NEXT}有望到 35%", [None, "up"]),
        ("单价从 9 万元 → 7 万元", [None, "down"]),
        ("净利率由年初的 41%降到年中的 36%", [None, "down"]),
        (f"收入 20 亿元,{NEXT}再增两成", [None, "up"]),
        ("净利 3 亿元,同比扭亏为盈", ["up"]),
        ("营收同比 + 12%,环比 - 3%", ["up", "down"]),
    ],
)
def test_trend_of_several(source: str, trends: list[str | None]) -> None:
    assert [f.trend for f in read(source).figures] == trends


@pytest.mark.parametrize(
    ("source", "forecast"),
    [
        ("收入 20 亿元", False),
        ("预计收入 20 亿元", True),
        ("收入目标 20 亿元", True),
        ("收入有望达到 20 亿元", True),
        ("收入将近 20 亿元", False),
        ("<T 2026-01-01 2026-12-31>明年</T>收入 20 亿元", True),
        ("<T 2024-01-01 2024-12-31>去年</T>收入 20 亿元,好于预期", False),
        ("收入较市场预期高 3 亿元", False),
        ("若足额出货,可多出 3 亿元", True),
        ("目标价 130 美元", True),
        ("净利 26E 为 3 亿元", True),
        ("<K>HBM3E</K> 12 层报价涨一成", False),
        ("基板报价上调两成", False),
        (f"{LAST}净利同比预增 30%", True),
        ("出货节奏预计为:首批占比 10%", True),
        ("海外售价通常会高出 10%", False),
        ("指引为:收入 20 亿元", True),
        ("公司上调全年收入指引,由 4 亿元", True),
        ("机构把全年销量预测由 8 万台调高到 9 万台", True),
        ("月产能明年从 5 万片", False),
        ("集团预计,本季收入将增长 12%", True),
        ("一般来说,库存会维持在 7 周", False),
        ("明年市盈率有望到 25 倍,过去五年均值是 38 倍", False),
        ("整套方案可能要 2 万元", False),  # a guess at what is
        ("下一代单价可能上涨 30%", True),
        (f"{NEXT}销量或达 500 万台", True),
        ("国产率会提高 30%", True),
        ("真实留存应该在 40%上下", False),
        ("证监会查处 3 起", False),
        ("央行宣布将基准利率上调至 6%", False),
        ("新工艺可将迭代时间缩短 20%", False),
        ("售价将提升至三倍", True),
        ("定下了三年内 500 亿元的营收目标", True),
        ("净利低于预期 15%", False),
        ("营收好于市场预期的 17 亿美元", True),
        ("这套药有 600 万目标患者", False),
        ("库存减少 680 万桶,预期减少 90 万桶,前值减少 80 万桶", False),
        ("公司预计全年净利 2 亿元,扣非净利 1.6 亿元", True),
        ("该锂盐项目环评获受理,年产 5 万吨", True),
        ("集团正洽谈追加 300 亿美元", True),
    ],
)
def test_forecast(source: str, forecast: bool) -> None:
    assert read(source).figures[-1].forecast is forecast


@pytest.mark.parametrize(
    ("source", "forecast"),
    [
        ("产能 100 万片", True),  # most of the year is still to come
        ("现货价突破 100 美元", False),  # … but this is done
        ("数据显示份额为 40%", False),
    ],
)
def test_forecast_of_a_year_that_has_begun(source: str, forecast: bool) -> None:
    year = "<T 2026-01-01 2026-12-31>2026 年</T>"
    assert read(year + source, published="2026-02-01").figures[-1].forecast is forecast


@pytest.mark.parametrize(
    ("source", "basis"),
    [
        ("收入同比增长 30%", "yoy"),
        ("營收年增 30%", "yoy"),
        ("收入环比增长 30%", "qoq"),
        ("營收月增 14%", "qoq"),
        ("收入增长 30%", None),
    ],
)
def test_basis(source: str, basis: str | None) -> None:
    assert read(source).figures[-1].basis == basis
