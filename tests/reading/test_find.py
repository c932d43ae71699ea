"""Paths as users give them → files."""

import os
from pathlib import Path

import pytest

from extract.reading import STDIN, find


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    for name in [
        "b.txt",
        "a.md",
        "sub/c.jsonl",
        "sub/x.ppt",
        "sub/deep/d.csv",
        "sub/deep/e.TSV",
        ".hidden.txt",
        ".git/e.txt",
        "z.LOG",
        "sub.txt",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("增长")
    monkeypatch.chdir(tmp_path)
    return tmp_path


CASES = [
    (["."], ["a.md", "b.txt", "sub/c.jsonl", "sub/deep/d.csv", "sub/deep/e.TSV", "sub.txt"]),
    (["sub"], ["sub/c.jsonl", "sub/deep/d.csv", "sub/deep/e.TSV"]),
    (["b.txt", "a.md", "b.txt"], ["b.txt", "a.md"]),
    (["z.LOG", ".hidden.txt"], ["z.LOG", ".hidden.txt"]),
    (["*.txt"], ["b.txt", "sub.txt"]),
    (["*"], ["a.md", "b.txt", "sub/c.jsonl", "sub/deep/d.csv", "sub/deep/e.TSV", "sub.txt"]),
    (["*.LOG"], ["z.LOG"]),
    (["**/*.csv"], ["sub/deep/d.csv"]),
    (["-", "none.txt", "*.none"], ["-", "none.txt", "*.none"]),
    ([], []),
]


@pytest.mark.parametrize(("paths", "expected"), CASES)
def test_find(inbox, paths, expected):
    assert [path.as_posix() for path in find(paths).files] == expected


def test_stdin():
    assert find(["-"]).files == [STDIN]


def test_links_out_of_a_folder_are_not_followed(inbox, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("机密")
    os.symlink(outside, inbox / "sub" / "out")
    os.symlink(outside / "secret.txt", inbox / "sub" / "out.txt")
    os.symlink(inbox / "b.txt", inbox / "sub" / "up.txt")
    os.symlink(inbox / "sub" / "c.jsonl", inbox / "sub" / "in.jsonl")
    os.symlink(inbox, inbox / "sub" / "loop")
    assert find(["sub"]).files == [
        Path("sub/c.jsonl"), Path("sub/deep/d.csv"), Path("sub/deep/e.TSV"), Path("sub/in.jsonl")
    ]  # fmt: skip
    assert find(["sub"]).odd == {"links out of the folder": 4}


def test_a_file_may_be_named_like_a_glob(inbox):
    (inbox / "a[1].txt").write_text("增长")
    assert find(["a[1].txt"]).files == [Path("a[1].txt")]


def test_what_a_folder_holds_besides_is_counted(inbox):
    os.symlink(inbox / "nowhere.txt", inbox / "sub" / "broken.txt")
    os.mkfifo(inbox / "sub" / "pipe.txt")
    (inbox / "sub" / "Makefile").write_text("all:")
    found = find(["sub", "*.LOG", "b*"])
    assert sorted(path.name for path in found.other) == ["Makefile", "x.ppt"]
    assert found.odd == {"broken links": 1, "FIFOs and devices": 1}
    assert find(["z*"]).other == [Path("z.LOG")]
    assert find(["*.LOG"]).other == []


def test_named_outright_or_found_in_a_folder(inbox):
    found = find(["b.txt", "sub", "*.md", "none.txt"])
    assert found.named == {Path("b.txt"), Path("none.txt")}


@pytest.mark.parametrize(
    ("made", "blind"), [([], True), (["deep/"], True), ([".gitkeep"], False), (["deep/x.ppt"], False)]
)
def test_a_folder_without_any_file_is_named(tmp_path, made, blind):
    for name in made:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if name.endswith("/") else path.write_text("")
    assert find([tmp_path]).blind == ([tmp_path] if blind else [])
