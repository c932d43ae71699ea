-- The store, version 2. One SQLite file; every table STRICT, foreign keys on.
--
-- The eight tables (documents to entities) hold only what follows from content: no clock, no duration,
-- no counter. `start` and `end` are code points into texts.text, end exclusive; `n` is the place in the
-- document's own list, from 0. A field of a record inside a field has its column under both names:
-- sentiment.label is sentiment_label, period.from is period_from (`extract.store.rows`).

-- What was read. Beside the eight, because which of its names a text goes by follows from where it lies.
CREATE TABLE texts (
    sha256 TEXT PRIMARY KEY,           -- of the text in UTF-8
    text   TEXT NOT NULL,
    source TEXT NOT NULL,              -- of all names in the ledger the smallest: it gives the ids
    item   TEXT NOT NULL,
    stem   TEXT NOT NULL,              -- what ids are made of: STEM, or STEM#1, STEM#2 …
    base   TEXT NOT NULL               -- the stem without a number behind it: only equal bases can collide
) STRICT, WITHOUT ROWID;
CREATE INDEX texts_base ON texts (base, source, item);

CREATE TABLE documents (
    id          TEXT PRIMARY KEY,
    sha256      TEXT NOT NULL REFERENCES texts ON DELETE CASCADE,
    n           INTEGER NOT NULL,      -- which of the text's documents
    title       TEXT,
    published   TEXT,
    query       TEXT,
    meta        TEXT NOT NULL,         -- JSON
    format      TEXT NOT NULL,
    version     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    UNIQUE (sha256, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_published ON documents (published);

CREATE TABLE sections (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n        INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    heading  TEXT,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    key             INTEGER PRIMARY KEY,   -- 63 bits of the SHA-256 of text hash and start: joins the full-text index
    document        TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n               INTEGER NOT NULL,
    id              TEXT NOT NULL,
    start           INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    section         TEXT NOT NULL,
    topic           TEXT,
    number          INTEGER,
    headline        TEXT,
    citations       TEXT NOT NULL,         -- JSON list of numbers
    sentiment_label TEXT NOT NULL,
    sentiment_score REAL NOT NULL,
    text            TEXT NOT NULL,         -- the claim's own words
    folded          TEXT NOT NULL,         -- the same as searched: half-width, simplified characters
    UNIQUE (document, n),
    UNIQUE (document, id)
) STRICT;
CREATE INDEX claims_sentiment ON claims (sentiment_label, sentiment_score, document, n);

CREATE TABLE sentences (
    document        TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n               INTEGER NOT NULL,
    start           INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    claim           TEXT,
    sentiment_label TEXT NOT NULL,
    sentiment_score REAL NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    document        TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n               INTEGER NOT NULL,
    start           INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    text            TEXT NOT NULL,
    label           TEXT NOT NULL,
    entity          TEXT NOT NULL,
    name            TEXT NOT NULL,
    ticker          TEXT,
    maker           TEXT,
    via             TEXT NOT NULL,
    score           REAL NOT NULL,
    sentiment_label TEXT NOT NULL,
    sentiment_score REAL NOT NULL,
    claim           TEXT,                  -- the claim that it stands in, none for a heading's
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
-- With all that a question about a name reads, so that it need not look into the rows.
CREATE INDEX mentions_entity ON mentions (entity, document, claim, sentiment_label, sentiment_score);
CREATE INDEX mentions_claim ON mentions (document, claim);

CREATE TABLE figures (
    document    TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n           INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    text        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    lo          REAL NOT NULL,
    hi          REAL NOT NULL,
    unit        TEXT NOT NULL,
    approx      INTEGER NOT NULL,          -- 0 or 1
    bound       TEXT,
    trend       TEXT,
    forecast    INTEGER NOT NULL,          -- 0 or 1
    basis       TEXT,
    metric      TEXT,
    subject     TEXT,
    period_from TEXT,
    period_to   TEXT,
    claim       TEXT,
    score       REAL NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_claim ON figures (document, claim);
CREATE INDEX figures_metric ON figures (metric, period_from, period_to, document, claim);

CREATE TABLE times (
    document  TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n         INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    text      TEXT NOT NULL,
    from_date TEXT,
    to_date   TEXT,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
    document        TEXT NOT NULL REFERENCES documents ON DELETE CASCADE ON UPDATE CASCADE,
    n               INTEGER NOT NULL,
    entity          TEXT NOT NULL,
    name            TEXT NOT NULL,
    label           TEXT NOT NULL,
    ticker          TEXT,
    mentions        INTEGER NOT NULL,
    sentiment_label TEXT NOT NULL,
    sentiment_score REAL NOT NULL,
    sentiment_pos   INTEGER NOT NULL,
    sentiment_neg   INTEGER NOT NULL,
    sentiment_neu   INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_entity ON entities (entity);

-- The claims' words for search; trigrams find any run of three characters, which words do not in Chinese. Whoever
-- writes keeps it in step (`extract.store.search`).
CREATE VIRTUAL TABLE claim_search USING fts5 (folded, content = 'claims', content_rowid = 'key', tokenize = 'trigram');
-- One row a command that wrote.
CREATE TABLE runs (
    id          INTEGER PRIMARY KEY,
    command     TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('running', 'finished', 'interrupted')),
    started     TEXT NOT NULL,
    finished    TEXT,
    host        TEXT NOT NULL,
    pid         INTEGER NOT NULL,
    version     TEXT,
    fingerprint TEXT,
    options     TEXT NOT NULL,         -- JSON
    counts      TEXT NOT NULL          -- JSON
) STRICT;

-- Files that were read to their end, with the hash of their bytes and what the file system said of them then (empty
-- where it was not to be relied upon): the next run passes over them.
CREATE TABLE files (
    source TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    state  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every name under which a text came: a file, or a row of one. Same content under two names is two rows.
CREATE TABLE ledger (
    source      TEXT NOT NULL,         -- absolute path
    item        TEXT NOT NULL,         -- the row's id; empty for a file that is one text
    stem        TEXT NOT NULL,
    inputs      TEXT NOT NULL,         -- JSON: what the source says beside the text (title, published, format, meta)
    fallback    TEXT,                  -- --published of the run that first read this content; it stays with it
    content     TEXT NOT NULL,         -- hash of the text, of a failed one too; empty where there is none
    sha256      TEXT REFERENCES texts, -- the same where the text is in the store, else null
    status      TEXT NOT NULL CHECK (status IN ('done', 'failed', 'pending')),
    version     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    first_seen  TEXT NOT NULL,
    updated     TEXT NOT NULL,
    run         INTEGER NOT NULL REFERENCES runs,
    -- What the last reading under this name took and gave; null where there was none (a duplicate, a failure).
    milliseconds INTEGER,
    documents   INTEGER,
    claims      INTEGER,
    mentions    INTEGER,
    figures     INTEGER,
    PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_text ON ledger (sha256, source, item);
CREATE INDEX ledger_status ON ledger (status);
CREATE INDEX ledger_run ON ledger (run);

-- Every id that a document ever had, with the last run that wrote or removed it (`extract.store.changes`).
CREATE TABLE changes (
    document TEXT PRIMARY KEY,
    run      INTEGER NOT NULL,
    first    INTEGER NOT NULL,         -- the first run that wrote it
    gone     INTEGER NOT NULL          -- 0 or 1
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_run ON changes (run);
-- An id that is on its way to another (`extract.store.texts`) begins with a character that no other has.
CREATE TRIGGER documents_added AFTER INSERT ON documents WHEN substr(new.id, 1, 1) != char(1) BEGIN
    INSERT INTO changes SELECT new.id, coalesce(max(id), 0), coalesce(max(id), 0), 0 FROM runs WHERE TRUE
        ON CONFLICT DO UPDATE SET run = excluded.run, gone = 0;
END;
CREATE TRIGGER documents_named AFTER UPDATE OF id ON documents WHEN substr(new.id, 1, 1) != char(1) BEGIN
    INSERT INTO changes SELECT new.id, coalesce(max(id), 0), coalesce(max(id), 0), 0 FROM runs WHERE TRUE
        ON CONFLICT DO UPDATE SET run = excluded.run, gone = 0;
END;
CREATE TRIGGER documents_unnamed AFTER UPDATE OF id ON documents WHEN substr(old.id, 1, 1) != char(1) BEGIN
    UPDATE changes SET run = (SELECT max(id) FROM runs), gone = 1 WHERE document = old.id;
END;
CREATE TRIGGER documents_removed AFTER DELETE ON documents WHEN substr(old.id, 1, 1) != char(1) BEGIN
    UPDATE changes SET run = (SELECT max(id) FROM runs), gone = 1 WHERE document = old.id;
END;

-- Why a name has no documents.
CREATE TABLE quarantine (
    source    TEXT NOT NULL,
    item      TEXT NOT NULL,
    stage     TEXT NOT NULL,           -- read, extract or store
    code      TEXT NOT NULL,
    place     TEXT,
    reason    TEXT NOT NULL,
    remedy    TEXT NOT NULL,
    attempts  INTEGER NOT NULL,
    traceback TEXT,
    failed_at TEXT NOT NULL,
    PRIMARY KEY (source, item),
    FOREIGN KEY (source, item) REFERENCES ledger ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What documents are like (`extract.store.similar`). Beside the eight, but made from content as they are.
CREATE TABLE signatures (
    key        INTEGER PRIMARY KEY,    -- 63 bits of a hash of text hash and n
    sha256     TEXT NOT NULL,
    n          INTEGER NOT NULL,       -- which of the text's documents
    signature  BLOB NOT NULL,
    parent     INTEGER,                -- the key of a document that tells the same, smaller than this one's
    similarity REAL,                   -- to that one
    UNIQUE (sha256, n)
) STRICT;
CREATE INDEX signatures_parent ON signatures (parent) WHERE parent IS NOT NULL;
CREATE TABLE bands (
    hash INTEGER NOT NULL,
    key  INTEGER NOT NULL,
    PRIMARY KEY (hash, key)
) STRICT, WITHOUT ROWID;

-- Documents that tell what another tells: of each group the first published (of those of one day, or without a date,
-- the first by id) is left out, and `of` for the others. "How often was X said" is asked of documents that are not here.
CREATE VIEW duplicates (document, of, similarity) AS
WITH RECURSIVE up (key, top, similarity) AS (
    SELECT key, parent, similarity FROM signatures WHERE parent IS NOT NULL
    UNION ALL
    SELECT up.key, s.parent, up.similarity FROM up JOIN signatures s ON s.key = up.top WHERE s.parent IS NOT NULL
), members (key, top, similarity) AS (
    SELECT up.key, up.top, up.similarity FROM up JOIN signatures s ON s.key = up.top WHERE s.parent IS NULL
    UNION ALL
    SELECT top, top, max(up.similarity) FROM up JOIN signatures s ON s.key = up.top WHERE s.parent IS NULL GROUP BY top
), ranked (document, of, similarity) AS (
    SELECT d.id, first_value(d.id) OVER (PARTITION BY m.top ORDER BY d.published IS NULL, d.published, d.id), m.similarity
    FROM members m JOIN signatures s USING (key) JOIN documents d USING (sha256, n)
)
SELECT document, of, similarity FROM ranked WHERE document != of;
