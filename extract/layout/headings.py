"""Headings: the vocabulary of section headings, and what a heading may look like.

A section heading says which kind of claims follow (`纪要涉及的行业和公司`, `核心观点`, `风险提示`, `问答环节`)
and is nobody's topic. Any other heading is the topic of the claims below it.
"""

from __future__ import annotations

import re

_WHAT = "(?:行业|公司|企业|厂商|标的|个股|板块|芯片|产品|人物|机构|产业链)"
_SOURCE = "(?:(?:本次|本篇|本场|本文|此次)?(?:会议|纪要|交流|调研|电话会|报告|专家|访谈|研报|文章)?(?:中)?的?)?"
_GIST = "(?:观点|要点|内容|看法|结论|摘要|信息|论点|判断|总结|概要|议题)"
_COMPANIES = (
    rf"{_SOURCE}(?:所)?(?:主要|重点)?(?:涉及|提及|提到|相关|覆盖|关联)(?:到)?的?(?:主要|重点)?{_WHAT}"
    rf"(?:(?:和|与|及|或|或者|以及|、|/)(?:相关)?{_WHAT})*(?:列表|名单|一览|梳理)?"
    rf"|{_WHAT}(?:和|与|及){_WHAT}|(?:标的|公司|个股)(?:列表|名单)"
)
_OTHER = (
    r"(?:其他|其它)(?:(?:重要|值得|需要|可能|关注|信息|内容|要点|事项|情况|方面|补充|但是?|而|被|忽略|忽视|遗漏|留意|注意|提示"
    r"|说明|观点|细节|问题|话题|的|且|、|和|与|及){1,8})"
    r"|(?:主要|潜在|核心|相关|投资|后续|下行)?风险(?:提示|因素|点|揭示|警示|分析|事项|(?:与|和|及|、)[^,。;:]{1,8})"
    r"|补充(?:说明|信息|内容|要点)|免责(?:声明|条款)|重要声明"
)
_CLAIMS = (
    rf"{_SOURCE}(?:所)?(?:提到|提及|讨论)?的?(?:主要|核心|重要|关键|投资)(?:的)?{_GIST}"
    rf"(?:(?:和|与|及|以及|、)(?:主要|核心|重要)?(?:论据|逻辑|依据|数据|{_GIST}))*"
    rf"|(?:会议|纪要|交流|调研|电话会|报告|专家|AI ?|内容)(?:的)?(?:{_GIST}|增量|信息|正文|纪要)"
    rf"(?:(?:和|与|及|以及|、)(?:论据|逻辑|依据|{_GIST}))*"
    rf"|要点(?:总结|速览|概览|回顾|如下)"
)
_QA = (
    r"(?:互动|投资者|专家|现场|电话会|会议|提问)?(?:问答|Q ?& ?A|QA|答疑)(?:环节|部分|实录|记录|交流|纪要|摘要)?"
    r"|问题(?:交流|及?回答|与回答|解答)|(?:提问|交流|互动|答疑)(?:环节|部分)"
)
# Too short to be told from a word in running text; a heading only where it stands alone.
_ALONE = {
    "companies": r"(?:相关)?标的|本[周期次]涉及|覆盖(?:对象|范围)",
    "other": r"其他|其它|(?:主要|潜在)?风险|备注|附注|另外",
    "claims": r"观点|要点|摘要|总结|结论|正文|纪要|前言|导读|背景介绍",
    "qa": r"问答|提问",
}
_TAIL = "(?:如下|包括|包含|内容如下)?"
_LONG = {"companies": _COMPANIES, "other": _OTHER, "claims": _CLAIMS, "qa": _QA}
_KINDS = {kind: re.compile(rf"(?:以下为|以下是)?(?:{words}|{_ALONE[kind]}){_TAIL}") for kind, words in _LONG.items()}
# A section heading inside a line stands between blanks, or between a citation and a blank.
_INLINE = re.compile(rf"(?:(?<=[\s\]。;!?*])|^)(?:{'|'.join(_LONG.values())}){_TAIL}(?=\s|:\s|$)")

# Words by which a title says what kind of text it heads.
_DOCUMENT = re.compile(
    "纪要|电话会|交流|访谈|专家会|会议|闭门会|业绩会|法说会|说明会|研讨|沙龙|调研|走访|跟踪|周报|月报|日报|季报|周会|月会|晨会|早会"
    "|点评|解读|更新|要点|问答|梳理|速记|汇总|综述|前瞻|复盘|展望|简报|快评|笔记|杂记|备忘|近况|整理|汇整|反馈"
)

HEADING = 40  # code points; longer lines say something
STUCK = 30
_LEAD = 20  # before the colon of a lead-in
_SENTENCE = re.compile(r"[。;!?]|,(?!\d{3})")
_CLAUSES = re.compile(r"[。;!?]|,[^,]*,[^,]*,|,$")
_END = re.compile(r"[。;!,、]$")
_EDGE = re.compile(r"[\s*_:#|=\-.▍▎▌■◆●•]+")


def words(folded: str, start: int, end: int) -> tuple[int, int]:
    """The words of a heading: bold signs, blanks and a trailing colon trimmed away."""
    lead = _EDGE.match(folded, start, end)
    if lead:
        start = lead.end()
    while end > start and (folded[end - 1] in "*_:#|=" or folded[end - 1].isspace()):
        end -= 1
    if boxed(folded, start, end):
        return start + 1, end - 1
    return start, end


def boxed(folded: str, start: int, end: int) -> bool:
    """Whether a span is nothing but words in one box: `【财务表现】`."""
    return end - start > 2 and folded[start] == "【" and folded.find("】", start, end) == end - 1


def section(folded: str, start: int, end: int) -> str | None:
    """The kind of section that a heading with these words opens, or None for a topic heading."""
    if end - start > HEADING:
        return None
    for kind, pattern in _KINDS.items():
        if pattern.fullmatch(folded, start, end):
            return kind
    return None


def lead_in(folded: str, start: int, end: int) -> str | None:
    """The kind of section that a lead-in names: `风险：…`, `相关标的：…`."""
    colon = folded.find(":", start, min(end - 1, start + _LEAD))
    return section(folded, *words(folded, start, colon)) if colon > 0 else None


def inline_section(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The first section heading that stands between blanks inside a span."""
    return _INLINE.search(folded, start, end)


def leading_section(folded: str, start: int, end: int) -> int | None:
    """Where the section heading ends that a stuck heading begins with (`核心观点 市场需求` → behind 核心观点)."""
    m = _INLINE.match(folded, start, end)
    if m:
        return m.end()
    blank = folded.find(" ", start, end)
    return blank if blank > 0 and section(folded, start, blank) else None


def names_document(folded: str, start: int, end: int) -> bool:
    """Whether a span says what kind of text it heads, as a title does: `…专家访谈`, `…周报`."""
    return bool(_DOCUMENT.search(folded, start, end))


def headline(folded: str, start: int, end: int) -> bool:
    """Whether a span reads like the headline of a news item: short, of a few clauses, no sentence."""
    return end - start <= HEADING and not _CLAUSES.search(folded, start, end)


def plausible(folded: str, start: int, end: int, limit: int = HEADING) -> bool:
    """Whether a span reads like a heading: short, and neither a sentence nor a list of clauses."""
    return 0 < end - start <= limit and not _SENTENCE.search(folded, start, end) and not _END.search(folded, start, end)
