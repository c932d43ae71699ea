"""``jiyao doctor``: versions, data files, offline state."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from importlib import metadata

from extract.cli import console

_LIBRARIES = (
    "spacy",
    "jieba",
    "pydantic",
    "typer",
    "rich",
    "opencc",
    "ahocorasick_rs",
    "pyarrow",
    "lxml",
    "pypdfium2",
    "python-docx",
    "borax",
    "onnxruntime",
    "tokenizers",
)


def doctor() -> int:
    """Say what is installed and whether all of it works; 1 where something does not."""
    table = console.table("what", "state", "")
    bad = 0
    for what, state, good in _findings():
        bad += not good
        verdict = console.cell("ok", "green") if good else console.cell("PROBLEM", "red")
        table.add_row(console.cell(what), console.cell(state), verdict)
    console.stdout().print(table)
    return 1 if bad else 0


def _findings() -> Iterator[tuple[str, str, bool]]:
    yield "Python", f"{platform.python_version()} on {platform.platform()}", True
    for name in ("jiyao", *_LIBRARIES):
        try:
            yield name, metadata.version(name), True
        except metadata.PackageNotFoundError:
            yield name, "not installed; `pip install jiyao` brings it", False
    yield "SQLite", *_sqlite()
    yield "knowledge", *_knowledge()
    yield "model", *_model()
    yield "pipeline", *_pipeline()
    yield "network", "never used: all data lie in the package", True


def _sqlite() -> tuple[str, bool]:
    with sqlite3.connect(":memory:") as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'trigram')")
            db.execute("CREATE TABLE s (x TEXT) STRICT")
        except sqlite3.OperationalError as error:
            return f"{sqlite3.sqlite_version}: {error}; 3.37 with FTS5 is needed", False
    return f"{sqlite3.sqlite_version} with trigram search", True


def _knowledge() -> tuple[str, bool]:
    from extract import knowledge

    try:
        known, problems = knowledge.load(), knowledge.check()
    except (OSError, ValueError) as error:
        return f"data files cannot be read ({error}); install again", False
    counts = f"{len(known.companies)} companies, {len(known.chips)} chips, {len(known.people)} people"
    return f"{counts}, {len(problems)} problems", not problems


def _model() -> tuple[str, bool]:
    from extract.encoder.runtime import Encoder, shipped

    folder = shipped()
    if folder is None:
        return "none is here; rules alone judge", False
    try:
        Encoder(folder)
    except Exception as error:  # whatever it is, this command is there to say it
        return f"does not load: {error}", False
    return str(folder), True


def _pipeline() -> tuple[str, bool]:
    from extract.batch import Recipe

    try:
        reader = Recipe().make()
        found = reader.documents("英伟达 H20 供应受限,预计损失 55 亿美元")
    except Exception as error:  # whatever it is, this command is there to say it
        return f"does not start: {type(error).__name__}: {error}", False
    return f"version {reader.version}, fingerprint {reader.fingerprint}", bool(found and found[0].mentions)
