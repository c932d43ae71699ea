"""Times told from where the reader stands: `未来两三个季度`, `近一年`, `上个月`, `本季`, `下周三`, `昨日`.

Each form has a pattern and a handler that gets the match and the `Standing` of the reader: the
document's date, and the day and quarter that the text speaks of just here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extract.figures.numerals import number, spread
from extract.figures.times.point import small
from extract.figures.times.spans import (
    NOTHING,
    Span,
    days,
    first_of,
    length,
    months,
    plan_year,
    quarter_of,
    shift_days,
    shift_months,
    shift_span,
    third,
    week_of,
)
from extract.figures.times.spelling import DAY, THIRDS
from extract.figures.times.table import Table


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the reader stands. `day`, `quarter`: the last single day and quarter told of, if near enough."""

    today: date
    day: date | None = None
    quarter: Span = NOTHING
    reported: Span = NOTHING  # the quarter that the document's title is about


Handler = Callable[[re.Match[str], Standing], Span]

_HAN = "[一二两三四五六七八九十]{1,3}"
_COUNT = rf"(?P<count>几|数|半|(?:{_HAN}|\d{{1,3}})(?: ?[-~到至] ?(?:{_HAN}|\d{{1,3}}))?)"
_UNIT = "(?P<unit>年|季度|季|月|周|星期|天|日|交易日)(?P<half>(?<=年)半)?"
_MONTHS = {"年": 12, "季度": 3, "季": 3, "月": 1}
_DAYS = {"周": 7, "星期": 7, "天": 1, "日": 1, "交易日": 1}
_STEP = {"上上": -2, "上": -1, "上一": -1, "本": 0, "这": 0, "这一": 0, "下": 1, "下一": 1, "下下": 2}
_WHICH = "(?P<which>上上个?|上一个?|上个?|本|这一?个?|下下个?|下一个?|下个?)"
_WEEKDAYS = {c: n for n, row in enumerate(("一", "二", "三", "四", "五", "六", "日天末")) for c in row}
_DAY_WORDS = {"今": 0, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "大后": 3}
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}


def _rolling(m: re.Match[str], at: Standing) -> Span:
    """N units ahead of the date or up to it; of two the larger counts, 几 leaves the far end open."""
    count, ahead = most(m["count"]), m["way"] in ("未来", "今后", "接下来", "往后")
    if count is None:
        return (at.today, None) if ahead else (None, at.today)
    count += 0.5 if m["half"] else 0
    far = _moved(at.today, count if ahead else -count, m["unit"])
    return (at.today, far) if ahead else (far, at.today)


def most(text: str) -> float | None:
    """The larger end of `2 - 3`, `两三`, `三到五`; None for 几 and 数."""
    ends = re.split(" ?[-~到至] ?", text)
    if pair := spread(ends[-1]):
        return float(pair[1])
    value = number(ends[-1])
    return None if value is None else float(value)


def _moved(day: date, by: float, unit: str) -> date | None:
    return shift_months(day, int(by * _MONTHS[unit])) if unit in _MONTHS else shift_days(day, int(by * _DAYS[unit]))


def _ago(m: re.Match[str], at: Standing) -> Span:
    """`一年前`, `三个月前`: that month; `五年前`: that year."""
    count = most(m["count"])
    if count is None:
        return NOTHING
    day = _moved(at.today, -count, m["unit"])
    if day is None:
        return NOTHING
    return months(day.year, 1, 12) if m["unit"] == "年" and count > 1 else months(day.year, day.month, day.month)


def _month(m: re.Match[str], at: Standing) -> Span:
    start = first_of(at.today.year, at.today.month + _STEP[m["which"].removesuffix("个")])
    if start is None:
        return NOTHING
    month = months(start.year, start.month, start.month)
    if m["day"]:
        return days(start.year, start.month, small(m["day"]), small(m["day"]))
    return third(month, THIRDS[m["third"]]) if m["third"] else month


def _edge_of_month(m: re.Match[str], at: Standing) -> Span:
    """`月初`, `月底`; `月底前` is up to its end."""
    start, end = third(months(at.today.year, at.today.month, at.today.month), THIRDS[m["third"]])
    if not m["before"]:
        return start, end
    return None, end if m["third"] in "底末" else start and shift_days(start, -1)


def _quarter(m: re.Match[str], at: Standing) -> Span:
    """本季 is the one reported on, or today's; 上季 and 下季 count from the quarter just told of."""
    step = _STEP[m["which"].removesuffix("个")]
    base = at.reported if length(at.reported) else quarter_of(at.today)
    if step and length(at.quarter):
        base = at.quarter
    quarter = shift_span(base, 3 * step)
    if not m["edge"] or quarter[0] is None or quarter[1] is None:
        return quarter
    edge = quarter[0] if m["edge"] == "初" else quarter[1]
    return third(months(edge.year, edge.month, edge.month), THIRDS[m["edge"]])


def _week(m: re.Match[str], at: Standing) -> Span:
    week = week_of(at.today, _STEP[m["which"].removesuffix("个")])
    day = m["weekday"]
    if not day or week[0] is None:
        return week
    if day == "末":
        return shift_days(week[0], 5), week[1]
    found, last = shift_days(week[0], _WEEKDAYS[day]), shift_days(week[0], _WEEKDAYS[m["last"] or day])
    return (found, last) if found and last and found <= last else NOTHING


def _weekday(m: re.Match[str], at: Standing) -> Span:
    """A bare `周三`: of the day just named (`1月28日周三`), else of this week."""
    monday = week_of(at.day or at.today)[0] or at.today
    first, last = _WEEKDAYS[m["weekday"]], _WEEKDAYS[m["last"] or m["weekday"]]
    return (shift_days(monday, first), shift_days(monday, last)) if first <= last else NOTHING


def _day(m: re.Match[str], at: Standing) -> Span:
    """今天, 昨日, 后天; `较昨日` beside a named day is the day before that one."""
    word = m[0]
    if word in ("前一天", "前一日"):
        day = shift_days(at.day or at.today, -1)
    elif word == "昨日" and at.day:
        day = shift_days(at.day, -1)
    else:
        day = shift_days(at.today, _DAY_WORDS[word[:-1]])
    return day, day


def _season(m: re.Match[str], at: Standing) -> Span:
    """`今夏`, `去冬`: the winter begins in the year named."""
    return months(at.today.year + {"去": -1, "今": 0, "明": 1}[m["year"]], *_SEASONS[m["season"]])


def _two_years(m: re.Match[str], at: Standing) -> Span:
    """`今明两年`, `明后年`, `今明后三年`."""
    first = at.today.year + (m["pair"] == "明后")
    return months(first, 1, 36 if m["pair"] == "今明后" else 24)


def _plan(m: re.Match[str], at: Standing) -> Span:
    """`十四五期间`: the fourteenth five-year plan, 2021 to 2025; `十四五末` its last year."""
    return months(plan_year(m["plan"]), 49 if m["end"] else 1, 60)


_FORMS: tuple[tuple[str, Handler], ...] = (
    (
        r"(?P<way>未来|今后|接下来|往后|过去|最近|(?<![接将附临邻贴最靠])近)的?(?: ?这)? ?"
        rf"{_COUNT} ?个?{_UNIT}(?![前龄级期报线薪]|(?<=日)均)",
        _rolling,
    ),
    (r"(?<![之以目年])(?P<way>前)(?P<count>两|几)(?P<unit>年|周|天)(?P<half>)(?!前)", _rolling),
    (
        r"(?<![\d.一二两三四五六七八九十几近])(?P<count>[一二两三四五六七八九十]|\d{1,2}) ?个?"
        r"(?P<unit>年|(?<=个)月)前(?![后一二三])",
        _ago,
    ),
    (
        rf"(?<![\d以线网云晚早之]){_WHICH}月份?"
        rf"(?:(?P<third>初|底|末|上旬|中旬|下旬|上半月|下半月)|(?P<day>{DAY}) ?[日号])?"
        r"(?![活租费均度产供薪需球饼])",
        _month,
    ),
    (
        r"(?<![\d一二两三四五六七八九十个每本上下这当份正腊\s])月(?P<third>初|底|末)(?P<before>之?前)?(?![步始期端部])",
        _edge_of_month,
    ),
    (rf"(?<![日以成资]){_WHICH}季度?(?P<edge>[初末底](?![步始期]))?(?![报节财])", _quarter),
    (
        rf"(?<![\d以线之]){_WHICH}(?:周|星期|礼拜)(?:(?:的(?:周|星期|礼拜))?(?P<weekday>[一二三四五六日天末])"
        r"(?:[至到-](?:[本这])?(?:周|星期|礼拜)(?P<last>[一二三四五六日天]))?)?(?![期转围边长])",
        _week,
    ),
    (
        r"(?<![\d每双单一二两三四五六七八九十几隔上下本这])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
        r"(?:[至到-](?:周|星期|礼拜)(?P<last>[一二三四五六日天]))?(?![次期个])",
        _weekday,
    ),
    (
        "(?<!至)今[天日晚早](?!头条)|昨[天日晚]|(?:大|(?<![目之以大]))前天|明[天日早晚]|(?:大|(?<![以之今大]))后天|前一[天日]",
        _day,
    ),
    ("(?<![至如古从])(?P<year>[去今明])(?P<season>[春夏秋冬])(?![季天节奏装])", _season),
    ('["“]?十(?P<plan>[二三四五六])五["”]?(?:(?:规划)?(?:期间|时期)|(?P<end>末))', _plan),
    ("(?P<pair>今明后|今明|明后)[两三]?年", _two_years),
)

#: The relative times; resolved for a reader at a `Standing`.
TABLE = Table(_FORMS)
