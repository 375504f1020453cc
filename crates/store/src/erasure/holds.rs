//! What each table holds of a person. A new table joins this list, or the one of tables that hold nothing of one, or a test fails.

/// What a table holds of a person, and so what an erasure does with its rows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// Rows of source records, whose ids stand in these columns: they are removed.
    Records(&'static [&'static str]),
    /// Judgements of source records: they are removed, in a way of their own.
    Judgements(&'static [&'static str]),
    /// Rows that hang on a judgement by this column: they are removed with it.
    OfJudgements(&'static str),
    /// Rows of golden records: what came from the source record is cut out of those that others are part of too.
    Golden,
    /// What sessions of the portal remember, whoever it is of: all of them end.
    Sessions,
    /// Entries of the ledger: what they tell is blanked, see [`crate::ledger::erase_content`].
    Ledger,
}

use Holds::{Golden, Judgements, Ledger, OfJudgements, Records, Sessions};

/// The columns of a judgement that name its source records.
pub(super) const JUDGED: &[&str] = &["left_record", "right_record"];

/// Every table that holds something of a person, in an order in which rows can be removed: those that refer to others first.
pub(super) static HOLDS: &[(&str, Holds)] = &[
    ("attribute", Records(&["record"])),
    ("absence", Records(&["record"])),
    ("source_record", Records(&["id"])),
    ("member", Records(&["record"])),
    ("pair", Records(&["left_record", "right_record"])),
    ("judgement_undo", OfJudgements("judgement")),
    ("judgement", Judgements(JUDGED)),
    ("golden_record", Golden),
    ("search_term", Golden),
    ("portal_session", Sessions),
    ("ledger_entry", Ledger),
];

#[cfg(test)]
mod tests;
