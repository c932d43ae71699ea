"""The records: what one document is read into, and the JSON Schema of it.

Offsets are Unicode code points into the source text, end exclusive: `text[start:end]` of any item is
its surface. `model_dump(by_alias=True, mode="json")` gives the JSON form, with `from` and `to` as ISO
dates. Fields can also be read like those of a dict: ``figure["lo"]``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.display import document_html

Label = Literal["pos", "neg", "neu"]


class Record(BaseModel):
    """Base of all records: fields by name in Python, by the contract's names in JSON."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    def __getitem__(self, key: str) -> Any:
        for name, field in type(self).model_fields.items():
            if key in (name, field.alias):
                return getattr(self, name)
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        """The field `key`, or `default` where the record has none of that name."""
        try:
            return self[key]
        except KeyError:
            return default


class Sentiment(Record):
    """How an investor would take it. `score` is the confidence, 0 to 1."""

    label: Label = "neu"
    score: float = 0.0


class EntitySentiment(Sentiment):
    """The same over all mentions of one entity, with the number of mentions of each label."""

    pos: int = 0
    neg: int = 0
    neu: int = 0


class Source(Record):
    """Where the text came from. `sha256` is of the text itself, in UTF-8."""

    path: str | None = None
    format: str = "text"
    sha256: str = ""


class Pipeline(Record):
    """What made the record: the version, and a fingerprint of code, lexicon, models and options."""

    version: str
    fingerprint: str


class Section(Record):
    """A run of claims under one section heading."""

    start: int
    end: int
    kind: Literal["companies", "claims", "other", "qa"]
    heading: str | None = None


class Claim(Record):
    """One bullet, numbered point, answer, paragraph or table row, with its place in the document."""

    id: str
    start: int
    end: int
    section: str
    topic: str | None = None
    number: int | None = None
    headline: str | None = None
    citations: list[int] = Field(default_factory=list)
    sentiment: Sentiment = Field(default_factory=Sentiment)


class Sentence(Record):
    """The unit of sentiment: a sentence or clause group, heading, title or date line."""

    start: int
    end: int
    claim: str | None = None
    sentiment: Sentiment = Field(default_factory=Sentiment)


class Mention(Record):
    """A named company, chip or person. `via` says how it was recognised, `score` how surely."""

    start: int
    end: int
    text: str
    label: Literal["COMPANY", "CHIP", "PERSON"]
    entity: str
    name: str
    ticker: str | None = None
    maker: str | None = None
    via: Literal["name", "alias", "repair", "grammar", "model"] = "name"
    score: float = 1.0
    sentiment: Sentiment = Field(default_factory=Sentiment)


class Period(Record):
    """ISO dates, inclusive; null where the text does not say."""

    from_: str | None = Field(default=None, alias="from")
    to: str | None = None


class Time(Record):
    """A point or span on the calendar."""

    start: int
    end: int
    text: str
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None


class Figure(Record):
    """A quantity claimed about something; number words are multiplied into `lo` and `hi`."""

    start: int
    end: int
    text: str
    kind: Literal["money", "percent", "multiple", "quantity"]
    lo: float | int
    hi: float | int
    unit: str = ""
    approx: bool = False
    bound: Literal["min", "max"] | None = None
    trend: Literal["up", "down", "flat"] | None = None
    forecast: bool = False
    basis: Literal["yoy", "qoq"] | None = None
    metric: str | None = None
    subject: str | None = None
    period: Period = Field(default_factory=Period)
    claim: str | None = None
    score: float = 1.0


class Entity(Record):
    """All mentions of one entity in the document taken together."""

    entity: str
    name: str
    label: Literal["COMPANY", "CHIP", "PERSON"]
    ticker: str | None = None
    mentions: int = 0
    sentiment: EntitySentiment = Field(default_factory=EntitySentiment)


class Document(Record):
    """One document of a source text, with all that was found in it."""

    id: str = ""
    source: Source = Field(default_factory=Source)
    title: str | None = None
    published: str | None = None
    query: str | None = None
    meta: dict[str, Any] = Field(default_factory=dict)
    pipeline: Pipeline
    start: int
    end: int
    sections: list[Section] = Field(default_factory=list)
    claims: list[Claim] = Field(default_factory=list)
    sentences: list[Sentence] = Field(default_factory=list)
    mentions: list[Mention] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    times: list[Time] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)

    def _repr_html_(self) -> str:
        """As notebooks show it; the record does not hold its text."""
        return document_html(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one document's record, as `jiyao schema` prints it."""
    return Document.model_json_schema(by_alias=True, mode="serialization")
