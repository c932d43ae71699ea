"""Calling the program, in this process and as one of its own, and a store made of the sample summaries."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract import batch
from extract.batch import Recipe
from extract.cli import app


def call(*arguments: object, input: str | None = None, cwd: Path | None = None) -> Result:
    with contextlib.chdir(cwd or Path.cwd()):
        return CliRunner(env={"COLUMNS": "200"}).invoke(app, [str(a) for a in arguments], input=input)


@pytest.fixture(scope="session")
def jiyao() -> Iterator[Callable[..., Result]]:
    """The program in this process, which makes each reader once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recipe, "make", functools.lru_cache(Recipe.make))
        yield call


@pytest.fixture(scope="session")
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """``python -m extract`` as a process of its own."""

    def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "extract", *map(str, arguments)]
        more["env"] = {**os.environ, **more.get("env", {})}  # type: ignore[dict-item]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf8", timeout=120, **more)  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, jiyao: Callable[..., Result]) -> Path:
    """The folder that `jiyao demo` has filled; what it said is in ``said.txt``."""
    folder = tmp_path_factory.mktemp("demo")
    done = jiyao("demo", "--out", folder)
    assert done.exit_code == 0, done.output
    (folder / "said.txt").write_text(done.stdout, encoding="utf8")
    return folder


@pytest.fixture
def here(jiyao: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The program with all work done in this process, `run` too, which takes a worker's start off a test."""

    @contextlib.contextmanager
    def pool(recipe: Recipe, jobs: int, begin: int = 1) -> Iterator[batch.Inline]:
        yield batch.Inline(recipe)

    monkeypatch.setattr(batch, "Pool", pool)
    return jiyao
