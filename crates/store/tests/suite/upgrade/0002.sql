-- Rows of the schema after migration 2, beside those of 0001.sql.
INSERT INTO run (number, state, basis, model, figures, started_at, ended_at, ledger_entry)
VALUES (1, 'published', 'basis', '{}', '{}', 6, 7, 4);
INSERT INTO setting (name, value) VALUES ('current_run', '1');

INSERT INTO member (record, load, golden, place, from_run, until_run)
VALUES ('r1', 1, 'g1', 0, 1, NULL), ('r2', 1, 'g0', 0, 0, 1);
INSERT INTO golden_record (id, content, residence, household, from_run, until_run)
VALUES ('g1', '{}', 'home', 'house', 1, NULL);
INSERT INTO pair (left_record, right_record, weight, probability, pattern, guard, is_joined, left_golden, right_golden, from_run, until_run)
VALUES ('r1', 'r2', 4.5, 0.75, -4, NULL, FALSE, 'g1', 'g2', 1, NULL);
INSERT INTO search_term (kind, value, golden, from_run, until_run)
VALUES ('name', 'morgan', 'g1', 1, NULL);

INSERT INTO judgement (id, left_record, right_record, is_same, actor, reason, decided_at, ledger_entry)
VALUES ('j1', 'r1', 'r2', TRUE, 'local:steward', 'seen', 8, 3);
INSERT INTO judgement_undo (judgement, actor, reason, undone_at, ledger_entry)
VALUES ('j1', 'local:steward', 'mistaken', 9, 4);
