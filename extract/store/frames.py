"""The store in a notebook: its tables as Arrow, pandas or polars, and its claims by question.

>>> import extract                                           # doctest: +SKIP
>>> store = extract.Store("desk.sqlite")                     # doctest: +SKIP
>>> store.figures(as_="pandas").groupby("metric").size()     # doctest: +SKIP
>>> store.query(company="寒武纪", metric="产能")[0]["text"]   # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extract.store import connect, export, metrics, names, query, rows

if TYPE_CHECKING:
    from extract.schema import Label

As = Literal["arrow", "pandas", "polars"]


class Store:
    """A store that `jiyao run` has filled. Each call sees what stands in it then; nothing is kept open.

    Tables have the columns of `jiyao export --to parquet` (`jiyao schema --tables` tells them). They come as
    `pyarrow.Table`, or with ``as_="pandas"`` or ``as_="polars"`` as frames of those, where they are installed.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        with connect.reading(self.path):  # says at once what is wrong with it
            pass

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def table(self, name: str, as_: As = "arrow") -> Any:
        """A table by its name."""
        if name not in rows.TABLES:
            raise ValueError(f"there is no table {name!r}; the tables are {', '.join(rows.TABLES)}")
        import pyarrow as pa

        with connect.reading(self.path) as db:
            parts = list(export.arrow(db, name))
            found = pa.concat_tables(parts) if parts else export.arrow_schema(db, name).empty_table()
        if as_ == "arrow":
            return found
        if as_ == "pandas":
            return found.to_pandas()
        if as_ == "polars":
            import polars

            return polars.from_arrow(found)
        raise ValueError(f"as_ is {as_!r}; write 'arrow', 'pandas' or 'polars'")

    def documents(self, as_: As = "arrow") -> Any:
        """A row a document."""
        return self.table("documents", as_)

    def sections(self, as_: As = "arrow") -> Any:
        """A row a section."""
        return self.table("sections", as_)

    def claims(self, as_: As = "arrow") -> Any:
        """A row a claim."""
        return self.table("claims", as_)

    def sentences(self, as_: As = "arrow") -> Any:
        """A row a sentence."""
        return self.table("sentences", as_)

    def mentions(self, as_: As = "arrow") -> Any:
        """A row a company, chip or person named."""
        return self.table("mentions", as_)

    def figures(self, as_: As = "arrow") -> Any:
        """A row a figure."""
        return self.table("figures", as_)

    def times(self, as_: As = "arrow") -> Any:
        """A row a time."""
        return self.table("times", as_)

    def entities(self, as_: As = "arrow") -> Any:
        """A row a company, chip or person of a document."""
        return self.table("entities", as_)

    def text(self, document: str) -> str:
        """The source text of a document, into which its offsets count: ``text[start:end]`` is the surface."""
        asked = "SELECT text FROM texts JOIN documents USING (sha256) WHERE id = ?"
        with connect.reading(self.path) as db:
            found = db.execute(asked, (document,)).fetchone()
        if found is None:
            raise ValueError(f"there is no document {document!r}; documents() has the ids")
        return str(found["text"])

    def query(
        self,
        *,
        company: str | None = None,
        chip: str | None = None,
        person: str | None = None,
        metric: str | None = None,
        period: str | None = None,
        text: str | None = None,
        since: str | None = None,
        until: str | None = None,
        sentiment: Label | None = None,
        min_score: float | None = None,
        meta: dict[str, str] | None = None,
        sort: query.Sort = "newest",
        limit: int | None = None,
        lexicon: Path | None = None,
        own_metrics: Path | None = None,
    ) -> list[dict[str, Any]]:
        """The claims for which all that is given holds, as `jiyao query --format json` prints them."""
        asked = (("COMPANY", company), ("CHIP", chip), ("PERSON", person))
        with connect.reading(self.path) as db:
            own = lexicon or names.last_lexicon(db)
            wanted = query.Filter(
                named=[names.resolve(db, label, name, own) for label, name in asked if name is not None],
                metric=metric,
                metrics=metrics.load(own_metrics),
                period=query.period(period) if period else None,
                text=text,
                since=since,
                until=until,
                sentiment=sentiment,
                min_score=min_score,
                meta=meta or {},
                sort=sort,
                limit=limit,
            )
            return list(query.claims(db, wanted))
