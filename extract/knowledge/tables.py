"""The tables of the knowledge base: their columns, the words that some cells are limited to, the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extract.folding import fold

FOLDER = Path(__file__).parent
COMPANY_COLUMNS = ("id", "name", "tickers", "parent", "kind", "aliases", "common", "source")
COMPANY_FILES = ("companies.csv", "listed_a.csv", "listed_hk.csv", "listed_tw.csv")  # the first wins
COLUMNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(COMPANY_FILES, COMPANY_COLUMNS),
    "chips.csv": ("id", "name", "maker", "kind", "aliases", "common", "source"),
    "people.csv": ("id", "name", "company", "aliases", "common", "source"),
    "misheard.csv": ("surface", "label", "id", "source"),
    "former.csv": ("id", "name", "source"),
}
LEXICON_COLUMNS = ("label", "name", "aliases", "ticker", "maker")
LABELS = ("COMPANY", "CHIP", "PERSON")

KINDS = ("company", "unit", "lab", "broker", "bank", "fund", "research", "insurer")
CHIP_KINDS = (
    "gpu", "accelerator", "cpu", "soc", "memory", "network", "system", "architecture", "power", "analog", "other",
)  # fmt: skip

_FEW = 64  # replacements that cost less than one translation
_ODD_BLANK = re.compile(r"[^\S\n]")

# How the exchanges write their codes: digits in Asia, letters elsewhere.
_TICKER = re.compile(
    r"[69]\d{5}\.SH|[023]\d{5}\.SZ|[489]\d{5}\.BJ|\d{4,5}\.HK|\d{4,6}[A-Z]?\.TWO?|\d[0-9A-Z]\d[0-9A-Z]\.T"
    r"|\d{5}[0-9A-Z]\.KS|\d{6}\.KQ|[A-Z0-9][A-Z0-9-]{0,11}(?:\.[A-Z])?"
    r"\.(?:US|L|PA|DE|F|AS|SW|MI|ST|HE|OL|CO|MC|BR|VI|LS|IR|WA|SI|AX|NZ|TO|V|NS|BO|TA|SA|JK|KL|BK|VN|SR|MX)"
)


@dataclass(frozen=True, slots=True)
class Company:
    """A firm, a unit of one, a lab, a bank, broker, fund, insurer or research house."""

    id: str
    name: str
    tickers: tuple[str, ...]
    parent: str | None  # id of the company that it belongs to
    kind: str
    aliases: tuple[str, ...]
    common: frozenset[str]  # of name and aliases: those that need context
    source: str
    former: frozenset[str] = frozenset()  # of the aliases: what the firm was called; a text of that time keeps it

    @property
    def ticker(self) -> str | None:
        """The first ticker, where the firm is listed."""
        return self.tickers[0] if self.tickers else None


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip, a family or architecture of chips, or a system named by its chip."""

    id: str
    name: str
    maker: str | None  # id of a company; memory generations have none
    kind: str
    aliases: tuple[str, ...]
    common: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Person:
    """A leader, founder, analyst or politician whom calls name."""

    id: str
    name: str
    company: str | None  # id of the company that he or she is known for
    aliases: tuple[str, ...]
    common: frozenset[str]
    source: str


def cells(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, parted by ``|``."""
    return tuple(cell.split("|")) if cell else ()


def key(surface: str) -> str:
    """The form in which two surfaces are the same name: folded, in small letters, without blanks.

    >>> key("鴻海 Precision") == key("鸿海precision")
    True
    """
    return "".join(fold(surface).casefold().split())


def at_once(change: Callable[[str], str], surfaces: list[str]) -> list[str]:
    """`change` of each surface, worked out on all of them in one string, which is quicker for many.

    `change` neither adds nor drops line ends.
    """
    changed = change("\n".join(surfaces)).split("\n")
    return changed if len(changed) == len(surfaces) else [change(surface) for surface in surfaces]  # line ends inside


def fold_names(text: str) -> str:
    """`fold`, quicker for many names at once: few of their characters change, so each is replaced by itself."""
    characters = "".join(set(text))
    changed = [pair for pair in zip(characters, fold(characters), strict=True) if pair[0] != pair[1]]
    if len(changed) > _FEW:
        return fold(text)
    for before, after in changed:
        text = text.replace(before, after)
    return text


def keys(surfaces: list[str]) -> list[str]:
    """`key` of each, worked out at once, which is quicker for many."""
    if not surfaces:
        return []
    written = fold_names("\n".join(surfaces)).casefold().replace(" ", "")
    found = written.split("\n")
    odd = len(found) != len(surfaces) or _ODD_BLANK.search(written)  # line ends or the like inside names
    return [key(surface) for surface in surfaces] if odd else found


def slug(name: str) -> str:
    """The id of an entity without a ticker: its name without blanks."""
    return "".join(name.split())


def is_ticker(text: str) -> bool:
    """Whether `text` is a code as its exchange writes it, a dot and the exchange: ``0700.HK``, ``NVDA.US``."""
    return _TICKER.fullmatch(text) is not None
