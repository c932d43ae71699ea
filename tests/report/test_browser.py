"""The page of a hundred documents in a real browser: every way through it works, and nothing is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stores import Open, holding, stating, written

from extract import schema

CAMBRICON = "#/name/company%3A688256.SH"
CARDS = "#/document/00096"  # 国产算力卡二季度跟踪, a flattened page


def numbers(words: str) -> list[int]:
    return [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", words)]


def test_overview_counts_and_leads_on(hundred: Path, visit: Open) -> None:
    page = visit(hundred)
    assert page.locator("h1").inner_text() == "desk"
    assert numbers(page.locator(".stats").inner_text())[0] == 100
    assert page.locator("figure.chart svg g.bar").count() >= 5
    assert page.locator("ul.changes > li").count() >= 3
    page.get_by_role("link", name="寒武纪").first.click()
    page.locator("h1", has_text="寒武纪").wait_for()
    page.go_back()
    page.locator("h1", has_text="desk").wait_for()
    page.locator("main").get_by_role("link", name="台積電法說會摘要").first.click()
    page.wait_for_selector("article.text")
    assert "台積電" in page.locator("h1").inner_text()


def test_a_name_has_its_changes_claims_figures_and_trend(hundred: Path, visit: Open) -> None:
    page = visit(hundred, "#/name/company%3A2330.TW")
    page.wait_for_selector("[role=tab]")
    assert page.locator("aside svg g.bar").count() > 3
    changed = page.locator("section[aria-labelledby=changed]")
    was, now = changed.locator("a.was").first.inner_text(), changed.locator("a.now").first.inner_text()
    assert was != now
    first = changed.inner_text()
    changed.locator("select").select_option(index=3)
    assert changed.inner_text() != first
    dates = page.locator(".tabpanel .source time").all_inner_texts()
    assert len(dates) > 5
    assert dates == sorted(dates, reverse=True)
    page.get_by_role("tab", name="数字").click()
    heads = page.locator(".tabpanel thead th").all_inner_texts()
    assert heads[:3] == ["指标", "期间", "数值"]
    assert "毛利率" in page.locator(".tabpanel").inner_text()
    assert page.locator(".tabpanel .was").count() > 0


def test_claims_of_a_name_by_sentiment(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CAMBRICON)
    page.wait_for_selector(".tabpanel .quotes li")
    page.locator(".tabpanel select").select_option("2")
    assert set(page.locator(".tabpanel .quotes .meta .tone").all_inner_texts()) == {"− 利空"}


def test_tabs_move_by_arrow(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CAMBRICON)
    page.get_by_role("tab", name="观点").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="数字").get_attribute("aria-selected") == "true"
    assert page.evaluate("document.activeElement.dataset.tab") == "figures"


def test_the_text_is_the_source_whole_and_unchanged(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    blocks = page.locator("article.text .block")
    blocks.first.wait_for()
    shown = "".join(
        page.evaluate(
            """[...document.querySelectorAll('.text .block')].map((b) => {
                 const copy = b.cloneNode(true);
                 copy.querySelectorAll('.gutter, .tag').forEach((x) => x.remove());
                 return copy.textContent;
               })"""
        )
    )
    source = page.evaluate("JSON.parse(document.querySelectorAll('script.block')[3].textContent).text")
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", source)


def test_hovering_shows_the_record(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    page.locator(".hit", has_text="思元 590").first.hover()
    card = page.locator(".card")
    card.wait_for(state="visible")
    assert "思元590" in card.inner_text()
    offsets = card.locator(".offsets").inner_text()
    start, end = numbers(offsets)
    assert end - start == len("思元 590")


def test_overlapping_spans_share_one_target(tmp_path: Path, visit: Open) -> None:
    text = "客户转向华为昇腾 910C 三十万颗"
    named = [("华为", "COMPANY"), ("华为昇腾 910C", "CHIP")]
    places = [(text.index(name), text.index(name) + len(name)) for name, _ in named]
    crossing = (text.index("910C"), len(text))
    made = schema.Document(
        start=0, end=len(text), pipeline=schema.Pipeline(version="t", fingerprint="t"),
        claims=[schema.Claim(id="c1", start=0, end=len(text), section="claims")],
        sentences=[schema.Sentence(start=0, end=len(text), claim="c1")],
        mentions=[
            schema.Mention(start=start, end=end, text=name, label=label, entity=f"{label.lower()}:{name}", name=name)
            for (name, label), (start, end) in zip(named, places, strict=True)
        ],
        figures=[
            schema.Figure(start=crossing[0], end=crossing[1], text=text[crossing[0] :], kind="quantity", lo=1, hi=1)
        ],
        entities=[schema.Entity(entity=f"{label.lower()}:{name}", name=name, label=label) for name, label in named],
    )  # fmt: skip
    page = visit(written(holding(tmp_path / "s.sqlite", (text, made))), "#/document/0")
    page.wait_for_selector(".hit")
    parts = page.evaluate("[...document.querySelectorAll('.hit > span')].map((s) => [s.textContent, s.className])")
    assert parts == [
        ["华为", "k-chip k-company"], ["昇腾 ", "k-chip"], ["910C", "k-chip k-figure"], [" 三十万颗", "k-figure"]
    ]  # fmt: skip
    page.locator(".hit").click()
    assert page.locator(".card .record").count() == 3
    page.locator("[data-kind=chip]").click()
    assert page.locator(".hit").all_inner_texts() == ["华为", "910C 三十万颗"]


def test_from_a_figure_to_its_sentence(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    page.get_by_role("tab", name="数字").click()
    row = page.locator(".figures .pick", has_text="380 亿元")
    row.click()
    page.wait_for_selector(".sent.flash")
    assert "380 亿元" in page.locator(".sent.flash").first.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "380 亿元"


def test_a_link_opens_the_text_at_its_place(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CAMBRICON)
    page.locator(".tabpanel .quotes .source a").nth(1).click()
    page.wait_for_selector(".sent.flash")
    assert "寒武纪" in page.locator(".sent.flash").first.inner_text()


def test_filters_by_kind_name_and_sentiment(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    page.wait_for_selector(".hit")
    assert page.locator(".k-chip").count() > 0
    page.locator("[data-kind=chip]").click()
    assert page.locator(".k-chip").count() == 0
    assert page.locator(".k-company").count() > 0
    page.locator("[data-kind=chip]").click()
    claims = page.locator(".text .claim")
    everything = claims.count()
    page.get_by_role("combobox", name="名称").select_option(label="H20")
    assert 0 < claims.count() < everything
    assert all("H20" in text for text in claims.all_inner_texts())
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_role("combobox", name="情绪").select_option("1")
    assert 0 < claims.count() < everything
    assert page.locator(".text .claim:not(.pos)").count() == 0
    page.keyboard.press("Escape")
    assert claims.count() == everything


def test_finding_in_a_text(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    page.wait_for_selector(".hit")
    page.keyboard.press("/")
    page.keyboard.type("h20")
    page.wait_for_selector("mark.find.current")
    assert {text.lower() for text in page.locator("mark.find").all_inner_texts()} == {"h20"}
    count = page.locator(".count")
    assert numbers(count.inner_text())[0] == 1
    page.keyboard.press("Enter")
    assert numbers(count.inner_text())[0] == 2
    page.keyboard.press("Shift+Enter")
    assert numbers(count.inner_text())[0] == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("mark.find", state="detached")


def test_searching_everything(hundred: Path, visit: Open) -> None:
    page = visit(hundred)
    page.keyboard.press("/")
    page.keyboard.type("良率")
    page.wait_for_selector(".quotes mark.find")
    assert set(page.locator(".quotes mark.find").all_inner_texts()) == {"良率"}
    found = page.locator(".quotes > li").count()
    assert found >= 16
    page.get_by_role("searchbox").first.fill("688256")
    page.wait_for_selector("main th a")
    assert page.locator("main th a").first.inner_text() == "寒武纪"
    page.get_by_role("searchbox").first.fill("没有这样的话")
    page.wait_for_selector(".quotes .none")


def test_lists_are_narrowed_ordered_and_paged(hundred: Path, visit: Open) -> None:
    page = visit(hundred, "#/documents")
    rows = page.locator("tbody tr")
    assert rows.count() == 50
    page.get_by_role("button", name="下一页").click()
    assert numbers(page.locator(".pager").inner_text()) == [51, 100, 100]
    page.get_by_label("排序").select_option("byOldest")
    assert rows.first.locator("time").inner_text() == "2025-01-06"
    page.get_by_label("筛选").fill("存储")
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length < 50")
    assert all("存储" in text for text in rows.locator("th").all_inner_texts())


def test_moving_by_key(hundred: Path, visit: Open) -> None:
    page = visit(hundred, "#/companies")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    chosen = page.locator("tbody th a").nth(1)
    assert page.evaluate("document.activeElement.textContent") == chosen.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=tab]")
    assert page.locator("h1").inner_text() == page.evaluate("document.activeElement.textContent")


def test_reading_by_key(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    page.wait_for_selector(".hit")
    for key in ("j", "j", "ArrowDown", "k"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.querySelectorAll('.text .hit')[1]")
    card = page.locator(".card")
    card.wait_for(state="visible")
    page.keyboard.press("Enter")
    page.wait_for_selector(".card.pinned")
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('.hit')")
    title = page.locator("h1").inner_text()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("(before) => document.querySelector('h1').innerText !== before", arg=title)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(before) => document.querySelector('h1').innerText === before", arg=title)
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open] kbd")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")


def test_language_and_theme(hundred: Path, visit: Open) -> None:
    page = visit(hundred, "#/companies", locale="en-US", color_scheme="light")
    assert page.locator("h1").inner_text() == "Companies"
    page.get_by_role("button", name="中文").click()
    assert page.locator("h1").inner_text() == "公司"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="深色").click()
    assert page.evaluate(ground) != light
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("h1").inner_text() == "公司"
    assert page.evaluate(ground) != light


@pytest.mark.parametrize("place", ["", "#/documents", "#/companies", CAMBRICON, CARDS, "#/search/产能"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_stands_over_the_edge(hundred: Path, visit: Open, place: str, width: int) -> None:
    page = visit(hundred, place, width=width)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two documents with a title of sixty characters and words that nothing breaks."""
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    title = (
        "英伟达与台积电二零二六年第一季度业绩交流会议纪要,含先进封装产能、高带宽存储供给与资本开支指引的完整问答实录"
        * 2
    )
    title = title[:60]
    metric = f"{long} 数据中心业务存货"
    records = [
        stating(f"英伟达存货 {n} 亿美元 {long * 3}", {f"{n} 亿美元": n * 1e8}, day, name, metric)
        for n, day, name in ((120, "2025-11-01", title), (198, "2026-02-01", f"{long} {title}"))
    ]
    return written(holding(tmp_path_factory.mktemp("wordy") / "s.sqlite", *records))


@pytest.mark.parametrize("place", ["", "#/documents", "#/companies", "#/name/company%3A英伟达", "#/document/0"])
def test_long_titles_and_words_stand_within_a_small_screen(wordy: Path, visit: Open, place: str) -> None:
    page = visit(wordy, place, width=390, is_mobile=True)  # a phone lays out what is wider than it
    tabs = page.locator("main [role=tab]:visible")
    for n in range(max(1, tabs.count())):
        if tabs.count():
            tabs.nth(n).click()
        page.wait_for_timeout(100)
        assert page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [390, 390]


def test_links_in_lists_are_as_high_as_a_finger_needs(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CAMBRICON, width=390)
    page.wait_for_selector(".tabpanel .quotes li")
    low = page.evaluate(
        """[...document.querySelectorAll('main li a, main td a, main th a, main .toggle')]
             .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 24 && !e.closest('.quotes blockquote'))
             .map((e) => e.textContent)"""
    )
    assert low == []


def test_print_shows_the_text_alone(hundred: Path, visit: Open) -> None:
    page = visit(hundred, CARDS)
    page.wait_for_selector(".hit")
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert not page.locator(".toolbar").is_visible()
    assert page.locator("article.text").is_visible()


@pytest.mark.parametrize(
    "place", ["#/nothing", "#/document/none", "#/name/company%3Anobody", "#/constructor", "#/%E4%A", "#//"]
)
def test_an_address_that_leads_nowhere(hundred: Path, visit: Open, place: str) -> None:
    page = visit(hundred, place)
    assert page.locator("h1").inner_text() in ("没有这一页", "desk")
