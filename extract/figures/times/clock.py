"""Clock times: `下午三点半`, `15:30`, `晚上8点到10点`. They name the day they belong to; hours are not kept.

Behind a day they are part of it (`昨天下午3点`), alone they stand for the day told before in the sentence, or today.
Only a string by itself is asked for them: in a document `3点` is mostly a point of an argument or of an index.
"""

from __future__ import annotations

import re

_PART = "凌晨|清晨|清早|大清早|早晨|早上|一早|上午|中午|正午|午间|午后|下午|傍晚|晚上|晚间|夜里|夜间|深夜|半夜|午夜|晚"
_HOUR = "(?:2[0-4]|1[0-9]|0?[0-9]|二?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = "(?:[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
_SPOKEN = (
    rf"{_HOUR} ?[点时](?:(?:过|差)?{_MINUTE} ?分(?:钟|{_MINUTE} ?秒钟?)?|[一三]刻|半|整|钟|{_MINUTE}(?![0-9点%]))?"
)
_EXACT = rf"{_HOUR} ?[点时](?:{_MINUTE} ?分(?:钟|{_MINUTE} ?秒钟?)?|[一三]刻|半|整|钟)"
_DIGITS = (
    r"(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][01][0-9]:?[0-9]{2})?"
    r"(?: ?[APap]\.?[Mm]\.?)?(?![0-9:%])"
)
_ANY = rf"(?:(?:{_PART})(?:的)? ?)?(?:{_DIGITS}|{_SPOKEN})"
_UPTO = rf"(?: ?(?:-|~|至|到) ?{_ANY})?"
_NO_RATIO = "(?! ?的?(?:比例|配比|比率|杠杆|股|拆|分割|配|比分|大胜|战胜))"
#: A clock time that can be nothing else.
PATTERN = (
    rf"(?<![0-9:.比每])(?:(?:{_PART})(?:的)? ?(?:{_DIGITS}|{_SPOKEN})|{_DIGITS}|(?<![0-9一二三四五六七八九十第共加有])"
    rf"{_EXACT}){_UPTO}{_NO_RATIO}"
)
_PART_BEHIND = re.compile(rf"(?:的|T| {{1,2}})?(?:(?:{_PART})(?![间餐饭会报市盘场班]))?")
_AFTER_PART = re.compile(rf" ?{_ANY}{_UPTO}")
#: What makes a clock time one of every day.
EVERY = re.compile("每[天日周月晚早年].{0,3}$")


def end_behind(text: str, end: int) -> int:
    """Where a day that ends at `end` ends with the part of the day and the clock time told behind it."""
    part = _PART_BEHIND.match(text, end)
    assert part is not None
    clock = _AFTER_PART.match(text, part.end())
    if clock:
        return clock.end()
    return part.end() if part[0].strip("的T ") else end
