"""PDFs → text: words, pages, lines that are joined again, and what is no text."""

from __future__ import annotations

import pytest
from made import assembled, column, locked_pdf, pdf

from extract import errors
from extract.reading import Text, read

FULL = "公司计划加大研发投入，预计全年研发费用率维持在百分之二十以上，同时海外"  # 40 characters of 12 points


def text(folder, data):
    path = folder / "call.pdf"
    path.write_bytes(data)
    (found,) = read(path)
    return found


LINES = [
    ([[(60, 740, FULL), (60, 722, "市场拓展顺利。")]], f"{FULL}市场拓展顺利。"),
    ([[(60, 740, FULL), (60, 722, "短行"), (60, 704, "又一行")]], f"{FULL}短行\n又一行"),
    ([[(60, 740, FULL), (84, 722, "另起一段")]], f"{FULL}\n另起一段"),
    ([[(84, 740, FULL[:-2]), (60, 722, "接着说")]], f"{FULL[:-2]}接着说"),
    ([[(60, 740, FULL), (60, 722, "2、另一点")]], f"{FULL}\n2、另一点"),
    ([[(60, 740, FULL), (60, 722, "（二）另一点")]], f"{FULL}\n（二）另一点"),
    ([[(60, 740, FULL), (60, 722, "问：价格？")]], f"{FULL}\n问：价格？"),
    ([[(60, 740, FULL), (60, 680, "隔了很远")]], f"{FULL}\n隔了很远"),
    ([column(FULL, "接着说。"), column("下一页。")], f"{FULL}接着说。\n下一页。"),
    ([column("标题", FULL), column("市场拓展。")], f"标题\n{FULL}市场拓展。"),
    ([column("\uf0b7 要点")], "• 要点"),
    ([column("研发周报", "甲一", "- 1 -"), column("研发周报", "乙二", "- 2 -"), column("研发周报", "丙三", "- 3 -")],
     "研发周报\n甲一\n乙二\n丙三"),
    ([column("甲一", "免责声明 1/2"), column("乙二", "免责声明 2/2")], "甲一\n乙二"),
    ([column("第 3 周：增长", "甲"), column("第 8 周：增长", "乙"), column("第 7 周：增长", "丙")],
     "第 3 周：增长\n甲\n第 8 周：增长\n乙\n第 7 周：增长\n丙"),
    ([column("甲", "研报 7 月 p. 11"), column("乙", "研报 7 月 p. 12"), column("丙", "研报 7 月 p. 13")], "甲\n乙\n丙"),
    ([column("一样"), column("一样"), column("不一样")], "一样\n一样\n不一样"),
    ([column("正文", "file:///tmp/a.html 1/1", "2025/5/25 23:31 标题")], "正文"),
    ([column("the effect of these restrictions on ship-", "ments")], "the effect of these restrictions on shipments"),
    ([column("the effect of these restrictions on H-", "20 chip")], "the effect of these restrictions on H-20 chip"),
    ([column("2025/5/25", "正文")], "2025/5/25\n正文"),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "expected"), LINES)
def test_lines(tmp_path, pages, expected):
    assert text(tmp_path, pdf(pages)).text == expected


def test_what_is_said_of_a_file_does_not_hang_on_the_one_before(tmp_path):
    alone = str(text(tmp_path, pdf([])))
    assert isinstance(text(tmp_path, locked_pdf()), errors.LockedError)
    assert str(text(tmp_path, pdf([]))) == alone


def test_pages(tmp_path):
    found = text(tmp_path, pdf([column("第一页的话。"), [], column("第三页的话。")]))
    assert (found.text, found.meta) == ("第一页的话。\n第三页的话。", {"pages": [0, 7, 7]})
    assert (found.id, found.format) == ("call", "pdf")


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [("UniGB-UTF16-H", "utf-16-be"), ("GBK-EUC-H", "gbk"), ("GBKp-EUC-H", "gbk"), ("GB-EUC-H", "gb2312")],
)
def test_encodings_of_fonts_that_are_not_embedded(tmp_path, encoding, codec):
    words = "英伟达 H20 出货量增长约 25%，寒武纪扩产"
    assert text(tmp_path, pdf([column(words)], encoding=encoding, codec=codec)).text == words


def test_a_scan_is_named(tmp_path):
    found = text(tmp_path, pdf([[], []], picture=True))
    assert isinstance(found, errors.ScannedError)
    assert "its 2 pages hold no text" in found.reason
    assert "ocrmypdf" in found.remedy


def test_pages_that_are_pictures_among_pages_of_text(tmp_path):
    both = pdf([column("有字的一页"), []], picture=True)
    assert text(tmp_path, both).meta == {"pages": [0, 5], "scanned_pages": [2]}


def test_fonts_that_say_nothing(tmp_path):
    assert isinstance(text(tmp_path, pdf([column("\ue001\ue002\ue003" * 20)])), errors.BinaryError)


ODD = {
    "cut short": (pdf([column("增长")])[:300], errors.DamagedError),
    "no pages": (pdf([]), errors.DamagedError),
    "page tree in a loop": (
        assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9999 >>"]),
        errors.ReadError,
    ),
    "text": ("增长".encode(), errors.DamagedError),
}


@pytest.mark.parametrize(("data", "error"), ODD.values(), ids=ODD.keys())
def test_files_that_are_none(tmp_path, data, error):
    found = text(tmp_path, data)
    assert isinstance(found, error)
    assert found.remedy


def test_a_file_that_is_mended(tmp_path):
    found = text(tmp_path, pdf([column("增长两成")]).replace(b"startxref\n", b"startxref\n9"))
    assert isinstance(found, Text)
    assert found.text == "增长两成"
