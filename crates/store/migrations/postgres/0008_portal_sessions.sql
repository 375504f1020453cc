-- Who is signed in to the portal, in whichever process, and the codes that sign in. Of each secret only its SHA-256 is kept.
-- The content is what a session remembers: ids and reasons, as JSON.
CREATE TABLE portal_session (
    token_sha256 TEXT COLLATE "C" PRIMARY KEY,
    actor        TEXT COLLATE "C" NOT NULL,
    began_at     BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    content      TEXT COLLATE "C" NOT NULL
);
CREATE TABLE portal_code (
    code_sha256 TEXT COLLATE "C" PRIMARY KEY,
    actor       TEXT COLLATE "C" NOT NULL,
    renewed_at  BIGINT NOT NULL
);
