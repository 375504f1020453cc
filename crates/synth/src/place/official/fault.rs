//! Why an official geography cannot be used.

/// Why a geography could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GeographyFault {
    /// The boundary file is not the GeoJSON it should be.
    #[error("the boundary file is no GeoJSON of small areas: {0}")]
    Boundaries(&'static str),
    /// A CSV file lacks a column.
    #[error("the {file} file has no column `{column}`: choose files of one vintage (2011 or 2021)")]
    Column {
        /// Which of the files.
        file: &'static str,
        /// The missing header.
        column: String,
    },
    /// A CSV file cannot be read.
    #[error("the {file} file cannot be read as CSV: {source}")]
    Csv {
        /// Which of the files.
        file: &'static str,
        /// What the reader said.
        source: csv::Error,
    },
}
