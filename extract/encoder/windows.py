"""Units of a text, packed into the windows that the encoder reads.

A window holds consecutive units of one document, ``[CLS] end of the unit before [SEP] unit [SEP] unit [SEP] …``, at
most `limit` pieces. A unit is read with its neighbours beside it, and no window needs padding, so a result depends on
nothing but the text. The pieces of a name that is known carry its kind as their token type.

>>> TYPES["CHIP"]
2
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

LIMIT = 128  # pieces of a window; a single unit may be longer, up to `_LONGEST`
_LONGEST = 384
_BEFORE = 8  # pieces of the unit before, where a window begins
TYPES = {"COMPANY": 1, "CHIP": 2, "PERSON": 3}  # token types; 0: no known name

Range = tuple[int, int]
Mark = tuple[int, int, str]  # start, end, label


@dataclass(slots=True)
class Pieces:
    """The pieces of one unit. `spans` are offsets into the text, without the blanks around a piece."""

    unit: int  # index into the units given
    ids: list[int]
    spans: list[Range]
    types: list[int]


@dataclass(slots=True)
class Window:
    """Input of one pass: `ids` and `types`, and which of them belong to which unit.

    `units` has (index of the unit, first piece, one past the last); the piece behind the last is the unit's [SEP].
    `spans` are the offsets of every piece in the text; (0, 0) where a piece belongs to no unit.
    """

    ids: list[int] = field(default_factory=list)
    types: list[int] = field(default_factory=list)
    spans: list[Range] = field(default_factory=list)
    units: list[tuple[int, int, int]] = field(default_factory=list)


class Packer:
    """Cuts units into pieces with the encoder's `tokenizer` and packs them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.begin, self.end = (tokenizer.encode(piece, add_special_tokens=False).ids[0] for piece in ("<s>", "</s>"))

    def pieces(self, text: str, units: Sequence[Range], marks: Sequence[Mark]) -> list[Pieces]:
        """The pieces of each unit of `text`; `marks` are the names known, in text order."""
        encoded = self.tokenizer.encode_batch([text[s:e] for s, e in units], add_special_tokens=False)
        out: list[Pieces] = []
        at = 0
        for number, ((start, end), coded) in enumerate(zip(units, encoded, strict=True)):
            spans = [_trimmed(text, start + s, start + e) for s, e in coded.offsets[:_LONGEST]]
            while at < len(marks) and marks[at][0] < start:
                at += 1
            types = [0] * len(spans)
            first = 0
            while at < len(marks) and marks[at][1] <= end:
                since, until, label = marks[at]
                while first < len(spans) and spans[first][1] <= since:
                    first += 1
                n = first
                while n < len(spans) and spans[n][0] < until:
                    types[n] = TYPES[label]
                    n += 1
                at += 1
            out.append(Pieces(number, list(coded.ids[:_LONGEST]), spans, types))
        return out

    def pack(self, pieces: Sequence[Pieces], before: Sequence[int] = (), limit: int = LIMIT) -> Iterator[Window]:
        """Windows of at most `limit` pieces over consecutive units; `before` are pieces of what precedes the first."""
        window, previous = self._open(before), before
        for unit in pieces:
            if window.units and len(window.ids) + len(unit.ids) + 1 > limit:
                yield window
                window = self._open(previous)
            first = len(window.ids)
            window.ids += [*unit.ids, self.end]
            window.types += [*unit.types, 0]
            window.spans += [*unit.spans, (0, 0)]
            window.units.append((unit.unit, first, first + len(unit.ids)))
            previous = unit.ids
        if window.units:
            yield window

    def _open(self, before: Sequence[int]) -> Window:
        context = list(before[-_BEFORE:])
        ids = [self.begin, *context, self.end] if context else [self.begin]
        return Window(ids, [0] * len(ids), [(0, 0)] * len(ids))


def _trimmed(text: str, start: int, end: int) -> Range:
    """A piece's offsets without blanks at its ends: `▁H` is cut from ` H`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
