-- Rows of the schema after migration 6, beside those of the ones before: a job that waits.
INSERT INTO job (id, kind, subject, actor, state, queued_at, run_after) VALUES ('j1', 'match', 'people', 'local:steward', 'waiting', 7, 7);
