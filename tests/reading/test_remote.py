"""Files that fsspec opens: named, listed and read like those of this machine. (A zip file stands for a cloud.)"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from extract import reading
from extract.errors import MissingError
from extract.reading import Url, place, remote

pytest.importorskip("fsspec")


@pytest.fixture
def url(tmp_path: Path) -> str:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("in/b.txt", "in/a.md", "in/notes.xyz", "in/.hidden.txt", "later.txt"):
            archive.writestr(name, f"纪要 {name}")
    return f"::file://{tmp_path}/x.zip"


@pytest.mark.parametrize(
    ("said", "name", "stem"),
    [
        ("s3://bucket/in/call.txt", "call.txt", "call"),
        ("zip://in/call.md.gz::s3://bucket/x.zip", "call.md.gz", "call.md"),
        ("https://desk.example/call.html", "call.html", "call"),
    ],
)
def test_names(said: str, name: str, stem: str) -> None:
    found = place(said)
    assert isinstance(found, Url)
    assert (found.name, found.stem) == (name, stem)


@pytest.mark.parametrize(
    ("said", "path"),
    [("in/a.txt", "in/a.txt"), ("file:///in/a.txt", "/in/a.txt"), ("local:///in/a.txt", "/in/a.txt"), ("-", "-")],
)
def test_files_of_this_machine_are_paths(said: str, path: str) -> None:
    assert place(said) == Path(path)


def test_what_lies_in_a_folder() -> None:
    assert place("s3://bucket/in/") / "a.txt" == "s3://bucket/in/a.txt"
    assert place("dir://in::s3://bucket") / "a.txt" == "dir://in/a.txt::s3://bucket"


def test_found_as_in_a_folder(url: str) -> None:
    found = reading.find([f"zip://in{url}"])
    assert found.files == [f"zip://in/a.md{url}", f"zip://in/b.txt{url}"]
    assert found.other == [f"zip://in/notes.xyz{url}"]
    assert reading.find([f"zip://*.txt{url}"]).files == [f"zip://later.txt{url}"]
    assert reading.find([f"zip://in/notes.xyz{url}"]).named == {f"zip://in/notes.xyz{url}"}


def test_read_with_its_url_as_its_path(url: str) -> None:
    (text,) = reading.read(place(f"zip://in/a.md{url}"))
    assert isinstance(text, reading.Text)
    assert (text.text, text.id, text.path, text.format) == ("纪要 in/a.md", "a", f"zip://in/a.md{url}", "markdown")


@pytest.mark.parametrize("inside", ["in", "nothing.txt"])
def test_what_is_no_file_is_named(inside: str, url: str) -> None:
    (error,) = reading.read(place(f"zip://{inside}{url}"))
    assert isinstance(error, MissingError)


def test_hash_and_state_tell_a_change(tmp_path: Path) -> None:
    file, found = tmp_path / "a.txt", Url(f"dir://a.txt::file://{tmp_path}")
    seen = set()
    for text in ("AAA", "BBBB"):
        file.write_text(text)
        seen.add((reading.file_hash(found, 100), remote.said(found)))
        assert reading.file_hash(found, 100) == reading.file_hash(file, 100)
    assert len({hash for hash, _ in seen}) == len({said for _, said in seen}) == 2


def test_a_size_alone_is_no_state() -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/state/a.txt", b"AAA")
    assert set(fsspec.filesystem("memory").info("/state/a.txt")) & remote._TELLING == set()
    assert remote.said(Url("memory://state/a.txt")) == ""
