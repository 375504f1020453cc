-- Form 2 of an entry: its hash goes over a digest of its content with a salt, so that the content can be erased and the chain
-- still holds. Entries that are there are of form 1. erased_by is the entry that tells of the erasure, which comes later: it
-- is no reference, for rows are copied in the order of their sequence.
ALTER TABLE ledger_entry ADD COLUMN form BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ledger_entry ADD COLUMN salt BYTEA;
ALTER TABLE ledger_entry ADD COLUMN content_digest BYTEA;
ALTER TABLE ledger_entry ADD COLUMN erased_by BIGINT;

-- Erasures are few among many.
CREATE INDEX ledger_entry_erasure ON ledger_entry (sequence) WHERE verb = 'erasure';
