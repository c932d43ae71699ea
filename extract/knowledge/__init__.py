"""What the pipeline knows beforehand: companies, chips, people and their mis-heard forms.

Plain UTF-8 CSV files with a header row lie beside this file; a name is added by adding a line.

================  =====================================================================
companies.csv     the firms that research covers, kept by hand: `id,name,tickers,parent,kind,aliases,common,source`
listed_a.csv      mainland, Hong Kong and Taiwan listings, same columns, made once from public
listed_hk.csv     lists of listed companies; a row whose id is also a ticker in companies.csv adds
listed_tw.csv     its tickers and aliases to that company, and nothing else
chips.csv         `id,name,maker,kind,aliases,common,source`
people.csv        `id,name,company,aliases,common,source`
misheard.csv      `surface,label,id,source`: what speech recognition writes for a name
================  =====================================================================

- `id` is stable: a company's first ticker (``NVDA.US``, ``688256.SH``), else the name without blanks
  (``OpenAI``, ``华为``); a chip's or a person's name without blanks.
- `name` is the canonical name that records carry; `tickers`, `aliases` and `common` are separated by ``|``.
- `parent`, `maker` and `company` are ids of companies.csv. `kind` is one of `KINDS` (companies) or
  `CHIP_KINDS` (chips).
- `common` lists those of name and aliases that are also ordinary words, parts of words, or names of
  something else (``苹果``, ``理想``, ``TEL``). They count only where the context says so.
- Names and aliases are written in their usual spelling, in simplified characters; whoever searches a
  folded text folds them too (``昇腾`` and ``奇鋐`` change).
- `source` says where a row comes from; SOURCES.md explains each value and carries the licences.

`load()` reads all of it once; `check()` names every row that breaks these rules. A user's own names
come in a CSV with the columns `label,name,aliases,ticker,maker` (`label`: COMPANY, CHIP or PERSON):

>>> from extract.knowledge import load
>>> load().companies["NVDA.US"].name
'英伟达'
"""

from __future__ import annotations

from extract.knowledge.check import check
from extract.knowledge.lexicon import LexiconError, load
from extract.knowledge.load import Knowledge, no_collection
from extract.knowledge.rows import Problem, decoded
from extract.knowledge.tables import CHIP_KINDS, KINDS, Chip, Company, Person

__all__ = [
    "CHIP_KINDS",
    "KINDS",
    "Chip",
    "Company",
    "Knowledge",
    "LexiconError",
    "Person",
    "Problem",
    "check",
    "decoded",
    "load",
    "no_collection",
]
