-- Settings of the hub that change with its work, such as which match is current.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE ledger_entry (
    sequence      INTEGER PRIMARY KEY,
    time          INTEGER NOT NULL,
    verb          TEXT NOT NULL,
    actor         TEXT NOT NULL,
    organisation  TEXT,
    subject       TEXT NOT NULL,
    reason        TEXT,
    detail        TEXT NOT NULL,
    previous_hash BLOB NOT NULL,
    hash          BLOB NOT NULL
);

-- A feed and its contract. Rows of loads before visible_from are superseded by a later full delivery.
CREATE TABLE feed (
    name            TEXT PRIMARY KEY,
    organisation    TEXT NOT NULL,
    organisation_en TEXT NOT NULL,
    organisation_cy TEXT NOT NULL,
    agreement       TEXT NOT NULL,
    subject         TEXT NOT NULL,
    format          TEXT NOT NULL,
    contract        TEXT NOT NULL,
    visible_from    INTEGER NOT NULL DEFAULT 0,
    added_at        INTEGER NOT NULL
);

CREATE TABLE load (
    id           TEXT PRIMARY KEY,
    sequence     INTEGER NOT NULL UNIQUE,
    feed         TEXT NOT NULL REFERENCES feed (name),
    contract     TEXT NOT NULL,
    file         TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    bytes        INTEGER NOT NULL,
    landed_at    INTEGER NOT NULL,
    state        TEXT NOT NULL,
    ended_at     INTEGER,
    ledger_entry INTEGER NOT NULL REFERENCES ledger_entry (sequence),
    end_entry    INTEGER REFERENCES ledger_entry (sequence),
    report       TEXT
);
CREATE INDEX load_feed ON load (feed, sequence);
CREATE INDEX load_bytes ON load (feed, sha256);

-- A version of a source record: what one load says under one key. Written in batches under a load that nobody reads
-- until its state is published.
CREATE TABLE source_record (
    id       TEXT NOT NULL,
    load     INTEGER NOT NULL REFERENCES load (sequence),
    key      TEXT NOT NULL,
    line     INTEGER NOT NULL,
    part     TEXT,
    linkable INTEGER NOT NULL,
    content  TEXT NOT NULL,
    problems TEXT,
    PRIMARY KEY (id, load)
);
CREATE INDEX source_record_load ON source_record (load, line);
CREATE INDEX source_record_unlinkable ON source_record (load) WHERE linkable = 0;

CREATE TABLE attribute (
    record          TEXT NOT NULL,
    load            INTEGER NOT NULL REFERENCES load (sequence),
    line            INTEGER NOT NULL,
    part            TEXT,
    kind            TEXT NOT NULL,
    scheme          TEXT NOT NULL,
    term            TEXT NOT NULL,
    start_date      TEXT,
    end_date        TEXT,
    role            TEXT NOT NULL,
    event_reference TEXT,
    source_columns  TEXT NOT NULL
);
CREATE INDEX attribute_record ON attribute (record, load);
CREATE INDEX attribute_load ON attribute (load);

-- A row about premises or an area.
CREATE TABLE item (
    load    INTEGER NOT NULL REFERENCES load (sequence),
    key     TEXT NOT NULL,
    line    INTEGER NOT NULL,
    part    TEXT,
    content TEXT NOT NULL
);
CREATE INDEX item_load ON item (load, line);

-- A row that was not published, with what is wrong with it and without its values.
CREATE TABLE quarantined_row (
    load     INTEGER NOT NULL REFERENCES load (sequence),
    line     INTEGER NOT NULL,
    part     TEXT,
    problems TEXT NOT NULL
);
CREATE INDEX quarantined_row_load ON quarantined_row (load, line);
