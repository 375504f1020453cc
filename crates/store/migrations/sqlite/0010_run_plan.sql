-- The plan of a run: all that it counted, by which records are compared that come later. In pieces, by their place. It
-- holds no text of a row. Nobody reads it before the run is current.
CREATE TABLE run_plan (
    run     INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (run, place)
);
