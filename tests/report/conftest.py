"""A browser, pages of stores, and the promise that a page asks for nothing and complains of nothing.

These tests need Chromium on PATH and skip without it; with JIYAO_BROWSER=required they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from stores import Open, Record, filled, written

from extract import samples
from extract.pipeline import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def records(reader: Reader) -> list[Record]:
    """The sample summaries with what the pipeline reads in them."""
    import extract

    return [
        (text.text, document)
        for path in samples.paths()
        for text in extract.read(path)
        for document in reader.documents(text.text, text.published)
    ]


@pytest.fixture(scope="session")
def stored(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a hundred documents."""
    return filled(tmp_path_factory.mktemp("hundred") / "desk.sqlite", records, 100, days=3)


@pytest.fixture(scope="session")
def hundred(stored: Path) -> Path:
    """The page of a hundred documents."""
    return written(stored)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        said = "no Chromium on PATH: the page was not tried in a browser"
        if os.environ.get("JIYAO_BROWSER") == "required":
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a page in a new profile. At the end nothing may have been asked for, run or complained of."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: Path, place: str = "", width: int = 1280, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **{"locale": "zh-CN", **more})
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type != "info" else None)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: wrong.append(asked.url) if asked.url.split("#")[0] != path.as_uri() else None)
        page.goto(path.as_uri() + place)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
