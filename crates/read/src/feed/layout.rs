//! How the bytes of a feed are laid out.

use serde::Deserialize;

/// `[format]` of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Layout {
    /// Separated values.
    Csv {
        #[serde(default)]
        encoding: Encoding,
        /// One character, or `sniff`.
        #[serde(default = "comma")]
        delimiter: String,
        #[serde(default)]
        title_rows: u64,
        #[serde(default)]
        totals_row: Option<TotalsRow>,
    },
    /// One element a record.
    Xml {
        /// Names of the elements from the root to the record, with `/` between them.
        record: String,
    },
    /// Sheets of one header.
    Spreadsheet {
        /// Names of the sheets; none for the first one.
        #[serde(default)]
        sheets: Vec<String>,
        #[serde(default)]
        title_rows: u64,
        #[serde(default)]
        totals_row: Option<TotalsRow>,
    },
    /// The attribute CSV of the UK Vulnerabilities Data Standard.
    Savvi {},
}

/// Encoding of a text file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum Encoding {
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A row under the last record that counts the records.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotalsRow {
    /// Column in which it is recognised.
    pub(crate) column: String,
    /// How the value there begins, any case.
    pub(crate) text: String,
    /// Column that holds the number of rows; absent: the number is not checked.
    #[serde(default)]
    pub(crate) count_column: Option<String>,
}

fn comma() -> String {
    ",".to_owned()
}

impl Layout {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Xml { .. } => "xml",
            Self::Spreadsheet { .. } => "spreadsheet",
            Self::Savvi {} => "savvi",
        }
    }

    pub(crate) const fn totals_row(&self) -> Option<&TotalsRow> {
        match self {
            Self::Csv { totals_row, .. } | Self::Spreadsheet { totals_row, .. } => totals_row.as_ref(),
            Self::Xml { .. } | Self::Savvi {} => None,
        }
    }
}
