-- Rows of the schema after migration 7, beside those of the ones before: an erasure that came to its end.
INSERT INTO erasure (id, kind, actor, asked_at, entry, ended_at, end_entry) VALUES ('e1', 'person', 'local:ann', 5, 3, 6, 4);
INSERT INTO erased_record (erasure, record) VALUES ('e1', 'gone');
INSERT INTO erased_file (erasure, sha256) VALUES ('e1', 'aa');
