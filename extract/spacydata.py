"""Extensions of spaCy's Doc and Span, and how records travel with a Doc (`DocBin`, `nlp.pipe(n_process=2)`).

`doc._.documents` the records; `doc._.sections`, `claims`, `sentences`, `mentions`, `figures`, `times`,
`entities` theirs taken together; `span._.mention` the record of an entity. Plain values: reading one
computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import srsly
from spacy.tokens import Doc, Span

from extract import schema

_KIND = "__jiyao__"
_RECORDS = {c.__name__: c for c in schema.Record.__subclasses__()}


def register_extensions() -> None:
    """Make the extensions known to spaCy; safe to call again."""
    for name in ("documents", "sections", "claims", "sentences", "mentions", "figures", "times", "entities"):
        Doc.set_extension(name, default=[], force=True)
    Doc.set_extension("published", default=None, force=True)
    Span.set_extension("mention", default=None, force=True)


@srsly.msgpack_encoders("jiyao.records")  # type: ignore[untyped-decorator]
def _encode(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(obj, schema.Record):
        return {_KIND: type(obj).__name__, "data": obj.model_dump(mode="json", by_alias=True)}
    return obj if chain is None else chain(obj)


@srsly.msgpack_decoders("jiyao.records")  # type: ignore[untyped-decorator]
def _decode(obj: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(obj, dict) and _KIND in obj:
        return _RECORDS[obj[_KIND]].model_validate(obj["data"])
    return obj if chain is None else chain(obj)
