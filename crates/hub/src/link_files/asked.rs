//! Pairs that a person is asked about, as a file to fill in.

use std::borrow::Cow;
use std::io::Write;

use dolen_link::{Explainer, VALUE_SEPARATOR};

use super::fault::LinkFilesFault;
use super::run::FilesLinkage;

impl FilesLinkage {
    /// Writes so many pairs at most that a person should be asked about, the most telling first, as CSV:
    /// `source_a,id_a,source_b,id_b,same`, where `same` is empty and to be filled in with `yes` or `no`, and then of each
    /// column what either row holds. [`super::Labels::read`] takes it as it is. Weights are left out: they would sway the answer.
    /// Gives back how many pairs were written.
    ///
    /// # Errors
    /// See [`LinkFilesFault`].
    pub fn write_asked(
        &self,
        explainer: &Explainer<'_>,
        count: usize,
        writer: &mut dyn Write,
    ) -> Result<usize, LinkFilesFault> {
        let pairs = explainer.pairs_to_ask(&self.labels, count)?;
        let mut csv = csv::Writer::from_writer(writer);
        let columns = self
            .specification()
            .columns
            .iter()
            .flat_map(|column| ["a", "b"].map(|side| format!("{}_{side}", column.name)));
        let head: Vec<String> =
            ["source_a", "id_a", "source_b", "id_b", "same"].map(str::to_owned).into_iter().chain(columns).collect();
        csv.write_record(&head).map_err(access)?;
        for pair in &pairs {
            let values = explainer.values(pair.left, pair.right);
            let name = |row: u32| [self.table.source(row), self.table.id(row)];
            let rows = name(pair.left).into_iter().chain(name(pair.right)).chain([""]).map(Cow::Borrowed);
            let values = values.iter().flat_map(|values| [&values.left, &values.right]).map(|value| shown(value));
            csv.write_record(rows.chain(values).map(Cow::into_owned)).map_err(access)?;
        }
        csv.flush().map_err(|fault| access(fault.into()))?;
        Ok(pairs.len())
    }
}

/// A value as a spreadsheet shows it: several values with a bar between them, and none that it would take for a formula.
fn shown(value: &str) -> Cow<'_, str> {
    let value =
        if value.contains(VALUE_SEPARATOR) { value.replace(VALUE_SEPARATOR, " | ").into() } else { Cow::from(value) };
    let mut letters = value.chars();
    let is_formula = match letters.next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => !letters.all(|letter| letter.is_ascii_digit() || letter == ' '),
        _ => false,
    };
    if is_formula { format!("'{value}").into() } else { value }
}

fn access(fault: csv::Error) -> LinkFilesFault {
    LinkFilesFault::Access { file: "asked".to_owned(), cause: fault.into() }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn no_value_is_taken_for_a_formula() {
        let told =
            ["=1+2", "@x", "-x", "+44 1633 960001", "O'Brien", "a\u{1f}b"].map(|value| shown(value).into_owned());
        assert_eq!(told, ["'=1+2", "'@x", "'-x", "+44 1633 960001", "O'Brien", "a | b"]);
    }
}
