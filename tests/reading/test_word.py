"""Word files → lines."""

# ruff: noqa: E501  (one case a line)

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made import call, repacked, word

from extract import errors
from extract.reading import Text, read
from extract.reading.word_numbers import Numbers

FOOTNOTES = RELATIONSHIP_TYPE.FOOTNOTES


def text(folder: Any, data: bytes) -> Any:
    path = folder / "call.docx"
    path.write_bytes(data)
    (found,) = read(path)
    return found


def xml(inner: str) -> Any:
    return parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{inner}</w:p>'
    )


def test_a_summary(tmp_path):
    def fill(d):
        d.add_heading("算力专家会议纪要", 0)
        d.add_paragraph("2025-05-25 23:31")
        d.add_heading("核心观点", 1)
        point = d.add_paragraph(style="List Bullet")
        point.add_run("需求").bold = True
        point.add_run("增长").bold = True
        point.add_run("：英伟达 H20 出货增长约 25%")
        point.add_run("1").font.superscript = True
        d.add_paragraph("其中海外三成", style="List Bullet 2")
        d.add_paragraph("先看价格", style="List Number")
        d.add_paragraph("再看产能", style="List Number")
        table = d.add_table(3, 3)
        for row, cells in zip(table.rows, ["公司 收入 同比", "寒武纪 12.3 +45%", "海光信息 23.1 +12%"], strict=True):
            for cell, words in zip(row.cells, cells.split(), strict=True):
                cell.text = words
        d.add_paragraph("以上由专家提供")

    found = text(tmp_path, word(fill))
    assert found.text.split("\n") == [
        "# 算力专家会议纪要", "", "2025-05-25 23:31", "", "# 核心观点", "",
        "- **需求增长**：英伟达 H20 出货增长约 25%[1]", "- 其中海外三成", "1. 先看价格", "2. 再看产能", "",
        "| 公司 | 收入 | 同比 |", "| --- | --- | --- |", "| 寒武纪 | 12.3 | +45% |", "| 海光信息 | 23.1 | +12% |", "",
        "以上由专家提供",
    ]  # fmt: skip
    assert (found.id, found.format, found.path) == ("call", "docx", str(tmp_path / "call.docx"))
    starts = found.meta["paragraphs"]
    assert [found.text[s:].split("\n")[0] for s in starts][:3] == [
        "# 算力专家会议纪要",
        "2025-05-25 23:31",
        "# 核心观点",
    ]
    assert len(starts) == 9


RUNS = [
    ("<w:r><w:t>增长</w:t></w:r><w:ins><w:r><w:t>两成</w:t></w:r></w:ins>", "增长两成"),
    ("<w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>三成</w:delText></w:r></w:del>", "增长"),
    ('<w:hyperlink><w:r><w:t>寒武纪</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> 扩产</w:t></w:r>', "寒武纪 扩产"),
    ("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t></w:r>", "一\n二\n三"),
    ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", "一 二"),
    ("<w:r><w:t>一</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", "一"),
    ("<w:r><w:t>H</w:t><w:noBreakHyphen/><w:t>20</w:t></w:r>", "H-20"),
    ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
    ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>域</w:t></w:r>", "域"),
    ('<w:r><w:t>面积 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>4</w:t></w:r>', "面积 10⁴"),
    ("<w:r><w:rPr><w:b/></w:rPr><w:t>价格</w:t></w:r><w:r><w:t>上涨</w:t></w:r>", "**价格**上涨"),
    ('<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>价格</w:t></w:r><w:r><w:t>上涨</w:t></w:r>', "价格上涨"),
    ("<w:r><w:t>价格</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>上涨</w:t></w:r>", "价格上涨"),
    ("<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>"
     "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>"
     "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r>", "框外\n框内"),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "expected"), RUNS)
def test_words_of_a_paragraph(tmp_path, runs, expected):
    found = text(tmp_path, word(lambda d: d.element.body.insert(0, xml(runs))))
    assert found.text == expected


def test_merged_cells_say_whose_each_row_is(tmp_path):
    def fill(d):
        table = d.add_table(3, 3)
        for row, cells in zip(table.rows, ["公司 年份 收入", "寒武纪 2025 12", " 2026 20"], strict=True):
            for cell, words in zip(row.cells, cells.split(" "), strict=True):
                cell.text = words
        table.cell(1, 0).merge(table.cell(2, 0))

    assert text(tmp_path, word(fill)).text.split("\n")[2:] == ["| 寒武纪 | 2025 | 12 |", "| 寒武纪 | 2026 | 20 |"]


def test_a_table_of_one_column_or_one_row_only_sets_out_the_page(tmp_path):
    def fill(d):
        d.add_table(2, 1).cell(0, 0).text = "专家说增长"
        row = d.add_table(1, 2)
        row.cell(0, 0).text, row.cell(0, 1).text = "左", "右"

    assert text(tmp_path, word(fill)).text == "专家说增长\n左\n右"


def test_notes_come_last_numbered_as_the_text_marks_them(tmp_path):
    plain = word(lambda d: d.element.body.insert(0, xml(
        '<w:r><w:t>增长</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>两成</w:t></w:r>'
    )))  # fmt: skip
    note = '<w:footnote w:id="7"><w:p><w:r><w:t xml:space="preserve"> 见专家纪要</w:t></w:r></w:p></w:footnote>'
    line = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>——</w:t></w:r></w:p></w:footnote>'
    with ZipFile(BytesIO(plain)) as package:
        links, types = package.read("word/_rels/document.xml.rels"), package.read("[Content_Types].xml")
    link = b'<Relationship Id="rId99" Type="%s" Target="footnotes.xml"/></Relationships>'
    kind = b'<Override PartName="/word/footnotes.xml" ContentType="application/xml"/></Types>'
    data = repacked(plain, {
        "word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>{line}{note}</w:footnotes>".encode(),
        "word/_rels/document.xml.rels": links.replace(b"</Relationships>", link % FOOTNOTES.encode()),
        "[Content_Types].xml": types.replace(b"</Types>", kind),
    })  # fmt: skip
    assert text(tmp_path, data).text == "增长[1]两成\n\n[1] 见专家纪要"


def test_contents_headers_and_footers_are_left_out(tmp_path):
    def fill(d):
        d.sections[0].header.paragraphs[0].text = "内部资料"
        d.styles.add_style("toc 1", 1)
        d.add_paragraph("一、需求\t3", style="toc 1")
        d.add_paragraph("正文")

    assert text(tmp_path, word(fill)).text == "正文"


FORMS = [
    ("decimal", "%1.", ["1.", "2.", "3."]), ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
    ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]), ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
    ("upperLetter", "%1)", ["A)", "B)", "C)"]), ("lowerRoman", "%1.", ["i.", "ii.", "iii."]),
    ("bullet", "\uf0b7", ["-", "-", "-"]), ("none", "", [None] * 3), ("ideographTraditional", "%1.", ["甲.", "乙.", "丙."]),
]  # fmt: skip


@pytest.mark.parametrize(("form", "shown", "labels"), FORMS)
def test_numbers_that_word_counts(form, shown, labels):
    counter = numbers(f'<w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>')
    assert [counter.label("1", 0) for _ in labels] == labels


def test_numbers_of_several_levels_begin_anew():
    counter = numbers(
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    assert [counter.label("1", n) for n in (0, 1, 1, 0, 1)] == ["3", "3.1", "3.2", "4", "4.1"]
    assert (counter.label("2", 0), counter.label("1", 5)) == (None, None)


def numbers(levels: str) -> Numbers:
    return Numbers(
        parse_xml(
            f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
        )
    )


def test_a_file_that_is_none(tmp_path):
    assert isinstance(text(tmp_path, b"text"), errors.DamagedError)
    assert isinstance(text(tmp_path, call()[:-200]), errors.DamagedError)
    assert isinstance(text(tmp_path, repacked(call(), {"word/document.xml": b"<w:document"})), errors.DamagedError)
    assert isinstance(text(tmp_path, call()), Text)
