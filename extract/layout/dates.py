"""Dates as head lines write them, with or without a clock time.

>>> find("2025-05-25 23:31").value
'2025-05-25T23:31'
>>> find("电话会纪要（2025年10月22日）").value
'2025-10-22'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# Six digits are a date only where a heading begins with them (`260413 - 标题`).
_DATE = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<y>(?:19|20)\d\d) ?(?:年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]"
    r"|(?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?![\d.%]))"
    r"|(?P<d5>\d{1,2})/(?P<m5>\d{1,2})/(?P<y5>20\d\d)(?!\d)"
    r"|(?P<y3>20\d\d)(?P<m3>\d\d)(?P<d3>\d\d)(?!\d)"
    r"|^(?P<y4>\d\d)(?P<m4>\d\d)(?P<d4>\d\d)(?= ?- ?\D))"
    r"(?:(?: |T|,|\((?:周|星期)?.\)|(?:周|星期)[一二三四五六日天]){0,4}(?P<half>上午|早上|中午|下午|晚上|晚)? ?"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date found in a line: where it stands there, and its ISO form."""

    start: int
    end: int
    value: str


def find(folded: str) -> Date | None:
    """The first real date of a folded line, or None. `2025年13月40日` is none."""
    for m in _DATE.finditer(folded):
        year, month, day = (
            int(next(g for g in m.group(*names) if g))
            for names in (("y", "y3", "y4", "y5"), ("m", "m2", "m3", "m4", "m5"), ("d", "d2", "d3", "d4", "d5"))
        )
        try:
            value = date(year if year > 99 else 2000 + year, month, day).isoformat()
        except ValueError:
            continue
        if m["hour"]:
            hour = int(m["hour"])
            if m["half"] in ("下午", "晚上", "晚") and hour < 12:
                hour += 12
            value += f"T{hour:02}:{m['minute']}"
        return Date(m.start(), m.end(), value)
    return None
