-- Rows of the schema after migration 5, beside those of the ones before: a record that a full load no longer tells of.
INSERT INTO absence (record, load, last_load) VALUES ('gone', 2, 1);
