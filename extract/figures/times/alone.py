"""Times that only a string by itself is asked for: `三天前`, `第52周`, `周末`, `29号`, `九十年代`, `21世纪`.

In a document they are mostly told of something else (`三天后` of a story's day, `90年代` of history) or are no
time at all (`3号楼`). A handler gets the match and the date of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from extract.figures.numerals import number
from extract.figures.times import english
from extract.figures.times.relative import most
from extract.figures.times.spans import (
    NOTHING,
    Span,
    days,
    first_of,
    months,
    nth_weekday,
    plan_year,
    quarter_of,
    shift_days,
    shift_months,
    third,
    week_of,
    years,
)
from extract.figures.times.spelling import THIRDS
from extract.figures.times.table import Table

Handler = Callable[[re.Match[str], date], Span]

_HAN = "[一二两三四五六七八九十]{1,3}"
_COUNT = rf"(?P<count>\d{{1,3}}|{_HAN}|半)"
_DAYS = {"天": 1, "日": 1, "工作日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS = {"月": 1, "季度": 3, "年": 12}
_WEEKDAYS = {c: n for n, row in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for c in row}
_CHILDREN = {"今儿": 0, "昨儿": -1, "明儿": 1, "后儿": 2, "前儿": -2}
_YEARS_AWAY = {"大前": -3, "前": -2, "去": -1, "明": 1, "后": 2, "大后": 3}
_YEARS = {"去": -1, "今": 0, "明": 1, "": 0}
_STEPS = {"上": -1, "本": 0, "这": 0, "下": 1}
_OF_CENTURY = r"(?:(?P<decade>\d0|[一二三四五六七八九]{1,2}十)年代|(?P<edge>初|末))?"
_MONTH = "(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"


def _moved(today: date, by: float, unit: str) -> date | None:
    """The day so many units away; half a month is fifteen days."""
    if unit in _MONTHS and (by * _MONTHS[unit]) % 1 == 0:
        return shift_months(today, int(by * _MONTHS[unit]))
    return shift_days(today, int(by * (30 if unit == "月" else _DAYS.get(unit, 0))))


def _away(m: re.Match[str], today: date) -> Span:
    """`三天前`, `两周后`: that day; `三个月后` the same day of that month."""
    count = most(m["count"])
    if count is None:
        return NOTHING
    by = count + (0.5 if "half" in m.re.groupindex and m["half"] else 0)
    day = _moved(today, -by if m["way"].endswith("前") else by, m["unit"])
    return day, day


def _within(m: re.Match[str], today: date) -> Span:
    """`三年内`: from today on; `十年来`, `前三年`: up to today; `后三年`: from today on."""
    count = most(m["count"])
    if count is None:
        return NOTHING
    back = m["way"] in ("来", "前")
    day = _moved(today, -count if back else count, m["unit"])
    return (day, today) if back else (today, day)


def _hours(m: re.Match[str], today: date) -> Span:
    """`过去24小时`, `未来48小时`: the days they reach."""
    reached = -int(-(most(m["count"]) or 0) // 24)
    if m["way"] in ("未来", "接下来", "今后"):
        return today, shift_days(today, reached)
    return shift_days(today, -reached), today


def _third(m: re.Match[str], today: date) -> Span:
    """`上旬`, `月中`, `下半月`: of this month."""
    return third(months(today.year, today.month, today.month), THIRDS[m["third"] or "中"])


def _edge_of_quarter(m: re.Match[str], today: date) -> Span:
    """`季末`, `季度初`: of this quarter."""
    start, end = quarter_of(today)
    edge = start if m["edge"] == "初" else end
    return third(months(edge.year, edge.month, edge.month), THIRDS[m["edge"]]) if edge else NOTHING


def _today_then(m: re.Match[str], today: date) -> Span:
    """`去年今日`, `明年的今天`."""
    day = shift_months(today, 12 * _YEARS_AWAY[m["year"]])
    return day, day


def _half_year(m: re.Match[str], today: date) -> Span:
    return months(today.year, 1, 6) if m["which"] == "前" else months(today.year, 7, 12)


def _holidays(m: re.Match[str], today: date) -> Span:
    """`暑假`: July and August."""
    return months(today.year + _YEARS[m["year"] or ""], 7, 8)


def _week_of_month(m: re.Match[str], today: date) -> Span:
    """`5月第一周`, `10月的第一个星期五`, `下个月最后一周`. The first week is that with the month's first Thursday."""
    if m["month"]:
        year = int(m["year"]) if m["year"] else today.year + _YEARS[m["which"] or ""]
        first = first_of(year, _whole(m["month"]) or 0)
    else:
        first = first_of(today.year, today.month + _STEPS[m["step"][0]])
    count = 0 if m["last"] else _whole(m["count"]) or 0
    if first is None or count > 5:
        return NOTHING
    weekday = _WEEKDAYS[m["weekday"]] if m["weekday"] else 3
    day = nth_weekday(first, count or 5, weekday + 1, 0)[0]
    if not count and day and day.month != first.month:
        day = shift_days(day, -7)
    if day is None or day.month != first.month:
        return NOTHING
    return (day, day) if m["weekday"] else week_of(day)


def _children(m: re.Match[str], today: date) -> Span:
    day = shift_days(today, _CHILDREN[m[0]])
    return day, day


def _week(m: re.Match[str], today: date) -> Span:
    """`第52周` of the ISO calendar, of the year said or the reader's."""
    year = int(m["year"]) if m["year"] else today.year + _YEARS[m["which"] or ""]
    count = _whole(m["count"]) or 0
    return week_of(date(year, 1, 4), count - 1) if 1 <= count <= 53 and 1 <= year <= 9999 else NOTHING


def _weekend(m: re.Match[str], today: date) -> Span:
    start, end = week_of(today)
    return start and shift_days(start, 5), end


def _here(m: re.Match[str], today: date) -> Span:
    """`当天`, `当月`, `当季`, `当年`: what holds today."""
    if m["unit"] in ("天", "日"):
        return today, today
    if m["unit"] == "季":
        return quarter_of(today)
    return years(today.year, today.year) if m["unit"] == "年" else months(today.year, today.month, today.month)


def _day(m: re.Match[str], today: date) -> Span:
    """`29号` of this month."""
    day = _whole(m["day"]) or 0
    return days(today.year, today.month, day, day)


def _date(m: re.Match[str], today: date) -> Span:
    """`五月二十一` of this year."""
    day = _whole(m["day"]) or 0
    return days(today.year, _whole(m["month"]) or 0, day, day)


def _plan(m: re.Match[str], today: date) -> Span:
    """`十四五`, the fourteenth five-year plan: 2021 to 2025."""
    first = plan_year(m["plan"])
    return years(first, first + 4)


def _century(m: re.Match[str], today: date) -> Span:
    """`21世纪` is 2001 to 2100, its `90年代` 2090 to 2099, its beginning and end ten years each."""
    number_ = _whole(m["count"]) if m["count"] else today.year // 100 + 1 + _STEPS[m["which"][0]]
    if number_ is None:
        return NOTHING
    first = 100 * number_ - 100
    if m["decade"]:
        return _decades(first, m["decade"])
    if m["edge"]:
        return years(first + 1, first + 10) if m["edge"] == "初" else years(first + 91, first + 100)
    return years(first + 1, first + 100)


def _decade(m: re.Match[str], today: date) -> Span:
    """`2010年代`; `八十年代` is of the century before."""
    if m["year"]:
        return years(int(m["year"]), int(m["year"]) + 9)
    latest = _whole(m["decade"][-2:]) or 0
    return _decades(2000 if latest <= today.year % 100 else 1900, m["decade"])


def _decades(century: int, written: str) -> Span:
    """`90`, `九十`, and two in one breath: `八九十`."""
    first, last = (
        (_whole(written), _whole(written)) if len(written) < 3 else (_whole(written[0] + "十"), _whole(written[1:]))
    )
    return years(century + (first or 0), century + (last or 0) + 9)


def _whole(text: str) -> int | None:
    value = number(text)
    return int(value) if value is not None else None


_FORMS: tuple[tuple[str, Handler], ...] = (
    (r"(?<![之以目空提])(?P<which>[前后])半年", _half_year),
    (rf"{_COUNT} ?(?P<unit>天|日|周|星期|礼拜)(?P<way>之?前|以前|之?后|以后)", _away),
    (rf"{_COUNT} ?个?(?P<unit>(?<=个)(?:月|星期|礼拜)|年)(?P<way>之?后|以后)(?:的今[天日])?", _away),
    (
        rf"(?:(?:(?P<year>(?:19|20)\d\d) ?年|(?P<which>[去今明])年)?的?{_MONTH}|(?P<step>上个?|本|这个?|下个?)月)的?"
        r"(?:第(?P<count>[一二三四五1-5])|(?P<last>最后一))个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])?",
        _week_of_month,
    ),
    (rf"(?:(?P<year>(?:19|20)\d\d) ?年|(?P<which>[去今明])年)?的?(?<!连续)第 ?{_COUNT} ?(?:周|个?星期)", _week),
    (r"(?P<year>20\d\d) ?(?P<which>)[Ww](?:eek ?)?(?P<count>[0-5]?\d)(?!\d)", _week),
    (r"(?<![上下个本这])周末", _weekend),
    (r"当(?P<unit>[天日月季年])(?!度)", _here),
    (
        r"(?<![\d第一二三四五六七八九十百])(?:(?<![\u4e00-\u9fff])|(?<=[在于到至从自是和与及由定前后月的]))(?P<day>3[01]|[12]\d|[1-9]|三十一?|二?十[一二三四五六七八九]|二十)"
        r"号(?![楼机线院店人文召称令胶私基])",
        _day,
    ),
    (
        r"(?<![\d一二三四五六七八九十])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
        r"(?P<day>3[01]|[12]\d|[1-9]|三十一?|二?十[一二三四五六七八九]?)(?=$|[ ,。;、])",
        _date,
    ),
    (r"(?<![一二两三四五六七八九十])十(?P<plan>[二三四五六])五(?=$|[ ,。;、的目收开”\"」])", _plan),
    (r"(?P<count>半)(?P<unit>年)(?P<way>之?[前后]|以[前后])", _away),
    (r"(?P<count>半)个(?P<unit>月)(?P<way>之?[前后]|以[前后])", _away),
    (rf"{_COUNT} ?个(?P<unit>星期|礼拜|季度)(?P<way>之?[前后]|以[前后])", _away),
    (rf"{_COUNT}(?P<unit>年)(?P<half>半)(?P<way>之?[前后]|以[前后])", _away),
    (
        rf"(?<![\d第.近过去每前后上这]){_COUNT} ?(?:个(?=[月季星礼工]))?"
        r"(?P<unit>(?<=个)(?:月|季度)|年|周|星期|礼拜|天|日|工作日)[之以]?(?P<way>内)(?![部容地外存销需])",
        _within,
    ),
    (
        rf"(?<![\d第.近过去每前后上这]){_COUNT} ?(?:个(?=[月星礼]))?"
        r"(?P<unit>(?<=个)月|年|周|星期|天)(?P<way>来)(?![自到看说源])",
        _within,
    ),
    (rf"(?<![之以目年日天月先提])(?P<way>[前后]){_COUNT}(?P<unit>年|周|天)(?![前后内级])", _within),
    (rf"(?P<way>过去|最近|(?<![接将附临邻贴最靠])近|未来|接下来|今后)的?{_COUNT} ?个?小时", _hours),
    (
        r"(?<![月上中下\d])(?P<third>[上中下]旬|[上下]半月)|(?<![一二三四五六七八九十\d年个每岁])月中(?=$|[,。;、旬前])",
        _third,
    ),
    (r"(?:(?P<year>[去今明])年的?)?暑假", _holidays),
    (r"(?P<year>大?前|去|明|大?后)年的?今[天日]", _today_then),
    (r"(?<![一二三四上下本这个\d])季度?(?P<edge>[初末])(?![步始期])", _edge_of_quarter),
    (r"[今昨明后前]儿(?!子)", _children),
    (
        rf"(?:(?P<count>\d{{1,2}}|{_HAN})|(?P<which>上个?|本|这个?|下个?))世纪(?!商业|经济报|证券|华通){_OF_CENTURY}",
        _century,
    ),
    (r"(?P<year>(?:19|20)\d0)年代|(?<!\d)(?P<decade>\d0|[一二三四五六七八九]{1,2}十)年代", _decade),
    *english.FORMS,
)

#: The times that only a text read alone tells; resolved for a reader on a date.
TABLE = Table(_FORMS)
