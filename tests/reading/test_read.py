"""Files → source texts: encodings, rows, errors, bounds."""

# ruff: noqa: E501  (one case a line)

import io
import json
import os
import pickle
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import call, column, pdf, zipped

import extract
from extract import errors
from extract.reading import Text, file_hash, parse_columns, read

WORDS = "台积电 2 纳米良率爬坡顺利，客户包括苹果与超微。\r\n第二行。"


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def one(path, **options):
    (outcome,) = read(path, **options)
    return outcome


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
    ],
)
def test_encodings(tmp_path, encoding, mark):
    """The byte order mark is no part of the text, and line ends stay."""
    found = one(put(tmp_path, "a.txt", mark + WORDS.encode(encoding)))
    assert found.text == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("words", ["Revenue grew.\n", "增长两成。\n", "业绩超预期客户需求旺盛产能利用率提升"])
def test_utf_16_without_a_mark(tmp_path, words, encoding):
    assert one(put(tmp_path, "a.txt", words.encode(encoding))).text == words


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80), st.sampled_from(["a.txt", "a.jsonl", "a.csv"]))
def test_any_bytes(tmp_path, data, name):
    """Whatever the bytes, there is a text with words in it or an error, and never an exception."""
    outcomes = list(read(put(tmp_path, name, b"text\n" + data if name == "a.csv" else data)))
    assert outcomes
    assert all(o.text.strip() if isinstance(o, Text) else isinstance(o, errors.ReadError) for o in outcomes)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", errors.EmptyError),
        ("blank.md", "\ufeff \n\t　\n", errors.EmptyError),
        ("empty.jsonl", b"\n\n", errors.EmptyError),
        ("empty.csv", b"text\n", errors.EmptyError),
        ("nul.txt", b"abc\0def", errors.BinaryError),
        ("control.txt", bytes(range(1, 9)) * 20, errors.BinaryError),
        ("cut.txt", "半导体".encode()[:-1], errors.EncodingError),
        ("latin.txt", "Société Générale relève l'objectif".encode("latin-1"), errors.EncodingError),
        ("odd.txt", b"\xff\xfea\0b", errors.EncodingError),
        ("paper.pdf", b"%PDF-1.7 \xe2\xe3", errors.DamagedError),
        ("paper.docx", b"PK\x03\x04\0\0", errors.DamagedError),
        ("paper.txt", b"%PDF-1.7 \xe2\xe3", errors.UnsupportedError),
        ("paper.doc", b"\xd0\xcf\x11\xe0", errors.UnsupportedError),
        ("page.html", b"<script>1</script>", errors.EmptyError),
        ("rows.json", b'[{"text": "a"}]', errors.UnsupportedError),
        ("table.xlsx", b"", errors.UnsupportedError),
    ],
)
def test_whole_file_errors(tmp_path, name, data, error):
    found = one(put(tmp_path, name, data))
    assert type(found) is error
    assert str(found).startswith(f"[{found.code}] {tmp_path / name}")
    assert found.remedy
    assert str(pickle.loads(pickle.dumps(found))) == str(found)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.md", "\ufeff \n　".encode(), "empty: only blanks"),
        ("a.csv", b"", "empty"),
        ("a.csv", b" \n", "empty: only blanks"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty: no rows"),
    ],
)
def test_empty_and_blank_are_told_apart(tmp_path, name, data, reason):
    assert one(put(tmp_path, name, data)).reason == reason


@pytest.mark.parametrize("published", ["2025/9/2", 20250902, "2025年9月2日"])
def test_dates_of_rows_as_people_write_them(tmp_path, published):
    row = json.dumps({"text": "a", "published": published})
    assert one(put(tmp_path, "a.jsonl", row)).published == "2025-09-02"


def test_a_row_date_that_is_none_names_row_and_remedy(tmp_path):
    bad = one(put(tmp_path, "a.csv", "text,published\n增长,昨天\n"))
    assert str(bad).startswith(f"[J107] {tmp_path / 'a.csv'}, line 2: `published`: '昨天' is no date like 2025-05-25")
    assert bad.remedy == "write the date so, or leave it out"


def test_missing_and_folders(tmp_path):
    assert isinstance(one(tmp_path / "none.txt"), errors.MissingError)
    assert isinstance(one(tmp_path), errors.MissingError)
    assert isinstance(one("a\0b.txt"), errors.MissingError)


def test_too_large(tmp_path):
    path = put(tmp_path, "a.txt", "长" * 100)
    assert isinstance(one(path, max_bytes=299), errors.TooLargeError)
    assert isinstance(one(path, max_bytes=300), Text)


@pytest.mark.parametrize(
    ("name", "form"), [("a.b.txt", "text"), ("a.b.md", "markdown"), ("a.b.MARKDOWN", "markdown"), ("a.b.log", "text")]
)
def test_plain_files(tmp_path, name, form):
    path = put(tmp_path, name, "增长。")
    assert one(path) == Text("增长。", "a.b", source=str(path), path=str(path), format=form)


def test_standard_input(monkeypatch):
    def give(data):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return list(read("-"))

    assert give("增长。".encode()) == [Text("增长。", "stdin", source="-", path="-")]
    assert [t.id for t in give(b'{"id": "x", "text": "a"}\n{"text": "b"}')] == ["x", "stdin:2"]


def test_json_lines_row(tmp_path):
    row = {
        "id": 7,
        "text": "增\u2028长",
        "title": "周会",
        "published": "2025-05-25 23:31:00",
        "source": "某页",
        "mentions": [{"start": 0}],
    }
    found = one(put(tmp_path, "a.jsonl", "\n" + json.dumps(row, ensure_ascii=False) + "\r\n"))
    assert (found.text, found.id, found.title, found.published) == ("增\u2028长", "7", "周会", "2025-05-25T23:31")
    assert (found.source, found.format, found.meta, found.row) == ("某页", "jsonl", {"mentions": [{"start": 0}]}, 2)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "JSON"),
        ('{"text": "\\ud800", "k": ' + "[" * 101 + "]" * 101 + "}", "JSON nested too deeply"),
        ('{"text": NaN}', "no `text`"),
        ("[1]", "not a JSON object"),
        ("{}", "no `text`"),
        ('{"text": null}', "no `text`"),
        ('{"text": 1}', "`text` is no text"),
        ('{"text": ""}', "empty"),
        ('{"text": " \\n"}', "empty"),
        ('{"text": "a", "title": 3}', "`title`"),
        ('{"text": "a", "published": "2025-02-30"}', "`published`"),
        ('{"text": "a", "published": "昨天"}', "`published`"),
        ('{"text": "a", "published": 1756780000}', "`published`"),
        ('{"text": "a", "published": true}', "`published`"),
        ("\\udc80 broken", "not JSON"),
    ],
)
def test_a_bad_row_costs_no_other(tmp_path, line, reason):
    rows = ['{"text": "一"}', line, '{"text": "三"}']
    first, bad, last = read(put(tmp_path, "a.jsonl", "\n".join(rows)))
    assert (first.text, first.id, last.text, last.id) == ("一", "a:1", "三", "a:3")
    assert isinstance(bad, errors.RowError)
    assert (bad.row, bad.id) == (2, "a:2")
    assert reason in bad.reason
    assert "line 2" in bad.place
    assert pickle.loads(pickle.dumps(bad)).row == 2


def test_an_undecodable_line_costs_no_other(tmp_path):
    data = '{"text": "一"}\n{"text": "'.encode() + b'\xff\xfe"}\n' + '{"text": "三"}'.encode()
    first, bad, last = read(put(tmp_path, "a.jsonl", data))
    assert (first.text, bad.row, last.text) == ("一", 2, "三")
    assert "UTF-8" in bad.reason


def test_an_own_id_names_the_bad_row(tmp_path):
    assert one(put(tmp_path, "a.jsonl", '{"id": "q3", "text": ""}')).id == "q3"


def test_lone_surrogates_become_replacement_characters(tmp_path):
    found = one(put(tmp_path, "a.jsonl", r'{"text": "涨\ud83d了\ud83d\ude00", "k\udc00": ["\udfff"]}'))
    assert (found.text, found.meta) == ("涨\ufffd了😀", {"k\ufffd": ["\ufffd"]})


def test_numbers_that_json_does_not_know(tmp_path):
    deep = "[" * 99 + "]" * 99
    found = one(put(tmp_path, "a.jsonl", '{"text": "a", "k": [NaN, -Infinity, 1e999, 1.5], "deep": ' + deep + "}"))
    assert found.meta["k"] == [None, None, None, 1.5]
    assert json.dumps(found.meta["deep"]) == deep


def test_csv(tmp_path):
    data = 'id,text,published,note\r\nx,"增长,\n两成""了""",2025-01-02,\n\n,下降,,甲\n'
    first, second = read(put(tmp_path, "a.csv", data))
    assert (first.text, first.id, first.published, first.meta, first.row) == (
        '增长,\n两成"了"',
        "x",
        "2025-01-02",
        {"note": ""},
        2,
    )
    assert (second.text, second.id, second.published, second.meta) == ("下降", "a:5", None, {"note": "甲"})


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_delimiters(tmp_path, delimiter):
    found = one(put(tmp_path, "a.csv", f"\ufefftext{delimiter}k\n增长{delimiter}1\n"))
    assert (found.text, found.meta) == ("增长", {"k": "1"})


def test_csv_columns_in_capitals(tmp_path):
    found = one(put(tmp_path, "a.csv", "ID,Title,TEXT,Published,Note\nx,题,增长,2025-01-02,n\n"))
    assert (found.id, found.title, found.text, found.published) == ("x", "题", "增长", "2025-01-02")
    assert found.meta == {"Note": "n"}


@pytest.mark.parametrize("name", ["a.tsv", "a.TSV"])
def test_tabs_alone_part_the_cells_of_a_tsv(tmp_path, name):
    assert one(put(tmp_path, name, "text\n一,二;三\n")).text == "一,二;三"
    assert one(put(tmp_path, name, "id\ttext\nx\t一,二\n")) == Text(
        "一,二", "x", source=str(tmp_path / name), path=str(tmp_path / name), format="csv", row=2
    )


def test_csv_errors(tmp_path):
    rows = list(read(put(tmp_path, "a.csv", 'text,k\n一,1\n二,2,3\n"三"x,1\n"四,1\n五,1\n')))
    assert [r.text if isinstance(r, Text) else r.row for r in rows] == ["一", 3, 4, 5, "五"]


def test_csv_without_text(tmp_path):
    assert "`text`" in one(put(tmp_path, "a.csv", "words\n增长\n")).reason


def test_csv_with_a_very_long_cell(tmp_path):
    assert len(one(put(tmp_path, "a.csv", "text\n" + "长" * 200_000)).text) == 200_000


def test_columns_by_other_names(tmp_path):
    columns = {"text": "正文", "id": "编号", "title": "标题", "published": "日期", "source": "来源"}
    row = {"编号": 7, "标题": "周会", "正文": "增长", "日期": "2025/5/25", "来源": "某券商", "text": "别的"}
    for name, data in (
        ("a.jsonl", json.dumps(row)),
        ("a.csv", ",".join(row) + "\n" + ",".join(map(str, row.values()))),
        ("a.tsv", "\t".join(row) + "\n" + "\t".join(map(str, row.values()))),
    ):
        found = one(put(tmp_path, name, data), columns=columns)
        assert (found.text, found.id, found.title, found.published) == ("增长", "7", "周会", "2025-05-25")
        assert (found.source, found.meta) == ("某券商", {"text": "别的"})
    assert extract.read(tmp_path / "a.csv", columns=columns)[0].text == "增长"


@pytest.mark.parametrize("given", ["Body", "body", "BODY"])
def test_a_column_counts_in_capitals_too(tmp_path, given):
    assert one(put(tmp_path, "a.csv", "body,Text\n增长,下降\n"), columns={"text": given}).text == "增长"


@pytest.mark.parametrize(
    ("name", "data", "columns", "reason"),
    [
        ("a.csv", "编号,标题\n1,周会\n", {}, "the header names no column `text`; it names `编号`, `标题`"),
        ("a.csv", "编号;标题\n1;周会\n", {}, "the header names no column `text`; it names `编号`, `标题`"),
        ("a.csv", "编号,text\n1,周会\n", {"text": "正文"}, "the header names no column `正文`; it names `编号`, `text`"),
        ("a.csv", "text\n周会\n", {"id": "编号"}, "the header names no column `编号`; it names `text`"),
        ("a.jsonl", '{"编号": 1, "标题": "周会"}', {}, "the row has no `text`; it has `编号`, `标题`"),
        ("a.jsonl", '{"text": "周会"}', {"text": "正文"}, "the row has no `正文`; it has `text`"),
        ("a.jsonl", '{"正文": ""}', {"text": "正文"}, "`正文` is empty"),
        ("a.jsonl", "{}", {}, "the row has no `text`; it has none"),
        ("a.csv", ",".join(f"c{n}" for n in range(99)) + "\n", {}, "the header names no column `text`; it names "
         + ", ".join(f"`c{n}`" for n in range(12)) + " and 87 more"),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there(tmp_path, name, data, columns, reason):
    bad = one(put(tmp_path, name, data), columns=columns)
    assert isinstance(bad, errors.RowError)
    assert bad.reason == reason
    assert bad.remedy


@pytest.mark.parametrize("given", [["正文"], ["text="], ["body=正文"], ["=正文"], ["text=正文,"], [""]])
def test_columns_that_are_none(given):
    with pytest.raises(ValueError, match="FIELD=NAME"):
        parse_columns(given)


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        ('[\n {"text": "a"}\n]', "one JSON array over many lines", "jq -c '.[]'"),
        ('{\n "text": "a"\n}', "one JSON object over many lines", "jq -c ."),
        ('[{"text": "a"}, {"text": "b"}]', "not a JSON object", "jq -c '.[]'"),
    ],
)
def test_json_that_is_not_lines(tmp_path, data, reason, remedy):
    bad = one(put(tmp_path, "a.jsonl", data))
    assert bad.reason == reason
    assert remedy in bad.remedy


@pytest.mark.parametrize("piece", ['"', '"x\n', '"""\n', '""y\n', ',"\n', '",', '"a","b\n', "x\n", '"\n"x\n'])
def test_broken_csv_costs_its_length(tmp_path, piece):
    def seconds(size):
        begun = time.process_time()
        assert list(read(put(tmp_path, "a.csv", "text,k\n" + piece * (size // len(piece)))))
        return time.process_time() - begun

    assert (
        min(seconds(80_000) for _ in range(3)) < 8 * seconds(20_000) + 0.3
    )  # a collection of garbage may fall into one


def test_what_stands_on_standard_input_is_told_by_how_it_begins(monkeypatch):
    for data, form in (
        (call("增长"), "docx"), (pdf([column("增长")]), "pdf"), (zipped({"a.md": "增长"}), "markdown"),
        ("<!DOCTYPE html><p>增长".encode(), "html"), ('{"text": "增长"}'.encode(), "jsonl"), ("增长".encode(), "text"),
    ):  # fmt: skip
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [(t.text, t.format) for t in read("-")] == [("增长", form)]


def test_what_is_no_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    reasons = {"a.txt": "no regular file", "loop.txt": "leads nowhere", ".": "a folder"}
    for name, reason in reasons.items():
        path = tmp_path / name
        assert reason in one(path).reason
        assert reason in file_hash(path, 1000)
    assert "no regular file" in one("/dev/zero").reason
    assert "no such file" in file_hash(tmp_path / "gone.txt", 1000)


def test_a_file_is_read_again_when_its_bytes_or_columns_change(tmp_path):
    path = put(tmp_path, "a.csv", "text\n增长\n")
    known = file_hash(path, 1000)
    assert known == file_hash(path, 1000, {})
    assert known != file_hash(path, 1000, {"text": "正文"})
    assert file_hash(path, 5) == f"{path.stat().st_size} bytes > 5"
    path.write_bytes(b"text\nx\n")
    assert known != file_hash(path, 1000)
