"""What looks like a number but claims no quantity.

Names, times and citation marks are blanked out before numbers are sought. What is left to refuse:
plain counting words (`一个`, `这两家`), points of the text's own (`三方面`), durations that are no
metric's value (`三年内`), process nodes and rates in product names (`3 纳米`, `800G 光模块`), round
figures without a number (`数千台`), and bare numbers that nothing near calls a price or a ratio.
"""

from __future__ import annotations

import re

from extract.figures.amount import Amount
from extract.figures.units import BARE
from extract.figures.words import cue

_DEMONSTRATIVE = re.compile(cue("exclusions.demonstrative") + r"$")
_NO_NUMBER = re.compile(r"[几数多好]$")
_OWN_POINTS = re.compile(r" ?" + cue("exclusions.own_points"))
_COUNTED = re.compile(r" ?(?:[\u4e00-\u9fffA-Za-z0-9 .]{0,8}?)" + cue("exclusions.counted"))
_CUE = re.compile(cue("exclusions.cue") + r"(?:了|约|近|超|超过|至少|到)?$")
_SPAN = re.compile(cue("exclusions.span"))
_SPAN_AFTER = re.compile(r" ?(?:以上|左右|以内)?的?" + cue("exclusions.span_after"))
_WITHIN = re.compile(r"(?:之)?(?:内|间|里|来|以来|后|前|期合同)")
_UNANCHORED = re.compile(r"(?:连续|过去|未来|近|最近|这|每|分|上市|公测|从业|拥有)$")
_RATE_METRIC = re.compile(r"(?:带宽|速率|显存|内存|容量|流量|速度|存储|缓存|速率为|吞吐)")
_SIZE_METRIC = re.compile(r"(?:尺寸|波长|间距|厚度|精度|线宽|高度|直径|口径|面积)")
_RATIO = re.compile(cue("exclusions.ratio") + r"[^,。;,:!?\n\d]{0,6}$")
_STEP = re.compile(r"每(?:升值|贬值|增加|提高|提升|上升|下降|上涨|下跌|涨|跌|变动|变化|降低|减少)? ?$")
_DAY_OF_MONTH = re.compile(r"\d\d/\d\d?")  # `10/12`: hardly a fraction
_TAIL_WORD = re.compile(r" ?[A-Za-z\u4e00-\u9fff\x01]")
_NOT_NOUN = re.compile(r" ?" + cue("exclusions.not_noun"))
_TO = re.compile(r"[^\d,。;:\n]{0,5}[到至] ?\d")
_FROM = re.compile(r"[从由] ?\d[\d.]{0,7}[^\d,。;:\n]{0,5}[到至]$")
_SYSTEM = re.compile(r" ?(?:直流|高压|HVDC|平台|架构)")  # `800V 直流`
_LONGER_WORD = re.compile(r"核心|部[门委分署长]")  # `三个核心`, `5 部门`
_PIECE = re.compile(r" ?(?:\x01|[A-Z]|光|芯|卡|板|屏|电|显|就|地|业务|市场|量)")  # `两块光芯片`: no money
_CARD_NAME = re.compile(r" ?(?:机|服务器|整机|超节点|模组|\x01|H\d)")
_BOUNDED = re.compile(r" ?(?:以上|以下|以内|左右)")
_PLACE = re.compile(r"[,;:。!?、(*>\n\x01-\x03 ]*$")
_WINDOW = 14


def is_figure(text: str, amount: Amount) -> bool:
    """Whether `amount` claims a quantity. `text` has names, times and marks blanked out (`\\x01`)."""
    left = text[max(0, amount.start - _WINDOW) : amount.start]
    right = text[amount.end : amount.end + _WINDOW]
    round_word = amount.chinese and text[amount.start] in "百千万亿十" and amount.lo >= 10
    if round_word and _NO_NUMBER.search(left):
        return False  # `数千台`
    if round_word and amount.unit.kind == "money" and (not left or left[-1] in ":(/、,;"):
        return False  # `（单位：亿元）`
    sort, name = amount.unit.sort, amount.unit.written
    if sort in ("count", "goods"):
        return _is_count(text, amount, left, right)
    if sort == "time":
        return _is_duration(amount, left, right)
    if sort == "measure":
        return not _SYSTEM.match(right) and _is_measure(amount, left, right)
    if sort == "plain" or name in ("毛", "角"):
        return False
    if sort == "money":
        return _is_money(text, amount, right)
    if sort == "bare":
        if amount.scaled:
            return _is_scaled(text, amount, left)
        return _is_value(text, amount) and bool(_RATIO.search(left) or _changes(left, right))
    if sort == "share":
        return not (_STEP.search(left) or _DAY_OF_MONTH.fullmatch(amount.word))
    if sort == "point":
        return not (amount.chinese and amount.lo == amount.hi == 1 and left[-1:] in ("某", "这", "每"))
    return True


def _one(amount: Amount) -> bool:
    return amount.chinese and amount.lo == amount.hi == 1 and not amount.few


def _is_count(text: str, amount: Amount, left: str, right: str) -> bool:
    name = amount.unit.written
    bare = amount.chinese and text[amount.start] in "百千万"  # 上百片: here 上 is no demonstrative
    if _one(amount) or not amount.hi or (_DEMONSTRATIVE.search(left) and not (bare and left.endswith("上"))):
        return False
    if name in ("期", "层", "单") and amount.hi < 100 and not _BOUNDED.match(right):
        return False
    if _LONGER_WORD.match(name + right[:1]):
        return False
    if name == "代":
        return bool(re.search(r"落后|领先|差", left))
    if name == "卡":
        return not ((bare and not left.endswith("上")) or _CARD_NAME.match(right))
    if name == "股" and amount.hi < 100:
        return False
    small = amount.hi < 10 and amount.chinese and amount.lo == amount.hi
    if _OWN_POINTS.match(right) and amount.hi < 20:
        return False
    if amount.unit.sort == "goods" or not small:
        return True
    return bool(_CUE.search(left) or _COUNTED.match(right))


def _is_duration(amount: Amount, left: str, right: str) -> bool:
    if amount.unit.written in ("月", "日", "季", "季度") or (amount.unit.written == "年" and amount.lo > 100):
        return False
    clause = re.split(r"[,。;:!?、\n]", left)[-1]
    if _SPAN_AFTER.match(right):
        return True
    return bool(_SPAN.search(clause)) and not _WITHIN.match(right) and not _UNANCHORED.search(left)


def _is_measure(amount: Amount, left: str, right: str) -> bool:
    name = amount.unit.written
    if _one(amount) or left.endswith("每"):
        return False
    if name in ("G", "T"):
        return bool(_RATE_METRIC.search(left) or _RATE_METRIC.match(right.lstrip()))
    if name in ("nm", "纳米", "um", "μm", "mm", "cm", "英寸", "寸", "微米", "U", "bit"):
        return bool(_SIZE_METRIC.search(left)) and not left.rstrip().endswith(("比",))
    if name in ("V", "kV", "伏", "千伏", "Ah", "mAh", "mW", "毫瓦", "W", "Gb", "Mb", "Tb", "kW", "GWh", "MWh"):
        # `800V 直流`, `280Ah 电池`: a rating in front of the thing, at the clause's start
        if right.startswith("级"):
            return False
        return not (_PLACE.fullmatch(left[-1:]) and _TAIL_WORD.match(right) and not _NOT_NOUN.match(right))
    if name == "点":
        return amount.hi >= 100 or bool(re.search(r"指数|点位|[涨跌升降](?:了|近|约|超)?$", left))
    if name == "度":
        return amount.scaled or "电" in left
    return True


def _is_money(text: str, amount: Amount, right: str) -> bool:
    if amount.unit.written == "块":
        left = text[max(0, amount.start - 3) : amount.start]
        return not (_one(amount) or _DEMONSTRATIVE.search(left) or _PIECE.match(right))
    return not right.lstrip().startswith("兑")


def _is_scaled(text: str, amount: Amount, left: str) -> bool:
    """`85 万` is an amount; a lone `万` or `百万` only where a verb of reaching stands before it (`破千亿`)."""
    if not amount.chinese or any(c in text[amount.start : amount.end] for c in "一二两三四五六七八九"):
        return True
    return bool(re.search(r"(?:[过破上超逾近达到足]|接近|突破|至少|不到|多达)$", left))


def _changes(left: str, right: str) -> bool:
    """`从 950 降到 700 多`: the two ends of a change that names no unit."""
    return bool((left.endswith(("从", "由")) and _TO.match(right)) or _FROM.search(left))


def _is_value(text: str, amount: Amount) -> bool:
    """A bare number that is no part of a longer code or date (`2025-09`, `3:1`, `1.2.3`)."""
    around = text[amount.start - 1 : amount.start] + text[amount.end : amount.end + 1]
    return amount.unit is BARE and not amount.chinese and not re.search(r"[\w/:.\-]", around, re.ASCII)
