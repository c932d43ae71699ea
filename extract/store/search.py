"""The full-text index of claims, kept in step with them a commit at a time.

The index (FTS5) begins a new segment, to be merged later, with each key that is smaller than the one before it, and
keys are hashes: entered claim by claim, in no order, they cost it far more than in order. What a transaction adds is
noted in a table of the connection's own, and entered before it is committed.
"""

from __future__ import annotations

import sqlite3

# Stores of before have triggers of their own for it.
_FOLLOW = """
DROP TRIGGER IF EXISTS main.claims_added;
DROP TRIGGER IF EXISTS main.claims_removed;
CREATE TEMP TABLE unsearched (key INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TRIGGER claim_added AFTER INSERT ON main.claims BEGIN
    INSERT INTO unsearched VALUES (new.key);
END;
CREATE TEMP TRIGGER claim_removed AFTER DELETE ON main.claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, folded)
        SELECT 'delete', old.key, old.folded WHERE old.key NOT IN (SELECT key FROM unsearched);
    DELETE FROM unsearched WHERE key = old.key;
END;
"""


def follow(db: sqlite3.Connection) -> None:
    """From now on, note which claims this connection adds; those that it removes leave the index at once."""
    db.executescript(_FOLLOW)


def enter(db: sqlite3.Connection) -> None:
    """Enter what was noted. To be called before every commit."""
    db.execute(
        "INSERT INTO claim_search (rowid, folded)"
        " SELECT key, folded FROM unsearched JOIN claims USING (key) ORDER BY key"
    )
    db.execute("DELETE FROM unsearched")
