-- Who is signed in to the portal, in whichever process, and the codes that sign in. Of each secret only its SHA-256 is kept.
-- The content is what a session remembers: ids and reasons, as JSON.
CREATE TABLE portal_session (
    token_sha256 TEXT PRIMARY KEY,
    actor        TEXT NOT NULL,
    began_at     INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    content      TEXT NOT NULL
);
CREATE TABLE portal_code (
    code_sha256 TEXT PRIMARY KEY,
    actor       TEXT NOT NULL,
    renewed_at  INTEGER NOT NULL
);
