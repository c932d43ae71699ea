"""Any bytes, any text: readers, layout and pipeline raise nothing, and what they find stands where they say.

The short form takes seconds; `--long` gives each test its full share of 100,000 inputs.
"""

# ruff: noqa: E501  (one case a line)

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import call, column, pdf, repacked, word, zipped
from test_offsets import PIECES, TEXTS, check

from extract import schema
from extract.errors import ReadError
from extract.pipeline import Reader
from extract.reading import Text, read

SHARE = {
    "texts": 30_000, "pages": 15_000, "rows": 5_000, "word": 8_000, "broken word": 2_000, "pdf": 8_000, "broken pdf": 2_000,
    "members": 4_000, "packed": 4_000,
}  # fmt: skip
SHORT = 150  # times shorter
SECONDS = 5.0  # of one small input


@pytest.fixture(scope="module")
def rules() -> Reader:
    """The pipeline without a learned model, which is slower than a fuzzer likes and adds no offsets."""
    return Reader(model="none")


def explore(share: str, long: bool, inputs: st.SearchStrategy[Any], look: Callable[[Any], None]) -> None:
    """Give `look` as many inputs as its share."""

    @settings(
        max_examples=SHARE[share] // (1 if long else SHORT), deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(inputs)
    def run(value: Any) -> None:
        begun = time.process_time()
        look(value)
        assert time.process_time() - begun < SECONDS

    run()


def reading(folder: Path, name: str, reader: Reader | None = None) -> Callable[[bytes], None]:
    """What holds for the bytes of a file of this name, and for what is found in the texts that come of them."""
    path = folder / name

    def look(data: bytes) -> None:
        path.write_bytes(data)
        outcomes = list(read(path))
        assert outcomes
        for outcome in outcomes:
            if isinstance(outcome, ReadError):
                assert outcome.place.startswith(str(path))
                assert outcome.code.startswith("J1")
                assert outcome.reason
                assert outcome.remedy
                continue
            assert isinstance(outcome, Text)
            assert outcome.text.strip()
            outcome.text.encode()  # holds no half of a character
            json.dumps(outcome.meta)
            for starts in (outcome.meta.get("pages", []), outcome.meta.get("paragraphs", [])):
                if outcome.row is None:
                    assert all(a <= b for a, b in pairwise([0, *starts, len(outcome.text)]))
            if reader is not None:
                whole(reader, outcome.text)

    return look


def whole(reader: Reader, text: str) -> None:
    """What holds for the records of any text."""
    documents = reader.documents(text, published="2025-05-25")
    check(text, documents)
    for document in documents:
        dumped = document.model_dump_json(by_alias=True)
        assert schema.Document.model_validate_json(dumped).model_dump_json(by_alias=True) == dumped


@st.composite
def spoilt(draw: st.DrawFn, seeds: list[bytes], tokens: list[bytes]) -> bytes:
    """A seed with some of its bytes changed, dropped, doubled, or tokens of its format put in."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.sampled_from([0, 1, 1, 2, 3, 8]))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from([1, 2, 8, 50, 400])))
        data = {
            "change": lambda d, a, e: d[:a] + draw(st.binary(min_size=1, max_size=3)) + d[a + 1 :],
            "drop": lambda d, a, e: d[:a] + d[e:],
            "double": lambda d, a, e: d[:e] + d[a:e] * draw(st.sampled_from([1, 2, 30])) + d[e:],
            "token": lambda d, a, e: d[:a] + draw(st.sampled_from(tokens)) + d[a:],
            "swap": lambda d, a, e: d[:a] + draw(st.sampled_from(tokens)) + d[e:],
            "cut": lambda d, a, e: d[:a] if a > len(d) // 2 else d,
        }[draw(st.sampled_from(["change", "drop", "double", "token", "swap", "cut"]))](data, at, end)[:20_000]
    return data


def joined(pieces: list[str], most: int = 30) -> st.SearchStrategy[bytes]:
    """Pieces of a format in any order."""
    words = st.one_of(st.sampled_from(pieces), st.sampled_from(PIECES), st.text(max_size=6))
    return st.lists(words, max_size=most).map(lambda found: "".join(found).encode("utf-8", "surrogatepass"))


LAYOUT = ["# ", "## ", "**", "**：", "|", "|---|", "| 甲 | 1 |\n", "（二）", "①", "[1-3]", "Q1:", "问：", "专家：", "主持人：",
          "2025年9月19日", "日期：2026-01-20", "核心观点", "风险提示", "\ud800", "\u2028", "10 - 12 家", "1.2e5", "一百二十三万"]  # fmt: skip


def test_texts(rules: Reader, long: bool) -> None:
    words = st.one_of(st.sampled_from(PIECES), st.sampled_from(LAYOUT), st.text(max_size=4))
    explore("texts", long, st.one_of(TEXTS, st.lists(words, max_size=60).map("".join)), lambda text: whole(rules, text))


TAGS = ["<p>", "</p>", "<div>", "</div>", "<ul>", "<ol>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<td rowspan=3>",
        "<th colspan=99>", "</td>", "</tr>", "</table>", "<h2>", "</h2>", "<b>", "</b>", "<sup>", "</sup>", "2", "<br>", "<pre>",
        "</pre>", "<script>", "</script>", "<!--", "-->", "<nav>", "</nav>", "<a href='", "'>", "&nbsp;", "&#0;", "&#xd800;",
        "<![CDATA[", "<?xml encoding='gbk'?>", "<meta charset=big5>", "<span hidden>", "<footer>", "<p style='font-weight:700'>",
        "<dl><dt>", "<svg>", "<template>"]  # fmt: skip


def test_pages(rules: Reader, long: bool, tmp_path: Path) -> None:
    explore("pages", long, joined(TAGS), reading(tmp_path, "a.html", rules))


ROWS = [
    "\n",
    "text,id",
    "\n",
    ",",
    '"',
    "\t",
    ";",
    "}",
    "[",
    "\\",
    "null",
    "1e999",
    "NaN",
    "\r",
    "\ufeff",
    "{",
    ":",
    "text\n",
    "\ud800",
]
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(PIECES))
NAMES = st.sampled_from(["text", "id", "title", "published", "source", "正文", "Text", ""])
OBJECTS = st.dictionaries(NAMES, st.one_of(VALUES, st.lists(VALUES, max_size=2)), max_size=5)


def json_line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=len(row) % 2 == 0).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv"])
def test_rows(name: str, long: bool, tmp_path: Path) -> None:
    head = st.sampled_from([b"", b"text,id\n", b"text\tid\n", b"id,text,published\n"])
    line = st.one_of(OBJECTS.map(json_line), joined(ROWS, 6), st.binary(max_size=4))
    lines = st.lists(line, max_size=6).map(b"\n".join)
    inputs = st.one_of(lines, joined(ROWS)) if name == "a.jsonl" else st.tuples(head, joined(ROWS)).map(b"".join)
    explore("rows", long, inputs, reading(tmp_path, name))


PART, COUNTED = "word/document.xml", "word/numbering.xml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
HOLDERS = ["w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:sdtPr", "w:hyperlink", "w:ins", "w:del", "w:tcPr",
           "w:pPr", "w:rPr", "w:drawing", "w:txbxContent", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:body"]  # fmt: skip
LEAVES = [
    "<w:r><w:t>增长 25%</w:t></w:r>", "<w:r><w:t>英伟达</w:t></w:r>",
    "<w:t>增长 25%</w:t>", "<w:t>台积电\n</w:t>", "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", "<w:br/>", "<w:tab/>", "<w:b/>", "<w:vanish/>",
    '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', '<w:numPr><w:numId w:val="x"/></w:numPr>', "<w:numPr/>",
    "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="-1"/>', '<w:outlineLvl w:val="2"/>',
    '<w:outlineLvl w:val="二"/>', '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="ListNumber"/>', "<w:pStyle/>", "<w:t/>",
    '<w:vertAlign w:val="superscript"/>', '<w:footnoteReference w:id="1"/>', "<w:endnoteReference/>", '<w:sym w:char="F0B7"/>',
    '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', "<!-- -->", "<?x?>", "2", "<w:noBreakHyphen/>",
]  # fmt: skip
TREE = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.tuples(st.sampled_from(HOLDERS), st.lists(inner, max_size=5)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=30,
)
NUMBERS = st.sampled_from(["", "0", "1", "8", "9", "-1", "x", "99999999", "二"])
FORMS = st.sampled_from(
    ["decimal", "bullet", "none", "chineseCounting", "upperRoman", "lowerLetter", "decimalEnclosedCircle", "?", ""]
)
LEVEL = st.tuples(NUMBERS, NUMBERS, FORMS, st.lists(st.sampled_from(["%1", "%2", "%9", "%", ".", "、"]), max_size=6).map("".join)).map(
    lambda made: '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'.format(*made)
)  # fmt: skip
LISTS = st.tuples(st.lists(LEVEL, max_size=4).map("".join), NUMBERS, NUMBERS).map(
    lambda made: (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{made[0]}</w:abstractNum><w:num w:numId="1">'
        f'<w:abstractNumId w:val="{made[1]}"/><w:lvlOverride w:ilvl="{made[2]}"><w:startOverride w:val="{made[1]}"/></w:lvlOverride>'
        "</w:num></w:numbering>"
    )
)


def test_word(long: bool, tmp_path: Path) -> None:
    plain = word(lambda document: document.add_paragraph("增长", style="List Number"))
    with ZipFile(BytesIO(plain)) as package:
        parts = {name: package.read(name) for name in (PART, "word/styles.xml", COUNTED)}
    block = st.tuples(
        st.sampled_from(["<w:p>{}</w:p>", "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", "{}"]), TREE
    )
    bodies = st.lists(block.map(lambda made: made[0].format(made[1])), max_size=5).map(
        lambda found: f"<w:document {SPACES}><w:body>{''.join(found)}</w:body></w:document>".encode()
    )
    built = st.tuples(bodies, LISTS).map(lambda made: repacked(plain, {PART: made[0], COUNTED: made[1].encode()}))
    within = [spoilt([data], [b"<w:p>", b"</w:p>", b"&x;", b'"']) for data in parts.values()]
    changed = [
        part.map(lambda data, name=name: repacked(plain, {name: data}))
        for name, part in zip(parts, within, strict=True)
    ]
    explore("word", long, built, reading(tmp_path, "a.docx"))
    explore("broken word", long, st.one_of(*changed, spoilt([plain], [b"PK\1\2"])), reading(tmp_path, "a.docx"))


SIGNS = [b"2 0 R", b"/Kids [2 0 R 7 0 R]", b"/Count 99999999", b"<<", b">>", b"[", b"endobj", b"stream\n", b"/Length 999999999",
         b"BT", b"ET", b"Tj", b"<4e2d>", b"/Parent 7 0 R", b"/Type /Page", b"-1", b"9" * 30, b"xref", b"/Rotate 90"]  # fmt: skip
LINES = st.lists(
    st.tuples(st.integers(-50, 650), st.integers(-50, 850), st.one_of(st.sampled_from(PIECES), st.text("增长两成 ab1,。", max_size=60))),
    max_size=8,
)  # fmt: skip


def test_pdf(long: bool, tmp_path: Path) -> None:
    def made(pages: list[Any]) -> bytes:
        return pdf([[(x, y, words.replace("👨", "")[:60]) for x, y, words in page] for page in pages])

    seeds = [pdf([column("增长两成", "第二行")]), pdf([column("一"), [], column("三" * 40, "接着")], picture=True)]
    built = st.lists(LINES, max_size=4).map(made)
    explore("pdf", long, built, reading(tmp_path, "a.pdf"))
    explore("broken pdf", long, spoilt(seeds, SIGNS), reading(tmp_path, "a.pdf"))


MEMBERS = st.dictionaries(
    st.one_of(st.sampled_from(["a.md", "b.docx", "../c.txt", "d.zip", "e/f.html", "g.jsonl", "h.csv", "__MACOSX/i.md", "j"]),
              st.text("ab./\\é纪\x1b", min_size=1, max_size=6)),
    st.one_of(joined(TAGS, 5), joined(ROWS, 5), st.just(call()), st.just(zipped({"a.md": "x"})), st.binary(max_size=9)),
    min_size=1, max_size=4,
)  # fmt: skip


def test_members(long: bool, tmp_path: Path) -> None:
    explore("members", long, MEMBERS.map(zipped), reading(tmp_path, "a.zip"))


@pytest.mark.parametrize("name", ["a.zip", "a.md.gz", "a.mht", "a.txt"])
def test_packed_and_plain(name: str, long: bool, tmp_path: Path) -> None:
    mail = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--'
    part = st.tuples(
        st.sampled_from([b"text/html", b"text/html; charset=gbk", b"multipart/mixed; boundary=b", b"text/plain", b""]),
        st.sampled_from(
            [b"", b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"?\n"]
        ),
        joined(TAGS, 5),
    ).map(lambda made: b"\n--b\nContent-Type: %s\n%s\n%s" % made)
    texts = ["增长两成，".encode(e) * 3 for e in ("utf-8", "gb18030", "utf-16", "utf-16-be")]
    tokens = [b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"\xff\xff\xff\xff", b"\x1f\x8b\x08", b"\nContent-Type: ",
              b'; charset="', b"multipart/mixed", b"=?gb2312?b?", b"\n\n", b"--b\n", b"\0", b"\xef\xbb\xbf"]  # fmt: skip
    inputs = {
        "a.zip": spoilt([zipped({"a.md": "增长", "b.csv": "text\n下降"})], tokens),
        "a.md.gz": st.one_of(spoilt(texts, tokens).map(gzip.compress), spoilt([gzip.compress(texts[0])], tokens)),
        "a.mht": st.one_of(
            st.lists(part, max_size=3).map(lambda parts: mail[:-5] + b"".join(parts)), spoilt([mail], tokens)
        ),
        "a.txt": spoilt(texts, tokens),
    }[name]
    explore("packed", long, inputs, reading(tmp_path, name))
