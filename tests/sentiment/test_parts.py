"""Clauses, evidence and the data files."""

from __future__ import annotations

import pytest

from extract.sentiment import lexicon, roles, weights
from extract.sentiment.clauses import ASSERTED, CONCEDED, PLAIN, split
from extract.sentiment.evidence import DENIED, INTENDED, NEGATED, REVERSED, STRAIGHT, STRESSED, SUFFERED, read
from extract.sentiment.lexicon import LABELS


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", [""]),
        ("收入增长", ["收入增长"]),
        ("收入增长,利润下滑", ["收入增长", "利润下滑"]),
        ("出货 1,200 台,9:30 公布", ["出货 1,200 台", "9:30 公布"]),
        ("A、B 增长;C 下滑", ["A、B 增长", "C 下滑"]),
        ("产能:已满", ["产能", "已满"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [text[c.start : c.end] for c in split(text, 0, len(text))] == clauses


def test_lead_in_and_fresh_sentence() -> None:
    text = "产能:已满,紧张。价格平稳"
    assert [(c.lead, c.fresh) for c in split(text, 0, len(text))] == [
        (True, True),
        (False, False),
        (False, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("收入增长,利润持平", [PLAIN, PLAIN]),
        ("收入增长,但利润下滑", [CONCEDED, ASSERTED]),
        ("虽然收入增长,利润下滑", [CONCEDED, PLAIN]),
    ],
)
def test_phases(text: str, phases: list[int]) -> None:
    words = lexicon.load()
    assert [c.phase for c in read(text, 0, len(text), words.find(text), words).clauses] == phases


@pytest.mark.parametrize(
    ("text", "word", "side", "state"),
    [
        ("出货量下滑", "下滑", "neg", STRAIGHT),
        ("出货没有下滑", "下滑", "pos", NEGATED),
        ("成本下滑", "下滑", "pos", REVERSED),
        ("运维成本小幅上升", "上升", "neg", REVERSED),
        ("出货大幅下滑", "下滑", "neg", STRESSED),
        ("客户不会砍单", "砍单", "pos", DENIED),
        ("新平台用于提升效率", "提升", "pos", INTENDED),
        ("份额被对手抢走", "抢走", "neg", SUFFERED),
        ("成本压着利润,利润上升", "上升", "pos", STRAIGHT),
        ("没有人想到这次行情来得这么急,出货下滑", "下滑", "neg", STRAIGHT),
    ],
)
def test_turning(text: str, word: str, side: str, state: int) -> None:
    words = lexicon.load()
    found = [e for e in read(text, 0, len(text), words.find(text), words).evidence if text[e.start : e.end] == word]
    assert [(LABELS[e.bowl], e.state) for e in found] == [(side, state)]


def test_a_falling_loss_is_not_bad_news() -> None:
    words = lexicon.load()
    text = "亏损大幅下降"
    assert [LABELS[e.bowl] for e in read(text, 0, len(text), words.find(text), words).evidence] == ["pos"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("同比 +12.5%", 1),
        ("环比-3%", 1),
        ("10-12%", 0),
        ("10 - 12%", 0),
        ("5% - 8%", 0),
        ("-3 度", 0),
    ],
)
def test_signed_percentages(text: str, found: int) -> None:
    words = lexicon.load()
    assert sum(words.entries[index].word in ("+%", "-%") for index, _, _ in words.find(text)) == found


@pytest.mark.parametrize("name", ["polarity.tsv", "cues.tsv", "roles.tsv", "houses.txt"])
def test_data_files_are_sorted_without_doubles(name: str) -> None:
    keys = [tuple(row[:2]) if name in ("cues.tsv", "roles.tsv") else row[0] for row in lexicon.rows(name)]
    assert keys == sorted(set(keys))


def test_polarity_rows() -> None:
    for word, side, strength, *note in lexicon.rows("polarity.tsv"):
        assert side in LABELS, word
        assert 0 < float(strength) < 8, word
        assert note in ([], ["direction"]), word


def test_role_words_fit_the_window() -> None:
    words = roles.load()
    assert all(0 < len(word) <= 4 for table in (words.before, words.behind) for word in table)


def test_weights_are_complete() -> None:
    numbers = weights.load()
    assert len(numbers.place) == len(weights.PLACES)
    assert {len(row) for row in numbers.place} == {3}
