-- Backups that were made of the hub: which state of it is in each, and until when it is to be kept. The files are elsewhere.
CREATE TABLE backup (
    id         TEXT COLLATE "C" PRIMARY KEY,
    made_at    BIGINT NOT NULL,
    head       BIGINT NOT NULL,
    sha256     TEXT COLLATE "C" NOT NULL,
    place      TEXT COLLATE "C" NOT NULL,
    kept_until BIGINT,
    ended_at   BIGINT
);
