"""Processes killed, disks full, files growing: afterwards the store is as if nothing had happened.

With --long a run over 500 documents is killed at 50 random moments, or loses 20 workers, or fills ten disks.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from runs import documents, fill, state, wait

from extract import store

Jiyao = Callable[..., subprocess.Popen[str]]
Undisturbed = Callable[[Path], dict[str, list[str]]]


def test_a_run_killed_at_random_moments(long: bool, tmp_path: Path, jiyao: Jiyao, undisturbed: Undisturbed) -> None:
    inbox, path, chosen = tmp_path / "inbox", tmp_path / "s.sqlite", random.Random(7)
    count, kills, pace = (500, 50, 0.3) if long else (60, 3, 0.1)
    fill(inbox, count)
    begun = 0
    for _ in range(kills):
        process = jiyao("run", inbox, "--store", path, "--jobs", 2, seconds=pace)
        before = documents(path)
        if chosen.random() < 0.7:  # else at any moment of its start
            wait(lambda before=before, process=process: documents(path) > before or process.poll() is not None)
        time.sleep(chosen.uniform(0, 0.8))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        begun += documents(path) > before
        assert documents(path) < count or not long
    assert begun >= kills // 3
    out, err = jiyao("run", inbox, "--store", path, "--jobs", 2).communicate()
    assert out.startswith("finished"), err
    assert state(path) == undisturbed(inbox)


def test_workers_killed(long: bool, tmp_path: Path, jiyao: Jiyao, undisturbed: Undisturbed) -> None:
    """Workers in turn are killed by somebody else; what they had in hand is read again."""
    inbox, path = tmp_path / "inbox", tmp_path / "s.sqlite"
    count, kills = (500, 20) if long else (40, 2)
    fill(inbox, count)
    process = jiyao("run", inbox, "--store", path, "--jobs", 2, seconds=0.1)
    for kill in range(kills):
        wait(lambda kill=kill: documents(path) >= 4 + kill * 12)
        psutil.Process(process.pid).children()[-1].kill()
    out, err = process.communicate()
    assert out.startswith("finished"), err
    assert "J502" not in err
    assert state(path) == undisturbed(inbox)


def test_a_full_disk_stops_a_run_cleanly_and_it_goes_on_later(
    long: bool, tmp_path: Path, jiyao: Jiyao, undisturbed: Undisturbed
) -> None:
    """A limit on the size of files stands for the disk; the store is let grow a little more each time."""
    inbox, path = tmp_path / "inbox", tmp_path / "s.sqlite"
    count, limits = (500, range(600_000, 2_600_000, 200_000)) if long else (120, (600_000, 800_000))
    fill(inbox, count)
    done = [0]
    for limit in limits:
        process = jiyao("run", inbox, "--store", path, "--jobs", 2, "--json", limit=limit)
        out, err = process.communicate()
        assert process.returncode == 1
        assert "[J406] the store cannot be used: " in err
        assert "Traceback" not in err
        said = json.loads(out)
        assert said["status"] == "interrupted"
        done.append(documents(path))
        assert said["documents"] == done[-1] - done[-2]
    assert done == sorted(done)
    assert done[-1] < count
    out, err = jiyao("run", inbox, "--store", path, "--jobs", 2).communicate()
    assert out.startswith("finished"), err
    assert state(path) == undisturbed(inbox)


def test_following_a_folder(tmp_path: Path, jiyao: Jiyao) -> None:
    """A file is read when it has stopped growing; a signal ends it all with status 0."""
    inbox, path = tmp_path / "inbox", tmp_path / "s.sqlite"
    inbox.mkdir()
    (inbox / "first.txt").write_text("AAA 1", encoding="utf8")
    watch = jiyao("run", inbox, "--store", path, "--jobs", 1, "--watch", "--settle", "1.0", "--json")
    wait(lambda: documents(path) == 1)
    with (inbox / "growing.txt").open("w", encoding="utf8") as file:
        for n in range(12):
            file.write(f"BBB {n}\n")
            file.flush()
            time.sleep(0.15)
            assert documents(path) == 1
    (inbox / "sub").mkdir()
    (inbox / "sub" / "later.txt").write_text("CCC 3", encoding="utf8")
    (inbox / "sub" / "notes.xyz").write_text("not for reading", encoding="utf8")
    wait(lambda: documents(path) == 3)
    (inbox / "first.txt").write_text("DDD 4", encoding="utf8")
    wait(lambda: _texts(path).count("DDD 4") == 1)
    watch.terminate()
    out, err = watch.communicate(timeout=30)
    assert watch.returncode == 0, err
    runs = [json.loads(line) for line in out.splitlines()]
    assert {run["status"] for run in runs} == {"finished"}
    assert (sum(run["new"] for run in runs), sum(run["changed"] for run in runs)) == (3, 1)
    assert "".join(f"BBB {n}\n" for n in range(12)) in _texts(path)


def _texts(path: Path) -> list[str]:
    with store.reading(path) as db:
        return [row["text"] for row in db.execute("SELECT text FROM texts")]
