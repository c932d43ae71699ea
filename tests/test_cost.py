"""Cost grows with the text, not with its square: many documents in one file, and one line of many claims."""

from __future__ import annotations

import time

import pytest

from extract.pipeline import Reader

CLAIM = " - **寒武纪产能偏紧**:思元 590 月产能约 1.2 万片,预计 2026 年提高到 3 万片/月,毛利率 61.2%[1][2]"
SHAPES = {
    "many documents": "算力周报\n2025-06-18 21:40\n要点 -" + CLAIM * 6 + "\n",
    "one line": CLAIM,
    "prose": "英伟达二季度收入增长 25%,但库存上升,预计三季度回落。",
    "no borders": "芯片出货增长",
}


def seconds(reader: Reader, text: str) -> float:
    """Processor time of one reading, the best of two."""
    took = []
    for _ in range(2):
        started = time.process_time()
        reader.documents(text)
        took.append(time.process_time() - started)
    return min(took)


@pytest.mark.parametrize("shape", SHAPES)
def test_linear(reader: Reader, shape: str) -> None:
    short = SHAPES[shape] * (24_000 // len(SHAPES[shape]))
    assert seconds(reader, short * 4) < 8 * seconds(reader, short)
