-- Settings of the hub that change with its work, such as which match is current.
CREATE TABLE setting (
    name  TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE ledger_entry (
    sequence      BIGINT PRIMARY KEY,
    time          BIGINT NOT NULL,
    verb          TEXT COLLATE "C" NOT NULL,
    actor         TEXT COLLATE "C" NOT NULL,
    organisation  TEXT COLLATE "C",
    subject       TEXT COLLATE "C" NOT NULL,
    reason        TEXT COLLATE "C",
    detail        TEXT COLLATE "C" NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash          BYTEA NOT NULL
);

-- A feed and its contract. Rows of loads before visible_from are superseded by a later full delivery.
CREATE TABLE feed (
    name            TEXT COLLATE "C" PRIMARY KEY,
    organisation    TEXT COLLATE "C" NOT NULL,
    organisation_en TEXT COLLATE "C" NOT NULL,
    organisation_cy TEXT COLLATE "C" NOT NULL,
    agreement       TEXT COLLATE "C" NOT NULL,
    subject         TEXT COLLATE "C" NOT NULL,
    format          TEXT COLLATE "C" NOT NULL,
    contract        TEXT COLLATE "C" NOT NULL,
    visible_from    BIGINT NOT NULL DEFAULT 0,
    added_at        BIGINT NOT NULL
);

CREATE TABLE load (
    id           TEXT COLLATE "C" PRIMARY KEY,
    sequence     BIGINT NOT NULL UNIQUE,
    feed         TEXT COLLATE "C" NOT NULL REFERENCES feed (name),
    contract     TEXT COLLATE "C" NOT NULL,
    file         TEXT COLLATE "C" NOT NULL,
    sha256       TEXT COLLATE "C" NOT NULL,
    bytes        BIGINT NOT NULL,
    landed_at    BIGINT NOT NULL,
    state        TEXT COLLATE "C" NOT NULL,
    ended_at     BIGINT,
    ledger_entry BIGINT NOT NULL REFERENCES ledger_entry (sequence),
    end_entry    BIGINT REFERENCES ledger_entry (sequence),
    report       TEXT COLLATE "C"
);
CREATE INDEX load_feed ON load (feed, sequence);
CREATE INDEX load_bytes ON load (feed, sha256);

-- A version of a source record: what one load says under one key. Written in batches under a load that nobody reads
-- until its state is published.
CREATE TABLE source_record (
    id       TEXT COLLATE "C" NOT NULL,
    load     BIGINT NOT NULL REFERENCES load (sequence),
    key      TEXT COLLATE "C" NOT NULL,
    line     BIGINT NOT NULL,
    part     TEXT COLLATE "C",
    linkable BOOLEAN NOT NULL,
    content  TEXT COLLATE "C" NOT NULL,
    problems TEXT COLLATE "C",
    PRIMARY KEY (id, load)
);
CREATE INDEX source_record_load ON source_record (load, line);
CREATE INDEX source_record_unlinkable ON source_record (load) WHERE NOT linkable;

CREATE TABLE attribute (
    record          TEXT COLLATE "C" NOT NULL,
    load            BIGINT NOT NULL REFERENCES load (sequence),
    line            BIGINT NOT NULL,
    part            TEXT COLLATE "C",
    kind            TEXT COLLATE "C" NOT NULL,
    scheme          TEXT COLLATE "C" NOT NULL,
    term            TEXT COLLATE "C" NOT NULL,
    start_date      TEXT COLLATE "C",
    end_date        TEXT COLLATE "C",
    role            TEXT COLLATE "C" NOT NULL,
    event_reference TEXT COLLATE "C",
    source_columns  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX attribute_record ON attribute (record, load);
CREATE INDEX attribute_load ON attribute (load);

-- A row about premises or an area.
CREATE TABLE item (
    load    BIGINT NOT NULL REFERENCES load (sequence),
    key     TEXT COLLATE "C" NOT NULL,
    line    BIGINT NOT NULL,
    part    TEXT COLLATE "C",
    content TEXT COLLATE "C" NOT NULL
);
CREATE INDEX item_load ON item (load, line);

-- A row that was not published, with what is wrong with it and without its values.
CREATE TABLE quarantined_row (
    load     BIGINT NOT NULL REFERENCES load (sequence),
    line     BIGINT NOT NULL,
    part     TEXT COLLATE "C",
    problems TEXT COLLATE "C" NOT NULL
);
CREATE INDEX quarantined_row_load ON quarantined_row (load, line);
