-- Rows of the schema after migration 9, beside those of the ones before: a backup that was made.
INSERT INTO backup (id, made_at, head, sha256, place, kept_until) VALUES ('b1', 7, 5, 'bb', 'elsewhere', 9);
