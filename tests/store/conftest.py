"""A store file that is open for writing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import store
from extract.store import Writer

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with store.writing(tmp_path / "store.sqlite") as db:
        writer = Writer(db)
        writer.begin("run", {}, "fake", "fake-")
        yield writer
