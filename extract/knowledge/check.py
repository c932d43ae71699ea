"""Check the tables row by row, so that a slip in a CSV is named before it makes a wrong mention.

`check()` reads the shipped files, `check(FOLDER)` a folder of the same files, `check(FILE)` a user's
lexicon. Each `Problem` says file, line, what is wrong and what to do; it prints as
``[J205] companies.csv line 41: ticker NVDA has no known form; write CODE.EXCHANGE, as NVDA.US``.

==== ==================================================================
J201 a file cannot be read, or its header row is not the expected one
J202 a row has too many or too few cells
J203 an id is empty or malformed, or a name is missing
J204 an id, a ticker or a mis-heard form stands twice
J205 a ticker is malformed, or stands where none can be
J206 a parent, maker, company or id is not that of a known row
J207 two entities claim one name, and it is not `common` to both
J208 a name is blank, of one character, or of blanks and signs alone
J209 a name is a unit of measure
J210 a cell that is limited to some words holds another one
J211 a `common` name is none of the row's own names
==== ==================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from extract.knowledge import lexicon
from extract.knowledge.rows import Problem, Row, name_problems, read_rows
from extract.knowledge.tables import (
    CHIP_KINDS,
    COLUMNS,
    COMPANY_FILES,
    FOLDER,
    KINDS,
    LABELS,
    cells,
    is_ticker,
    key,
    slug,
)

_LABEL_OF = {**dict.fromkeys(COMPANY_FILES, "COMPANY"), "chips.csv": "CHIP", "people.csv": "PERSON"}
_Tables = dict[str, list[Row]]


def check(path: Path | None = None) -> list[Problem]:
    """The problems of the shipped tables, of a folder of such tables, or of one lexicon file."""
    if path is not None and not Path(path).is_dir():
        return lexicon.problems(Path(path))
    folder = FOLDER if path is None else Path(path)
    problems: list[Problem] = []
    tables: _Tables = {}
    for file, columns in COLUMNS.items():
        tables[file], found = read_rows(folder / file, columns)
        problems += found
    companies = {row.cell["id"] for file in COMPANY_FILES for row in tables[file]}
    for row in _entities(tables):
        problems += [*_row(row), *_links(row, companies)]
    problems += [*_ids(tables), *_claims(tables), *_misheard(tables), *_former(tables, companies)]
    files = list(COLUMNS)
    return sorted(problems, key=lambda problem: (files.index(problem.file), problem.line, problem.code))


def _entities(tables: _Tables) -> Iterator[Row]:
    for file in _LABEL_OF:
        yield from tables[file]


def _row(row: Row) -> Iterator[Problem]:
    """What is wrong with a row by itself."""
    id = row.cell["id"]
    tickers = cells(row.cell.get("tickers", ""))
    if not id or id != slug(id) or "|" in id:
        yield row.problem("J203", f"the id “{id}” is not well-formed", "write a ticker, or the name without blanks")
    if tickers and id != tickers[0]:
        yield row.problem("J203", f"the id {id} is not the first ticker", f"write {tickers[0]}")
    if is_ticker(id) and "tickers" in row.cell and not tickers:
        yield row.problem("J203", f"the id {id} is a ticker that the row does not list", "list it under tickers")
    for ticker in tickers:
        if not is_ticker(ticker):
            yield row.problem("J205", f"ticker {ticker} has no known form", "write CODE.EXCHANGE, as NVDA.US")
    yield from name_problems(row, map(key, row.names()))
    kinds = CHIP_KINDS if row.file == "chips.csv" else KINDS
    if row.cell.get("kind", kinds[0]) not in kinds:
        yield row.problem("J210", f"kind {row.cell['kind']} is unknown", f"write one of {', '.join(kinds)}")
    for word in cells(row.cell["common"]):
        if word not in row.names():
            yield row.problem("J211", f"common “{word}” is no name of the row", "add it to the aliases or take it out")


def _links(row: Row, companies: set[str]) -> Iterator[Problem]:
    """Companies that a row points at and that are not there."""
    for column in ("parent", "maker", "company"):
        other = row.cell.get(column)
        if other and other not in companies:
            yield row.problem("J206", f"{column} {other} is no known company", "write the id of a row of companies.csv")


def _ids(tables: _Tables) -> Iterator[Problem]:
    """Ids and tickers that stand twice; a list of listed firms may repeat what companies.csv has."""
    curated = {ticker for row in tables[COMPANY_FILES[0]] for ticker in cells(row.cell["tickers"])}
    seen: dict[tuple[str, str], Row] = {}
    for row in _entities(tables):
        for id in cells(row.cell.get("tickers", "")) or (row.cell["id"],):
            first = seen.setdefault((_LABEL_OF[row.file], id), row)
            if first is not row and not (row.file in COMPANY_FILES[1:] and id in curated):
                where = f"{first.file} line {first.line}"
                yield row.problem("J204", f"{id} stands also in {where}", "join the two rows into one")


def _claims(tables: _Tables) -> Iterator[Problem]:
    """Names that two entities claim, of whatever label, unless the name is common to both."""
    owner = {ticker: row.cell["id"] for row in tables[COMPANY_FILES[0]] for ticker in cells(row.cell["tickers"])}
    claims: dict[str, dict[tuple[str, str], tuple[Row, bool]]] = defaultdict(dict)
    for row in _entities(tables):
        entity = (_LABEL_OF[row.file], owner.get(row.cell["id"], row.cell["id"]))
        common = set(map(key, cells(row.cell["common"])))
        for name in map(key, row.names()):
            claims[name].setdefault(entity, (row, name in common))
    for name, claimants in claims.items():
        (first, _), *others = claimants.values()
        if not all(common for _, common in claimants.values()):
            for row, _ in others:
                what = f"“{name}” is also a name of {first.cell['name']} ({first.file} line {first.line})"
                yield row.problem("J207", what, "take it from one of the two, or list it under common in both")


def _former(tables: _Tables, companies: set[str]) -> Iterator[Problem]:
    """Former names of no known firm, or that another entity bears today."""
    owners = {key(name): row for row in _entities(tables) for name in row.names()}
    same = {ticker: row.cell["id"] for row in tables[COMPANY_FILES[0]] for ticker in cells(row.cell["tickers"])}
    seen: set[str] = set()
    for row in tables["former.csv"]:
        id, name = row.cell["id"], row.cell["name"]
        if id not in companies:
            yield row.problem("J206", f"id {id} is no known company", "write the id of a row of companies.csv")
        if sum(map(str.isalnum, name)) < 2:
            yield row.problem("J208", f"“{name}” is too short to be a name", "take it out")
        if (owner := owners.get(key(name))) and same.get(owner.cell["id"], owner.cell["id"]) != same.get(id, id):
            yield row.problem("J207", f"“{name}” is a name of {owner.cell['name']}", "take it from one of the two")
        if key(name) in seen:
            yield row.problem("J204", f"“{name}” stands twice", "take one out")
        seen.add(key(name))


def _misheard(tables: _Tables) -> Iterator[Problem]:
    """Mis-heard forms that stand for nothing, or that are already a name."""
    known = {(_LABEL_OF[row.file], row.cell["id"]) for row in _entities(tables)}
    taken = {key(name): row.cell["name"] for row in _entities(tables) for name in row.names()}
    seen: set[str] = set()
    for row in tables["misheard.csv"]:
        surface, label, id = row.cell["surface"], row.cell["label"], row.cell["id"]
        if label not in LABELS:
            yield row.problem("J210", f"label {label} is unknown", f"write one of {', '.join(LABELS)}")
        elif (label, id) not in known:
            yield row.problem("J206", f"there is no {label} {id}", "write the id of a known row")
        if sum(map(str.isalnum, surface)) < 2:
            yield row.problem("J208", f"“{surface}” is too short to be a name", "take it out")
        if key(surface) in taken:
            yield row.problem("J207", f"“{surface}” is a name of {taken[key(surface)]}", "take it out")
        if key(surface) in seen:
            yield row.problem("J204", f"“{surface}” stands twice", "take one out")
        seen.add(key(surface))
