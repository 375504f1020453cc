//! Why a columnar file cannot be read. No value of a row is ever part of a message.

/// Why a Parquet or Arrow file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ColumnarFault {
    /// The reader failed.
    #[error("cannot be read: {0}")]
    Access(#[from] std::io::Error),
    /// The file does not hold together: damaged, cut off, or of a kind that is not known.
    #[error("cannot be read as {format}: {reason}")]
    Damaged {
        /// The name of the format.
        format: &'static str,
        /// What was found.
        reason: String,
    },
    /// A column of which no text can be made.
    #[error(
        "column `{column}` holds {kind}, which is no text; leave the column out, or name the columns that count in a specification"
    )]
    NoText {
        /// Its name.
        column: String,
        /// Its type.
        kind: &'static str,
    },
    /// More than is read.
    #[error("has {what}; at most {limit} can be read")]
    TooMuch {
        /// What there is too much of.
        what: String,
        /// How much there may be.
        limit: u64,
    },
}

/// Longest reason that is told.
const REASON: usize = 200;

impl ColumnarFault {
    /// What a library says of a file, in one line. Its words may quote names of columns and types, not values.
    pub(super) fn damaged(format: &'static str, reason: impl std::fmt::Display) -> Self {
        let reason = reason.to_string();
        let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::Damaged { format, reason: line.chars().take(REASON).collect() }
    }
}
