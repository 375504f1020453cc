//! What is wrong with the files or the request; all are the user's to mend.

use dolen_link::LinkFault;
use dolen_link::splink::SplinkFault;
use dolen_read::ColumnarFault;

/// Why files cannot be linked or evaluated.
#[derive(Debug, thiserror::Error)]
pub enum LinkFilesFault {
    /// The reader or writer failed.
    #[error("{file}: cannot be read or written: {cause}")]
    Access {
        /// Name of the file.
        file: String,
        /// What the reader or writer says.
        cause: std::io::Error,
    },
    /// There is no header line.
    #[error("{0}: is empty; a CSV with a header line is needed")]
    Empty(String),
    /// The first line is a row.
    #[error("{0}: its first line holds values, not the names of columns; put a header line above it")]
    NoHeader(String),
    /// The file is not a CSV.
    #[error("{file}: is not a CSV: {cause}")]
    NotCsv {
        /// Name of the file.
        file: String,
        /// What was found.
        cause: String,
    },
    /// A Parquet or Arrow file cannot be read.
    #[error("{file}: {cause}")]
    Columnar {
        /// Name of the file.
        file: String,
        /// What is wrong with it.
        cause: ColumnarFault,
    },
    /// A column that the user named is not there.
    #[error("{file}: has no column `{column}`; it has: {known}")]
    NoColumn {
        /// Name of the file.
        file: String,
        /// The column that was named.
        column: String,
        /// The columns that are there.
        known: String,
    },
    /// Two files would be one source.
    #[error("two files are named `{0}`, and the name is the source; rename one or give --source-column")]
    SameSource(String),
    /// The specification matches on the column that names the rows.
    #[error("column `{0}` holds the id or the source and is never matched on; take it out of the specification")]
    NamesRows(String),
    /// Too few columns were recognised.
    #[error("the columns do not tell what they hold ({0}); write a specification and give it with --spec")]
    NothingRecognised(String),
    /// A file to evaluate has too few columns, or a line of it has.
    #[error("{file}, line {line}: {wanted}")]
    Shape {
        /// Name of the file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wanted.
        wanted: &'static str,
    },
    /// One row stands in two clusters.
    #[error("{file}, line {line}: the same row is in another cluster on an earlier line; give each row once")]
    Twice {
        /// Name of the file.
        file: &'static str,
        /// The later line, counted from 1.
        line: u64,
    },
    /// The truth has no source and an id stands in several sources.
    #[error(
        "the truth has no source column, and the clusters hold an id in more than one source; give the truth as source,id,cluster"
    )]
    AmbiguousId,
    /// The specification and the data do not fit.
    #[error(transparent)]
    Link(#[from] LinkFault),
    /// The Splink model and the data do not fit.
    #[error(transparent)]
    Splink(#[from] SplinkFault),
}
