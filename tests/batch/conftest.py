"""The quick stand-in for the pipeline lies in tests/fakes; workers must find it too."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.batch import Recipe

FAKES = str(Path(__file__).parents[1] / "fakes")
sys.path.insert(0, FAKES)

from runs import state  # noqa: E402

Jiyao = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Recipe:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([FAKES, *filter(None, [os.environ.get("PYTHONPATH")])]))
    return Recipe(reader="fake_reader:Reader")


@pytest.fixture
def jiyao(recipe: Recipe) -> Iterator[Jiyao]:
    """Starts the program with the quick reader; ends what is still there at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object, seconds: float = 0, limit: int = 0) -> subprocess.Popen[str]:
        command = [sys.executable, FAKES + "/fake_jiyao.py", *map(str, arguments)]
        started.append(
            subprocess.Popen(
                command, env={**os.environ, "FAKE_SECONDS": str(seconds)}, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,
            )
        )  # fmt: skip
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def undisturbed(tmp_path: Path, jiyao: Jiyao) -> Callable[[Path], dict[str, list[str]]]:
    """The state of a store after one run over the inbox."""

    def run(inbox: Path) -> dict[str, list[str]]:
        out, err = jiyao("run", inbox, "--store", tmp_path / "undisturbed.sqlite", "--jobs", 2).communicate()
        assert out.startswith("finished"), err
        return state(tmp_path / "undisturbed.sqlite")

    return run
