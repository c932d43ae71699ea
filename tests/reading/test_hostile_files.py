"""Hostile files through the program itself: each is named, with reason and remedy, and costs no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile import BAD, GOOD, OUTRIGHT, PARTLY, WORDS, put

from extract.reading import Text, read

MEMORY = 600  # MB, of the largest process
TIME = 240


# A process inherits the peak memory of the one that starts it, and the tests' own is large: a small one stands between.
MEASURED = """
import json, os, resource, subprocess, sys
done = subprocess.run(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump([used.ru_maxrss / 1024, used.ru_utime], open(sys.argv[1], "w"))
sys.exit(done.returncode)
"""


class Done:
    """What a run of the program came to."""

    def __init__(self, *arguments: object, cwd: Path) -> None:
        command = [sys.executable, "-m", "extract", *map(str, arguments), "--model", "none"]
        with (cwd / "out").open("wb") as out, (cwd / "err").open("wb") as err:
            self.status = subprocess.run(
                [sys.executable, "-c", MEASURED, "used", *command],
                stdout=out, stderr=err, stdin=subprocess.DEVNULL, cwd=cwd, check=False,
            ).returncode  # fmt: skip
        self.megabytes, self.seconds = json.loads((cwd / "used").read_text())
        self.out, self.err = ((cwd / name).read_text(encoding="utf8") for name in ("out", "err"))

    def failures(self) -> list[dict[str, Any]]:
        """What the program says on stderr of files, one JSON object each."""
        said = [json.loads(line) for line in self.err.splitlines()]
        return [line for line in said if "code" in line]


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, make, *_ in [*BAD, *PARTLY]:
        put(folder / "in", name, make)
    for name, make in GOOD:
        put(folder / "in" / "good", name, make)
    (folder / "in" / "loop").symlink_to(folder / "in")
    for name, make, *_ in OUTRIGHT:
        put(folder, name, make)
    return folder


@pytest.fixture(scope="module", params=["run", "extract"])
def done(request: pytest.FixtureRequest, inbox: Path) -> Done:
    more = ["--store", f"{request.param}.sqlite", "--json"] if request.param == "run" else []
    outright = [name for name, *_ in OUTRIGHT]
    jobs = 2 if request.param == "run" else 1
    return Done(request.param, "in", *outright, *more, "--jobs", jobs, "--log-json", cwd=inbox)


def test_there_are_enough() -> None:
    assert len(BAD) + len(OUTRIGHT) + len(PARTLY) >= 60


def test_the_end_is_told_by_the_exit_status_and_no_traceback_is_shown(done: Done) -> None:
    assert done.status == 1
    assert "Traceback" not in done.err + done.out
    assert "J900" not in done.err
    assert "\x1b" not in done.err
    assert done.megabytes < MEMORY
    assert done.seconds < TIME


def test_each_is_named_with_reason_and_remedy(done: Done) -> None:
    said = done.failures()
    assert len(said) == len(BAD) + len(OUTRIGHT) + len(PARTLY)
    for name, _, code, reason, *_ in [*BAD, *OUTRIGHT, *PARTLY]:
        found = [line for line in said if _names(line["place"], name)]
        assert [(line["code"][: len(code)], reason in line["reason"]) for line in found] == [(code, True)], (
            name,
            found,
        )
        assert all(line["remedy"] for line in found)


def _names(place: str, name: str) -> bool:
    """Whether a place stands for the file `name`: the file, a line of it, or a member."""
    inside = place.partition(f"/{name.lstrip('/')}")
    return (bool(inside[1]) and (inside[2][:1] in ("", ",", "/"))) or place == name


def test_all_others_are_done(done: Done, inbox: Path) -> None:
    partly = [id for *_, ids in PARTLY for id in ids]
    if done.out.startswith('{"status"'):
        counts = json.loads(done.out)
        assert counts["documents"] + counts["duplicate"] == len(GOOD) + len(partly)
    else:
        ids = [json.loads(line)["id"] for line in done.out.splitlines()]
        assert sorted(ids) == sorted([*(Path(name).stem for name, _ in GOOD), *partly])


def test_good_files_hold_what_was_written(inbox: Path) -> None:
    for name, _ in GOOD:
        (found,) = read(inbox / "in" / "good" / name)
        assert isinstance(found, Text), name
        assert "增长" in found.text or name == "half.jsonl"


def test_a_file_that_vanishes_while_it_is_read(inbox: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Between the look at it and its opening."""
    path = put(tmp_path, "a.md", WORDS)
    real = Path.is_file

    def gone(self: Path) -> bool:
        there = real(self)
        path.unlink(missing_ok=True)
        return there

    monkeypatch.setattr(Path, "is_file", gone)
    (found,) = read(path)
    assert str(found).startswith(f"[J101] {path}: it cannot be opened")


def test_a_line_as_long_as_may_be(long: bool, tmp_path: Path) -> None:
    """A text of one line up to the limit; the short form has a tenth of it."""
    put(tmp_path, "line.txt", ("英伟达 H20 " * 120_000)[: 1_040_000 if long else 100_000])
    done = Done("extract", "line.txt", "--jobs", 1, cwd=tmp_path)
    assert done.status == 0
    assert json.loads(done.out)["claims"]
    assert done.megabytes < (2000 if long else MEMORY)
