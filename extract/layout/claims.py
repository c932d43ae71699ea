"""Blocks with roles → sections and claims, each with its topic, headline, number, citations and cells."""

from __future__ import annotations

import re

from extract.analysis import Claim, Range, Section
from extract.layout import headings, markers, qa, tables
from extract.layout.blocks import ROW, Block
from extract.layout.citations import numbers

QUESTION = 9  # a question's rank among the topics: above the numbered points of its answer

_HEADLINE = re.compile(r"(?:\*\*)?(?P<words>[^*]{1,120}?) ?(?:[:] ?\*\*|\*\* ?[:])")


class Builder:
    """Walks over the blocks of one document and fills `claims` and `sections`.

    The topic of a claim is the nearest heading above that still holds: a numbered or bulleted heading ends
    where a point of its own rank begins, a section heading ends all topics.
    """

    def __init__(self, text: str, folded: str, part: int) -> None:
        self.text, self.folded, self.part = text, folded, part
        self.claims: list[Claim] = []
        self.sections: list[Section] = []
        self.topics: list[tuple[int, Range, bool]] = []  # rank, words, is a question
        self.kind, self.rank = "claims", 0
        self.heading: str | None = None
        self.begun: int | None = None  # where the heading of the section stands
        self.header: list[Range] = []

    def add(self, block: Block) -> bool:
        """Take in the next block. Whether it belongs to the last claim."""
        if block.rank != ROW:
            self.header = []
        match block.role:
            case "heading":
                self.add_heading(block)
            case "question":
                self.add_question(block)
            case "header":
                self.header = tables.cells(self.text, self.folded, block.start, block.end)
            case "more" if self.claims:
                self.add_more(block)
                return True
            case "claim" | "answer" | "more":
                self.add_claim(block)
                return True
        return False

    def add_heading(self, block: Block) -> None:
        start, end = headings.words(self.folded, block.body, block.end)
        kind = headings.section(self.folded, start, end)
        rank = markers.LINE if block.rank == markers.TEXT else block.rank
        if kind:
            self.topics.clear()
            self.kind, self.rank = kind, 0 if block.stuck else rank
            self.heading, self.begun = self.text[start:end], block.start
            return
        if self.kind == "companies" or (self.kind != "claims" and rank <= self.rank and not block.stuck):
            self.kind, self.heading, self.begun = "claims", None, None
        if start < end:
            self.push(rank, (start, end), False)

    def add_question(self, block: Block) -> None:
        mark = qa.speaker(self.folded, block.body, block.end)
        start, end = headings.words(self.folded, mark[1] if mark else block.body, block.end)
        self.push(QUESTION, (start, end), True)

    def push(self, rank: int, words: Range, question: bool) -> None:
        self.close(rank)
        self.topics.append((rank, words, question))

    def close(self, rank: int) -> bool:
        """End the topics of this rank and deeper ones; whether one of just this rank ended."""
        same = False
        while self.topics and self.topics[-1][0] >= rank:
            same = self.topics.pop()[0] == rank
        return same

    def add_more(self, block: Block) -> None:
        claim = self.claims[-1]
        claim.end = block.end
        cited = numbers(self.folded, block.start, block.end)
        claim.citations += [n for n in cited if n not in claim.citations]
        self.sections[-1].end = block.end

    def add_claim(self, block: Block) -> None:
        sibling = False
        if block.rank == markers.TEXT:
            self.close(markers.BULLET)
        elif block.rank > QUESTION and block.rank != ROW:
            sibling = self.close(block.rank)
        kind, heading = self.kind, self.heading
        lead = headings.lead_in(self.folded, block.body, block.end)
        if lead == "companies" and block.rank == markers.TEXT:
            kind = lead
        elif lead == "other" and (sibling or block.rank == markers.TEXT):
            self.topics.clear()
            kind = lead
            if sibling:
                self.kind, self.heading, self.begun = kind, None, None
        topic = self.topics[-1][1] if self.topics else None
        if block.role == "answer" or (self.topics and self.topics[-1][2]):
            kind = "qa"
        claim = Claim(block.start, block.end, self.part, kind, number=block.number)
        if topic:
            claim.topic, claim.topic_at = self.text[topic[0] : topic[1]], topic
        bold = self.folded.startswith(markers.BOLD, block.body) or self.folded.startswith(markers.BOLD, block.start)
        headline = _HEADLINE.match(self.folded, block.body, block.end) if bold and block.rank != ROW else None
        if headline:
            claim.headline_at = headline.span("words")
            claim.headline = self.text[slice(*claim.headline_at)]
        claim.citations = numbers(self.folded, block.start, block.end)
        if block.rank == ROW:
            claim.cells = tables.cells(self.text, self.folded, block.start, block.end)
            claim.header = self.header
        self.claims.append(claim)
        self.place(claim, heading)

    def place(self, claim: Claim, heading: str | None) -> None:
        """Put a claim into its section: the one before if kind and heading are the same, else a new one."""
        last = self.sections[-1] if self.sections else None
        own = heading if claim.section == self.kind else None
        if last and last.kind == claim.section and last.heading == own and self.begun is None:
            last.end = claim.end
            return
        start = self.begun if self.begun is not None and claim.section == self.kind else claim.start
        self.sections.append(Section(start, claim.end, claim.section, own, self.part))
        self.begun = None
