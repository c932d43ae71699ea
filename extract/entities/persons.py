"""People that no list has: named with their title, in a byline, at the head of an expert's profile, or as a speaker.

Only shapes that name nobody else: a title and a name (`分析师 张三表示`, `董事长李四与`), `责编：李四`,
`王五 | 研发总监`, `赵六先生`, `钱七（首席执行官）`, a speaker who speaks more than once (`孙八：…`), a first name of
`given-names` with a family name (`Peter Miller`). Once found, every later mention of the full name in the document
counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity
from extract.entities.context import Words
from extract.entities.lexicon import bordered
from extract.entities.narrated import narrated
from extract.entities.scope import Scope
from extract.entities.spans import Occupied
from extract.entities.vocabulary import one_of, words_of

_SCORE = 0.8
_SEEN = 30  # how often a new name counts as seen, against the dictionary's word counts
_SPEAKS = 2  # times that a speaker's mark stands at the head of a line
_HEADS = 2  # times that a clause begins with the name
_HAN = "[\u4e00-\u9fff]"
_HAN_NAME = rf"{one_of('surnames')}{_HAN}{{1,2}}"
_LATIN_NAME = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.)?(?: (?:van |von |de )?[A-Z][A-Za-z'-]+){1,2}"
# Transliterated names, of characters that such names are written with: `德米斯·哈萨比斯`.
_SOUNDS = one_of("transliterating")
_FIRST_SOUND = rf"(?!{one_of('not-first')}){_SOUNDS}"
_FOREIGN_NAME = rf"{_FIRST_SOUND}{_SOUNDS}{{1,5}}(?:[·・]{_SOUNDS}{{1,6}}){{1,3}}(?<![当提可于因让热切别])(?:[二三]世)?"
_NO_HAN_BEFORE = r"(?<![\u4e00-\u9fffA-Za-z])"
# Behind a title; each is matched there, as titles are looked for once.
_TITLE = re.compile(rf"{one_of('titles')} ?\**")
_TITLED = (
    re.compile(rf"(?P<name>{_HAN_NAME}?)(?={one_of('sayings')}|[,、。;:()]|$)"),
    re.compile(rf"(?P<name>{_FOREIGN_NAME})"),
    re.compile(rf"(?P<name>{_FIRST_SOUND}{_SOUNDS}{{1,4}})(?={one_of('sayings')}|任内|上任|[,、。;:()0-9]|$)"),
    re.compile(rf"(?P<name>{_LATIN_NAME})"),
    re.compile(rf"(?P<name>{one_of('given-names')})(?! ?[A-Za-z0-9&.'-])"),
)
# A name with more words behind it: these tell where it ends.
_OPEN = re.compile(rf"(?P<name>(?!{one_of('function-surnames')}){_HAN_NAME})(?={_HAN}|[A-Za-z0-9 ])")
# Shapes, and what a text must hold for any of them to stand in it.
_SHAPES = (
    ((":", "|"), re.compile(rf"{one_of('bylines')}[ *]*[:|][ *]*(?P<name>{_HAN_NAME})(?!{_HAN})")),
    (
        ("|", "(", " 分析"),
        re.compile(
            rf"{_NO_HAN_BEFORE}(?P<name>{_HAN_NAME})(?= ?\| ?[^|\n]{{0,30}}{one_of('roles')}| 分析[员师]"
            rf"| ?\([^()\n]{{0,12}}(?:{one_of('titles')}|{one_of('roles')})[^()\n]{{0,8}}\))"
        ),
    ),
    (
        ("先生", "女士", "博士", "教授", "院士"),
        re.compile(rf"(?:{_NO_HAN_BEFORE}|(?<=[是由和与、向请]))(?P<name>{_HAN_NAME})(?=先生|女士|博士|教授|院士)"),
    ),
    (("大学", "学院", "研究"), re.compile(rf"(?:大学|学院|研究院|研究所)(?P<name>{_HAN_NAME})(?=教授|院士|博士|团队)")),
    (
        ("聘", "选举", "任命", "提名", "委任"),
        re.compile(rf"{one_of('appointing')} ?(?P<name>{_HAN_NAME}?)(?=先生|女士|为|担任|出任|接任|任(?!何|务|意))"),
    ),
    (
        ("任", "辞去"),
        re.compile(rf"{_NO_HAN_BEFORE}(?P<name>{_HAN_NAME}?)(?=不再担任|辞去|亲自|出任|接任|卸任|担任公司|获任)"),
    ),
    (("由",), re.compile(rf"(?<=由)(?P<name>{_HAN_NAME}?)(?=主持|主导|分管|牵头|出任|接任|执掌)")),
    (("·", "・"), re.compile(rf"(?:(?<!{_SOUNDS})|(?<=[据对由和与]))(?P<name>{_FOREIGN_NAME})")),
    (("(",), re.compile(rf"^ *(?:Q|问|提问|[QA] ?)\((?P<name>{_HAN_NAME})\)", re.M)),
    (("[", "【"), re.compile(rf"[\[【]{_HAN}{{2,8}}-(?P<name>(?!{one_of('function-surnames')}){_HAN_NAME})[\]】]")),
    (("(",), re.compile(rf"[A-Z][a-z]+ [A-Z][a-z]+ ?\((?P<name>{_HAN_NAME})\)")),
    (("(",), re.compile(rf"(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)(?= ?\({_HAN_NAME}\))")),
)
# A name that says something, at the head of a clause.
_SAYS = re.compile(
    rf"(?<=[,。;\n :*-])(?P<name>(?!{one_of('function-surnames')}){one_of('surnames')}{_HAN}{{2}}) ?"
    rf"(?={one_of('strong-sayings')})"
)
# One that clauses begin with again and again, once before what only people have: `赵六一直看好…。赵六团队…`.
_HEAD = re.compile(rf"(?<=[,。;\n :、])(?P<name>(?!{one_of('function-surnames')}){one_of('surnames')}{_HAN}{{2}})")
_OF_PEOPLE = re.compile(one_of("of-people"))
# A first name alone, before what people say: `Peter 认为`.
_FIRST_NAME = re.compile(
    rf"(?<![A-Za-z0-9.&'@-])(?<![A-Za-z] )(?P<name>[A-Z][a-z]+) ?(?={one_of('strong-sayings')}|先生|女士|本人)"
)
_SPEAKER = re.compile(rf"^[ *#]*(?P<name>{_HAN_NAME}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[ *]*:", re.M)
_LATIN_PAIR = re.compile(
    r"(?<![A-Za-z.&'-])(?P<name>(?P<first>[A-Z][a-z]+) (?:[A-Z]\. |van |von |de )?[A-Z][a-z'-]+(?:[A-Z][a-z]+)?)"
    r"(?! ?&| [A-Z][a-z]|[A-Za-z-])"
)
_FUNCTION = frozenset(words_of("function-surnames"))
_GIVEN = frozenset(words_of("given-names"))
# No name, or one with more than a name in it: `王总`, `金公司`, `高等`.
_NO_NAME = re.compile(
    r".(?:总|董|院长|主席|总裁|经理|老师|同学|公司|集团|科技|股份|证券|银行|方面|表示|认为|们).*"
    r"|向.*|周[一二三四五六日末内初].?|.*(?:先生|女士|博士|教授).*|.+(?:[等在的与和及称说对问曾也将已就则估指]|先|女|博|教)"
)
_NO_FAMILY_NAME = re.compile(
    r"(?:Group|Holdings?|Capital|Bank|Fund|Inc|Corp|Street|Road|University|Institute|Index|Report)$"
)


def find(folded: str, scope: Scope, words: Words, chosen: list[Candidate]) -> list[Candidate]:
    """Candidates for people, by shape and then wherever the full name stands again in the document.

    `chosen` are the names known so far.
    """
    named: dict[int, dict[str, Entity]] = {}
    for start, name in _introduced(folded, words):
        if words.usual(name) or words.everyday(name[1:]) or (name[0] in _FUNCTION and words.usual(name[:2])):
            continue  # `长|程任务`, `任期|内`
        named.setdefault(scope.part(start), {})[name] = _person(name)
    busy = Occupied([(c.start, c.end) for c in chosen if c.entity.label != "PERSON"])
    for part in range(scope.parts):
        people = named.setdefault(part, {})
        listed = {c.entity.name for c in chosen if c.entity.label == "PERSON" and scope.part(c.start) == part}
        for name in list(narrated(folded, *scope.part_range(part), {*people, *listed}, busy, words)):
            people[name] = _person(name)
    found = []
    for part, people in sorted(named.items()):
        if not people:
            continue
        spelt = re.compile("|".join(map(re.escape, sorted(people, key=lambda n: (-len(n), n)))))
        for m in spelt.finditer(folded, *scope.part_range(part)):
            if bordered(folded, *m.span()):
                found.append(Candidate(m.start(), m.end(), people[m.group()], "grammar", _SCORE))
    return found


def _person(name: str) -> Entity:
    return Entity("PERSON", f"person:{''.join(name.split())}", name)


def _introduced(folded: str, words: Words) -> Iterator[tuple[int, str]]:
    """Names in a shape that names nobody else."""
    for title in _TITLE.finditer(folded):
        for shape in _TITLED:
            if (m := shape.match(folded, title.end())) and not _NO_NAME.fullmatch(m["name"]):
                yield m.start("name"), m["name"]
        if m := _OPEN.match(folded, title.end()):
            yield from _open(folded, m, words)
    for needed, shape in _SHAPES:
        for m in shape.finditer(folded) if any(word in folded for word in needed) else ():
            if not _NO_NAME.fullmatch(m["name"]):
                yield m.start("name"), m["name"]
    end = -1  # of the Latin name before
    for m in _LATIN_PAIR.finditer(folded):
        joined = m.start() == end + 1 and folded[end] in "和与、及"  # `Peter Miller和Anoush Ezra`
        if (m["first"] in _GIVEN or joined) and not _NO_FAMILY_NAME.search(m["name"]):
            end = m.end()
            yield m.start("name"), m["name"]
    for m in _FIRST_NAME.finditer(folded):
        if m["name"] in _GIVEN:
            yield m.start("name"), m["name"]
    for m in _SAYS.finditer(folded):
        if not _NO_NAME.fullmatch(m["name"]) and not words.cut(folded, *m.span("name"), _SEEN):
            yield m.start("name"), m["name"]
    heads = [(m.start("name"), m["name"], _OF_PEOPLE.match(folded, m.end())) for m in _HEAD.finditer(folded)]
    often = Counter(name for _, name, _ in heads)
    for start, name, of_people in heads:
        if not of_people or often[name] < _HEADS or _NO_NAME.fullmatch(name) or words.made_of_words(name):
            continue
        if not words.cut(folded, start, start + len(name), _SEEN):
            yield start, name
    marks = [(m.start("name"), m["name"]) for m in _SPEAKER.finditer(folded)]
    times = Counter(name for _, name in marks)
    for start, name in marks:
        speaks = times[name] >= _SPEAKS and not _NO_NAME.fullmatch(name)
        if speaks and (not name.isascii() or name.partition(" ")[0] in _GIVEN):
            yield start, name


def _open(folded: str, m: re.Match[str], words: Words) -> Iterator[tuple[int, str]]:
    """A name behind a title: three characters, or two where the third begins a word (`王五|表示`)."""
    start, name = m.start("name"), m["name"]
    end = m.end("name")
    if len(name) > 2 and words.usual(folded[end - 1 : end + 1]):
        name, end = name[:-1], end - 1
    if _NO_NAME.fullmatch(name) or words.usual(folded[end - 1 : end + 1]):
        return
    if not words.cut(folded, start, end, _SEEN):
        yield start, name
