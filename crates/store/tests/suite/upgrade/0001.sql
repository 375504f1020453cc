-- Rows of the schema after migration 1, with entries of the ledger as they were entered then.
INSERT INTO ledger_entry (sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash)
VALUES (1, 1, 'collection', 'local:steward', NULL, '["load-one"]', NULL, '{}',
        x'0000000000000000000000000000000000000000000000000000000000000000',
        x'a98616eef92c7812ad0694f3e0f4ac45c2f91342a010123ce642f0bb3b3484a2'),
       (2, 2, 'collection', 'local:steward', NULL, '["load-one"]', NULL, '{}',
        x'a98616eef92c7812ad0694f3e0f4ac45c2f91342a010123ce642f0bb3b3484a2',
        x'3598bd93d8e8f3b98ee5a194bf4e71dc919e681d4b76ac7187a04f40f3bb93d7'),
       (3, 3, 'collection', 'local:steward', NULL, '["load-one"]', NULL, '{}',
        x'3598bd93d8e8f3b98ee5a194bf4e71dc919e681d4b76ac7187a04f40f3bb93d7',
        x'e6b88de66b6eccf308188726bb9ef8c318e4fe45ae05fb47e7da4fb5839e74dd'),
       (4, 4, 'collection', 'local:steward', NULL, '["load-one"]', NULL, '{}',
        x'e6b88de66b6eccf308188726bb9ef8c318e4fe45ae05fb47e7da4fb5839e74dd',
        x'5c56d6be207e3e04e0f0412de4fbd2667796da255d771ad2035719d25c8b0269');

INSERT INTO feed (name, organisation, organisation_en, organisation_cy, agreement, subject, format, contract, visible_from, added_at)
VALUES ('council', 'cwm-derw-council', 'Cwm Derw Council', 'Cyngor Cwm Derw', 'ISP-1', 'person', 'csv', 'name = 1', 0, 1),
       ('premises', 'fire-service', 'Fire Service', 'Gwasanaeth Tân', 'ISP-2', 'place', 'csv', 'name = 2', 0, 2);

INSERT INTO load (id, sequence, feed, contract, file, sha256, bytes, landed_at, state, ended_at, ledger_entry, end_entry, report)
VALUES ('load-one', 1, 'council', 'name = 1', 'one.csv', 'aa', 10, 3, 'published', 4, 1, 2, '{}'),
       ('load-two', 2, 'premises', 'name = 2', 'two.csv', 'bb', 20, 5, 'held', NULL, 3, NULL, NULL);

INSERT INTO source_record (id, load, key, line, part, linkable, content, problems)
VALUES ('r1', 1, 'k1', 2, NULL, TRUE, '[]', NULL),
       ('r2', 1, 'k2', 3, 'sheet', FALSE, '[]', '[1]'),
       ('r3', 1, 'k3', 4, NULL, FALSE, '[]', NULL);

-- Several of one line, in the order they came, which is neither that of their words nor without gaps.
INSERT INTO attribute (record, load, line, part, kind, scheme, term, start_date, end_date, role, event_reference, source_columns)
VALUES ('r1', 1, 2, 'sheet', 'Risk', 's', 'last', '2020', NULL, 'subject', NULL, 'A'),
       ('r1', 1, 2, NULL, 'Risk', 's', 'third', NULL, NULL, 'subject', 'event 1', 'A'),
       ('r1', 1, 2, NULL, 'Risk', 's', 'gone', NULL, NULL, 'subject', NULL, 'A'),
       ('r1', 1, 2, NULL, 'Event', 's', 'first', '2020-01-02', '2021', 'carer', NULL, 'B'),
       ('r1', 1, 2, NULL, 'Service', 's', 'second', NULL, NULL, 'subject', NULL, 'C'),
       ('r2', 1, 3, NULL, 'Risk', 's', 'other', NULL, NULL, 'subject', NULL, 'A');
DELETE FROM attribute WHERE term = 'gone';

INSERT INTO item (load, key, line, part, content)
VALUES (2, 'p9', 9, NULL, '{"a":9}'), (2, 'p2', 2, 'sheet', '{"a":2}'), (2, 'p2', 2, NULL, '{"a":3}');

INSERT INTO quarantined_row (load, line, part, problems)
VALUES (2, 8, 'sheet', '["eight, sheet"]'), (2, 8, NULL, '["eight"]'), (2, 4, NULL, '["four"]'), (2, 4, NULL, '["four again"]');
