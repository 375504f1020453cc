//! Why a file could not be written.

/// A fault of writing. None of them carries a value of the file.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    /// The writer refused.
    #[error("the file could not be written: {0}")]
    Write(#[from] std::io::Error),
    /// The region has no feed of this name.
    #[error("there is no feed `{0}` in the region; `Region::feeds` lists them")]
    Feed(String),
    /// The workbook could not be made.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
