"""What holds for every string, and that long lines take linear time."""

# ruff: noqa: E501  (one case a line)

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.analysis import Analysis
from extract.layout import annotate

FRAGMENTS = st.sampled_from(
    ["\n", "\n\n", "\r\n", " ", "　", "- ", " - ", "* ", "• ", "1. ", " 2. ", "1、", "（1）", "一、", "（二）", "①", "# ", "## ", "**", "**：",
     "：", "。", "；", "？", "！", "，", "[1]", "[2][3]", " [4]", "[1-3]", "|", "|---|", "| 甲 | 1 |", "问：", "答：", "Q1:", "A:", "主持人：",
     "专家：", "搜索文档", "2025-05-25 23:31", "2025年9月19日", "（2025/9/2）", "日期：2026-01-20", "核心观点", "风险提示", "纪要涉及的行业和公司",
     "其他重要内容", "需求增长", "英伟达 H20 受限", "10 - 12 家", "12 5亿", "3.5%", "AI chips. And", "“", "”", "\ud800", "🙂", "\0", "\u2028"]
)  # fmt: skip
GENRE = st.lists(FRAGMENTS, max_size=60).map("".join)
ANY = st.text(st.characters(), max_size=200)


def read(text):
    analysis = Analysis(text)
    annotate(analysis)
    return analysis


@settings(max_examples=400, deadline=None)
@given(st.one_of(GENRE, ANY))
def test_invariants(text):
    a = read(text)
    ends = len(text)
    assert a.parts[0].start == 0
    assert a.parts[-1].end == ends
    assert all(one.end == two.start for one, two in pairwise(a.parts))
    for items in (a.claims, a.sentences):
        assert all(0 <= i.start < i.end <= ends for i in items)
        assert all(one.end <= two.start for one, two in pairwise(items))
        assert all(a.parts[i.part].start <= i.start < a.parts[i.part].end for i in items)
    assert all(0 <= start < end <= ends for start, end in a.marks)
    assert all(one[1] <= two[0] for one, two in pairwise(a.marks))
    assert all(s.start <= s.end for s in a.sections)
    assert {c.section for c in a.claims} <= {"companies", "claims", "other", "qa"}
    for claim in a.claims:
        for words, at in ((claim.topic, claim.topic_at), (claim.headline, claim.headline_at)):
            assert (words is None) == (at is None)
            assert at is None or text[slice(*at)] == words
        assert len(claim.citations) == len(set(claim.citations))
    for sentence in a.sentences:
        if sentence.claim is not None:
            assert a.claims[sentence.claim].start <= sentence.start < sentence.end <= a.claims[sentence.claim].end


@settings(max_examples=300, deadline=None)
@given(st.one_of(GENRE, ANY))
def test_nothing_is_lost(text):
    """Every character that is neither blank nor part of a mark lies in a sentence."""
    a = read(text)
    covered = bytearray(len(text))
    for start, end in [*a.marks, *((s.start, s.end) for s in a.sentences)]:
        covered[start:end] = b"\1" * (end - start)
    assert [text[i] for i in range(len(text)) if not covered[i] and not text[i].isspace()] == []


@settings(max_examples=100, deadline=None)
@given(GENRE)
def test_deterministic(text):
    one, two = read(text), read(text)
    assert (one.parts, one.claims, one.sentences, one.marks) == (two.parts, two.claims, two.sentences, two.marks)


@pytest.mark.parametrize(
    "piece",
    ["需求", "- **需求**：增长 10 - 12 家[1][2] ", "需求[1] 产品 - ", "1. 增长。 ", "* ", "[1]", "(", "**", "|", "问：价？答：平。", "- ", "：", "#",
     "标题\n2025-05-25 23:31\n", "一二、", "9", "A1. ", "\n", "价格？\n", "甲 乙 "],
)  # fmt: skip
def test_linear_time(piece):
    """Four times the text takes no more than some eight times as long: the work of this process, at its quickest."""

    def seconds(size):
        text = "核心观点 " + piece * (size // len(piece))
        rounds = []
        for _ in range(3):
            begun = time.process_time()
            read(text)
            rounds.append(time.process_time() - begun)
        return min(rounds)

    seconds(1000)
    assert seconds(80_000) < 8 * seconds(20_000) + 0.2


def test_full_width_and_traditional_read_alike():
    simple = "周会\n2025-01-02\n核心观点 - **需求**:增长[1] 风险提示 - 关税[2]"
    other = "周會\n２０２５－０１－０２\n核心觀點 － **需求**：增長［１］ 風險提示 － 關稅［２］"
    one, two = read(simple), read(other)
    assert [(c.start, c.end, c.section, c.citations) for c in one.claims] == [
        (c.start, c.end, c.section, c.citations) for c in two.claims
    ]


def test_carriage_returns_change_nothing_but_offsets():
    text = "周会\n2025-01-02\n一、需求\n- 增长[1]\n- 下降\n\n二、风险提示\n- 关税\n"
    strip = [re.sub(r"\r", "", t) for t in (c.topic or "" for c in read(text.replace("\n", "\r\n")).claims)]
    assert strip == [c.topic or "" for c in read(text).claims]
