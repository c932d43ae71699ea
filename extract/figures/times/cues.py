"""Words beside a time that decide how it is read, from `cues.tsv` beside this file."""

from __future__ import annotations

import re
from importlib.resources import files

_ROWS = [
    line.split("\t")
    for line in files(__package__).joinpath("cues.tsv").read_text("utf8").splitlines()
    if not line.startswith("#")
]


def _words(kind: str) -> str:
    return "|".join(word for name, word in _ROWS if name == kind)


AHEAD_BEFORE = re.compile(_words("ahead-before"))
AHEAD_AFTER = re.compile(_words("ahead-after"))
REPORTED = re.compile(_words("reported"))
COMPARED = re.compile(f"(?:{_words('compared')}) ?$")
BASE = re.compile(f"(?:{_words('base')}) ?$")
DURATION_BEFORE = re.compile(f"(?:{_words('duration-before')}) ?$")
DURATION_AFTER = re.compile(f" ?(?:{_words('duration-after')})")
