"""A local Ray cluster of two workers gives the rows that the local runner gives, also when an actor is killed.

With --long five actors are killed over 300 documents.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from runs import fill, state, wait

pytest.importorskip("ray.data")

Jiyao = Callable[..., subprocess.Popen[str]]


def actors(of: int) -> list[psutil.Process]:
    """The processes of a cluster's readers."""
    try:
        found = psutil.Process(of).children(recursive=True)
        return [p for p in found if "MapWorker" in " ".join(p.cmdline())]
    except psutil.NoSuchProcess:
        return []


def test_ray_gives_the_same_rows_with_an_actor_killed(
    long: bool, tmp_path: Path, jiyao: Jiyao, undisturbed: Callable[..., object]
) -> None:
    inbox, path, parts = tmp_path / "inbox", tmp_path / "s.sqlite", tmp_path / "parts"
    count, kills = (300, 5) if long else (60, 1)
    fill(inbox, count)
    (inbox / "dies.txt").write_text("!die", encoding="utf8")
    run = jiyao("run", inbox, "--store", path, "--jobs", 2, "--engine", "ray", "--parts", parts, seconds=0.2)
    killed: set[psutil.Process] = set()
    for _ in range(kills):
        wait(lambda: any(p.children() for p in actors(run.pid) if p not in killed), 120)  # with its worker: it reads
        found = next(p for p in actors(run.pid) if p not in killed and p.children())
        found.kill()
        killed.add(found)
    out, err = run.communicate(timeout=240)
    assert out.startswith("finished"), err
    assert "Traceback" not in err
    assert state(path) == undisturbed(inbox)
    merged = tmp_path / "merged.sqlite"
    for _ in range(2):  # the second time there is nothing left to take in
        out, err = jiyao("merge", parts, "--store", merged).communicate()
        assert out.startswith("finished"), err
    assert " 0 new" in out
    assert state(merged) == state(path)
    again, _ = jiyao("run", inbox, "--store", path, "--engine", "ray", "--json").communicate()
    assert '"new": 0' in again  # and no cluster was started for it


def test_urls_are_read_here_and_by_ray_and_parts_may_lie_at_one(
    tmp_path: Path, jiyao: Jiyao, undisturbed: Callable[..., object]
) -> None:
    """A file system that leads through another stands for a cloud's."""
    fill(tmp_path / "inbox", 12)
    (tmp_path / "inbox" / "notes.xyz").write_text("not for reading", encoding="utf8")
    inbox, parts = f"dir://inbox::file://{tmp_path}", f"dir://parts::file://{tmp_path}"
    here, there, merged = (tmp_path / f"{name}.sqlite" for name in ("here", "there", "merged"))
    out, err = jiyao("run", inbox, "--store", here, "--jobs", 1).communicate()
    assert out.startswith("finished"), err
    arguments = ("run", inbox, "--store", there, "--jobs", 2, "--engine", "ray", "--parts", parts)
    out, err = jiyao(*arguments).communicate(timeout=240)
    assert out.startswith("finished"), err
    out, err = jiyao("merge", parts, "--store", merged).communicate()
    assert out.startswith("finished"), err
    assert state(here) == state(there) == state(merged)
    assert len(state(here)["documents"]) == len(undisturbed(tmp_path / "inbox")["documents"])  # type: ignore[index]
    names = [row for row in state(here)["ledger"] if "dir://inbox/" in row and f"::file://{tmp_path}" in row]
    assert len(names) == len(state(here)["ledger"])
    again, _ = jiyao("run", inbox, "--store", there, "--engine", "ray", "--json").communicate()
    assert '"new": 0' in again


def test_without_ray_it_is_said_what_to_install(tmp_path: Path, jiyao: Jiyao, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no" / "ray").mkdir(parents=True)
    (tmp_path / "no" / "ray" / "__init__.py").write_text("raise ImportError('no ray here')", encoding="utf8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "no"), os.environ["PYTHONPATH"]]))
    (tmp_path / "a.txt").write_text("AAA 1", encoding="utf8")
    run = jiyao("run", tmp_path / "a.txt", "--store", tmp_path / "s.sqlite", "--engine", "ray")
    out, err = run.communicate()
    assert (run.returncode, out) == (2, "")
    assert "pip install 'jiyao[ray]'" in err
    assert not (tmp_path / "s.sqlite").exists()


def test_what_is_no_part_is_refused(tmp_path: Path, jiyao: Jiyao) -> None:
    (tmp_path / "part.parquet").write_bytes(b"no part")
    run = jiyao("merge", tmp_path, "--store", tmp_path / "s.sqlite")
    assert run.communicate()[1].startswith("[J410] ")
    assert run.returncode == 2
