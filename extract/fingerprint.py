"""What made a record: a short hash of everything that decides what is found in a text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

# Rooms that carry results about but do not make them: a change there asks for no new reading.
_NEUTRAL = {"store", "batch", "cli", "report", "samples", "models", "__pycache__"}


@lru_cache(maxsize=1)
def _package() -> bytes:
    """Hash of the code and data that read a text."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in (".py", ".csv", ".tsv", ".txt", ".json") and not _NEUTRAL & set(inside.parts):
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def fingerprint(components: Iterable[str], lexicon: str | Path | None = None, model: Path | None = None) -> str:
    """16 hex digits over the package's code and data, the names of the components, the user's lexicon and the model."""
    digest = hashlib.sha256(_package())
    digest.update("\0".join(components).encode())
    if lexicon is not None:
        digest.update(Path(lexicon).read_bytes())
    for path in sorted(model.glob("*")) if model is not None else ():
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
