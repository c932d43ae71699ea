"""Stock codes as mentions: `(688256)`, `（TSLA）`, `0700.HK`, `NVDA.US`.

A code with its exchange counts anywhere; a bare code only in brackets or cells right behind a name, or where
it is the firm's that was named right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate, Entity, company, unlisted_company
from extract.knowledge import Knowledge

_SCORE = 0.97
_FULL = re.compile(
    r"(?<![A-Za-z0-9.])(?:\d{6}\.(?:SH|SZ|BJ|SS|XSHG|XSHE|KS|KQ)|\d{4,5}\.(?:HK|TWO?|T)|[A-Z]{1,5}\.US"
    r"|(?:[A-Z]{2,5}|(?<=\()[A-Z])\.(?:O|N|OQ|DE|PA|L|SW|AS|MI|ST))(?![A-Za-z0-9])"  # `(F.N)`, but `U.N.` is no code
)
_BRACKETED = re.compile(r"(?<=\()(?:[A-Z]{1,5}|\d{4}|\d{5}|\d{6})(?=\))|(?<=\()\d{6}(?=[,;、])")
_IN_CELL = re.compile(r"(?<=\| )\d{6}(?= +\|)")
_EXCHANGES = {"SS": "SH", "XSHG": "SH", "XSHE": "SZ", "O": "US", "N": "US", "OQ": "US"}
_BY_NUMBER = {"92": "BJ", "6": "SH", "9": "SH", "0": "SZ", "3": "SZ", "2": "SZ", "4": "BJ", "8": "BJ"}  # how it begins


def full_code(code: str) -> str:
    """The code with its exchange, as records write it: 688256 → 688256.SH, F.N → F.US, 00700.HK → 0700.HK."""
    number, dot, exchange = code.partition(".")
    if dot:
        return f"{number.lstrip('0').zfill(4) if exchange == 'HK' else number}.{_EXCHANGES.get(exchange, exchange)}"
    exchange = (_BY_NUMBER.get(code[:2]) or _BY_NUMBER.get(code[:1], "")) if len(code) == 6 else ""
    return f"{code}.{exchange}" if exchange else code


class Tickers:
    """Reads stock codes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_code: dict[str, Entity] = {}
        self._by_number: dict[str, list[Entity]] = {}
        for row in knowledge.companies.values():
            entity = company(row)
            for ticker in row.tickers:
                self._by_code.setdefault(ticker, entity)
                self._by_number.setdefault(ticker.partition(".")[0], []).append(entity)

    def find(self, folded: str, named: dict[int, Entity]) -> Iterator[Candidate]:
        """Codes in the text. `named` is the firm that ends at an offset, for a code in brackets right behind it."""
        for m in _FULL.finditer(folded):
            entity = self._by_code.get(full_code(m.group())) or _before(folded, m.start() - 1, named)
            if entity is not None or m.group()[0].isdigit() or m.group().endswith(".US"):
                yield self._candidate(m, entity or unlisted_company(m.group(), full_code(m.group())))
        for m in _BRACKETED.finditer(folded):
            firm = _before(folded, m.start() - 1, named)
            entities = self._by_number.get(m.group(), [])
            if firm is not None and (firm in entities or (m.group().isdigit() and len(m.group()) > 4)):
                yield self._candidate(m, firm)
            elif firm is None and len(m.group()) == 6 and m.group().isdigit() and entities:
                yield self._candidate(m, entities[0])

        for m in _IN_CELL.finditer(folded):  # a column of codes
            if known := self._by_number.get(m.group()):
                yield self._candidate(m, known[0])

    def _candidate(self, m: re.Match[str], entity: Entity) -> Candidate:
        return Candidate(m.start(), m.end(), entity, "alias", _SCORE)


def _before(folded: str, bracket: int, named: dict[int, Entity]) -> Entity | None:
    """The firm that ends right before the bracket, a blank between them allowed."""
    if bracket > 0 and folded[bracket - 1] == " ":
        bracket -= 1
    return named.get(bracket)
