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
    /// A file of postcodes has too many.
    #[error("{file}: has more than {most} postcodes; take out those that no record has")]
    TooManyPostcodes {
        /// Name of the file.
        file: String,
        /// How many it may have.
        most: usize,
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
    /// A row that is asked about is not there.
    #[error("{which}: no row has that name; write SOURCE:ID, of the sources {sources}")]
    NoRow {
        /// Where on the command line it was named.
        which: String,
        /// The sources that there are.
        sources: String,
    },
    /// A row that is asked about is there more than once.
    #[error(
        "{which}: {rows} rows have that name; write SOURCE:ID, and give each row of a source an id of its own with --id"
    )]
    SeveralRows {
        /// Where on the command line it was named.
        which: String,
        /// How many rows.
        rows: usize,
    },
    /// One pair is labelled the same and different.
    #[error("labels, line {line}: the same pair has another label on line {earlier}; give each pair once")]
    LabelledTwice {
        /// The earlier line, counted from 1.
        earlier: u64,
        /// The later line, counted from 1.
        line: u64,
    },
    /// A file of labels or frequencies that has no end.
    #[error("{file}: has more than {most} lines")]
    TooManyLines {
        /// Name of the file.
        file: String,
        /// How many it may have.
        most: usize,
    },
    /// No column of groups.
    #[error("{file}: has no column `{column}` to group by; name one with --group")]
    NoGroup {
        /// Name of the file.
        file: String,
        /// The column that was named.
        column: String,
    },
    /// A column that is no column of groups.
    #[error("column `{column}` has {groups} groups, and {most} are the most; put its values into bands")]
    TooManyGroups {
        /// The column.
        column: String,
        /// How many values it has.
        groups: usize,
        /// How many it may have.
        most: usize,
    },
    /// How a sample was drawn is not told.
    #[error(
        "how the sample was drawn is not told, and decides what it means; say --drawn records or --drawn clusters, or add a column weight"
    )]
    NoDesign,
    /// A weight that is none.
    #[error("sample: column `weight` holds no number above 0, or two for one cluster")]
    NoWeight,
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
