"""People that no list has: named with their title, in a byline, or at the head of an expert's profile.

Only shapes that name nobody else: a title and a name (`分析师 张三表示`), `责编：李四`, `王五 | 研发总监`, `赵六先生`.
Once found, every later mention of the full name in the document counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity
from extract.entities.context import Words
from extract.entities.lexicon import bordered
from extract.entities.scope import Scope
from extract.entities.vocabulary import one_of

_SCORE = 0.8
_HAN_NAME = rf"{one_of('surnames')}[\u4e00-\u9fff]{{1,2}}"
_LATIN_NAME = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.)?(?: (?:van |von |de )?[A-Z][A-Za-z'-]+){1,2}"
# Transliterated names, of characters that such names are written with: `德米斯·哈萨比斯`.
_SOUNDS = one_of("transliterating")
_FIRST_SOUND = rf"(?!{one_of('not-first')}){_SOUNDS}"
_FOREIGN_NAME = rf"{_FIRST_SOUND}{_SOUNDS}{{1,5}}(?:[·・]{_SOUNDS}{{1,6}}){{1,3}}(?<![当提可于因让热切别])"
_NO_HAN_BEFORE = r"(?<![\u4e00-\u9fffA-Za-z])"
_SHAPES = (
    re.compile(rf"{one_of('bylines')}[ *]*[:|｜][ *]*(?P<name>{_HAN_NAME})(?![\u4e00-\u9fff])"),
    re.compile(rf"{one_of('titles')} ?(?P<name>{_HAN_NAME}?)(?={one_of('sayings')}|[,、。;:()]|$)"),
    re.compile(rf"{one_of('titles')} ?(?P<name>{_LATIN_NAME})"),
    re.compile(rf"{_NO_HAN_BEFORE}(?P<name>{_HAN_NAME})(?= ?\| ?[^|\n]{{0,30}}{one_of('roles')})"),
    re.compile(rf"{_NO_HAN_BEFORE}(?P<name>{_HAN_NAME})(?= 分析[员师])"),
    re.compile(rf"{_NO_HAN_BEFORE}(?P<name>{_HAN_NAME})(?=先生|女士|博士|教授|院士)"),
    re.compile(rf"(?<=[是由和与、向请])(?P<name>{_HAN_NAME})(?=先生|女士|博士|教授|院士)"),
    re.compile(rf"{one_of('appointing')} ?(?P<name>{_HAN_NAME}?)(?=先生|女士|为|担任|出任|接任|任(?!何|务|意))"),
    re.compile(rf"{_NO_HAN_BEFORE}(?P<name>{_HAN_NAME}?)(?=不再担任|辞去|出任|接任|卸任|担任公司|获任)"),
    re.compile(rf"(?:{one_of('titles')}|(?<![\u4e00-\u9fff])|(?<=[据对由和与]))(?P<name>{_FOREIGN_NAME})"),
    re.compile(rf"^ *(?:Q|问|提问|[QA] ?)\((?P<name>{_HAN_NAME})\)", re.M),
)
# No name, or one with more than a name in it: `王总`, `金公司`, `高等`.
_NO_NAME = re.compile(
    r".(?:总|董|院长|主席|总裁|经理|老师|同学|公司|集团|科技|股份|证券|银行|方面|表示|认为|们).*"
    r"|向.*|.*(?:先生|女士|博士|教授).*|.+(?:[等在的与和及称说对问曾也将已就则]|先|女|博|教)"
)


def find(folded: str, scope: Scope, words: Words) -> list[Candidate]:
    """Candidates for people, by shape and then wherever the full name stands again in the document."""
    named: dict[int, dict[str, Entity]] = {}
    for start, name in _introduced(folded):
        if words.usual(name) or words.everyday(name[1:]):  # `长|程任务`
            continue
        named.setdefault(scope.part(start), {})[name] = Entity("PERSON", f"person:{''.join(name.split())}", name)
    found = []
    for part, people in sorted(named.items()):
        spelt = re.compile("|".join(map(re.escape, sorted(people, key=lambda n: (-len(n), n)))))
        for m in spelt.finditer(folded, *scope.part_range(part)):
            if bordered(folded, *m.span()):
                found.append(Candidate(m.start(), m.end(), people[m.group()], "grammar", _SCORE))
    return found


def _introduced(folded: str) -> Iterator[tuple[int, str]]:
    for shape in _SHAPES:
        for m in shape.finditer(folded):
            if not _NO_NAME.fullmatch(m["name"]):
                yield m.start("name"), m["name"]
