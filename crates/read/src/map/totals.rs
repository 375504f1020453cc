//! Rows that count the others.

use crate::feed::{Feed, TotalsRow};
use crate::format::RawRow;

/// Whether a row reads like the totals row that the contract declares; if so, the number of rows that it states.
pub(crate) fn is_declared_totals(feed: &Feed, totals: &TotalsRow, row: &RawRow) -> Option<Option<u64>> {
    let cell = |name: &str| {
        let index = feed.columns.iter().position(|column| column.name == name)?;
        row.cells.get(index).map(|cell| cell.text.as_str())
    };
    if !cell(&totals.column)?.to_lowercase().starts_with(&totals.text.to_lowercase()) {
        return None;
    }
    let stated = totals.count_column.as_deref().and_then(cell).unwrap_or_default();
    // A number may stand behind words in one cell with them: the last group of digits is it.
    let digits = stated.split(|letter: char| !letter.is_ascii_digit() && letter != ',').rfind(|part| !part.is_empty());
    Some(digits.and_then(|digits| digits.replace(',', "").parse().ok()))
}

/// Words with which rows begin that count others.
const WORDS: [&str; 9] =
    ["total", "totals", "grand total", "sub-total", "subtotal", "sum", "cyfanswm", "cyfansymiau", "number of records"];

/// Whether a row that the contract does not declare looks like a totals row: a value of it says so, and whatever else
/// stands in it is a number, or most of it is empty.
pub(crate) fn is_undeclared_totals(row: &RawRow) -> bool {
    let values: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    let others: Vec<&&str> = values.iter().filter(|text| !says_total(text)).collect();
    if others.len() == values.len() {
        return false;
    }
    let are_numbers = others.iter().all(|text| !text.chars().any(char::is_alphabetic));
    are_numbers || values.len() * 2 <= row.cells.len()
}

/// Whether a text is such a word, alone or with something other than a letter behind it.
fn says_total(text: &str) -> bool {
    let text = text.to_lowercase();
    WORDS.iter().any(|word| {
        let Some(behind) = text.strip_prefix(word) else { return false };
        let behind = behind.trim_start();
        let more = ["records", "rows", "cases", "/", "cofnodion", "rhesi"];
        !behind.starts_with(char::is_alphabetic) || more.iter().any(|more| behind.starts_with(more))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Cell;

    fn is_totals(cells: &[&str]) -> bool {
        let cells = cells.iter().map(|text| Cell::text(*text)).collect();
        is_undeclared_totals(&RawRow { cells, ..RawRow::default() })
    }

    #[test]
    fn rows_that_count_are_told_from_people() {
        for totals in [
            &["Total", "", "", "1,204"][..],
            &["TOTAL: 55", "", ""],
            &["Total records", "55"],
            &["Cyfanswm / Total", "49", "", ""],
            &["", "Grand total", "", "3"],
            &["Sum", "1", "2", "3"],
        ] {
            assert!(is_totals(totals), "{totals:?}");
        }
        for person in [
            &["C1", "Total", "Ann", "03/02/1980"][..],
            &["Totalis", "", "", ""],
            &["Total", "Ann", "Castle Street", "NP20 4UX"],
            &["Summers", "1", "", ""],
        ] {
            assert!(!is_totals(person), "{person:?}");
        }
    }
}
