"""Times on any text: no exception, spans inside the text, dates in order, the same answer twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import Analysis, Claim, Mention, Part, Sentence
from extract.figures.times import annotate, parse
from extract.figures.times.fiscal import FiscalYear, table
from extract.figures.times.spans import months, shift_months, third

_WORDS = (
    "2025",
    "12",
    "一季度",
    "上半年",
    "Q3",
    "FY26",
    "H1",
    "财年",
    "财季",
    "去年",
    "今年",
    "同期",
    "未来",
    "两三",
    "年内",
    "英伟达",
    "至今",
    " - ",
    "\n",
)
_PIECES = st.sampled_from([*"年月日个周到至底初末前十二第本上下近./-。3", *_WORDS])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES, max_size=14).map("".join)), st.dates())
def test_any_text(text: str, published: date) -> None:
    times = parse(text, published)
    assert times == parse(text, published)
    end = 0
    for time in times:
        assert end <= time.start < time.end <= len(text)
        end = time.end
        if time.since and time.until:
            assert time.since <= time.until


@pytest.mark.parametrize("text", ["", "\x00", "\ud800年", "🙂2025年🙂", "2025年\r\n三季度", "9999年", "2025年99季度"])
def test_odd_text(text: str) -> None:
    parse(text, "2025-05-25")


@pytest.mark.parametrize("published", [None, "", "soon", "2025-13-01"])
def test_odd_date(published: str | None) -> None:
    assert [t.since for t in parse("去年", published)] == [None]


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_thirds_fill_a_month(year: int, month: int) -> None:
    whole = months(year, month, month)
    parts = [third(whole, n) for n in (1, 2, 3)]
    assert parts[0][0] == whole[0]
    assert parts[2][1] == whole[1]


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-40, 40))
def test_shifting_keeps_the_day_where_it_can(day: date, by: int) -> None:
    moved = shift_months(day, by)
    assert moved is not None
    assert moved.day <= day.day
    assert (moved.year - day.year) * 12 + moved.month - day.month == by


@given(st.integers(1, 12), st.booleans(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_its_fiscal_year(month: int, named_by_end: bool, day: date) -> None:
    year = FiscalYear(month, named_by_end)
    start, end = year.span(year.year_of(day))
    assert start is not None
    assert end is not None
    assert start <= day <= end


def test_table_of_fiscal_years() -> None:
    assert table()["英伟达"].span(2026) == (date(2025, 2, 1), date(2026, 1, 31))
    assert all(1 <= year.month < 12 for year in table().values())


def test_each_document_has_its_own_date() -> None:
    text = "2025-05-25\n今年\n2024-03-01\n今年"
    analysis = Analysis(text)
    analysis.parts = [Part(0, 14, published="2025-05-25"), Part(14, len(text), published="2024-03-01T09:00")]
    annotate(analysis)
    assert [t.since for t in analysis.times] == ["2025-05-25", "2025-01-01", "2024-03-01", "2024-01-01"]


def test_a_year_holds_in_its_claim_only() -> None:
    text = "2024年收入增长\n上半年利润下滑"
    analysis = Analysis(text, published="2025-09-01")
    analysis.parts = [Part(0, len(text))]
    analysis.claims = [Claim(0, 8, 0), Claim(10, len(text), 0)]
    analysis.sentences = [Sentence(0, 8, 0, 0), Sentence(10, len(text), 0, 1)]
    annotate(analysis)
    assert [t.since for t in analysis.times] == ["2024-01-01", "2025-01-01"]


def test_the_firm_of_the_claim_gives_the_fiscal_year() -> None:
    text = "微软:二财季云收入提速"
    analysis = Analysis(text, published="2026-01-29")
    analysis.mentions = [Mention(0, 2, "COMPANY", "company:MSFT.US", "微软", "name", 1.0)]
    annotate(analysis)
    assert [(t.since, t.until) for t in analysis.times] == [("2025-10-01", "2025-12-31")]


def test_no_time_inside_a_name() -> None:
    analysis = Analysis("五月花收入增长", published="2026-01-29")
    analysis.mentions = [Mention(0, 3, "COMPANY", "company:?五月花", "五月花", "name", 1.0)]
    annotate(analysis)
    assert analysis.times == []


def test_a_long_line_costs_no_more() -> None:
    text = "今年1月到三季度末,较去年同期" * 8000
    assert len(parse(text, "2025-05-25")) == 16000
