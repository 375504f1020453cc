-- What was erased, and for what reason: of somebody, or because its time was over. One that has no end is carried on.
CREATE TABLE erasure (
    id        TEXT COLLATE "C" PRIMARY KEY,
    kind      TEXT COLLATE "C" NOT NULL,
    actor     TEXT COLLATE "C" NOT NULL,
    asked_at  BIGINT NOT NULL,
    entry     BIGINT NOT NULL UNIQUE REFERENCES ledger_entry (sequence),
    ended_at  BIGINT,
    end_entry BIGINT REFERENCES ledger_entry (sequence)
);
CREATE INDEX erasure_open ON erasure (entry) WHERE ended_at IS NULL;

-- The source records that an erasure is of, by their opaque ids: what is sent of them again is not taken in.
CREATE TABLE erased_record (
    erasure TEXT COLLATE "C" NOT NULL REFERENCES erasure (id),
    record  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (erasure, record)
);
CREATE INDEX erased_record_record ON erased_record (record);

-- The landed files that an erasure removes, by the SHA-256 of their bytes.
CREATE TABLE erased_file (
    erasure TEXT COLLATE "C" NOT NULL REFERENCES erasure (id),
    sha256  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (erasure, sha256)
);
