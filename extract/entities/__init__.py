"""Companies, chips and people: lexicon match, chip grammar, stock codes, context, repair, and one resolver."""

from __future__ import annotations

from extract.entities.finder import Finder

__all__ = ["Finder"]
