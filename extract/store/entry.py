"""What the store is told: a text under one of its names, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from extract import schema
from extract.records import text_hash
from extract.store.rows import dump


class Name(NamedTuple):
    """A name in the ledger. Names are ordered: the smallest of a text gives it its ids."""

    source: str  # absolute path
    item: str = ""  # the row's id; empty for a file that is one text, or none

    def __str__(self) -> str:
        return f"{self.source} ({self.item})" if self.item else self.source


@dataclass(frozen=True)
class Entry:
    """A text with its name and what its source says beside it."""

    name: Name
    stem: str  # what the ids of its documents are made of
    text: str
    path: str | None = None  # as the record shows it
    format: str = "text"
    title: str | None = None
    published: str | None = None  # as the row says
    fallback: str | None = None  # the date to take where neither text nor row names one
    meta: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        """Hash of the text: two entries with the same are the same content."""
        return text_hash(self.text)

    @property
    def source(self) -> schema.Source:
        """The source as records carry it."""
        return schema.Source(path=self.path, format=self.format, sha256=self.sha256)

    @property
    def inputs(self) -> str:
        """What the source says beside the text, as the ledger keeps it: a change here asks for a new reading too."""
        return dump([self.format, self.title, self.published, self.meta])

    @staticmethod
    def dated(inputs: str) -> bool:
        """Whether the row that the ledger keeps so says when it was published."""
        return json.loads(inputs)[2:3] not in ([], [None])

    @classmethod
    def restored(cls, name: Name, stem: str, text: str, inputs: str, fallback: str | None) -> Entry:
        """The entry that the ledger keeps."""
        format, title, published, meta = json.loads(inputs)
        return cls(name, stem, text, name.source, format, title, published, fallback, meta)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a text or file has no documents. `stage`: read, extract or store."""

    stage: str
    code: str
    reason: str
    remedy: str
    place: str | None = None  # line, row or page, where one is known
    traceback: str | None = None  # of an error that no rule foresaw
