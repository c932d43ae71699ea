"""What all tests share: the pipeline (built once), sample texts, and labelled documents where there are any."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import extract
from extract import samples

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.pipeline import Reader


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="Run the long form of the tests that have one.")


@pytest.fixture(scope="session")
def long(pytestconfig: pytest.Config) -> bool:
    """Whether the long form of a test is wanted."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    return extract.load()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return extract.Reader()


@pytest.fixture(scope="session")
def sample_texts() -> list[str]:
    return [text.text for path in samples.paths() for text in extract.read(path)]


@pytest.fixture(scope="session")
def gold() -> Callable[[str], Path]:
    """Path of a labelled set by name; skips where $JIYAO_GOLD names no folder that holds it."""

    def find(name: str) -> Path:
        folder = os.environ.get("JIYAO_GOLD")
        if not folder:
            pytest.skip("JIYAO_GOLD is unset: no labelled documents to measure on")
        path = Path(folder) / f"{name}.jsonl"
        if not path.exists():
            pytest.skip(f"no {path.name} in the folder that JIYAO_GOLD names")
        return path

    return find
