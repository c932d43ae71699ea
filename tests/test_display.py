"""Records in a notebook: HTML in which a text is nothing but text."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
from extract import display, schema

HOSTILE = (
    "台积电<script>alert(1)</script> <img src=x onerror=alert(1)> '\" onmouseover=x \u202e毛利率 57% </div></span>"
)


class Parsed(HTMLParser):
    """The tags with their attributes, and the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words, self.depth = "", 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_list_that_shows_itself() -> None:
    found = extract.extract("台积电预计三季度收入 310 亿美元", published="2025-05-18")
    assert isinstance(found, list)
    assert found == list(found)
    assert pickle.loads(pickle.dumps(found)) == found
    html = found._repr_html_()
    assert "title='COMPANY: 台积电 · 2330.TW · name · " in html
    assert "title='收入 · 3.1e+10 USD · 台积电 · 2025-07-01…2025-09-30'" in html
    assert Parsed(html).words.startswith(f"{found[0].id} · 2025-05-18台积电预计三季度收入 310 亿美元")


def test_a_record_alone_shows_its_tables() -> None:
    (found,) = extract.extract("台积电预计三季度收入 310 亿美元", published="2025-05-18")
    parsed = Parsed(found._repr_html_())
    assert parsed.tags.count("table") == 2
    assert "310 亿美元" in parsed.words


def test_hostile_words_stay_words() -> None:
    found = extract.extract(HOSTILE)
    parsed = Parsed(found._repr_html_())
    assert set(parsed.tags) <= {"div", "b", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert parsed.attributes <= {"style", "title"}
    assert parsed.depth == 0
    assert HOSTILE.replace("\u202e", "\ufffd") in parsed.words


@given(st.text())
def test_any_string(text: str) -> None:
    document = schema.Document(
        id=text, title=text, pipeline=schema.Pipeline(version="", fingerprint=""), start=0, end=len(text),
        figures=[schema.Figure(start=0, end=len(text), text=text, kind="money", lo=1, hi=2, metric=text, subject=text)],
    )  # fmt: skip
    parsed = Parsed(display.document_html(document, text))
    assert (parsed.depth, parsed.attributes) == (0, {"style", "title"})


@pytest.mark.parametrize("size", [1_000_000])
def test_a_long_text_is_cut(size: int) -> None:
    document = schema.Document(pipeline=schema.Pipeline(version="", fingerprint=""), start=0, end=size)
    html = display.document_html(document, "长" * size)
    assert len(html) < 25_000
    assert "(+980,000 characters)" in html
