-- Which loads held all of their feed: with the moment of publication it can be told what was visible at any time before.
ALTER TABLE load ADD COLUMN is_full INTEGER NOT NULL DEFAULT 0;
UPDATE load SET is_full = 1
WHERE state = 'published'
  AND (sequence IN (SELECT visible_from FROM feed)
       OR instr(char(10) || replace(replace(contract, ' ', ''), '''', '"'), char(10) || 'delivery="full"') > 0);

-- A source record of which a full load no longer says anything: the load, and the last one that did. It counts once the
-- load is published.
CREATE TABLE absence (
    number    INTEGER PRIMARY KEY,
    record    TEXT NOT NULL,
    load      INTEGER NOT NULL REFERENCES load (sequence),
    last_load INTEGER NOT NULL REFERENCES load (sequence)
);
CREATE INDEX absence_record ON absence (record);
CREATE INDEX absence_load ON absence (load);
