-- Work that takes longer than somebody waits for: a load, a match. One is open at a time for a subject. What it works at is
-- in other tables; this says who asked, how far it is, and why it failed.
CREATE TABLE job (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    subject         TEXT NOT NULL,
    actor           TEXT NOT NULL,
    state           TEXT NOT NULL,
    queued_at       INTEGER NOT NULL,
    run_after       INTEGER NOT NULL,
    attempt         INTEGER NOT NULL DEFAULT 0,
    worker          TEXT,
    started_at      INTEGER,
    ended_at        INTEGER,
    stage           TEXT,
    done            INTEGER NOT NULL DEFAULT 0,
    total           INTEGER NOT NULL DEFAULT 0,
    is_cancel_asked INTEGER NOT NULL DEFAULT 0,
    failure         TEXT
);
CREATE INDEX job_due ON job (run_after, queued_at) WHERE state = 'waiting';
CREATE UNIQUE INDEX job_open ON job (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX job_queued ON job (queued_at);
