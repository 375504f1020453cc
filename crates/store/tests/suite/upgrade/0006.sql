-- Rows of the schema after migration 6, beside those of the ones before: a job that came to its end.
INSERT INTO job (id, kind, subject, actor, state, queued_at, run_after, attempt, ended_at)
VALUES ('job-one', 'match', 'people', 'local:ann', 'done', 1, 1, 1, 2);
