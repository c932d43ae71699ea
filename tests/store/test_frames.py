"""The store's tables in a notebook."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from steps import add, entry

import extract
from extract import store
from extract.errors import StoreError
from extract.store import columns, export
from extract.store.frames import Store


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    path = tmp_path / "s.sqlite"
    with store.writing(path) as db:
        writer = store.Writer(db)
        writer.begin("run", {})
        add(writer, entry("a.txt", "AAA 好 10 台\nBBB 2.5 倍", published="2025-01-05"))
    return extract.Store(path)


@pytest.mark.parametrize("table", store.TABLES)
def test_tables(filled: Store, table: str) -> None:
    found = getattr(filled, table)()
    assert isinstance(found, pa.Table)
    with store.reading(filled.path) as db:
        assert found.num_rows == db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("table", store.TABLES)
def test_every_column_is_described(filled: Store, table: str) -> None:
    with store.reading(filled.path) as db:
        shape = export.arrow_schema(db, table)
    assert [field.name for field in shape if not field.metadata[b"description"]] == []
    assert all(f"| {name} | " in columns.markdown() for name in shape.names)


def test_no_column_is_described_that_is_not_there(filled: Store) -> None:
    lines = Path(columns.__file__).with_name("columns.tsv").read_text(encoding="utf8").splitlines()[1:]
    for table, column, _ in (line.split("\t") for line in lines):
        tables = store.TABLES[1:] if table == "*" else (table,)
        assert any(column in filled.table(name).column_names for name in tables), (table, column)


def test_values(filled: Store) -> None:
    rows = filled.figures().to_pylist()
    assert [(row["lo"], row["approx"], row["claim"], row["period_from"]) for row in rows] == [
        (10.0, False, "c1", "2025-01-01"), (2.5, False, "c2", "2025-01-01"),
    ]  # fmt: skip
    assert filled.claims()["citations"].to_pylist() == [[1, 7], [2, 7]]


def test_the_text_of_a_document(filled: Store) -> None:
    text = filled.text("a")
    assert text == "AAA 好 10 台\nBBB 2.5 倍"
    (claim,) = filled.query(company="BBB")
    assert text[claim["start"] : claim["end"]] == claim["text"]
    with pytest.raises(ValueError, match="there is no document 'b'"):
        filled.text("b")


def test_pandas_and_polars(filled: Store) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = filled.mentions(as_="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["name"]) == ["AAA", "BBB"]
    assert isinstance(filled.mentions(as_="polars"), polars.DataFrame)
    assert filled.mentions(as_="polars")["name"].to_list() == ["AAA", "BBB"]


def test_an_empty_store_has_columns(tmp_path: Path) -> None:
    with store.writing(tmp_path / "s.sqlite"):
        pass
    assert "lo" in Store(tmp_path / "s.sqlite").figures().schema.names


def test_questions(filled: Store) -> None:
    assert [claim["claim"] for claim in filled.query(company="AAA")] == ["c1"]
    assert filled.query(metric="数量", period="2024") == []
    with pytest.raises(ValueError, match="no period"):
        filled.query(period="bald")


def test_what_is_no_store_or_table(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="J401"):
        Store(tmp_path / "nowhere.sqlite")
    with pytest.raises(ValueError, match="there is no table 'x'; the tables are documents, "):
        filled.table("x")
    with pytest.raises(ValueError, match="as_ is 'dask'"):
        filled.claims(as_="dask")  # type: ignore[arg-type]
    assert repr(filled) == f"Store({str(filled.path)!r})"
