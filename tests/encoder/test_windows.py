"""Windows: every unit once, in order, with offsets that hold in the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from extract.encoder import shipped
from extract.encoder.windows import LIMIT, TYPES, Packer

_PIECES = st.sampled_from(
    ["华为", "昇腾 910C ", "出货", "增长约 25%", ",", " ", "GB200 NVL72", "🚀", "\u202e", "é", "产能不及预期"]
)
_UNITS = st.lists(st.lists(_PIECES, min_size=1, max_size=60).map("".join), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def packer() -> Packer:
    folder = shipped()
    assert folder is not None, "the package ships a model"
    return Packer(Tokenizer.from_file(str(folder / "tokenizer.json")))


@settings(max_examples=60, deadline=None)
@given(_UNITS)
def test_every_unit_stands_in_one_window(packer: Packer, texts: list[str]) -> None:
    text = "\n".join(texts)
    units, at = [], 0
    for t in texts:
        units.append((at, at + len(t)))
        at += len(t) + 1
    pieces = packer.pieces(text, units, [])
    windows = list(packer.pack(pieces))
    assert [u for w in windows for u, _, _ in w.units] == list(range(len(texts)))
    for window in windows:
        assert len(window.ids) == len(window.types) == len(window.spans)
        assert len(window.ids) <= LIMIT + 1 or len(window.units) == 1
        for unit, first, last in window.units:
            start, end = units[unit]
            assert window.ids[last] == packer.end
            spans = window.spans[first:last]
            assert all(start <= s <= e <= end for s, e in spans)
            assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise([s for s in spans if s[0] < s[1]]))
            assert not any(text[s].isspace() or text[e - 1].isspace() for s, e in spans if s < e)


MARKED = [
    ("华为昇腾 910C 出货", [(0, 2, "COMPANY"), (2, 9, "CHIP")], ["COMPANY", "CHIP"]),
    ("寒武纪与黄仁勋会面", [(0, 3, "COMPANY"), (4, 7, "PERSON")], ["COMPANY", "PERSON"]),
    ("毛利率约五成", [], []),
]


@pytest.mark.parametrize(("text", "marks", "labels"), MARKED)
def test_pieces_of_a_known_name_carry_its_kind(
    packer: Packer, text: str, marks: list[tuple[int, int, str]], labels: list[str]
) -> None:
    (piece,) = packer.pieces(text, [(0, len(text))], marks)
    assert [label for label, kind in TYPES.items() if kind in piece.types] == sorted(labels, key=list(TYPES).index)
    for (s, e), kind in zip(piece.spans, piece.types, strict=True):
        inside = [label for a, b, label in marks if a < e and s < b and s < e]
        assert kind == (TYPES[inside[0]] if inside else 0)


def test_a_window_begins_with_the_end_of_the_unit_before(packer: Packer) -> None:
    text = "产能爬坡顺利" * 80
    units = [(0, 240), (240, 480)]
    first, second = packer.pack(packer.pieces(text, units, []), limit=100)
    assert first.ids[0] == second.ids[0] == packer.begin
    assert second.ids[1:9] == first.ids[first.units[0][2] - 8 : first.units[0][2]]
