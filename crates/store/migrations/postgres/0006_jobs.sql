-- Work that takes longer than somebody waits for: a load, a match. One is open at a time for a subject. What it works at is
-- in other tables; this says who asked, how far it is, and why it failed.
CREATE TABLE job (
    id              TEXT COLLATE "C" PRIMARY KEY,
    kind            TEXT COLLATE "C" NOT NULL,
    subject         TEXT COLLATE "C" NOT NULL,
    actor           TEXT COLLATE "C" NOT NULL,
    state           TEXT COLLATE "C" NOT NULL,
    queued_at       BIGINT NOT NULL,
    run_after       BIGINT NOT NULL,
    attempt         BIGINT NOT NULL DEFAULT 0,
    worker          TEXT COLLATE "C",
    started_at      BIGINT,
    ended_at        BIGINT,
    stage           TEXT COLLATE "C",
    done            BIGINT NOT NULL DEFAULT 0,
    total           BIGINT NOT NULL DEFAULT 0,
    is_cancel_asked BOOLEAN NOT NULL DEFAULT FALSE,
    failure         TEXT COLLATE "C"
);
CREATE INDEX job_due ON job (run_after, queued_at) WHERE state = 'waiting';
CREATE UNIQUE INDEX job_open ON job (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX job_queued ON job (queued_at);
