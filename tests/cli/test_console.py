"""What a terminal is given, and what becomes of an error that nobody foresaw."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from extract import schema
from extract.cli import console, guard
from extract.errors import StoreError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("英伟达 H20", "英伟达 H20"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("a\x9b2Jb", "a2Jb"),
        ("a\rb", "ab"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("\ud800\U0001f600", "\U0001f600"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert console.safe(text) == shown


@given(st.text(st.characters()))
def test_offsets_hold_in_a_text_that_is_shown(text: str) -> None:
    shown = console.same_length(text)
    assert len(shown) == len(text)
    assert console.safe(shown) == shown


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "55 亿美元"),
        ({"metric": "损失", "approx": True}, "损失 ≈ 55 亿美元"),
        ({"bound": "min", "trend": "up"}, "≥ 55 亿美元 ↑"),
        ({"subject": "英伟达", "period": {"from": "2025-04-01", "to": None}}, "55 亿美元 (英伟达, 2025-04-01)"),
        ({"period": {"from": "2025-04-01", "to": "2025-06-30"}}, "55 亿美元 (2025-04-01…2025-06-30)"),
        ({"period": {"from": "2025-04-01", "to": "2025-04-01"}}, "55 亿美元 (2025-04-01)"),
    ],
)  # fmt: skip
def test_a_figure_on_one_line(fields: dict[str, Any], line: str) -> None:
    given_figure = {"start": 0, "end": 6, "text": "55 亿美元", "kind": "money", "lo": 5.5e9, "hi": 5.5e9, **fields}
    figure = schema.Figure.model_validate(given_figure).model_dump(by_alias=True)
    assert console.figure(figure) == line


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (StoreError("J401", "x", "there is no store here", "give another"), 2, "[J401] x: there is no store here"),
        (sqlite3.OperationalError("the disk is full"), 1, "[J406] the store cannot be used: the disk is full"),
        (ZeroDivisionError("division by zero"), 1, "[J900] ZeroDivisionError: division by zero"),
        (MemoryError(), 1, "out of memory"),
        (OSError(28, "No space left on device"), 1, "the output cannot be written: No space left on device; make room"),
        (PermissionError(13, "Permission denied", "x.csv"), 1, "x.csv cannot be used: Permission denied; check"),
        (OSError(5, "Input/output error"), 1, "[J900] OSError: [Errno 5] Input/output error"),
        (IsADirectoryError(21, "Is a directory", "out"), 1, "out cannot be used: Is a directory; name a file"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)  # fmt: skip
def test_no_traceback(error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        raise error

    with pytest.raises(typer.Exit) as left:
        guard.guarded(command)()
    assert left.value.exit_code == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert "Traceback" not in err


def test_a_traceback_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(guard.TRACEBACK, "1")
    with pytest.raises(ZeroDivisionError):
        guard.guarded(lambda: 1 // 0)()
