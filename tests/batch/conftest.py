"""The quick stand-in for the pipeline lies in tests/fakes; workers must find it too."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from extract.batch import Recipe

FAKES = str(Path(__file__).parents[1] / "fakes")
sys.path.insert(0, FAKES)


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Recipe:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([FAKES, *filter(None, [os.environ.get("PYTHONPATH")])]))
    return Recipe(reader="fake_reader:Reader")
