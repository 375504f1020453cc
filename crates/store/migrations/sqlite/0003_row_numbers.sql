-- Rows that are deleted in parts or read in the order they came have a number of their own: the one that SQLite gave them
-- unasked has no name in other databases, and may change when the file is rewritten.
CREATE TABLE attribute_numbered (
    number          INTEGER PRIMARY KEY,
    record          TEXT NOT NULL,
    load            INTEGER NOT NULL REFERENCES load (sequence),
    line            INTEGER NOT NULL,
    part            TEXT,
    kind            TEXT NOT NULL,
    scheme          TEXT NOT NULL,
    term            TEXT NOT NULL,
    start_date      TEXT,
    end_date        TEXT,
    role            TEXT NOT NULL,
    event_reference TEXT,
    source_columns  TEXT NOT NULL
);
INSERT INTO attribute_numbered (number, record, load, line, part, kind, scheme, term, start_date, end_date, role,
                                event_reference, source_columns)
SELECT rowid, record, load, line, part, kind, scheme, term, start_date, end_date, role, event_reference, source_columns
FROM attribute ORDER BY rowid;
DROP TABLE attribute;
ALTER TABLE attribute_numbered RENAME TO attribute;
CREATE INDEX attribute_record ON attribute (record, load);
CREATE INDEX attribute_load ON attribute (load);

CREATE TABLE item_numbered (
    number  INTEGER PRIMARY KEY,
    load    INTEGER NOT NULL REFERENCES load (sequence),
    key     TEXT NOT NULL,
    line    INTEGER NOT NULL,
    part    TEXT,
    content TEXT NOT NULL
);
INSERT INTO item_numbered (number, load, key, line, part, content)
SELECT rowid, load, key, line, part, content FROM item ORDER BY rowid;
DROP TABLE item;
ALTER TABLE item_numbered RENAME TO item;
CREATE INDEX item_load ON item (load, line);

CREATE TABLE quarantined_row_numbered (
    number   INTEGER PRIMARY KEY,
    load     INTEGER NOT NULL REFERENCES load (sequence),
    line     INTEGER NOT NULL,
    part     TEXT,
    problems TEXT NOT NULL
);
INSERT INTO quarantined_row_numbered (number, load, line, part, problems)
SELECT rowid, load, line, part, problems FROM quarantined_row ORDER BY rowid;
DROP TABLE quarantined_row;
ALTER TABLE quarantined_row_numbered RENAME TO quarantined_row;
CREATE INDEX quarantined_row_load ON quarantined_row (load, line);

-- The condition as the shared language says it: an index is used where the statement repeats its words.
DROP INDEX source_record_unlinkable;
CREATE INDEX source_record_unlinkable ON source_record (load) WHERE NOT linkable;
