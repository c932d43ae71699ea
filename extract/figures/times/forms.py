"""The grammar of a point on the calendar: how years and parts of a year are written.

A point is a year, a part of a year, or both (`2025 年` `三季度`, `FY26` `Q1`, `明年` `6 月底`). Each spelling is
one `Form`: what it looks like, what must not stand beside it, and what it means. `finder` makes one
regular expression of all forms, `read` gives the meaning of one surface. Nothing here knows the date
of the document: a `Point` says what is written, `extract.figures.times.resolve` what it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from extract.figures.numerals import PLAIN, spread
from extract.figures.times import festivals, lunar, wholes
from extract.figures.times.point import Form, Point, small
from extract.figures.times.spelling import (
    BLANK,
    DAY,
    MONTH,
    NO_DIGIT,
    THIRDS,
    UPTO,
    YEAR,
    date_of,
    full_year,
    half,
    year_of,
)


def _named(text: str) -> dict[str, int]:
    return {word: int(offset) for word, offset in (pair.split(":") for pair in text.split())}


_RELATIVE = _named("大前年:-3 大后年:3 前年:-2 去年:-1 今年:0 本年:0 明年:1 后年:2")
_IN_FORCE = _named("同年:0 上年:-1 上一年:-1 次年:1 下一年:1")
_FISCAL_RELATIVE = _named("去:-1 上:-1 上一:-1 上个:-1 今:0 本:0 新:0 下:1 下一:1 下个:1")
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}

_NEXT = "|".join(f"{n}、{n + 1}" for n in range(11, 0, -1))  # months told in one breath: 3、4月
_NO_NUMBER = rf"{NO_DIGIT}(?<![一二三四五六七八九十两几])(?<![A-Za-z](?=\d))"
_ONSET = "(?!步|始|期|创|次|级|衷|稿|见|代|中|心)"  # 年初 but not 年初步
_HEART = r"(?=[,。;:、)\s前左完投推上启达以量试发开到将就的和或及]|$)"  # 年中 but not 年中国
_GROUND = "(?!部|层|座|盘|线|仓|色|气)"
_NO_REPORT = "(?!度?报(?!价))"  # 三季报 is a paper, not a time
_NO_ADDRESS = "(?!楼|线|院|机)"
_INSIDE = "(?!存|地|部|外|蒙|需|资|卷|生|容|销|核|在)"


def _cum(unit_months: int) -> Callable[[re.Match[str]], Point]:
    """`前三季度`, `前七个月`: from the start of the year."""
    return lambda m: Point("cum", last=small(m[1]) * unit_months, fiscal="财" in m[0])


def _quarter(m: re.Match[str]) -> Point:
    which = small(m[1])
    fiscal = "财" in m[0] or "F" in m[0]
    return Point("quarter", first=3 * which - 2, last=3 * which, third=THIRDS.get(m[2] or "", 0), fiscal=fiscal)


def _quarters(m: re.Match[str]) -> Point:
    """`二三季度`, `二、三季度`."""
    first, last = small(m[1]), small(m[2])
    return Point("quarter", first=3 * first - 2, last=3 * last) if first < last else Point("none")


def _month(m: re.Match[str]) -> Point:
    return Point("month", first=small(m[1]), last=small(m[1]), third=THIRDS.get(m[2] or "", 0))


def _months(m: re.Match[str]) -> Point:
    """`1-9月`; `11月到2月` runs into the next year."""
    first, last = small(m[1]), small(m[2])
    return Point("month", first=first, last=last if last >= first else last + 12)


def _next_months(m: re.Match[str]) -> Point:
    """`3、4月`, which share their 月; not `6、12月`, which are no span."""
    first, last = m[1].split("、")
    return Point("month", first=int(first), last=int(last))


def _neighbours(m: re.Match[str]) -> Point:
    ends = (10, 11) if m[1] == "十十一" else (11, 12) if m[1] == "十一十二" else spread(m[1])
    return Point("month", first=int(ends[0]), last=int(ends[1])) if ends else Point("none")


def _years(m: re.Match[str]) -> Point:
    """`25-27年`: from the first of the years to the end of the last."""
    first, last = int(m[1]), int(m[2])
    return Point("shared", year=2000 + first, last=12 * (last - first + 1)) if first < last else Point("none")


def _fiscal_year(m: re.Match[str]) -> Point:
    """`2026 财年`, `FY26`; `FY25/26` is the year that ends in 2026."""
    return Point(year=full_year(m[2] or m[1]), fiscal=True)


def _relative_year(m: re.Match[str]) -> Point:
    return Point(offset=_RELATIVE[m[1]], anchor="published")


def _ending(m: re.Match[str]) -> Point:
    """`12 月季`, `截至 12 月的季度`: the three months that end with it."""
    return Point("ending", first=small(m[1]) - 2, last=small(m[1]))


#: What 今年 and its like must not stand behind: 目前年, 说明年 and so on are other words.
_NOT_BEHIND = (
    ("大?前年", "之目以当提"),
    ("去年", "过"),
    ("今年", "如"),
    ("本年", "日成资"),
    ("明年", "证声表"),
    ("大?后年", "之今以疫往产投"),
)


def day(of: date) -> Point:
    """The point that is one given day."""
    return Point("day", year=of.year, first=of.month, last=of.month, day=of.day, last_day=of.day)


YEARS = (
    Form("((?:1[5-9]|2[01])[0-9]{2}) ?年度?", year_of, before=r"(?<!\d)(?<!\d\d\.)", after="(?!代)"),
    Form(f"民国 ?(\\d{{1,3}}|元|[{PLAIN}]{{1,6}}) ?年", lambda m: Point(year=1911 + (small(m[1]) or 1))),
    Form(
        "([一二][〇零○一二三四五六七八九]{3}) ?年度?",
        year_of,
        before="(?<![〇零一二三四五六七八九十百千万])",
        after="(?!代)",
    ),
    Form(rf"((?:20)?\d\d)(?:[/-](\d\d))?{BLANK}财年度?", _fiscal_year, before=NO_DIGIT),
    Form(r"F[Yy] ?'?((?:20)?\d\d)(?:[/-](\d\d))?(?!\d)", _fiscal_year, before="(?<![A-Za-z])"),
    Form(r"C[Yy] ?'?((?:20)?\d\d)(?!\d)", year_of, before="(?<![A-Za-z])"),
    Form("(去|上一|上个|上|今|本|新|下一|下个|下)财年", lambda m: Point(offset=_FISCAL_RELATIVE[m[1]], fiscal=True)),
    *(
        Form(f"({word})度?", _relative_year, before=f"(?<![{other}])(?<!至(?=今年均))", after="(?!代|报(?!价))")
        for word, other in _NOT_BEHIND
    ),
    Form(
        "(同年|上一年|下一年|上年|次年)度?",
        lambda m: Point(offset=_IN_FORCE[m[1]], anchor="force"),
        before="(?<![以向路])",
    ),
    Form(r"([0-3]\d) ?年度?", lambda m: Point("short", year=full_year(m[1])), before=rf"{NO_DIGIT}(?<![A-Za-z/$前-])"),
)

#: Years written with digits alone, right before a part: `2025Q4`, `25H1`, `2024上半年`.
_COMPACT = Form(
    r"((?:20)?[0-4]\d) ?(?=[QH][1-4]|[1-4]Q|[上下]半年|全年|第?[一二三四]季)",
    year_of,
    before=rf"{NO_DIGIT}(?<![A-Za-z])",
)

PARTS = (
    Form(f"[前头首] ?({MONTH}|两) ?个?月份?", _cum(1), before="(?<![之以目提])"),
    Form("[前头首] ?([一二两三四1-4]) ?(?:个?财季|个?季度|季)", _cum(3), before="(?<![之以目])", after=_NO_REPORT),
    Form("(?:第 ?)?([一二三四1-4首]) ?财季([末初底]?)", _quarter, before=_NO_NUMBER),
    Form("第 ?([一二三四1-4]) ?季度?([末初底]?)", _quarter, after=_NO_REPORT),
    Form("第 ?([一二三四1-4]) ?个季度([末初底]?)", _quarter, before="(?<!连续)", after=_NO_REPORT),
    Form("([一二三四1-4首]) ?季度([末初底]?)", _quarter, before=_NO_NUMBER, after=_NO_REPORT),
    Form("(首)季()", _quarter, after="(?![度报])"),
    *festivals.FORMS,
    *lunar.FESTIVALS,
    Form("(?:第 ?)?([一二三])、?([二三四])季度", _quarters, before=_NO_NUMBER, after=_NO_REPORT),
    Form(
        f"(?:第 ?)?([一二三1-3]){UPTO}(?:第 ?)?([二三四2-4]){BLANK}季度", _quarters, before=_NO_NUMBER, after=_NO_REPORT
    ),
    Form("F?Q([1-4])[EA]?()", _quarter, before="(?<![A-Za-z])", after=r"(?![\dA-Za-z.])"),
    Form("F?([1-4])Q()", _quarter, before=r"(?<![\dA-Za-z.])", after=r"(?![A-Za-z\d])"),
    Form("上半年([末初底]?)", lambda m: half(1, m[1])),
    Form("下半年([末初底]?)", lambda m: half(2, m[1])),
    Form("H([12])", lambda m: half(int(m[1])), before="(?<![A-Za-z])", after=r"(?![\dA-Za-z.])"),
    Form("([12])H", lambda m: half(int(m[1])), before=r"(?<![\dA-Za-z.])", after=r"(?![A-Za-z\d])"),
    Form(
        f"({MONTH}) ?(?:月份?)?{UPTO}({MONTH}) ?月份?(?:期间)?",
        _months,
        before=_NO_NUMBER,
        after=f"(?!龄|{BLANK}(?:{DAY}){BLANK}[日号]|[初底末]|[上中下]旬)",
    ),
    Form(f"({_NEXT})月份?", _next_months, before=_NO_NUMBER, after="(?!初|底|末|[上中下]旬)"),
    Form(
        f"({MONTH}) ?月{BLANK}({DAY}){BLANK}[日号]?{UPTO}({DAY}){BLANK}[日号]",
        lambda m: date_of(None, m[1], m[2], m[3]),
        before=_NO_NUMBER,
        after=_NO_ADDRESS,
    ),
    Form(
        f"({MONTH}) ?月{BLANK}({DAY}){BLANK}[日号]",
        lambda m: date_of(None, m[1], m[2]),
        before=_NO_NUMBER,
        after=_NO_ADDRESS,
    ),
    Form("(十一十二|十十一|一二|二三|三四|四五|五六|六七|七八|八九|九十)月份?", _neighbours, before=_NO_NUMBER),
    Form(f"({MONTH}) ?月季度?", _ending, before=_NO_NUMBER),
    Form(f"(?:截至{BLANK})?({MONTH}) ?月份?的(?:一个?)?财?季度?", _ending, before=_NO_NUMBER, after="(?!报)"),
    Form(f"({MONTH}) ?月份?{BLANK}(上中旬|中上旬|中下旬|上旬|中旬|下旬|上半月|下半月)", _month, before=_NO_NUMBER),
    Form(f"({MONTH}) ?月(初|底|末)", _month, before=_NO_NUMBER, after="(?!步|始|期|端|部|层)"),
    Form(f"({MONTH}) ?月(中)", _month, before=_NO_NUMBER, after=_HEART),
    Form(f"({MONTH}) ?月份?()", _month, before=_NO_NUMBER, after="(?!龄|饼|嫂|球)"),
    Form("全年", lambda m: Point("whole"), after="(?!龄)"),
    Form(
        "([春夏秋冬])[季天]",
        lambda m: Point("season", first=_SEASONS[m[1]][0], last=_SEASONS[m[1]][1]),
        after="(?!发布|新品|款|大促|促销|糖酒|招聘|广交)",
    ),
)

#: 年初, 年底, 年内: alone, or behind a year, which may lend them its own 年 (`2025 年底`).
EDGES = (
    Form("年初", lambda m: Point("edge", first=1, last=1), after=_ONSET),
    Form("年中", lambda m: Point("edge", first=6, last=6), after=_HEART),
    Form("年底", lambda m: Point("edge", first=12, last=12), after=_GROUND),
    Form("年末", lambda m: Point("close", first=12, last=12), after="(?!端|位|尾|级)"),
    Form("年内", lambda m: Point("within"), after=_INSIDE),
)
_NOT_COUNTED = r"(?<![\d一二两三四五六七八九十几多近每半这往整]|(?<!指)数)(?<![每往]年)"  # 三年内 is a duration

#: Parts that can only stand behind a year.
_AFTER_YEAR = (
    Form("([一二三四首])季([末初底]?)", _quarter, after=_NO_REPORT),
    Form("年中", lambda m: Point("edge", first=6, last=6)),
    *(replace(f, core=f.core.replace("年", "年?")) for f in EDGES),
    Form("同期", lambda m: Point("same")),
    Form(
        "[开入]?([春夏秋冬])",
        lambda m: Point("season", first=_SEASONS[m[1]][0], last=_SEASONS[m[1]][1]),
        after="(?![节季天装晚招奥残])",
    ),
)

#: `15日`, of the month in force.
_DAY_ALONE = Form(
    "(3[01]|[12][0-9]|[1-9]) ?日",
    lambda m: Point("day", first=0, day=int(m[1]), last_day=int(m[1])),
    before=rf"{NO_DIGIT}(?<![近前后过约每第满月周首-])",
    after="(?![均线内游龄元间后前本常用程化历立产薪照留])",
)

#: Digits alone, a year only in the right company (`GTC 2026`, `2024 - 2025 年`): `finding` judges.
_LONE = Form(
    f"({YEAR})",
    lambda m: Point("lone", year=int(m[1])),
    before=rf"{NO_DIGIT}(?<![$A-Za-z])",
    after=r"(?![\d%A-Za-z]|[.,]\d)",
)

#: Years with two digits that share their 年 (`25-27年`), or a duration: `finding` judges.
_SHARED = Form(rf"([0-3]\d){UPTO}([0-3]\d) ?年度?", _years, before=rf"{NO_DIGIT}(?<![A-Za-z/$前-])", after="(?!代)")

#: The first of `25、26年`, which share their 年.
_LISTED = Form(
    r"([0-3]\d)",
    lambda m: Point("short", year=full_year(m[1])),
    before=rf"{NO_DIGIT}(?<![A-Za-z/$前-])",
    after=r"(?=(?:[、和与及][0-3]\d){1,3} ?年(?![期报级以内]))",
)

_NOT_TOLD = "〇零一二三四五六七八九十百千万几两第"
#: Years for a string by itself: `零八年`, `一八年`, `九五年`, `98年`. 一二年 and 七八年 are durations.
_YEARS_ALONE = (
    Form(
        "([〇零○][一二三四五六七八九]|一[〇零一三四五六七八九]|二[〇零一二四五六七八九]|九[〇零一二三四五六七八九]"
        "|八[〇零一二三四五六七八])年",
        lambda m: Point("short", year=full_year(m[1])),
        before=f"(?<![{_NOT_TOLD}])",
        after="(?![半级龄])",
    ),
    Form(
        r"([7-9]\d) ?年",
        lambda m: Point("short", year=full_year(m[1])),
        before=rf"{NO_DIGIT}(?<![A-Za-z/$前-])",
    ),
)
_PARTS_ALONE = (*lunar.DATES, *lunar.TERMS)

_LIMITS = (
    (re.compile("(?:之前|以前|前)$"), "before"),
    (re.compile("以后$"), "from"),
    (re.compile("(?:之后|后)$"), "after"),
)
_LIMIT = (
    "(?:之前|以前|前(?![者列后景瞻端沿往期提高身次述一二两三四五六七八九十0-9])"
    "|(?<=年)(?:以后|之后|后(?![来续期端道训缀备者])))"
)


def _pattern(forms: Iterable[Form]) -> str:
    """One alternation of the forms with their assertions, captures made plain groups."""
    return "|".join(re.sub(r"\((?!\?)", "(?:", f"{f.before}{f.core}{f.after}") for f in forms)


def finder(by_itself: bool) -> str:
    """The regular expression of a point, without captures; of a string by itself it finds more."""
    in_one = (*wholes.ALONE, *wholes.WHOLES) if by_itself else wholes.WHOLES
    years = (*YEARS, *_YEARS_ALONE) if by_itself else YEARS
    parts = (*_PARTS_ALONE, *PARTS) if by_itself else PARTS
    edges = [replace(f, before=_NOT_COUNTED) for f in EDGES]
    part = _pattern(replace(f, before="") for f in (*parts, *_AFTER_YEAR))
    year = f"(?:{_pattern((*years, _COMPACT))})(?:{BLANK}的?{BLANK}(?:{part}))?"
    return f"(?:{_pattern(in_one)}|{year}|{_pattern((*parts, *edges, _DAY_ALONE, _LONE, _SHARED, _LISTED))}){_LIMIT}?"


def _compiled(forms: Iterable[Form]) -> tuple[tuple[re.Pattern[str], Form], ...]:
    return tuple((re.compile(f.core), f) for f in forms)


_READ_WHOLES = _compiled((*wholes.WHOLES, *wholes.ALONE, _DAY_ALONE, _LONE, _SHARED, _LISTED))
_READ_YEARS = _compiled((*YEARS, *_YEARS_ALONE, Form(r"((?:20)?\d\d)", _COMPACT.read)))
_READ_PARTS = _compiled((*_PARTS_ALONE, *PARTS, *_AFTER_YEAR))


@lru_cache(maxsize=4096)
def read(surface: str) -> Point | None:
    """The point that `surface` says, or None where it is none. Surfaces repeat: the last ones are kept."""
    limit = ""
    for pattern, name in _LIMITS:
        if found := pattern.search(surface):
            surface, limit = surface[: found.start()], name
            break
    surface = surface.strip()
    point = _read_whole(surface) or _read_parts(surface)
    return point and replace(point, limit=limit)


def _read_whole(surface: str) -> Point | None:
    for pattern, form in _READ_WHOLES:
        if found := pattern.fullmatch(surface):
            return form.read(found)
    return None


def _read_parts(surface: str) -> Point | None:
    for pattern, form in _READ_YEARS:
        if found := pattern.match(surface):
            year, rest = form.read(found), surface[found.end() :].strip(" 的")
            part = _part(rest) if rest else year
            if part:
                return part if part is year else _joined(year, part)
    return _part(surface)


def _part(surface: str) -> Point | None:
    for pattern, form in _READ_PARTS:
        if found := pattern.fullmatch(surface):
            return form.read(found)
    return None


def _joined(year: Point, part: Point) -> Point:
    return replace(part, year=year.year, offset=year.offset, anchor=year.anchor, fiscal=year.fiscal or part.fiscal)
