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
        "sub/x.pdf",
        "sub/deep/d.csv",
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
    (["."], ["a.md", "b.txt", "sub/c.jsonl", "sub/deep/d.csv", "sub.txt"]),
    (["sub"], ["sub/c.jsonl", "sub/deep/d.csv"]),
    (["b.txt", "a.md", "b.txt"], ["b.txt", "a.md"]),
    (["z.LOG", ".hidden.txt"], ["z.LOG", ".hidden.txt"]),
    (["*.txt"], ["b.txt", "sub.txt"]),
    (["*"], ["a.md", "b.txt", "sub/c.jsonl", "sub/deep/d.csv", "sub.txt"]),
    (["*.LOG"], ["z.LOG"]),
    (["**/*.csv"], ["sub/deep/d.csv"]),
    (["-", "none.txt", "*.none"], ["-", "none.txt", "*.none"]),
    ([], []),
]


@pytest.mark.parametrize(("paths", "expected"), CASES)
def test_find(inbox, paths, expected):
    assert [path.as_posix() for path in find(paths)] == expected


def test_stdin():
    assert find(["-"]) == [STDIN]


def test_links_out_of_a_folder_are_not_followed(inbox, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("机密")
    os.symlink(outside, inbox / "sub" / "out")
    os.symlink(outside / "secret.txt", inbox / "sub" / "out.txt")
    os.symlink(inbox / "b.txt", inbox / "sub" / "up.txt")
    os.symlink(inbox / "sub" / "c.jsonl", inbox / "sub" / "in.jsonl")
    os.symlink(inbox, inbox / "sub" / "loop")
    assert find(["sub"]) == [Path("sub/c.jsonl"), Path("sub/deep/d.csv"), Path("sub/in.jsonl")]


def test_a_file_may_be_named_like_a_glob(inbox):
    (inbox / "a[1].txt").write_text("增长")
    assert find(["a[1].txt"]) == [Path("a[1].txt")]
