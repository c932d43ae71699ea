"""Speakers' marks of questions and answers: `问：`, `Q3：`, `A:`, `主持人：`, `专家：`, `高盛 王问:`."""

from __future__ import annotations

import re

_NAME = r"[^\s:。,;|]"
_MARK = re.compile(
    r"[*_]{0,2}(?:"
    r"(?P<ask>(?:Q(?:uestion)?|提问|问题?)(?: ?\d{1,3})?"
    rf"|(?:主持人|主持|投资者|分析师|提问者|提问人|记者|参会者){_NAME}{{0,8}}"
    rf"|{_NAME}{{1,12}}(?: {_NAME}{{1,12}}){{0,2}} ?(?:提问|追问|问))"
    r"|(?P<answer>(?:A(?:nswer)?|回答|答复?)(?: ?\d{1,3})?"
    rf"|(?:专家|嘉宾|管理层|发言人|高管|董秘|受访人|被访者){_NAME}{{0,8}}"
    rf"|{_NAME}{{1,6}}(?:总|先生|女士|博士|老师|回答|答))"
    r")[*_]{0,2} ?(?::|(?<=\d)[.、](?!\d)) ?[*_]{0,2} ?(?=\S)"
)
# An answer that begins behind its question in the same line, and a question behind an answer.
_INLINE = re.compile(r"(?<=[\s。?!*;])(?:[QA] ?\d{0,3}|[问答]) ?: ?(?=\S)")
_ASKS = re.compile(r"[?][”\"’'*_)」』\s]*$")


def speaker(folded: str, start: int, end: int) -> tuple[str, int] | None:
    """(`ask` or `answer`, offset behind the mark) of a line that begins with a speaker's mark, else None."""
    if folded.find(":", start, min(end, start + 44)) < 0 and not folded.startswith(("Q", "A", "问", "*"), start):
        return None
    m = _MARK.match(folded, start, end)
    if m is None:
        return None
    return "ask" if m["ask"] else "answer", m.end()


def turns(folded: str, start: int, end: int) -> list[int]:
    """Where further turns begin behind the first mark of a line of question and answer: `Q：…？ A：…`."""
    return [m.start() for m in _INLINE.finditer(folded, start, end)]


def asks(folded: str, start: int, end: int) -> bool:
    """Whether a span ends with a question mark."""
    return bool(_ASKS.search(folded, max(start, end - 12), end))
