-- What a match makes. Its rows are written in batches under the number of a run that is not current yet; one short
-- transaction makes the run current. A row is true from from_run on, up to but without until_run: what a later run
-- knows better is ended, never changed, so every earlier state can be read back.
CREATE TABLE run (
    number       INTEGER PRIMARY KEY,
    state        TEXT NOT NULL,
    basis        TEXT NOT NULL,
    model        TEXT,
    figures      TEXT,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    ledger_entry INTEGER REFERENCES ledger_entry (sequence)
);

-- A source record in the version that was matched, and the golden record that it belongs to; place counts from 0 in the
-- order of first publication.
CREATE TABLE member (
    number    INTEGER PRIMARY KEY,
    record    TEXT NOT NULL,
    load      INTEGER NOT NULL REFERENCES load (sequence),
    golden    TEXT NOT NULL,
    place     INTEGER NOT NULL,
    from_run  INTEGER NOT NULL,
    until_run INTEGER
);
CREATE INDEX member_record ON member (record);
CREATE INDEX member_golden ON member (golden);
CREATE INDEX member_until ON member (until_run) WHERE until_run IS NOT NULL;

CREATE TABLE golden_record (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL,
    content   TEXT NOT NULL,
    residence TEXT,
    household TEXT,
    from_run  INTEGER NOT NULL,
    until_run INTEGER
);
CREATE INDEX golden_record_id ON golden_record (id);
CREATE INDEX golden_record_residence ON golden_record (residence) WHERE residence IS NOT NULL;
CREATE INDEX golden_record_household ON golden_record (household) WHERE household IS NOT NULL;
CREATE INDEX golden_record_until ON golden_record (until_run) WHERE until_run IS NOT NULL;

-- A pair at or above the review threshold. Its pattern is explained by the model of from_run. The strongest of the pairs
-- between two golden records bears their ids, left_golden for the side of left_record: it stands for all of them when a
-- steward is asked.
CREATE TABLE pair (
    number       INTEGER PRIMARY KEY,
    left_record  TEXT NOT NULL,
    right_record TEXT NOT NULL,
    weight       REAL NOT NULL,
    probability  REAL NOT NULL,
    pattern      INTEGER NOT NULL,
    guard        TEXT,
    is_joined    INTEGER NOT NULL,
    left_golden  TEXT,
    right_golden TEXT,
    from_run     INTEGER NOT NULL,
    until_run    INTEGER
);
CREATE INDEX pair_left ON pair (left_record);
CREATE INDEX pair_right ON pair (right_record);
CREATE INDEX pair_apart ON pair (weight) WHERE left_golden IS NOT NULL;
CREATE INDEX pair_until ON pair (until_run) WHERE until_run IS NOT NULL;

-- What a golden record is found by.
CREATE TABLE search_term (
    number    INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    value     TEXT NOT NULL,
    golden    TEXT NOT NULL,
    from_run  INTEGER NOT NULL,
    until_run INTEGER
);
CREATE INDEX search_term_value ON search_term (kind, value);
CREATE INDEX search_term_golden ON search_term (golden);
CREATE INDEX search_term_until ON search_term (until_run) WHERE until_run IS NOT NULL;

-- What a steward decided of two source records, for every later match to honour. It is undone by a fact of its own.
CREATE TABLE judgement (
    id           TEXT PRIMARY KEY,
    left_record  TEXT NOT NULL,
    right_record TEXT NOT NULL,
    is_same      INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    decided_at   INTEGER NOT NULL,
    ledger_entry INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (sequence)
);
CREATE INDEX judgement_left ON judgement (left_record);
CREATE INDEX judgement_right ON judgement (right_record);

CREATE TABLE judgement_undo (
    judgement    TEXT PRIMARY KEY REFERENCES judgement (id),
    actor        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    undone_at    INTEGER NOT NULL,
    ledger_entry INTEGER NOT NULL UNIQUE REFERENCES ledger_entry (sequence)
);
