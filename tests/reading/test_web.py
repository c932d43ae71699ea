"""Pages of HTML → lines."""

# ruff: noqa: E501  (one case a line)

from __future__ import annotations

import time

import pytest

from extract import errors
from extract.reading import Text, read


def page(folder, html, name="page.html"):
    path = folder / name
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    (found,) = read(path)
    return found


def test_a_saved_page(tmp_path):
    found = page(tmp_path, """<!DOCTYPE html><!-- saved from url=(0031)https://search.example.com/doc/7 -->
<html><head><meta charset="utf-8"><title>纪要 - 搜索</title><style>p { color: red }</style>
<meta property="article:published_time" content="2025-05-25T23:31:00+08:00"></head>
<body><nav><a href="/">首页</a></nav><header><h1>算力专家会议纪要</h1></header><script>var a = "<p>x</p>";</script>
<div role="navigation">菜单</div><div style="display: none">藏</div><span hidden>藏</span><button>收藏</button>
<main><h2>核心观点</h2><ul><li><strong>需求</strong>：英伟达 H20
  出货增长约 25%<sup><a href="#1">[1]</a></sup></li><li>供给<ul><li>台积电紧张</li></ul></li></ul>
<p>第一段。<br>换行。</p><div>面积 10<sup>4</sup> 平米，见附注<sup>2</sup></div><ol><li>价格</li><li>2、产能</li></ol>
<table><tr><th>公司</th><th>收入</th></tr><tr><td>寒武纪</td><td>12.3</td></tr></table>
<footer>来源：专家</footer></main><footer>版权所有</footer></body></html>""")  # fmt: skip
    assert found.text.split("\n") == [
        "# 算力专家会议纪要", "", "## 核心观点", "", "- **需求**：英伟达 H20 出货增长约 25%[1]", "- 供给", "  - 台积电紧张", "",
        "第一段。", "换行。", "", "面积 10⁴ 平米，见附注[2]", "", "1. 价格", "2、产能", "", "| 公司 | 收入 |", "| --- | --- |",
        "| 寒武纪 | 12.3 |", "", "来源：专家",
    ]  # fmt: skip
    assert (found.id, found.format, found.published) == ("page", "html", "2025-05-25T23:31")
    assert found.meta == {"url": "https://search.example.com/doc/7"}


CASES = [
    ("<p>甲\n乙</p><p>A\nB</p>", "甲乙\n\nA B"),
    ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
    ("<p>a&nbsp;&lt;b&gt;&amp;&#x4e2d;&hellip;</p>", "a <b>&中…"),
    ("<b>甲</b>乙<b>丙</b>", "**甲**乙丙"),
    ("甲<b>乙</b>", "甲乙"),
    ("<p><span style='font-weight: bold'>甲</span><b>乙</b>：丙</p>", "**甲乙**：丙"),
    (f"<p><b>{'长' * 61}</b>短</p>", "长" * 61 + "短"),
    ("<h2><b>甲</b>乙</h2>", "## 甲乙"),
    ("<pre>甲\n  乙</pre>", "甲\n乙"),
    ("<ul><li><p>甲</p><p>乙</p></li></ul>", "- 甲\n  乙"),
    ("<li>甲", "- 甲"),
    ("<div style='visibility: hidden'>甲</div><p style='DISPLAY:none'>乙</p>", "甲"),
    ("<dl><dt>甲</dt><dd>乙</dd></dl>", "甲\n乙"),
    ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", "甲\n乙"),
    ("<table><tr><td><table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table></td><td>丙</td></tr>"
     "<tr><td>丁</td><td>戊</td></tr></table>", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n丙\n丁\n戊"),
    ("<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>", "| 甲 | 1 |\n| --- | --- |\n| 甲 | 2 |"),
    ("<table><tr><td colspan=2>甲</td></tr><tr><td>1</td><td>a|b</td></tr></table>", "| 甲 |  |\n| --- | --- |\n| 1 | a｜b |"),
    ("<td>甲</td>", "甲"),
    ("<p>甲<svg><text>图</text></svg><select><option>选</option></select>乙</p>", "甲乙"),
    ("<p>控制\u200b字符\x0e不是文字，也不显示在页面上</p>", "控制字符不是文字，也不显示在页面上"),
    ("<p>甲</b></i></div></ul></td></table></p>乙", "甲\n\n乙"),
    ("no tags <at all", "no tags"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_blocks(tmp_path, html, expected):
    assert page(tmp_path, html).text == expected


@pytest.mark.parametrize("said", ["gb2312", "gbk", "GB18030", "big5", "utf-8", "utf-16-le", "nonsense", ""])
def test_encodings(tmp_path, said):
    words = "算力會議紀要：產能擴張" if said == "big5" else "算力会议纪要：产能扩张，客户需求旺盛"
    real = {"nonsense": "utf-8", "": "gb18030"}.get(said, said)
    html = f'<html><head><meta charset="{said}"></head><p>{words}</p></html>'
    assert page(tmp_path, html.encode(real)).text == words


def test_one_file_for_a_whole_page(tmp_path):
    mail = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://search.example.com/7\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        'Content-Transfer-Encoding: quoted-printable\r\n\r\n<meta charset=3D"utf-8"><p>=E5=A2=9E=E9=95=BF</p>\r\n'
        "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    found = page(tmp_path, mail, "page.mhtml")
    assert (found.text, found.meta) == ("增长", {"url": "https://search.example.com/7"})
    assert isinstance(page(tmp_path, "no mail", "page.mht"), errors.UnsupportedError)


PIECES = ["<div>", "<ul><li>甲", "<table><tr><td>甲", "<blockquote>", "<b>", "<sup>1", "<font color=1>甲<p>", "<a href=x><p>",
          "<td rowspan=999>甲", "<tr><td rowspan=999 colspan=50>甲", "</div>", "甲<br>", "<li>", "<pre>\n"]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_tangled_tags_cost_their_length(tmp_path, piece):
    """Four times the page takes no more than some eight times as long; nesting has no limit and no price."""

    def seconds(size):
        begun = time.process_time()
        found = page(tmp_path, piece * (size // len(piece)) + "末")
        assert isinstance(found, Text)
        assert found.text.endswith("末") or "末" in found.text[-80:]
        assert len(found.text) < 60 * size
        return time.process_time() - begun

    seconds(1000)
    assert seconds(160_000) < 8 * seconds(40_000) + 0.3
