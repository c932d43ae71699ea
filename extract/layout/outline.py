"""Blocks → roles: heading, question, answer, more (goes on with the claim before), header, rule, or claim.

What a block is shows in what follows it: a short numbered line above bullets is a heading, the same line
among its like is a claim.
"""

from __future__ import annotations

import re

from extract.layout import headings, markers, qa
from extract.layout.blocks import ROW, Block

_SENTENCE_END = '。!?;…”"』」)]'
_SALUTATIONS = ("各位", "尊敬的", "大家好", "亲爱的")
# `参会：甲、乙` and `资料来源：…` name, and head nothing.
_LISTS = re.compile(
    r"[^:、]{1,12}:[^:]*[、/]|(?:资料)?来源:|(?:作者|编辑|责编|校对|声明|参会|主持|整理|联系人)[^:]{0,4}:"
)
_QUESTION = 160  # code points; an unmarked question is one line of its own
_BULLET_HEADING = 12
_LINE_HEADING = 30


def assign(folded: str, blocks: list[Block]) -> None:
    """Set the role of each block that has none yet. `blocks` are those of one document."""
    _Outline(folded, blocks).run()


class _Outline:
    def __init__(self, folded: str, blocks: list[Block]) -> None:
        self.folded, self.blocks = folded, blocks
        self.turns = False  # between marked questions and answers

    def run(self) -> None:
        for k, block in enumerate(self.blocks):
            if block.role == "claim":
                block.role = self.role(k, block)
            if block.role == "heading":
                self.turns = False

    def next(self, k: int) -> Block | None:
        return self.blocks[k + 1] if k + 1 < len(self.blocks) else None

    def role(self, k: int, block: Block) -> str:
        if block.rank == ROW:
            return self.row(k, block)
        mark = qa.speaker(self.folded, block.body, block.end) if block.rank != markers.LINE else None
        if mark:
            return self.turn(k, block, mark[0])
        if block.rank <= 6:
            return "heading"
        following = self.next(k)
        if following is None:
            return self.last(k, block)
        if block.rank < markers.BULLET:
            return self.numbered(k, block, following)
        if block.rank < ROW:
            return self.bullet(block, following)
        return self.text(k, block, following)

    def last(self, k: int, block: Block) -> str:
        if self.goes_on(k, block):
            return "more"
        asked = any(b.role == "question" for b in self.blocks) and block.rank >= markers.NUMBER
        return "question" if asked and qa.asks(self.folded, block.start, block.end) else "claim"

    def row(self, k: int, block: Block) -> str:
        following = self.next(k)
        if following is not None and following.rank == ROW:
            if following.role == "rule":
                return "header"
            first = k == 0 or self.blocks[k - 1].rank != ROW
            if first and not self.has_digit(block) and self.has_digit(following):
                return "header"
        return "claim"

    def has_digit(self, block: Block) -> bool:
        return any(c.isdigit() for c in self.folded[block.start : block.end])

    def turn(self, k: int, block: Block, mark: str) -> str:
        if mark == "answer":
            return "answer" if self.turns else "claim"
        following = self.next(k)
        answered = following is not None and following.rank >= markers.BULLET
        if following is not None and answered:
            after = qa.speaker(self.folded, following.body, following.end)
            answered = after is None or after[0] == "answer"
            if not qa.asks(self.folded, block.start, block.end) and after is None:
                answered = False  # a speaker who goes on talking
        if answered or qa.asks(self.folded, block.start, block.end):
            self.turns = True
            return "question"
        return "claim"

    def numbered(self, k: int, block: Block, following: Block) -> str:
        deeper = following.rank > block.rank
        if deeper and qa.asks(self.folded, block.body, block.end) and following.rank >= markers.BULLET:
            return "question"
        if not deeper or following.stuck:
            return "claim"
        start, end = headings.words(self.folded, block.body, block.end)
        if headings.section(self.folded, start, end):
            return "heading"
        listed = k > 0 and self.blocks[k - 1].rank == block.rank and self.blocks[k - 1].role == "claim"
        if following.rank == markers.TEXT and (listed or self.turns):
            return "claim"
        if self.bold_only(block):
            return "heading"
        lead_in = self.folded.startswith(markers.BOLD, block.body)
        short = headings.plausible(self.folded, start, end) and not self.ends(block)
        return "heading" if short and not lead_in else "claim"

    def bullet(self, block: Block, following: Block) -> str:
        alike = block.rank == following.rank and not self.folded.startswith(markers.BOLD, following.body)
        if alike and self.bold_only(block):
            block.rank = markers.BULLET - 1  # above its like: a flattened line has lost the indentation
            return "heading"
        if not block.rank < following.rank < ROW:
            return "claim"
        start, end = headings.words(self.folded, block.body, block.end)
        short = headings.plausible(self.folded, start, end, _BULLET_HEADING) and not (
            self.has_digit(block) or ":" in self.folded[start:end]
        )
        colon = self.folded[block.end - 1] == ":" and headings.plausible(self.folded, start, end)
        return "heading" if self.bold_only(block) or short or colon else "claim"

    def text(self, k: int, block: Block, following: Block) -> str:
        start, end = headings.words(self.folded, block.body, block.end)
        if headings.section(self.folded, start, end):
            return "heading"
        bold = self.bold_only(block)
        if bold and qa.asks(self.folded, start, end) and following.rank >= markers.BULLET:
            return "question"
        if bold and end - start <= 2 * headings.HEADING and self.folded[end - 1] not in "。;!":
            return "heading"
        if headings.boxed(self.folded, block.start, block.end):
            return "heading"
        if self.goes_on(k, block):
            return "more"
        if self.question_line(block, following):
            return "question"
        return "heading" if self.plain_heading(k, block, following, start, end) else "claim"

    def goes_on(self, k: int, block: Block) -> bool:
        """Whether a line without a marker belongs to the claim before: indented under its point, or a turn's."""
        before = self.blocks[k - 1] if k else None
        if before is None or block.rank != markers.TEXT or before.role not in ("claim", "answer", "more"):
            return False
        if self.turns and block.gap and headings.lead_in(self.folded, block.body, block.end) in ("companies", "other"):
            self.turns = False  # `风险提示：…` below the last answer
            return False
        if self.turns or (not block.gap and self.folded[before.end - 1] in ",、"):
            return True
        return not block.gap and block.indent > before.indent and (before.rank < ROW or before.role == "more")

    def question_line(self, block: Block, following: Block) -> bool:
        """An unmarked question: a line of its own that asks, above a paragraph that does not."""
        return (
            block.end - block.start <= _QUESTION
            and following.rank == markers.TEXT
            and qa.asks(self.folded, block.start, block.end)
            and not qa.asks(self.folded, following.start, following.end)
            and not any(c in "。!" for c in self.folded[block.start : block.end])
        )

    def plain_heading(self, k: int, block: Block, following: Block, start: int, end: int) -> bool:
        """A short line without a sentence's end, above points or a table, or alone between whole paragraphs."""
        if self.ends(block) or "|" in self.folded[start:end] or self.folded.startswith(_SALUTATIONS, start):
            return False
        if _LISTS.match(self.folded, start, end):
            return False
        short = headings.plausible(self.folded, start, end, _LINE_HEADING)
        if short and (self.folded[block.end - 1] == ":" or markers.LINE < following.rank <= ROW):
            return True
        if following.rank != markers.TEXT or following.end - following.start < max(40, 2 * (end - start)):
            return False
        if not short and not headings.headline(self.folded, start, end):
            return False
        before = self.blocks[k - 1] if k else None
        apart = block.gap and following.gap
        whole = before is None or before.role != "claim" or self.ends(before)
        return (apart or whole) and self.ends(following)

    def ends(self, block: Block) -> bool:
        """Whether a block ends like a sentence."""
        return self.folded[block.end - 1] in _SENTENCE_END and not self.bracketed(block)

    def bracketed(self, block: Block) -> bool:
        return self.folded[block.end - 1] == ")" and not any(c in "。!?;" for c in self.folded[block.body : block.end])

    def bold_only(self, block: Block) -> bool:
        """Whether all words of a block stand in one pair of bold signs."""
        bold = markers.BOLD
        opened = block.body if self.folded.startswith(bold, block.body) else block.start
        if not self.folded.startswith(bold, opened):
            return False
        end = block.end - 1 if self.folded[block.end - 1] == ":" else block.end
        closed = self.folded.find(bold, opened + 2, end)
        return closed > opened and closed + 2 == end
