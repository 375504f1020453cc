-- Backups that were made of the hub: which state of it is in each, and until when it is to be kept. The files are elsewhere.
CREATE TABLE backup (
    id         TEXT PRIMARY KEY,
    made_at    INTEGER NOT NULL,
    head       INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    place      TEXT NOT NULL,
    kept_until INTEGER,
    ended_at   INTEGER
);
