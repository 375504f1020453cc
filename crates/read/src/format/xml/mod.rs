//! XML, streamed: an element a record.

mod encoding;
mod fault;
mod walk;

use std::io::{BufRead, BufReader};

use dolen_model::{Bilingual, Problem};
use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesRef, Event};

use super::text::{Guard, Progress, seek, stopped};
use super::{FormatError, HeaderReport, RawRow, both, file_problem};
use crate::feed::{Delivery, Feed};
use crate::{Limits, Source};
use fault::{broken, malformed};
use walk::Walk;

pub(crate) fn rows<E>(
    feed: &Feed,
    record: &str,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    let declared = encoding::declared(source)?;
    match walked(feed, (record, declared), source, limits, header, each) {
        // The decoder gives up before it hands a whole piece on: the line is looked for in the bytes.
        Err(FormatError::File(mut problem)) if problem.rule == "text-encoding" && declared.is_none() => {
            problem.line = encoding::broken_line(source)?;
            Err(FormatError::File(problem))
        }
        answer => answer,
    }
}

fn walked<E>(
    feed: &Feed,
    (record, declared): (&str, Option<&'static Encoding>),
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    seek(source, 0)?;
    let mut decoder = DecodingReader::new(BufReader::new(source));
    if let Some(encoding) = declared {
        decoder.set_encoding(encoding);
    }
    let (mut guard, progress) = Guard::new(decoder, limits.record_bytes, limits.file_bytes);
    if guard.fill_buf().map_err(|_| stopped(&progress))?.is_empty() {
        return Err(file_problem("file-empty", None, None).into());
    }
    let mut reader = Reader::from_reader(guard);
    reader.config_mut().check_end_names = true;
    let mut walk = Walk::new(feed, record, limits, header);
    let mut buffer = Vec::new();
    let mut document = Document::Before;
    loop {
        buffer.clear();
        let line = progress.line();
        let event = reader.read_event_into(&mut buffer).map_err(|fault| broken(&progress, line, &fault))?;
        document = document.after(&event, walk.depth()).map_err(|detail| malformed(line, detail))?;
        if matches!(event, Event::Eof) {
            break;
        }
        if let Some(row) = walk_event(&mut walk, event, line)? {
            progress.record_ended();
            each(row).map_err(FormatError::Each)?;
        }
        if !walk.is_in_record() {
            progress.record_ended();
        }
    }
    ended(&walk, &progress)?;
    let (records, is_place_known) = (walk.records, walk.has_seen_parent);
    walk.note_missing_columns();
    if records == 0 && (feed.delivery == Delivery::Full || !is_place_known) {
        return Err(file_problem("no-records", None, Some(both(format!("`{record}`"), format!("`{record}`")))).into());
    }
    match header.missing_required() {
        Some(missing) if records > 0 => Err(file_problem("header-missing-column", None, Some(missing)).into()),
        _ => Ok(()),
    }
}

/// Answers the row that the event completes.
fn walk_event(walk: &mut Walk<'_>, event: Event<'_>, line: u64) -> Result<Option<RawRow>, Problem> {
    match event {
        Event::Start(start) => walk.start(&start, line)?,
        Event::Empty(start) => {
            walk.start(&start, line)?;
            return walk.end(line);
        }
        Event::End(_) => return walk.end(line),
        Event::Text(text) => walk.text(&text),
        Event::CData(text) => walk.text(&text),
        Event::GeneralRef(reference) => {
            let letter = entity(&reference).ok_or_else(|| file_problem("xml-entity", Some(line), None))?;
            walk.text(letter.encode_utf8(&mut [0; 4]));
        }
        Event::DocType(_) => return Err(file_problem("xml-document-type", Some(line), None)),
        Event::Eof | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
    }
    Ok(None)
}

/// Whether the one root element is still to come, open or closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Document {
    Before,
    Inside,
    Behind,
}

impl Document {
    /// What the event makes of it; `depth` is that before the event.
    fn after(self, event: &Event<'_>, depth: usize) -> Result<Self, Bilingual> {
        let is_blank = |text: &str| text.trim().is_empty();
        match (event, self) {
            (Event::Start(_) | Event::Empty(_), Self::Behind) => {
                Err(both("it has more than one root element", "mae ganddo fwy nag un elfen wraidd"))
            }
            (Event::Empty(_), Self::Before) => Ok(Self::Behind),
            (Event::Start(_), Self::Before) => Ok(Self::Inside),
            (Event::End(_), Self::Inside) if depth <= 1 => Ok(Self::Behind),
            (Event::Text(text), Self::Before | Self::Behind) if !is_blank(text) => Err(outside()),
            (Event::CData(_) | Event::GeneralRef(_), Self::Before | Self::Behind) => Err(outside()),
            (Event::Eof, Self::Before) => Err(both("it has no root element", "nid oes ganddo elfen wraidd")),
            _ => Ok(self),
        }
    }
}

fn outside() -> Bilingual {
    both("text stands outside the root element", "saif testun y tu allan i'r elfen wraidd")
}

fn ended(walk: &Walk<'_>, progress: &Progress) -> Result<(), Problem> {
    match walk.innermost() {
        Some(name) => {
            let detail = both(format!("it ends inside `{name}`"), format!("mae'n gorffen o fewn `{name}`"));
            Err(malformed(progress.line(), detail))
        }
        None => Ok(()),
    }
}

/// The five predefined entities and character references.
fn entity(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
