"""Near-duplicates: one call told by several brokers, found by MinHash signatures in the store.

A document's features are its runs of five words (a Chinese character, a Latin word or a number counts as one) and,
with more weight, its numbers: two reports from one template share their phrases, two notes of one call their
figures too. `signature` makes 64 values of them (`rensa`, a fixed seed), of which two documents have about as
many in common as is the share of features that they share (Jaccard). Four of them make a band, sixteen bands a
signature: documents that agree in a band are candidates.

Each document is compared with the smallest key among those of each of its bands, and marked as like the smallest of
them of which `LIKE` of the values agree. Keys are hashes of content, so what is marked follows from what the store
holds and not from the order in which it came, and a band whose documents are many costs each of them one comparison.
The view `duplicates` (tables.sql) shows the outcome.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import struct
from collections.abc import Iterable, Sequence
from operator import eq
from typing import NamedTuple

from extract.folding import fold

LIKE = 0.6  # share of equal values from which on two documents tell the same
_VALUES, _BANDS = 64, 16
_SEED = 1
_RUN = 5  # words
_SHORTEST = 20  # features: below that, agreement says little
_WEIGHT = 10  # runs that a number counts for, which itself stands in five
_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[a-z]+|[^\W\d_]")
_TELLING = re.compile(r"(?!(?:19|20)\d\d\Z)\d.+")  # not a year, nor a single digit, which may be a citation

_BAND = struct.Struct(f"<{_VALUES // _BANDS}I")
_SIGNATURE = struct.Struct(f"<{_VALUES}I")


class Signature(NamedTuple):
    """A document's values as bytes, and its bands, each with its place hashed into a number."""

    values: bytes
    bands: list[int]


def signature(text: str) -> Signature | None:
    """The signature of a document; None where the text is too short for one."""
    from rensa import RMinHash

    words = _WORD.findall(fold(text).casefold())
    features = set(map(" ".join, zip(*(words[n:] for n in range(_RUN)), strict=False)))
    numbers = {word for word in words if _TELLING.match(word)}
    features.update(f"{number}*{n}" for number in numbers for n in range(_WEIGHT))
    if len(features) < _SHORTEST:
        return None
    hashed = RMinHash(num_perm=_VALUES, seed=_SEED)
    hashed.update(sorted(features))
    values = _SIGNATURE.pack(*hashed.digest())
    return Signature(values, _bands(values))


def similarity(one: bytes, other: bytes) -> float:
    """The share of values that two signatures have in common."""
    same: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return same / _VALUES


def put(db: sqlite3.Connection, sha256: str, signatures: Sequence[Signature | None]) -> None:
    """The signatures of the documents of a text, in place of those that it had; () when the text goes."""
    found = db.execute("SELECT n, key, signature FROM signatures WHERE sha256 = ?", (sha256,)).fetchall()
    before = {n: (key, made) for n, key, made in found}
    for n, (key, made) in before.items():
        now = signatures[n] if n < len(signatures) else None
        if now is None or now.values != made:
            _remove(db, key, made)
    for n, now in enumerate(signatures):
        if now is not None and (n not in before or before[n][1] != now.values):
            _add(db, sha256, n, *now)


def _add(db: sqlite3.Connection, sha256: str, n: int, made: bytes, bands: list[int]) -> None:
    key = _number(f"{sha256} {n}".encode())
    tops = _tops(db, bands)
    db.execute("INSERT INTO signatures VALUES (?, ?, ?, ?, NULL, NULL)", (key, sha256, n, made))
    db.executemany("INSERT INTO bands VALUES (?, ?)", [(band, key) for band in bands])
    _set(db, key, *_first_like(db, made, {top for top in tops.values() if top < key}))
    replaced = {band: top for band, top in tops.items() if top > key}
    for other, signed, parent in _members(db, replaced, key):
        share = similarity(made, signed)
        if share >= LIKE and (parent is None or key < parent):
            _set(db, other, key, share)
        elif parent in replaced.values():
            _look_again(db, other, signed)


def _remove(db: sqlite3.Connection, key: int, made: bytes) -> None:
    bands = _bands(made)
    headed = [band for band, top in _tops(db, bands).items() if top == key]
    db.executemany("DELETE FROM bands WHERE hash = ? AND key = ?", [(band, key) for band in bands])
    db.execute("DELETE FROM signatures WHERE key = ?", (key,))
    for other, signed, _ in _members(db, headed, key):
        _look_again(db, other, signed)


def _look_again(db: sqlite3.Connection, key: int, made: bytes) -> None:
    tops = {top for top in _tops(db, _bands(made)).values() if top < key}
    _set(db, key, *_first_like(db, made, tops))


def _first_like(db: sqlite3.Connection, made: bytes, keys: Iterable[int]) -> tuple[int | None, float | None]:
    """The smallest of the keys whose document is like this one, and how like it is."""
    for key in sorted(keys):
        (signed,) = db.execute("SELECT signature FROM signatures WHERE key = ?", (key,)).fetchone()
        if (share := similarity(made, signed)) >= LIKE:
            return key, share
    return None, None


def _tops(db: sqlite3.Connection, bands: Sequence[int]) -> dict[int, int]:
    """The smallest key of each band that has any."""
    marks = ", ".join("?" * len(bands))
    return dict(
        map(tuple, db.execute(f"SELECT hash, min(key) FROM bands WHERE hash IN ({marks}) GROUP BY hash", bands))
    )


def _members(db: sqlite3.Connection, bands: Iterable[int], but: int) -> list[tuple[int, bytes, int | None]]:
    """The documents of some bands, each once, with their signatures and what they are marked as like."""
    marks = ", ".join("?" * len(chosen := list(bands)))
    found = db.execute(
        "SELECT DISTINCT key, signature, parent FROM bands JOIN signatures USING (key)"
        f" WHERE hash IN ({marks}) AND key != ? ORDER BY key",
        (*chosen, but),
    )
    return [tuple(row) for row in found]


def _set(db: sqlite3.Connection, key: int, parent: int | None, share: float | None) -> None:
    db.execute("UPDATE signatures SET parent = ?, similarity = ? WHERE key = ?", (parent, share, key))


def _bands(made: bytes) -> list[int]:
    """The bands of a signature's values."""
    return [_number(bytes([n]) + made[n * _BAND.size : (n + 1) * _BAND.size]) for n in range(_BANDS)]


def _number(data: bytes) -> int:
    """63 bits, which a column holds."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest()) >> 1
