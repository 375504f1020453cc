//! The texts and the styles that cells point to by their number.

use std::collections::BTreeMap;

use dolen_model::Problem;
use quick_xml::events::Event;

use super::text::RichText;
use crate::format::spreadsheet::parts::{Parts, attribute};
use crate::format::spreadsheet::styles;
use crate::format::spreadsheet::texts::Texts;

/// The texts of a workbook. What the part says of their number is not believed.
pub(super) fn texts(parts: &mut Parts<'_>, part: &str) -> Result<Texts, Problem> {
    let mut texts = Texts::default();
    let mut open: Option<RichText> = None;
    parts.events(part, "si", &mut |event| {
        match event {
            Event::Start(start) if start.local_name().as_ref() == "si" => open = Some(RichText::default()),
            Event::Empty(start) if start.local_name().as_ref() == "si" => texts.push(""),
            Event::End(end) if end.local_name().as_ref() == "si" => {
                texts.push(&open.take().map(RichText::close).unwrap_or_default());
            }
            event => open.iter_mut().try_for_each(|text| text.event(event))?,
        }
        Ok::<_, Problem>(true)
    })?;
    Ok(texts)
}

/// For each cell style, whether it shows days.
pub(super) fn day_styles(parts: &mut Parts<'_>, part: &str) -> Result<Vec<bool>, Problem> {
    let mut formats: BTreeMap<u16, bool> = BTreeMap::new();
    let mut of_styles: Vec<u16> = Vec::new();
    let mut are_cells = false;
    parts.events(part, "", &mut |event| {
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(start, "numFmtId")?.and_then(|id| id.parse().ok());
                    let format = attribute(start, "formatCode")?;
                    formats.extend(id.zip(format.map(|format| styles::is_day(&format))));
                }
                "cellXfs" => are_cells = matches!(event, Event::Start(_)),
                "xf" if are_cells => {
                    let id = attribute(start, "numFmtId")?.and_then(|id| id.parse().ok());
                    of_styles.push(id.unwrap_or(0));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "cellXfs" => are_cells = false,
            _ => {}
        }
        Ok::<_, Problem>(true)
    })?;
    let is_day = |id: &u16| formats.get(id).copied().unwrap_or(styles::is_built_in_day(*id));
    Ok(of_styles.iter().map(is_day).collect())
}
