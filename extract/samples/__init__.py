"""Sample summaries, written for this project in the style of the genre. What they claim is invented.

`paths()` gives them: a flattened search export with two documents, a Markdown summary with a table,
a Q&A record, and a JSON Lines file of two rows.
"""

from importlib.resources import files
from pathlib import Path

SUFFIXES = (".txt", ".md", ".jsonl")


def paths() -> list[Path]:
    """The sample files, sorted by name."""
    folder = Path(str(files(__name__)))
    return sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES)
