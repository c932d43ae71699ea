"""`text[start:end]` is the surface of everything found, in any text; the same input gives the same bytes."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import schema
from extract.pipeline import Reader

# Pieces of the genre, so that arbitrary texts hold names, figures, times, markers and citations.
PIECES = [
    "英伟达", "NVIDIA", "昇腾 910C", "華為", "GB200 NVL72", "韩 5G", "寒武纪(688256)", "黄仁勋",
    "约 25%", "15 - 20 倍", "73 4%", "８ ６亿美元", "三四十个", "5000 片/月", "翻倍", "从1200掉到800多",
    "2025 年二季度到 9 月底", "今年", "二三月", "FY26Q2", "未来两三个季度", "2025-05-25 23:31",
    "增长", "下降至", "不及", "优于", "而非", "但", "预计", "未", "不受青睐",
    "- ", "* ", "1. ", "**要点**:", "• ", "一、", "# ", "问：", "答：", "|", "\n", "\r\n",
    "\n\n", "　", " ", "[1][3]", " [14]",
    "。", "；", "，", "搜索文档", "其他重要内容", "\u200b", "👨‍👩‍👧", "é", "\x00", "\ufeff", "\u202e",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join)
)


def check(text: str, documents: list[schema.Document]) -> None:
    assert documents
    at = 0
    for d in documents:
        assert at <= d.start <= d.end <= len(text)
        at = d.end
        ids = {c.id for c in d.claims}
        for items in (d.sections, d.claims, d.sentences, d.mentions, d.figures, d.times):
            for item in items:
                assert d.start <= item.start <= item.end <= d.end
            assert [i.start for i in items] == sorted(i.start for i in items)
        for items in (d.claims, d.sentences, d.mentions, d.figures, d.times):
            for a, b in itertools.pairwise(items):
                assert a.end <= b.start
        for item in (*d.mentions, *d.figures, *d.times):
            assert item.start < item.end
            assert text[item.start : item.end] == item.text
        for item in (*d.sentences, *d.figures):
            assert item.claim is None or item.claim in ids


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(TEXTS)
def test_any_text(reader: Reader, text: str) -> None:
    check(text, reader.documents(text, published="2025-05-25"))


def test_samples(reader: Reader, sample_texts: list[str]) -> None:
    for text in sample_texts:
        check(text, reader.documents(text))


def test_same_input_same_bytes(reader: Reader, sample_texts: list[str]) -> None:
    for text in sample_texts:
        first, second = ([d.model_dump_json() for d in reader.documents(text)] for _ in range(2))
        assert first == second
        assert first == [d.model_dump_json() for d in Reader().documents(text)]


def test_lone_surrogates_become_replacement_characters(reader: Reader) -> None:
    text = "英伟达\ud800 H20 出货 3 万片"
    (document,) = reader.documents(text)
    assert [text[m.start : m.end] for m in document.mentions] == ["英伟达", "H20"]
