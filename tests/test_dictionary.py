"""The words of the general dictionary: cut as jieba cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dictionary import tokenizer, words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "机柜出货量同比增长 12.5%,单价约 3 万元。",
        "鸿远芯的X2-Pro 模组\r\n毛利率",
        "\x01\x01发布\x02\x02季报",
        "两三成的的的",
        "ASIC/GPU 占比 3:7",
    ],
)
def test_as_jieba(text: str) -> None:
    assert list(words(text)) == tokenizer().lcut(text)


@given(st.text(alphabet="甲乙公司收入增长产能率的了在 a1.%\r\n,。🙂\ud800", max_size=30))
def test_any_text_as_jieba(text: str) -> None:
    assert list(words(text)) == tokenizer().lcut(text)
