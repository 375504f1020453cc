//! One cell of a sheet.

use dolen_model::Problem;
use quick_xml::events::{BytesStart, Event};

use super::text::{RichText, unescaped};
use crate::format::Cell;
use crate::format::spreadsheet::parts::{attribute, damaged, letters};
use crate::format::spreadsheet::texts::Texts;
use crate::format::spreadsheet::{day_cell, iso_cell, number_cell};

/// Columns that a sheet can have.
const COLUMNS: usize = 16_384;

/// A cell that is open.
pub(super) struct OpenCell {
    kind: String,
    style: usize,
    value: String,
    is_in_value: bool,
    inline: RichText,
}

impl OpenCell {
    pub(super) fn open(start: &BytesStart<'_>) -> Result<Self, Problem> {
        let style = attribute(start, "s")?.and_then(|style| style.parse().ok());
        Ok(Self {
            kind: attribute(start, "t")?.unwrap_or_default(),
            style: style.unwrap_or(0),
            value: String::new(),
            is_in_value: false,
            inline: RichText::default(),
        })
    }

    /// Takes an event between the beginning and the end of the cell.
    pub(super) fn event(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(start) if start.local_name().as_ref() == "v" => self.is_in_value = true,
            Event::End(end) if end.local_name().as_ref() == "v" => self.is_in_value = false,
            Event::Text(text) if self.is_in_value => self.value.push_str(text),
            Event::CData(text) if self.is_in_value => self.value.push_str(text),
            Event::GeneralRef(reference) if self.is_in_value => self.value.push_str(&letters(reference)?),
            event => self.inline.event(event)?,
        }
        Ok(())
    }

    /// What the cell holds: the text that a person sees in it, and the day if it is one.
    pub(super) fn close(self, texts: &Texts, is_day: &[bool], is_1904: bool) -> Result<Cell, Problem> {
        let value = self.value.trim();
        Ok(match self.kind.as_str() {
            "s" => {
                let text = value.parse().ok().and_then(|index| texts.get(index)).ok_or_else(damaged)?;
                Cell::text(text.trim())
            }
            "str" => Cell::text(unescaped(self.value).trim()),
            "inlineStr" => Cell::text(self.inline.close().trim()),
            "b" => Cell::text(match value {
                "0" => "FALSE",
                "" => "",
                _ => "TRUE",
            }),
            "d" => iso_cell(value),
            "e" => Cell::text(value),
            _ => match value.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let is_day = is_day.get(self.style).copied().unwrap_or(false);
                    if is_day { day_cell(number, is_1904) } else { number_cell(number, is_1904) }
                }
                _ => Cell::text(value),
            },
        })
    }
}

/// The column, from 0, of a place such as `AB12`.
pub(super) fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let column =
        letters.take(4).fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    (1..=COLUMNS).contains(&column).then(|| column - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        for (place, column) in [("A1", Some(0)), ("z9", Some(25)), ("AA1", Some(26)), ("XFD1", Some(16_383))] {
            assert_eq!(column_of(place), column);
        }
        for none in ["XFE1", "12", "", "AAAA1", "ŵ1"] {
            assert_eq!(column_of(none), None, "{none}");
        }
    }
}
