"""What made a record: a short hash of everything that decides what is found in a text."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from spacy.language import Language

# Rooms that carry results about but do not make them: a change there asks for no new reading.
_NEUTRAL = {"store", "batch", "cli", "report", "samples", "__pycache__"}


@lru_cache(maxsize=1)
def _package() -> bytes:
    """Hash of the code and data that read a text."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in (".py", ".csv", ".tsv", ".txt", ".json", ".onnx") and not _NEUTRAL & set(inside.parts):
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


def fingerprint(nlp: Language, published: str | None = None) -> str:
    """16 hex digits: code and data of the package, components with their settings, the user's lexicon, options."""
    digest = hashlib.sha256(_package())
    for name in nlp.pipe_names:
        config = nlp.get_pipe_config(name) if name in nlp.config["components"] else {}
        lexicon = config.get("lexicon")
        digest.update(name.encode() + (Path(lexicon).read_bytes() if lexicon else b""))
    digest.update(str(published).encode())
    return digest.hexdigest()[:16]
