//! One cell of an OpenDocument spreadsheet.

use dolen_model::{PartialDate, Problem};
use quick_xml::events::{BytesStart, Event};

use super::iso_cell;
use super::ods::repeats;
use super::parts::{attribute, letters};
use super::serial::number_text;
use crate::format::Cell;

/// Blanks that one element may stand for.
const BLANKS: u64 = 1_000;

/// A cell that is open.
pub(super) struct OdsCell {
    /// How often it stands, side by side.
    pub(super) repeats: u64,
    kind: String,
    value: Option<String>,
    text: String,
    paragraphs: u32,
    paragraph_depth: u32,
    /// Elements open inside a note, which is no part of the value.
    note_depth: u32,
}

impl OdsCell {
    pub(super) fn open(start: &BytesStart<'_>) -> Result<Self, Problem> {
        let kind = attribute(start, "value-type")?.unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => attribute(start, "value")?,
            "date" => attribute(start, "date-value")?,
            "boolean" => attribute(start, "boolean-value")?,
            "string" => attribute(start, "string-value")?,
            _ => None,
        };
        Ok(Self {
            repeats: repeats(start, "number-columns-repeated")?,
            kind,
            value,
            text: String::new(),
            paragraphs: 0,
            paragraph_depth: 0,
            note_depth: 0,
        })
    }

    pub(super) const fn is_in_note(&self) -> bool {
        self.note_depth > 0
    }

    /// Takes an event between the beginning and the end of the cell.
    pub(super) fn event(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(start) if self.note_depth > 0 || start.local_name().as_ref() == "annotation" => {
                self.note_depth += 1;
            }
            Event::End(_) if self.note_depth > 0 => self.note_depth -= 1,
            _ if self.note_depth > 0 => {}
            Event::Start(start) | Event::Empty(start) => self.element(start, matches!(event, Event::Empty(_)))?,
            Event::End(end) if end.local_name().as_ref() == "p" => {
                self.paragraph_depth = self.paragraph_depth.saturating_sub(1);
            }
            Event::Text(text) if self.paragraph_depth > 0 => self.text.push_str(text),
            Event::CData(text) if self.paragraph_depth > 0 => self.text.push_str(text),
            Event::GeneralRef(reference) if self.paragraph_depth > 0 => self.text.push_str(&letters(reference)?),
            _ => {}
        }
        Ok(())
    }

    fn element(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<(), Problem> {
        match start.local_name().as_ref() {
            "p" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.paragraph_depth += u32::from(!is_empty);
            }
            "s" => {
                let blanks = repeats(start, "c")?.min(BLANKS);
                self.text.extend((0..blanks).map(|_| ' '));
            }
            "tab" => self.text.push('\t'),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    /// What the cell holds; day 0 lies `day_zero` days after 1970-01-01.
    pub(super) fn close(self, day_zero: i64) -> Cell {
        match (self.kind.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => match value.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    Cell { serial: day(number, day_zero), ..Cell::text(number_text(number)) }
                }
                _ => Cell::text(value.trim()),
            },
            ("date", Some(value)) => iso_cell(&value),
            ("boolean", Some(value)) => Cell::text(value.trim().to_uppercase()),
            ("string", Some(value)) => Cell::text(value.trim()),
            _ => Cell::text(self.text.trim()),
        }
    }
}

fn day(number: f64, day_zero: i64) -> Option<PartialDate> {
    if !(1.0..3_000_000.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between 1 and 3,000,000")]
    let days = number.floor() as i64;
    PartialDate::from_epoch_days(days + day_zero)
}
