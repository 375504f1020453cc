//! Rows that count the others.

use crate::feed::{Feed, TotalsRow};
use crate::format::RawRow;

/// Whether a row is the totals row that the contract declares; if so, the number of rows that it states.
pub(crate) fn is_declared_totals(feed: &Feed, totals: &TotalsRow, row: &RawRow) -> Option<Option<u64>> {
    let cell = |name: &str| {
        let index = feed.columns.iter().position(|column| column.name == name)?;
        row.cells.get(index).map(|cell| cell.text.as_str())
    };
    let text = cell(&totals.column)?;
    let begins = text.to_lowercase().starts_with(&totals.text.to_lowercase());
    if !begins {
        return None;
    }
    let stated = totals.count_column.as_deref().and_then(cell).unwrap_or(text);
    let digits: String = stated.chars().filter(char::is_ascii_digit).collect();
    Some(totals.count_column.as_ref().and_then(|_| digits.parse().ok()))
}

const WORDS: [&str; 7] = ["total", "totals", "grand total", "total records", "cyfanswm", "cyfansymiau", "sum"];

/// Whether a row that the contract does not declare looks like a totals row: it says so, and most of it is empty.
pub(crate) fn is_undeclared_totals(row: &RawRow) -> bool {
    let says_so = row.cells.iter().take(4).any(|cell| {
        let text = cell.text.trim_end_matches([':', ' ']).to_lowercase();
        WORDS.contains(&text.as_str()) || text.starts_with("total:") || text.starts_with("cyfanswm:")
    });
    let empty = row.cells.iter().filter(|cell| cell.text.is_empty()).count();
    says_so && empty * 2 >= row.cells.len()
}
