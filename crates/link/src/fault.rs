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
    /// A judgement names a row outside the table.
    #[error("a judgement names row {row}, and there are {rows} rows")]
    UnknownRow {
        /// The row that was named.
        row: u32,
        /// How many rows there are.
        rows: usize,
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
    /// More rows than row numbers.
    #[error("a table holds at most {} rows", u32::MAX)]
    TooManyRows,
    /// More text in one column than can be kept.
    #[error("65,536 rows hold more than 4 GB of text in one column: leave that column out")]
    TooMuchText,
}
