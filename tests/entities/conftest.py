"""What the tests of this room share: one finder over the shipped knowledge, and a short way to run it."""

from __future__ import annotations

import pytest
from entity_texts import Find, analysed

from extract.analysis import Mention
from extract.entities import Finder
from extract.knowledge import load


@pytest.fixture(scope="session")
def finder() -> Finder:
    """A finder over the shipped knowledge."""
    return Finder(load())


@pytest.fixture(scope="session")
def find(finder: Finder) -> Find:
    """The mentions of a text."""

    def run(text: str, section: str = "claims") -> list[Mention]:
        analysis = analysed(text, section)
        finder.annotate(analysis)
        return analysis.mentions

    return run
