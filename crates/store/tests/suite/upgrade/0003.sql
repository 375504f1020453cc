-- Rows of the schema after migration 3, beside those of the ones before: an entry of the ledger in its first form with every
-- column filled.
INSERT INTO ledger_entry (sequence, time, verb, actor, organisation, subject, reason, detail, previous_hash, hash)
VALUES (5, 5, 'consultation', 'local:bob', 'cwm-derw-council', '["golden-1","golden-2"]', 'galwad ŵyr', '{"action":"open","run":1}',
        x'5c56d6be207e3e04e0f0412de4fbd2667796da255d771ad2035719d25c8b0269',
        x'dfcebc241e857854581836f1a1964e3b535dd6230b5244f59734112e026fe34d');
