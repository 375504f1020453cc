-- What was erased, and for what reason: of somebody, or because its time was over. One that has no end is carried on.
CREATE TABLE erasure (
    id        TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    actor     TEXT NOT NULL,
    asked_at  INTEGER NOT NULL,
    entry     INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (sequence),
    ended_at  INTEGER,
    end_entry INTEGER REFERENCES ledger_entry (sequence)
);
CREATE INDEX erasure_open ON erasure (entry) WHERE ended_at IS NULL;

-- The source records that an erasure is of, by their opaque ids: what is sent of them again is not taken in.
CREATE TABLE erased_record (
    erasure TEXT NOT NULL REFERENCES erasure (id),
    record  TEXT NOT NULL,
    PRIMARY KEY (erasure, record)
);
CREATE INDEX erased_record_record ON erased_record (record);

-- The landed files that an erasure removes, by the SHA-256 of their bytes.
CREATE TABLE erased_file (
    erasure TEXT NOT NULL REFERENCES erasure (id),
    sha256  TEXT NOT NULL,
    PRIMARY KEY (erasure, sha256)
);
