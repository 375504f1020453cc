//! What a command answers on standard output: text for people, or one JSON document and nothing else.

use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::fault::{Fault, Outcome, printable};

/// Writes text with a line break at its end. Values from files steer no terminal.
pub(crate) fn text(text: &str) -> Outcome {
    let mut text = printable(text.trim_end());
    text.push('\n');
    write(text.as_bytes())
}

/// Writes one JSON document.
pub(crate) fn json<T: Serialize + ?Sized>(document: &T) -> Outcome {
    let mut bytes = serde_json::to_vec_pretty(document)
        .map_err(|error| Fault::ours(format!("the answer could not be written as JSON: {error}")))?;
    bytes.push(b'\n');
    write(&bytes)
}

/// Bytes to standard output. A reader that has seen enough (`| head`) is no fault.
fn write(bytes: &[u8]) -> Outcome {
    let mut output = std::io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Fault::caller(format!("standard output could not be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Standard output for what is written line by line. A reader that has seen enough is no fault.
pub(crate) struct Lines(std::io::BufWriter<std::io::Stdout>);

impl Lines {
    pub(crate) fn new() -> Self {
        Self(std::io::BufWriter::new(std::io::stdout()))
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

/// A table for a terminal: columns as wide as their longest cell, figures to the right.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let is_figure =
        |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit() || ",.-+%".contains(letter));
    let columns: Vec<(usize, bool)> = head
        .iter()
        .enumerate()
        .map(|(column, title)| {
            let widest = rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0);
            let right = !rows.is_empty()
                && rows.iter().all(|row| is_figure(&cell(row, column)) || cell(row, column).is_empty());
            (widest.max(title.chars().count()), right)
        })
        .collect();
    let line = |cells: Vec<String>| {
        let padded = cells.iter().zip(&columns).map(|(cell, (width, right))| match right {
            true => format!("{cell:>width$}"),
            false => format!("{cell:<width$}"),
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(head.iter().map(|title| (*title).to_owned()).collect())];
    lines.extend(rows.iter().map(|row| line((0..head.len()).map(|column| cell(row, column)).collect())));
    lines.join("\n")
}

/// A number with what it counts, in the singular or the plural.
pub(crate) fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { several })
}

/// A count with commas between thousands.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_to_the_right() {
        let rows = [vec!["cwm-derw".to_owned(), "1,200".to_owned()], vec!["heddlu".to_owned(), "7".to_owned()]];
        assert_eq!(table(&["Feed", "Rows"], &rows), "Feed       Rows\ncwm-derw  1,200\nheddlu        7");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!((count(7), count(1000), count(233_084)), ("7".into(), "1,000".into(), "233,084".into()));
    }
}
