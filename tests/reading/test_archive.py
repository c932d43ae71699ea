"""Archives: members as texts, and what is not unpacked."""

# ruff: noqa: E501  (one case a line)

from __future__ import annotations

import gzip
import io
import struct
import zipfile

import pytest
from made import call, column, pdf, zipped

from extract import errors
from extract.reading import Text, find, read

JSONL = '{"id": "x", "text": "一"}\n{"text": ""}\n{"text": "三"}'


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_members(tmp_path):
    path = put(tmp_path, "a.zip", zipped({
        "call.md": "# 增长", "sub/call.docx": call("下降"), "sub/page.html": "<p>持平</p>", "p.pdf": pdf([column("上调")]),
        "rows.jsonl": JSONL, "folder/": "", "__MACOSX/._call.md": "x", ".DS_Store": "x", "page_files/a.js": "x",
    }))  # fmt: skip
    found = list(read(path))
    assert [(f.item, f.place if isinstance(f, errors.ReadError) else f.text) for f in found] == [
        ("call.md", "# 增长"), ("sub/call.docx", "下降"), ("sub/page.html", "持平"), ("p.pdf", "上调"),
        ("rows.jsonl/x", "一"), ("rows.jsonl/rows:2", f"{path}/rows.jsonl, line 2"), ("rows.jsonl/rows:3", "三"),
    ]  # fmt: skip
    assert [(f.id, f.path, f.format) for f in found[:2]] == [
        ("call", f"{path}/call.md", "markdown"), ("call", f"{path}/sub/call.docx", "docx")
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["call.md.gz", "call.MD.GZ", "call.jsonl.gz", "call.docx.gz"])
def test_gzip(tmp_path, name):
    kind = name.split(".")[1].lower()
    data = {"md": "增长".encode(), "jsonl": '{"id": "call", "text": "增长"}'.encode(), "docx": call("增长")}[kind]
    (found,) = read(put(tmp_path, name, gzip.compress(data)))
    assert (found.text, found.id, found.path) == ("增长", "call", str(tmp_path / name))
    assert found.format == {"md": "markdown"}.get(kind, kind)


def test_folders_give_archives_and_packed_files(tmp_path):
    for name in ("a.zip", "b.md.gz", "c.tar.gz", "d.gz", "e.zip.gz", "f.docx", "page.html", "page_files/frame.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        put(tmp_path, name, b"x")
    found = find([tmp_path])
    assert [path.name for path in found.files] == ["a.zip", "b.md.gz", "f.docx", "page.html"]
    assert sorted(path.name for path in found.other) == ["c.tar.gz", "d.gz", "e.zip.gz"]


@pytest.mark.parametrize(("encoding", "name"), [("gb18030", "纪要.md"), ("utf-8", "纪要.md"), ("cp437", "a.md")])
def test_names_that_say_no_encoding(tmp_path, encoding, name):
    data = zipped({"x" * len(name.encode(encoding)): "增长"})
    data = data.replace(b"x" * len(name.encode(encoding)), name.encode(encoding))
    (found,) = read(put(tmp_path, "a.zip", data))
    assert (found.item, found.id) == (name, name[:-3])


def locked(members):
    """An archive whose members say that they are encrypted."""
    out = bytearray(zipped(members))
    for at in range(len(out) - 4):
        if out[at : at + 4] in (b"PK\3\4", b"PK\1\2"):
            out[at + (6 if out[at + 2] == 3 else 8)] |= 1
    return bytes(out)


def link(name, to):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, to)
    return out.getvalue()


def nameless():
    """An archive whose directory tells no name for its only member."""
    out = bytearray(zipped({"a.md": "增长"}))
    at = out.index(b"PK\1\2")
    out[at + 28], out[at + 32] = 0, 4  # the name has no length; its letters are the comment
    return bytes(out)


MEMBERS = [
    ("nameless", nameless(), errors.UnsupportedError, "without a suffix"),
    ("nested", zipped({"in.zip": zipped({"a.md": "x"})}), errors.UnsupportedError, "archive within"),
    ("nested gzip", zipped({"in.md.gz": gzip.compress(b"x")}), errors.UnsupportedError, "archive within"),
    ("out", zipped({"../../etc/cron.d/x.md": "x"}), errors.UnsupportedError, "leads out"),
    ("absolute", zipped({"/etc/x.md": "x"}), errors.UnsupportedError, "leads out"),
    ("link", link("a.md", "/etc/passwd"), errors.UnsupportedError, "link"),
    ("old word", zipped({"a.doc": "x"}), errors.UnsupportedError, ".doc are not read"),
    ("no suffix", zipped({"README": "x"}), errors.UnsupportedError, "without a suffix"),
    ("locked", locked({"a.md": "增长"}), errors.LockedError, "encrypted"),
    ("bomb", zipped({"a.md": b"0" * 9_000_000}), errors.TooLargeError, "200-fold"),
    ("too large", zipped({"a.md": b"0" * 11_000_000}), errors.TooLargeError, "larger than 10,485,760"),
    ("empty member", zipped({"a.md": ""}), errors.EmptyError, "empty"),
]


@pytest.mark.parametrize(("data", "error", "reason"), [m[1:] for m in MEMBERS], ids=[m[0] for m in MEMBERS])
def test_a_bad_member_costs_no_other(tmp_path, data, error, reason):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("z.md", "好的")
    bad, good = read(put(tmp_path, "a.zip", out.getvalue()))
    assert isinstance(bad, error)
    assert reason in bad.reason
    assert bad.place.startswith(f"{tmp_path / 'a.zip'}/")
    assert bad.remedy
    assert bad.item in bad.place
    assert (good.text, good.item) == ("好的", "z.md")


def spoilt():
    """An archive of which one member's packed bytes are damaged."""
    out = bytearray(zipped({"a.md": "".join(map(chr, range(0x4E00, 0x5200)))}))
    out[200:240] = b"\xff" * 40
    return bytes(out)


def huge_directory():
    """An end record that claims a directory too large to hold."""
    return b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 9, 9, 2_000_000_000, 0, 0)


WHOLE = [
    ("cut short", zipped({"a.md": "增长"})[:-30], errors.DamagedError),
    ("text", b"text", errors.DamagedError),
    ("empty archive", zipped({}), errors.EmptyError),
    ("junk alone", zipped({".DS_Store": "x"}), errors.EmptyError),
    ("directory", huge_directory(), errors.TooLargeError),
    ("many", zipped(dict.fromkeys(map("{}.md".format, range(10_001)), "")), errors.TooLargeError),
]


@pytest.mark.parametrize(("data", "error"), [w[1:] for w in WHOLE], ids=[w[0] for w in WHOLE])
def test_archives_that_are_not_opened(tmp_path, data, error):
    (found,) = read(put(tmp_path, "a.zip", data))
    assert type(found) is error
    assert found.item == ""
    assert found.remedy


def test_damaged_members_are_named(tmp_path):
    (found,) = read(put(tmp_path, "a.zip", spoilt()))
    assert isinstance(found, errors.DamagedError)
    assert "does not unpack" in found.reason


def test_all_members_together_are_bounded(tmp_path):
    path = put(tmp_path, "a.zip", zipped({f"{n:02}.md": "增" * 300 for n in range(20)}))
    found = list(read(path, max_bytes=1000))
    assert [type(f) for f in found] == [Text] * 11 + [errors.TooLargeError] * 9
    assert [f.item for f in found[11:]] == [f"{n}.md" for n in range(11, 20)]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.md.gz", b"\x1f\x8b\x08 garbage", errors.DamagedError),
        ("a.md.gz", gzip.compress("增长".encode())[:-9], errors.DamagedError),
        ("a.md.gz", b"text", errors.DamagedError),
        ("a.md.gz", gzip.compress(b"\n" * 20_000_000), errors.TooLargeError),
        ("a.zip.gz", gzip.compress(zipped({"a.md": "x"})), errors.UnsupportedError),
        ("a.tar.gz", b"x", errors.UnsupportedError),
    ],
)
def test_gzip_that_is_not_read(tmp_path, name, data, error):
    (found,) = read(put(tmp_path, name, data))
    assert isinstance(found, error)
