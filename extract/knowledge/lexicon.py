"""A user's own names: read, check and lay them over the shipped knowledge.

The file is a CSV with the columns `label,name,aliases,ticker,maker`: COMPANY, CHIP or PERSON; the
canonical name; other names parted by ``|``; the ticker of a company; the company that makes the chip
or that the person works for. A row whose name or ticker is known adds its aliases to that entity; any
other row is a new one. The user's word counts more than ours: a name given here is taken from whoever
had it, and needs no context.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from extract.errors import JiyaoError
from extract.knowledge.load import Knowledge, no_collection, shipped
from extract.knowledge.rows import Problem, Row, name_problems, read_rows
from extract.knowledge.tables import (
    LABELS,
    LEXICON_COLUMNS,
    Chip,
    Company,
    Person,
    at_once,
    cells,
    fold_names,
    is_ticker,
    key,
    keys,
    slug,
)

Entity = TypeVar("Entity", bound=Company | Chip | Person)
_NONE: frozenset[str] = frozenset()


_ALL = "; `jiyao lexicon check FILE` names them all"


class LexiconError(JiyaoError):
    """A user's lexicon breaks its rules. `problems` holds every breach, the message the first five."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        rest = len(self.problems) - 5
        return "\n".join([*map(str, self.problems[:5]), *([f"… and {rest} more{_ALL}"] if rest > 0 else [])])


class _Layer(Generic[Entity]):
    """The entities of one label, on which rows of a lexicon are laid."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities: dict[str, Entity] = dict(entities)
        names = keys([entity.name for entity in entities.values()])
        self.ids = dict(reversed([*zip(names, entities, strict=True)]))  # the first of a name wins

    def put(self, new: Entity, written: str) -> None:
        """Add `new`, whose name is `written` as keys are, or its aliases to the entity of the same name."""
        id = self.ids.setdefault(written, new.id)
        if id not in self.entities:
            self.entities[id] = new
            return
        known = self.entities[id]
        mine = {key(name) for name in (new.name, *new.aliases)}
        self.entities[id] = replace(
            known,
            aliases=tuple(dict.fromkeys((*known.aliases, *new.aliases))),
            common=frozenset(word for word in known.common if key(word) not in mine),
        )

    def ceded(self, label: str, owners: dict[str, Row]) -> dict[str, Entity]:
        """The entities without the aliases that a row of the lexicon gives to another one."""
        # A row of the lexicon claims no name of another row.
        pairs = [
            (id, alias) for id, entity in self.entities.items() if entity.source != "user" for alias in entity.aliases
        ]
        written = keys([alias for _, alias in pairs])
        for id in {id for (id, _), name in zip(pairs, written, strict=True) if name in owners}:
            entity = self.entities[id]
            own = (label, key(entity.name))
            aliases = tuple(alias for alias in entity.aliases if _owner(owners.get(key(alias)), own) == own)
            if len(aliases) < len(entity.aliases):
                common = entity.common & {entity.name, *aliases}
                self.entities[id] = replace(entity, aliases=aliases, common=common)
        return self.entities


def _owner(row: Row | None, own: tuple[str, str]) -> tuple[str, str]:
    """Label and name of the entity that a row of the lexicon gives a surface to; `own` where none does."""
    return own if row is None else (row.cell["label"], key(row.cell["name"]))


def load(extra: Path | None = None) -> Knowledge:
    """The shipped knowledge, with the user's own names of the CSV `extra` where given.

    Raises `LexiconError`, which names file, line and remedy, when `extra` breaks a rule.
    """
    if extra is None:
        return shipped()
    with no_collection():
        return extend(shipped(), Path(extra))


def extend(base: Knowledge, path: Path) -> Knowledge:
    """`base` with the names of the lexicon at `path`; raises `LexiconError` when a row breaks a rule."""
    known, found = _laid(base, path)
    if found:
        raise LexiconError(found)
    return known


def problems(path: Path) -> list[Problem]:
    """What is wrong in the lexicon at `path`, laid over the shipped knowledge; in line order."""
    return _laid(shipped(), path)[1]


def _laid(base: Knowledge, path: Path) -> tuple[Knowledge, list[Problem]]:
    rows, found = read_rows(path, LEXICON_COLUMNS)
    owners: dict[str, Row] = {}
    names = [row.names() for row in rows]
    every = iter(keys([name for own in names for name in own]))
    spelt = [[*islice(every, len(own))] for own in names]  # the keys of each row's names, its own name first
    for row, own, written in zip(rows, names, spelt, strict=True):
        found += _cells(row)
        found += name_problems(row, written)
        for name, surface in zip(own, written, strict=True):
            first = owners.setdefault(surface, row)
            if first is not row:
                what = f"“{name}” stands also in line {first.line}"
                found.append(row.problem("J207", what, "take it from one of the two rows"))
    # As texts are searched: folded.
    aliases = [tuple(dict.fromkeys(cells(cell))) for cell in at_once(fold_names, [row.cell["aliases"] for row in rows])]
    companies, chips, people = _Layer(base.companies), _Layer(base.chips), _Layer(base.people)
    tickers = {ticker: id for id, firm in base.companies.items() for ticker in firm.tickers}
    for row, others, written in zip(rows, aliases, spelt, strict=True):
        if row.cell["label"] == "COMPANY":
            _put_company(companies, row, others, written[0], tickers)
    makers: dict[str, str] = {}
    if any(row.cell["maker"] for row in rows):
        makers = {key(name): id for id, firm in companies.entities.items() for name in (*firm.aliases, firm.name, id)}
    for row, others, written in zip(rows, aliases, spelt, strict=True):
        name, maker = row.cell["name"], makers.get(key(row.cell["maker"])) if row.cell["maker"] else None
        if row.cell["maker"] and maker is None:
            remedy = "write a known company, add a COMPANY row for it, or leave the cell empty"
            found.append(row.problem("J206", f"maker {row.cell['maker']} is no known company", remedy))
        elif row.cell["label"] == "CHIP":
            chips.put(Chip(slug(name), name, maker, "other", others, _NONE, "user"), written[0])
        elif row.cell["label"] == "PERSON":
            people.put(Person(slug(name), name, maker, others, _NONE, "user"), written[0])
    known = Knowledge(
        companies=companies.ceded("COMPANY", owners),
        chips=chips.ceded("CHIP", owners),
        people=people.ceded("PERSON", owners),
        misheard={surface: said for surface, said in base.misheard.items() if key(surface) not in owners},
        fingerprint=_fingerprint(base, rows),
    )
    return known, sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.code))


def _fingerprint(base: Knowledge, rows: list[Row]) -> str:
    """Of the shipped tables and the rows, wherever the file lies."""
    lines = ("\x1f".join(row.cell.values()) for row in rows)
    return hashlib.sha256("\n".join([base.fingerprint, *lines]).encode(errors="surrogatepass")).hexdigest()


def _cells(row: Row) -> list[Problem]:
    label, ticker = row.cell["label"], row.cell["ticker"]
    found = []
    if label not in LABELS:
        found.append(row.problem("J210", f"label {label} is unknown", f"write one of {', '.join(LABELS)}"))
    if ticker and label != "COMPANY":
        found.append(row.problem("J205", f"a {label} has no ticker", "leave the cell empty"))
    elif ticker and not is_ticker(ticker):
        found.append(row.problem("J205", f"ticker {ticker} has no known form", "write CODE.EXCHANGE, as NVDA.US"))
    if row.cell["maker"] and label == "COMPANY":
        found.append(row.problem("J206", "a COMPANY has no maker", "leave the cell empty"))
    return found


def _put_company(
    companies: _Layer[Company], row: Row, aliases: tuple[str, ...], written: str, tickers: dict[str, str]
) -> None:
    name, ticker = row.cell["name"], row.cell["ticker"]
    id = tickers.get(ticker)
    if id is not None and key(companies.entities[id].name) != written:  # the user's own name for a listed firm
        known = companies.entities[id]
        companies.entities[id] = replace(known, name=name, aliases=(known.name, *known.aliases))
        companies.ids[written] = id
    own = (ticker,) if ticker else ()
    companies.put(Company(id or ticker or slug(name), name, own, None, "company", aliases, _NONE, "user"), written)
