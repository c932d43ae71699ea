"""Texts that want to be more than text: shown as they are, and nothing of them runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from stores import Open, holding, written

from extract import report, schema, store

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVIL = [
    "<script>window.ran=1;alert(1)</script>",
    "<img src=x onerror=window.ran=2><svg/onload=window.ran=3>",
    '"><a href="javascript:window.ran=4">点这里</a>',
    "</script></style></textarea></title><script>window.ran=5</script>",
    "<!-- <script> --!> <![CDATA[ ]]> &lt;b&gt; &amp;#60; \\u003cscript\\u003e",
    "{{ 7*7 }} {% include 'x' %} ${7*7} `${window.ran=6}`",
    "=cmd|' /C calc'!A0 和 @SUM(1+1) 与 -2+3",
    "\u202e右到左\u202c \u2067隔离\u2069 \u200f标记 مرحبا بالعالم שלום",
    "\x1b[31m红\x1b]0;标题\x07\x9b2J\x00\x08",
    "\u2028行\u2029段\ufeff\u00ad",
    "𠮷野家 🚀🚀 出货 30 万颗",
    "__proto__ constructor toString",
]
NAME = "<b onmouseover=window.ran=7>甲\u202e公司</b>"


def hostile(text: str) -> schema.Document:
    """A record in which every line is a claim, a heading and a name, and every field is as bad as the text."""
    claims, mentions, figures, start = [], [], [], 0
    for n, line in enumerate(text.split("\n")):
        place: dict[str, Any] = {"start": start, "end": start + len(line)}
        claims.append(schema.Claim(id=f"c{n}", section="claims", topic=line, headline=line, citations=[n], **place))
        mentions.append(schema.Mention(
            start=start, end=start + 2, text=line[:2], label=("COMPANY", "CHIP", "PERSON")[n % 3],
            entity=f"company:{NAME}{n % 3}", name=f"{NAME}{n % 3}", maker=line,
        ))  # fmt: skip
        figures.append(schema.Figure(
            start=start + 1, end=place["end"], text=line[1:], kind="quantity", lo=1, hi=float("inf"), unit=line,
            metric=line, subject=f"{NAME}0、{line}", claim=f"c{n}",
        ))  # fmt: skip
        start = place["end"] + 1
    return schema.Document(
        start=0, end=len(text), pipeline=schema.Pipeline(version="t", fingerprint="t"),
        title=EVIL[0] + EVIL[7], published="2025-01-01", query=EVIL[1],
        meta={"source": EVIL[2], EVIL[3]: EVIL[0], "list": EVIL},
        sections=[schema.Section(start=0, end=len(text), kind="claims", heading=EVIL[0])],
        sentences=[schema.Sentence(start=c.start, end=c.end, claim=c.id) for c in claims],
        claims=claims, mentions=mentions, figures=figures,
        entities=[schema.Entity(entity=m.entity, name=m.name, label=m.label, mentions=4) for m in mentions[:3]],
    )  # fmt: skip


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one, other = "\n".join(EVIL), "\n".join(line.replace("30", "40") for line in EVIL)
    later = hostile(other)
    later.published = "2025-01-02"
    return written(holding(tmp_path_factory.mktemp("evil") / "evil.sqlite", (one, hostile(one)), (other, later)))


def unharmed(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, b, link, base, form').length") == 0
    assert page.evaluate("document.scripts.length") == 4
    assert page.evaluate("[...document.links].every((a) => a.getAttribute('href').startsWith('#/'))")
    inline = (
        "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))"
    )
    assert page.evaluate(inline) == []


@pytest.mark.parametrize("place", ["#/", "#/documents", "#/companies", "#/chips", "#/document/0", "#/document/1"])
def test_it_is_shown_as_text(evil: Path, visit: Open, place: str) -> None:
    page = visit(evil, place)
    page.wait_for_timeout(100)
    unharmed(page)
    for tab in page.get_by_role("tab").all():
        tab.click()
        unharmed(page)


def test_every_line_stands_in_the_text(evil: Path, visit: Open) -> None:
    page = visit(evil, "#/document/0")
    page.wait_for_selector(".hit")
    shown = page.locator("article.text").inner_text()
    for line in EVIL[:7] + EVIL[10:]:
        assert line in shown
    for signs in (
        "⟨U+202E⟩右到左⟨U+202C⟩",
        "⟨U+2067⟩隔离⟨U+2069⟩",
        "⟨U+001B⟩[31m红⟨U+001B⟩]0;标题⟨U+0007⟩⟨U+009B⟩2J⟨U+0000⟩⟨U+0008⟩",
        "⟨U+FEFF⟩",
    ):
        assert signs in shown
    everything = page.evaluate("document.body.innerText + document.title")
    assert not any(character in everything for character in "\u202e\u2067\x1b\x9b\u200f")


def test_cards_of_it(evil: Path, visit: Open) -> None:
    page = visit(evil, "#/document/1")
    hits = page.locator(".hit")
    hits.first.wait_for()
    for n in range(hits.count()):
        hits.nth(n).click(position={"x": 2, "y": 8})
        page.wait_for_selector(".card.pinned")
        unharmed(page)
        page.keyboard.press("Escape")


def test_its_names_have_pages(evil: Path, visit: Open) -> None:
    page = visit(evil, "#/companies")
    page.locator("main th a").first.click()
    page.wait_for_selector("[role=tab]")
    assert page.locator("h1").inner_text() == "<b onmouseover=window.ran=7>甲⟨U+202E⟩公司</b>0"
    for name in ("数字", "文档", "观点"):
        page.get_by_role("tab", name=name).click()
        unharmed(page)


@pytest.mark.parametrize(
    "words", ["<script>", "</script>", "javascript:", "\u202e右", "&lt;", "🚀", "\\u003c", "${7*7}", "\x1b[31m"]
)
def test_searching_for_it(evil: Path, visit: Open, words: str) -> None:
    page = visit(evil)
    page.evaluate("(words) => { location.hash = '#/search/' + encodeURIComponent(words); }", words)
    page.locator(".quotes mark.find").first.wait_for()
    unharmed(page)


def test_characters_of_two_units_do_not_move_places(evil: Path, visit: Open) -> None:
    page = visit(evil, "#/document/0")
    assert (
        page.locator(".hit .k-company, .hit .k-chip, .hit .k-person", has_text="𠮷").first.inner_text().startswith("𠮷")
    )


def test_a_line_of_a_million(tmp_path: Path, visit: Open) -> None:
    sentence = "寒武纪🚀产能提高到 3 万片/月,但良率只有五成。" * 10
    count = 1_000_000 // len(sentence)
    text = sentence * count
    starts = range(0, len(text), len(sentence))
    long = schema.Document(
        start=0, end=len(text), pipeline=schema.Pipeline(version="t", fingerprint="t"), published="2025-01-01",
        claims=[schema.Claim(id="c1", start=0, end=len(text), section="claims")],
        sentences=[schema.Sentence(start=s, end=s + len(sentence), claim="c1") for s in starts],
        mentions=[schema.Mention(start=s, end=s + 3, text="寒武纪", label="COMPANY", entity="company:1", name="寒武纪")
                  for s in starts],
        entities=[schema.Entity(entity="company:1", name="寒武纪", label="COMPANY", mentions=count)],
    )  # fmt: skip
    page = visit(written(holding(tmp_path / "long.sqlite", (text, long))), "#/document/0")
    page.wait_for_selector(".hit")
    assert page.evaluate("performance.now()") < 3000
    assert page.locator(".hit").count() < count / 5  # the rest is laid out when it is reached
    assert set(page.locator(".hit").all_inner_texts()[:200]) == {"寒武纪"}
    page.evaluate("(start) => { location.hash = `#/document/0/${start}`; }", starts[-1])
    page.wait_for_selector(".sent.flash", timeout=20_000)
    assert page.locator(".sent.flash").first.inner_text() == sentence
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_in_a_terminal_changes_nothing(evil: Path) -> None:
    text = evil.read_text(encoding="utf8")
    assert not any(
        character in text for character in "\x00\x07\x08\x1b\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f"
    )


def test_data_in_odd_shapes(evil: Path) -> None:
    with store.reading(evil.with_suffix(".sqlite")) as db:
        block = json.loads(report.read(db).blocks[0])
    assert block["figures"][0][5] is None  # endless: no number of JSON
    assert block["meta"] == {EVIL[3]: EVIL[0]}
