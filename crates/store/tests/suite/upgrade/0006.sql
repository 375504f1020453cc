INSERT INTO job (id, kind, subject, actor, state, queued_at, run_after, attempt, done, total, is_cancel_asked)
VALUES ('j1', 'load', 'load-1', 'local:ann', 'done', 4, 4, 1, 0, 0, FALSE);
