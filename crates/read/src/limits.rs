//! How much of anything is read before the file is refused.

/// Upper bounds on what a file may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is streamed (CSV, XML).
    pub file_bytes: u64,
    /// Bytes of a spreadsheet, which is held in memory; and of a part of it that is not a sheet, after unpacking.
    pub spreadsheet_bytes: u64,
    /// Bytes of a spreadsheet after unpacking, and of the texts in the cells of a sheet.
    pub unpacked_bytes: u64,
    /// How many times larger a part of a spreadsheet may be when unpacked, once it is beyond ten million bytes.
    pub unpacked_ratio: u64,
    /// Parts of a spreadsheet's archive.
    pub archive_entries: usize,
    /// Bytes of one record of a CSV file, quoted line breaks included, of one record element of an XML file, or of one row
    /// of an .ods.
    pub record_bytes: u64,
    /// Rows of all sheets together; some twenty bytes are remembered of each.
    pub rows: u64,
    /// Columns.
    pub columns: usize,
    /// Characters of one value.
    pub value_characters: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Repeated groups inside one record.
    pub groups: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 30,
            spreadsheet_bytes: 256 << 20,
            unpacked_bytes: 1 << 30,
            unpacked_ratio: 200,
            archive_entries: 5_000,
            record_bytes: 4 << 20,
            rows: 10_000_000,
            columns: 2_000,
            value_characters: 4_000,
            depth: 64,
            groups: 10_000,
        }
    }
}
