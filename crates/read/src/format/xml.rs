//! XML, streamed: an element a record.

use std::io::{BufRead, BufReader, Read, SeekFrom};
use std::rc::Rc;

use dolen_model::Problem;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::csv_rows::stopped;
use super::guard::{Guard, Progress};
use super::{Cell, FormatError, HeaderReport, RawRow, file_problem};
use crate::feed::Feed;
use crate::{Limits, Source};

pub(crate) fn rows<E>(
    feed: &Feed,
    record: &str,
    source: &mut dyn Source,
    limits: &Limits,
    header: &mut HeaderReport,
    each: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), FormatError<E>> {
    let declared = declared_encoding(source)?;
    let mut decoder = DecodingReader::new(BufReader::new(source));
    if let Some(encoding) = declared {
        decoder.fill_buf().map_err(|_| encoding_fault(1))?;
        decoder.set_encoding(encoding);
    }
    let (mut guard, progress) = Guard::new(decoder, limits.record_bytes, limits.file_bytes);
    if guard.fill_buf().map_err(|_| stopped(&progress))?.is_empty() {
        return Err(file_problem("file-empty", None, None).into());
    }
    let mut reader = Reader::from_reader(guard);
    reader.config_mut().check_end_names = true;
    let wanted: Vec<&str> = record.split('/').collect();
    let mut walk = Walk { feed, wanted, path: Vec::new(), open: None, records: 0 };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let line = progress.line();
        let event = reader.read_event_into(&mut buffer).map_err(|fault| broken(&progress, line, &fault))?;
        match event {
            Event::Start(start) => walk.start(&start, line, limits, header)?,
            Event::Empty(start) => {
                walk.start(&start, line, limits, header)?;
                if let Some(row) = walk.end(&progress, header) {
                    each(row).map_err(FormatError::Each)?;
                }
            }
            Event::End(_) => {
                if let Some(row) = walk.end(&progress, header) {
                    each(row).map_err(FormatError::Each)?;
                }
            }
            Event::Text(text) => {
                walk.text(&text);
            }
            Event::CData(text) => {
                walk.text(&text);
            }
            Event::GeneralRef(reference) => {
                let letter = entity(&reference).ok_or_else(|| file_problem("xml-entity", Some(line), None))?;
                walk.text(letter.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(file_problem("xml-document-type", Some(line), None).into()),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        if walk.open.is_none() {
            progress.record_ended();
        }
    }
    if let Some(name) = walk.path.last() {
        let detail = format!("it ends inside `{name}`");
        return Err(file_problem("xml-malformed", Some(progress.line()), Some(detail)).into());
    }
    if walk.records == 0 {
        return Err(file_problem("no-records", None, Some(format!("`{record}`"))).into());
    }
    Ok(())
}

/// The encoding that the first line declares, where it is neither UTF-8 nor found by its byte order mark.
fn declared_encoding(source: &mut dyn Source) -> Result<Option<&'static Encoding>, Problem> {
    let unreadable = |fault: std::io::Error| file_problem("file-unreadable", None, Some(fault.kind().to_string()));
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut start = Vec::new();
    (&mut *source).take(256).read_to_end(&mut start).map_err(unreadable)?;
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let text = String::from_utf8_lossy(&start);
    let Some(declaration) = text.split("?>").next().filter(|text| text.contains("<?xml")) else { return Ok(None) };
    let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(None) };
    let label: String = rest
        .chars()
        .skip_while(|letter| !letter.is_alphanumeric())
        .take_while(|letter| !"\"'".contains(*letter))
        .collect();
    match Encoding::for_label(label.as_bytes()) {
        None => Err(file_problem(
            "text-encoding",
            Some(1),
            Some("the XML declares an encoding that is unknown here".into()),
        )),
        Some(encoding) if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE => Ok(None),
        Some(encoding) => Ok(Some(encoding)),
    }
}

/// Where the reading stands in the tree.
struct Walk<'a> {
    feed: &'a Feed,
    wanted: Vec<&'a str>,
    path: Vec<String>,
    open: Option<Open>,
    records: u64,
}

/// The record that is open.
struct Open {
    row: RawRow,
    /// The repeated groups that are open: index into the row's groups, and the depth of their element.
    groups: Vec<(usize, usize)>,
    /// Text of the innermost element so far.
    text: String,
}

impl Walk<'_> {
    fn start(
        &mut self,
        start: &BytesStart<'_>,
        line: u64,
        limits: &Limits,
        header: &mut HeaderReport,
    ) -> Result<(), Problem> {
        if self.path.len() >= limits.depth {
            return Err(file_problem("xml-depth", Some(line), Some(format!("more than {} levels", limits.depth))));
        }
        // Prefixes are the sender's choice: the local name counts.
        let name = start.local_name().as_ref().to_owned();
        self.path.push(name);
        let at_record = self.path.len() == self.wanted.len() && self.path.iter().eq(self.wanted.iter());
        if at_record && self.open.is_none() {
            let cells = vec![Cell::default(); self.feed.columns.len()];
            let row = RawRow { part: None, line, cells, groups: Vec::new(), ragged: None };
            self.open = Some(Open { row, groups: Vec::new(), text: String::new() });
            self.records += 1;
        }
        let below = self.path.get(self.wanted.len()..).unwrap_or_default().join("/");
        let depth = self.path.len();
        let Some(open) = &mut self.open else { return Ok(()) };
        open.text.clear();
        for (index, rule) in self.feed.attributes.iter().enumerate() {
            if rule.repeat.as_ref() == Some(&below) && open.row.groups.len() <= limits.groups {
                open.groups.push((open.row.groups.len(), depth));
                open.row.groups.push((index, vec![Cell::default(); rule.columns.len()]));
            }
        }
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| {
                file_problem("xml-malformed", Some(line), Some("an attribute is not well formed".into()))
            })?;
            let name = attribute.key.local_name().as_ref().to_owned();
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| file_problem("xml-entity", Some(line), None))?;
            self.set(&format!("@{name}"), &value, header);
        }
        Ok(())
    }

    /// Puts a value where the contract wants it: `leaf` is empty for the text of the present element.
    fn set(&mut self, leaf: &str, value: &str, header: &mut HeaderReport) {
        let Some(open) = &mut self.open else { return };
        let path_from = |depth: usize| {
            let mut path = self.path.get(depth..).unwrap_or_default().join("/");
            if !leaf.is_empty() {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(leaf);
            }
            path
        };
        let path = path_from(self.wanted.len());
        let mut known = path.is_empty();
        if let Some(index) = self.feed.columns.iter().position(|column| column.name == path) {
            known = true;
            if let Some(cell) = open.row.cells.get_mut(index).filter(|cell| cell.text.is_empty()) {
                *cell = Cell::text(value.trim());
            }
        }
        for (group, depth) in &open.groups {
            let path = path_from(*depth);
            let Some((rule, cells)) = open.row.groups.get_mut(*group) else { continue };
            let Some(rule) = self.feed.attributes.get(*rule) else { continue };
            if let Some(index) = rule.columns.iter().position(|column| column.name == path) {
                known = true;
                if let Some(cell) = cells.get_mut(index).filter(|cell| cell.text.is_empty()) {
                    *cell = Cell::text(value.trim());
                }
            }
        }
        if !known && !value.trim().is_empty() {
            header.drop_column(&path);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
        }
    }

    /// Closes the innermost element; answers the row if it was the record's.
    fn end(&mut self, progress: &Rc<Progress>, header: &mut HeaderReport) -> Option<RawRow> {
        if let Some(open) = &mut self.open {
            let text = std::mem::take(&mut open.text);
            if !text.trim().is_empty() {
                self.set("", &text, header);
            }
        }
        let depth = self.path.len();
        self.path.pop();
        let open = self.open.as_mut()?;
        open.groups.retain(|(_, opened)| *opened < depth);
        if depth > self.wanted.len() {
            return None;
        }
        progress.record_ended();
        self.open.take().map(|open| open.row)
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

fn encoding_fault(line: u64) -> Problem {
    file_problem("text-encoding", Some(line), Some("the XML is not in the encoding that it declares".to_owned()))
}

fn broken(progress: &Rc<Progress>, line: u64, fault: &quick_xml::Error) -> Problem {
    if progress.stopped().is_some() {
        return stopped(progress);
    }
    // The parser's own words may quote the text: only the kind of fault is told.
    let detail = match fault {
        quick_xml::Error::Syntax(_) => "a tag or comment is not closed",
        quick_xml::Error::IllFormed(_) => "the elements do not close in the order in which they open",
        quick_xml::Error::InvalidAttr(_) => "an attribute is not well formed",
        quick_xml::Error::Encoding(_) => return encoding_fault(line),
        quick_xml::Error::Namespace(_) => "a namespace is not declared",
        _ => "it cannot be read",
    };
    file_problem("xml-malformed", Some(line), Some(detail.to_owned()))
}
