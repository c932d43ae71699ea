"""The page for everybody (axe-core's rules, in both themes) and at any size (two thousand documents)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from stores import Open, Record, filled, multiply, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLACES = {
    "overview": "#/",
    "documents": "#/documents",
    "chips": "#/chips",
    "entity": "#/name/company%3A688256.SH",
    "reader": "#/document/00096",
    "search": "#/search/产能",
}
INTERACTIVE = 2000  # milliseconds


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_axe_finds_nothing_serious(hundred: Path, visit: Open, place: str, theme: str) -> None:
    page = visit(hundred, place, color_scheme=theme, bypass_csp=True)
    page.wait_for_selector("main section, main article")
    if "document/" in place:
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector(".card.pinned")
        page.keyboard.press("/")
        page.keyboard.type("产能")
        page.wait_for_selector("mark.find.current")
    assert serious(page) == []


def test_axe_on_a_small_screen(hundred: Path, visit: Open) -> None:
    page = visit(hundred, PLACES["reader"], width=390, bypass_csp=True)
    page.locator(".hit").nth(3).click()
    page.wait_for_selector(".card.pinned")
    assert serious(page) == []


@pytest.mark.parametrize("place", ["overview", "documents"])
def test_axe_on_a_small_screen_of_lists(hundred: Path, visit: Open, place: str) -> None:
    page = visit(hundred, PLACES[place], width=390, bypass_csp=True)
    page.wait_for_selector("main section")
    assert serious(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_on_each_tab_of_a_name(hundred: Path, visit: Open, width: int) -> None:
    page = visit(hundred, PLACES["entity"], width=width, bypass_csp=True)
    for tab in ("观点", "数字", "文档"):
        page.get_by_role("tab", name=tab).click()
        assert serious(page) == [], tab


def serious(page: Page) -> list[Any]:
    """What axe-core, which comes with its package, objects to; the moment in which a sentence flashes is over first."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_timeout(100)
    found = Axe().run(page).response["violations"]
    return [
        (v["id"], v["help"], [node["html"][:160] for node in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.fixture(scope="module")
def thousands(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two thousand documents."""
    stored = filled(tmp_path_factory.mktemp("thousands") / "desk.sqlite", records, 100, days=1)
    multiply(stored, 20, days=100)
    return written(stored)


def test_two_thousand_documents_open_at_once(thousands: Path, visit: Open) -> None:
    page = visit(thousands)
    page.wait_for_selector("ul.changes > li")
    ready = page.evaluate("performance.getEntriesByName('jiyao-interactive')[0].startTime")
    assert ready < INTERACTIVE
    assert page.evaluate("document.querySelectorAll('main *').length") < 3000
    page.get_by_role("link", name="公司", exact=True).click()
    page.locator("h1", has_text="公司").wait_for()
    assert page.evaluate("performance.now()") < 3 * INTERACTIVE  # clicked through, too, with the driver's own time
    page.locator("main th a").first.click()
    page.wait_for_selector(".tabpanel .quotes li")
    assert page.locator(".tabpanel .quotes > li").count() < 100


def test_two_thousand_documents_are_searched(thousands: Path, visit: Open) -> None:
    page = visit(thousands, "#/search/第 77 号")
    page.locator("[role=status]", has_text="20 条").wait_for()
    page.get_by_role("searchbox").first.fill("没有这样的话")
    page.locator("[role=status]", has_text=re.compile(r"^0 条")).wait_for()


def test_one_document(records: list[Record], tmp_path: Path, visit: Open) -> None:
    page = visit(written(filled(tmp_path / "one.sqlite", records, 1)))
    assert page.locator(".stats strong").first.inner_text() == "1"
    page.locator("main th a").last.click()
    page.wait_for_selector(".hit")
    assert page.locator(".turns a").count() == 0


def test_no_document(tmp_path: Path, visit: Open) -> None:
    page = visit(written(filled(tmp_path / "none.sqlite", [], 0)))
    assert page.locator("h1").inner_text() == "这个库里还没有文档"
    for place in ("#/documents", "#/companies", "#/search/x"):
        page.evaluate("(place) => { location.hash = place; }", place)
    page.locator("[role=status]", has_text="0 条").wait_for()


def test_without_script_it_says_so(hundred: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(hundred.as_uri())
    assert "JavaScript" in page.locator("body").inner_text()
    context.close()
