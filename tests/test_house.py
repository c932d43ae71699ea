"""The house stays livable: checkers clean, layers kept, files small, README true."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import extract

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)])
def test_checkers(command: tuple[str, ...]) -> None:
    run(*command)


def test_rooms_import_only_what_comes_before_them() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_400_lines() -> None:
    files = [*ROOT.glob("extract/**/*.py"), *ROOT.glob("tests/**/*.py")]
    assert files
    assert [f.name for f in files if len(f.read_text(encoding="utf8").splitlines()) > 400] == []


def test_docstring_examples_run() -> None:
    modules = [m.name for m in pkgutil.walk_packages(extract.__path__, "extract.") if not m.name.endswith("__main__")]
    if importlib.util.find_spec("torch") is None:  # where nothing is trained
        modules = [name for name in modules if not name.startswith("extract.learning.training.")]
    results = [doctest.testmod(importlib.import_module(name)) for name in modules]
    assert sum(r.attempted for r in results) > 20
    assert sum(r.failed for r in results) == 0


def test_readme_python_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    run("extract", "demo", "--out", str(tmp_path / "demo"))
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


def test_readme_test_command_is_what_ci_runs() -> None:
    (command,) = re.findall(r"^python3 -m venv .*pytest.*$", README, re.M)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf8").splitlines()


def test_readme_commands_exist() -> None:
    named = set(re.findall(r"^(?:jiyao|\.venv/bin/jiyao) (\w+)", README, re.M)) | {"demo"}
    shown = subprocess.run(
        [sys.executable, "-m", "extract", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert len(named) >= 7
    for command in named:
        assert re.search(rf"\b{command}\b", shown)


def test_readme_answers_its_question(tmp_path: Path) -> None:
    """The commands for the sample summaries, as they stand there, and the place that the answer is said to have."""
    commands = re.findall(r"^\.venv/bin/jiyao (.+ (?:--store demo/|--out demo).*)$", README, re.M)
    assert [command.split()[0] for command in commands] == ["demo", "query", "brief"]
    said = ""
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "extract", *command.split()],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        said += done.stdout
    document, claim, place = re.search(r"document `(\S+)`, claim `(\S+)`, `(\S+)`", README).groups()  # type: ignore[union-attr]
    assert f"{claim} {place}" in said
    assert document in said
    assert f"`{document}` {claim}, 2025-06-18, {place}" in said  # the brief names the same place


def test_public_names_are_complete() -> None:
    for name in extract.__all__:
        assert getattr(extract, name)
    assert extract.__version__ == tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    with pytest.raises(AttributeError):
        extract.nothing  # noqa: B018
