"""Where evidence stands to a name: the groups of names in a sentence, and the relation of each word to each group.

Names joined by 、和与及 or merely side by side (`英伟达 H20`, `A、B`) are one group: a list takes the claim made of the
list, a maker the label of its chip. The clause that holds a name decides on it; a clause without names goes on about
the first name of the clause before; words of another name's clause hardly count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.analysis import Mention
from extract.sentiment.clauses import Clause
from extract.sentiment.evidence import SUFFERED, Evidence, Reading
from extract.sentiment.lexicon import CHOICE, FORMER, VERSUS

# The relations, in the order of the weights. `alone`: no other group in the clause.
RELATIONS = (
    "alone_close",  # behind the only group of its clause, within 8 characters
    "alone_far",  # behind it, further off
    "alone_inner",  # behind it, where the group does not open the clause
    "alone_before",  # before it, no name in an earlier clause of the sentence
    "alone_object",  # before it, and the subject may be the name of an earlier clause
    "shared_next",  # behind the group, no other name between
    "shared_inner",  # the same, where the group does not open the clause
    "shared_past",  # behind the group, another name between
    "shared_across",  # the same, where the group does not open the clause
    "shared_ahead",  # before the group, no name between
    "shared_beyond",  # before the group, another name between
    "carried_subject",  # in a later clause without names; the group opened the clause before
    "carried_object",  # the same; the group did not open it
    "carried_fresh",  # the same, but a new sentence has begun
    "carried_ahead",  # in a later clause, before the first name of that; the group opened the clause before
    "leading",  # in a clause without names before the first name
    "topic",  # the group is the lead-in (`X: …`), the clause has other names
    "other_later",  # in a clause of other names, behind
    "other_earlier",  # in a clause of other names, before
    "versus",  # of a comparing word its object (`优于 X`) or agent (`被 X 抢走`): the word counts reversed
    "chosen",  # the object of a choosing word (`倾向 X`, `放弃 X`)
    "chooser",  # the same word to all other names
    "rejected",  # a choosing word before `而非 X`: counts the other way round
    "standard",  # behind `比 X`: counts the other way round
)
_NUMBER = {name: n for n, name in enumerate(RELATIONS)}
# Of a name mentioned twice, evidence counts in the first of these relations that it has to either mention.
_ORDER = (
    "versus",
    "chosen",
    "rejected",
    "standard",
    "chooser",
    "alone_close",
    "shared_next",
    "shared_inner",
    "alone_far",
    "alone_inner",
    "carried_subject",
    "carried_ahead",
    "shared_past",
    "shared_across",
    "topic",
    "alone_before",
    "carried_object",
    "carried_fresh",
    "shared_ahead",
    "alone_object",
    "leading",
    "shared_beyond",
    "other_later",
    "other_earlier",
)
PRECEDENCE = tuple(_ORDER.index(name) for name in RELATIONS)
REVERSING = frozenset(_NUMBER[name] for name in ("versus", "rejected", "standard"))
_CLOSE = 8
_OPENING = 4  # characters of markup and conjunctions that may stand before a name that opens its clause
_OBJECT = 2  # characters between a comparing word and its object: 优于 了 X
_JOINT = re.compile(r"[ 、和与及跟()/&·+的]{0,3}")


@dataclass(slots=True)
class Group:
    """A run of names that a sentence treats as one. `names` are canonical; `clause` an index into the clauses."""

    start: int
    end: int
    names: list[str]
    clause: int
    opens: bool = True  # its clause
    lead: bool = False  # in a lead-in
    standard: bool = False  # of a comparison: 比 X
    agent: bool = False  # of a passive: 被 X


def groups(text: str, reading: Reading, mentions: Sequence[Mention]) -> list[Group]:
    """The groups of a sentence in text order; 前者 and 后者 count as the names that they stand for."""
    found: list[Group] = []
    at = 0
    for mention in mentions:
        while at + 1 < len(reading.clauses) and reading.clauses[at + 1].start <= mention.start:
            at += 1
        last = found[-1] if found else None
        if last and last.clause == at and _JOINT.fullmatch(text, last.end, mention.start):
            last.names.append(mention.name)
            last.end = mention.end
        else:
            clause = reading.clauses[at]
            opens = mention.start - clause.start <= _OPENING
            standard = any(0 <= mention.start - end <= 1 for end in reading.thans)
            agent = any(0 <= mention.start - end <= 1 for end in reading.passives)
            found.append(Group(mention.start, mention.end, [mention.name], at, opens, clause.lead, standard, agent))
    stand_ins = [_stand_in(found, reading.clauses, offset, bool(cue & FORMER)) for offset, cue in reading.pronouns]
    return sorted(found + [g for g in stand_ins if g], key=lambda g: g.start)


def _stand_in(found: list[Group], clauses: list[Clause], offset: int, former: bool) -> Group | None:
    """前者 or 后者 at `offset` as a group with the name of the list item, or of the group, that it stands for."""
    before = [g for g in found if g.end <= offset]
    names = [[n] for n in before[-1].names] if before and len(before[-1].names) > 1 else [g.names for g in before[-2:]]
    if len(names) < 2:
        return None
    clause = max(n for n, c in enumerate(clauses) if c.start <= offset)
    return Group(offset, offset + 2, list(names[-2] if former else names[-1]), clause)


def ranks(e: Evidence, mentions: Sequence[Mention]) -> bool:
    """Whether a comparing or choosing word has a name as its object: one side's gain may be the other's loss."""
    return e.cues > 0 and any(0 <= m.start - e.end <= _OBJECT for m in mentions)


def relate(found: list[Group], reading: Reading) -> list[list[tuple[Evidence, int]]]:
    """For each group the evidence of the sentence with its relation to it, a number of `RELATIONS`."""
    inside: dict[int, list[Group]] = {}
    for group in found:
        if not group.standard:
            inside.setdefault(group.clause, []).append(group)
    sources = _sources(inside, reading.clauses)
    return [[(e, _NUMBER[_relation(group, e, inside, sources)]) for e in reading.evidence] for group in found]


def _sources(inside: dict[int, list[Group]], clauses: list[Clause]) -> list[tuple[int, bool]]:
    """For each clause the last earlier clause with names, or -1, and whether a new sentence has begun since."""
    out: list[tuple[int, bool]] = []
    source, fresh = -1, False
    for n, clause in enumerate(clauses):
        fresh = fresh or clause.fresh
        out.append((source, fresh))
        if n in inside:
            source, fresh = n, False
    return out


def _relation(group: Group, e: Evidence, inside: dict[int, list[Group]], sources: list[tuple[int, bool]]) -> str:
    if e.cues and 0 <= group.start - e.end <= _OBJECT:
        return "versus" if e.cues & VERSUS else "chosen"
    names = inside.get(e.clause, [])
    if e.cues & CHOICE and group.standard and e.clause == group.clause:
        return "rejected"
    if e.cues & CHOICE and any(0 <= other.start - e.end <= _OBJECT for other in names):
        return "chooser"
    if e.clause == group.clause:
        return _within(group, e, names, sources[e.clause])
    source, fresh = sources[e.clause]
    if not names:
        if source < 0:
            return "leading"
        if source == group.clause:
            if fresh:
                return "carried_fresh"
            return "carried_subject" if inside[source][0].names == group.names else "carried_object"
    elif source == group.clause and not fresh and e.start < names[0].start and inside[source][0].names == group.names:
        return "carried_ahead"
    if group.lead and len(inside.get(group.clause, ())) == 1 and len(set(group.names)) == 1 and e.clause > group.clause:
        return "topic"
    return "other_later" if e.clause > group.clause else "other_earlier"


def _within(group: Group, e: Evidence, names: list[Group], source: tuple[int, bool]) -> str:
    """The relation of evidence to a group of the same clause."""
    behind = e.start >= group.end
    if group.standard and behind:
        return "standard"
    if behind and group.agent and e.cues & VERSUS and e.state == SUFFERED:
        return "versus"
    if behind:
        if any(group.end <= other.start < e.start for other in names):
            return "shared_past" if group.opens else "shared_across"
        if len(names) > 1:
            return "shared_next" if group.opens else "shared_inner"
        if not group.opens:
            return "alone_inner"
        return "alone_close" if e.start - group.end <= _CLOSE else "alone_far"
    if len(names) > 1:
        return "shared_beyond" if any(e.end <= other.start < group.start for other in names) else "shared_ahead"
    carried, fresh = source
    return "alone_object" if carried >= 0 and not fresh else "alone_before"
