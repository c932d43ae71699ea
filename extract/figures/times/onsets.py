"""Where a time may begin: the first character, and what must follow it there.

Asked first, it spares nearly all places of a text the long alternation of all spellings. Each branch of the regular
expression begins with one literal character, which lets the engine skip ahead to the next of them.
"""

from __future__ import annotations

import re

from extract.figures.times import festivals, lunar

_N = "0-9一二两三四五六七八九十半几"
_ONSETS = (
    (
        "0123456789",
        r"(?<![0-9][0-9])(?=[0-9]{3}|[0-9]?(?: ?[年月日号天周星礼季个工点时世财全上下第QHMEA]"
        r"|[ /:~至到、和与及·'A-Za-z-]|\.1[58]))",
    ),
    ("一二三四五六七八九十", f"(?=[〇零{_N}季月年个周星礼天日点时财、至到~ -])"),
    ("QFH", "(?<![A-Za-z].)(?=[1-4QY])"),
    ("C", "(?=[Yy])"),
    ("前", f"(?=[{_N}年天 ])"),
    ("首头", "(?=[0-9一二两三四五六七八九十季财个 ])"),
    ("第", f"(?=[{_N} ])"),
    ("上下", "(?=[上下个一半年月季周星礼财世])"),
    ("去今明", "(?=[年天日晚早春夏秋冬明后财])"),
    ("后", f"(?=[{_N}年天])"),
    ("本", "(?=[年月季周星礼财世])"),
    ("同次", "(?=年)"),
    ("大", "(?=[年前后])"),
    ("春夏秋冬", "(?=[季天节])"),
    ("截", "(?=[至止])"),
    ("近", "(?=[0-9一二两三四五六七八九十半几数的 这])"),
    ("最", "(?=近)"),
    ("过", "(?=去)"),
    ("未接", "(?=[来下])"),
    ("往", "(?=后)"),
    ("当", "(?=[前天日月季年])"),
    ("目", "(?=前)"),
    ("现", "(?=在)"),
    ("民", "(?=国)"),
    ("即", "(?=日)"),
    ("这", "(?=[个一年月季周星礼])"),
    ("昨", "(?=[天日晚])"),
    ("新", "(?=财)"),
    ("年", "(?=[初底末中内三])"),
    ("月", "(?=[初底末])"),
    ("周星礼", "(?=[一二三四五六日天期拜])"),
    ("全", "(?=年)"),
    ('"“', "(?=十)"),
    ("两", "(?=[个年季月])"),
    ("JFMASOND", "(?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)"),
    ("十", "(?=[二三四五六]五)"),
    ("6", "18"),
    festivals.ONSET,
    lunar.ONSET,
)
_ONSETS_ALONE = (
    ("两俩半", "(?=[个年月周天季星礼日点时])"),
    ("零〇二一九八三", "(?=[〇零○一二三四五六七八九])"),
    ("凌清早上中正午下傍晚深夜半一", "(?=[晨早上午间后晚里夜间]|大早)"),
    ("上中下", "(?=旬|半月)"),
    ("季", "(?=度?[初末])"),
    ("月", "(?=中)"),
    ("廿卅闰", "(?=[一二三四五六七八九十冬腊正])"),
    ("暑", "(?=假)"),
    ("今昨明后前", "(?=[儿晚早])"),
    ("周", "(?=末)"),
    ("本", "(?=世)"),
    ("'", "(?=[0-9])"),
    ("MTWFSYLNytln", "(?:on|ue|ed|hu|ri|at|un|o[dmn]|est|ast |ext |his |he day )"),
    ("Y", "TD"),
    ("Ii", "n (?=[0-9a-z])"),
    ("aotfsen", "(?:n?|ne|wo|hree|our|ive|ix|even|ight|ine|en)(?= (?:day|week|month|year))"),
    lunar.ONSET_ALONE,
)


def pattern(by_itself: bool) -> re.Pattern[str]:
    """Where a time may begin, in a document or in a string by itself, which is asked for more."""
    onsets = (*_ONSETS, *_ONSETS_ALONE) if by_itself else _ONSETS
    return re.compile("|".join(re.escape(first) + rest for firsts, rest in onsets for first in firsts))
