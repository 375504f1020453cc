//! How much of a columnar file is read before it is refused.

/// Rows of a file.
pub(super) const ROWS: u64 = 100_000_000;
/// Columns of a file.
pub(super) const COLUMNS: usize = 20_000;
/// Bytes of the text of one cell, all its values together.
pub(super) const CELL: usize = 1 << 20;
/// Bytes of the texts of all cells of a file: a few bytes of a file can stand for any number of them.
pub(super) const TEXTS: u64 = 16 << 30;
/// Bytes of one message of an Arrow file, and of what it unpacks to.
pub(super) const MESSAGE: u64 = 2 << 30;
/// Bytes of the description of one message of an Arrow file.
pub(super) const METADATA: u64 = 64 << 20;
/// Rows of one batch of a Parquet file.
pub(super) const BATCH: usize = 1_024;
