//! What can go wrong.

/// Why a specification or a table cannot be used. All are the caller's to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// The text is not the TOML of a specification; the message holds line and hint.
    #[error("the specification cannot be read: {0}")]
    Unreadable(String),
    /// The specification contradicts itself.
    #[error("the specification does not hold together: {0}")]
    Inconsistent(String),
    /// A column of the specification is not in the table.
    #[error("the specification names column `{0}`, which the data do not have")]
    UnknownColumn(String),
    /// The bytes are not those of a plan of this version; the message says what is wrong.
    #[error("the plan cannot be read: {0}")]
    UnreadablePlan(String),
    /// A row has the source and id of an earlier one.
    #[error("row {row} has the source and id of an earlier row: give each record an id of its own in its source")]
    RepeatedRecord {
        /// The later row.
        row: u32,
    },
    /// A record is named that is not there.
    #[error("record {position} of those named is not there")]
    UnknownRecord {
        /// Its position among those named.
        position: usize,
    },
    /// A judgement or a label names a row outside the table.
    #[error("a judgement or a label names row {row}, and there are {rows} rows")]
    UnknownRow {
        /// The row that was named.
        row: u32,
        /// How many rows there are.
        rows: usize,
    },
    /// A table of frequencies for what has none.
    #[error("comparison `{comparison}` takes no table of frequencies; those that do: {}", if known.is_empty() { "none" } else { known })]
    TakesNoFrequencies {
        /// The comparison that was named.
        comparison: String,
        /// The comparisons that take one.
        known: String,
    },
    /// A label names one row twice.
    #[error("label {position} names one row twice: a label is of two rows")]
    LabelOfOneRow {
        /// Its position among the labels, counted from 0.
        position: usize,
    },
    /// Two labels of one pair.
    #[error("labels {earlier} and {position} are of the same pair and contradict each other: give each pair once")]
    LabelsContradict {
        /// Position of the earlier one among the labels, counted from 0.
        earlier: usize,
        /// Position of the later one.
        position: usize,
    },
    /// A row that is asked about is outside the table.
    #[error("row {row} is asked about, and there are {rows} rows")]
    NoSuchRow {
        /// The row that was asked about.
        row: u32,
        /// How many rows there are.
        rows: usize,
    },
    /// A linkage is explained with another table than it was made from.
    #[error("the linkage is of {linked} rows, and the table has {rows}: give the table that was linked")]
    OtherTable {
        /// Rows of the linkage.
        linked: usize,
        /// Rows of the table.
        rows: usize,
    },
    /// The table's cells were forgotten when it was linked.
    #[error("the cells of the table were forgotten when it was linked: link it by `link`, which keeps them")]
    CellsForgotten,
    /// More memory is held than may be.
    #[error("the run holds {used} MB of memory and may hold {budget}: give it more, or fewer rows or columns")]
    NoRoom {
        /// What it holds, in megabytes of 1,000,000 bytes.
        used: u64,
        /// What it may hold.
        budget: u64,
    },
    /// More rows than row numbers.
    #[error("a table holds at most {} rows", u32::MAX)]
    TooManyRows,
    /// More text in one column than can be kept.
    #[error("65,536 rows hold more than 4 GB of text in one column: leave that column out")]
    TooMuchText,
}
