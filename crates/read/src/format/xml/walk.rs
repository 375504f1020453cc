//! Walking down the tree, with the record that is open.

use std::collections::HashMap;

use dolen_model::Problem;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::fault::{bad_attribute, malformed};
use crate::Limits;
use crate::feed::Feed;
use crate::format::{Cell, HeaderReport, RawRow, both, file_problem};

/// Where the reading stands in the tree.
pub(super) struct Walk<'a> {
    feed: &'a Feed,
    limits: &'a Limits,
    header: &'a mut HeaderReport,
    /// Names of the elements from the root to the record.
    record: Vec<&'a str>,
    /// Column of the contract by its path below the record.
    columns: HashMap<&'a str, usize>,
    /// Rules of attributes by the path of the element that they repeat.
    repeats: HashMap<&'a str, Vec<usize>>,
    /// For each rule of attributes, its columns by their path below the repeated element.
    group_columns: Vec<HashMap<&'a str, usize>>,
    /// The open elements above the record, and the record itself.
    path: Vec<String>,
    /// Whether the names on `path` are those of `record`, one by one.
    is_on_the_way: Vec<bool>,
    open: Option<Open>,
    seen: Vec<bool>,
    pub(super) records: u64,
    /// Whether the element that holds the records was there.
    pub(super) has_seen_parent: bool,
}

/// The record that is open.
struct Open {
    row: RawRow,
    /// Names of the elements below the record, `/` between them.
    below: String,
    /// Length of `below` before each of those elements.
    marks: Vec<usize>,
    /// The repeated groups that are open: index into the row's groups, and the elements below the record at their start.
    groups: Vec<(usize, usize)>,
    /// Text so far, of the record and of each element below it.
    texts: Vec<String>,
}

/// The path below the record, or below the element that stands so many elements under it; `leaf` names an attribute.
fn path_below(below: &str, marks: &[usize], elements: usize, leaf: Option<&str>) -> String {
    let start = marks.get(elements).copied().unwrap_or(below.len());
    let path = below.get(start..).unwrap_or_default().trim_start_matches('/');
    match (leaf, path) {
        (None, path) => path.to_owned(),
        (Some(leaf), "") => format!("@{leaf}"),
        (Some(leaf), path) => format!("{path}/@{leaf}"),
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(feed: &'a Feed, record: &'a str, limits: &'a Limits, header: &'a mut HeaderReport) -> Self {
        let by_name = |columns: &'a [crate::feed::Column]| -> HashMap<&'a str, usize> {
            columns.iter().enumerate().map(|(index, column)| (column.name.as_str(), index)).collect()
        };
        let mut repeats: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, rule) in feed.attributes.iter().enumerate() {
            if let Some(repeat) = &rule.repeat {
                repeats.entry(repeat).or_default().push(index);
            }
        }
        Self {
            feed,
            limits,
            header,
            record: record.split('/').collect(),
            columns: by_name(&feed.columns),
            repeats,
            group_columns: feed.attributes.iter().map(|rule| by_name(&rule.columns)).collect(),
            path: Vec::new(),
            is_on_the_way: Vec::new(),
            open: None,
            seen: vec![false; feed.columns.len()],
            records: 0,
            has_seen_parent: false,
        }
    }

    /// Elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.path.len() + self.open.as_ref().map_or(0, |open| open.marks.len())
    }

    pub(super) const fn is_in_record(&self) -> bool {
        self.open.is_some()
    }

    /// Name of the innermost open element.
    pub(super) fn innermost(&self) -> Option<&str> {
        let below = self.open.as_ref().map(|open| open.below.as_str()).filter(|below| !below.is_empty());
        match below {
            Some(below) => below.rsplit('/').next(),
            None => self.path.last().map(String::as_str),
        }
    }

    pub(super) fn start(&mut self, start: &BytesStart<'_>, line: u64) -> Result<(), Problem> {
        if self.depth() >= self.limits.depth {
            let most = self.limits.depth;
            let detail = both(format!("more than {most} levels"), format!("mwy na {most} o lefelau"));
            return Err(file_problem("xml-depth", Some(line), Some(detail)));
        }
        // Prefixes are the sender's choice: the local name counts.
        let local = start.local_name();
        let name: &str = local.as_ref();
        match &mut self.open {
            Some(open) => {
                open.marks.push(open.below.len());
                if !open.below.is_empty() {
                    open.below.push('/');
                }
                open.below.push_str(name);
                open.texts.push(String::new());
            }
            None => self.start_above(name, line),
        }
        self.start_groups();
        if self.open.is_some() { self.xml_attributes(start, line) } else { Ok(()) }
    }

    /// An element above the record, or the record.
    fn start_above(&mut self, name: &str, line: u64) {
        let place = self.path.len();
        let before = place.checked_sub(1).and_then(|before| self.is_on_the_way.get(before)).copied().unwrap_or(true);
        let is_on_the_way = before && self.record.get(place) == Some(&name);
        self.path.push(name.to_owned());
        self.is_on_the_way.push(is_on_the_way);
        self.has_seen_parent |= is_on_the_way && place + 2 >= self.record.len();
        if is_on_the_way && place + 1 == self.record.len() {
            let cells = vec![Cell::default(); self.feed.columns.len()];
            let row = RawRow { line, cells, ..RawRow::default() };
            self.open = Some(Open {
                row,
                below: String::new(),
                marks: Vec::new(),
                groups: Vec::new(),
                texts: vec![String::new()],
            });
            self.records += 1;
        }
    }

    /// Opens the groups that the innermost element repeats.
    fn start_groups(&mut self) {
        let Some(open) = &mut self.open else { return };
        let Some(rules) = self.repeats.get(open.below.as_str()) else { return };
        for rule in rules {
            // One more than the limit, so that the row is known to have too many.
            if open.row.groups.len() > self.limits.groups {
                return;
            }
            let columns = self.feed.attributes.get(*rule).map_or(0, |rule| rule.columns.len());
            open.groups.push((open.row.groups.len(), open.marks.len()));
            open.row.groups.push((*rule, vec![Cell::default(); columns]));
        }
    }

    fn xml_attributes(&mut self, start: &BytesStart<'_>, line: u64) -> Result<(), Problem> {
        for (count, attribute) in start.attributes().enumerate() {
            if count >= self.limits.columns {
                let most = self.limits.columns;
                let detail = both(
                    format!("an element has more than {most} attributes"),
                    format!("mae gan elfen fwy na {most} o briodoleddau"),
                );
                return Err(file_problem("record-size", Some(line), Some(detail)));
            }
            let attribute = attribute.map_err(|_| malformed(line, bad_attribute()))?;
            // Namespaces, `xsi:nil` and `xml:lang` are about the XML, not about the person.
            let prefix = attribute.key.prefix();
            let is_about_xml = prefix.is_some_and(|prefix| matches!(prefix.as_ref(), "xsi" | "xml"));
            if is_about_xml || attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| file_problem("xml-entity", Some(line), None))?;
            self.set(Some(attribute.key.local_name().as_ref()), value.trim(), line)?;
        }
        Ok(())
    }

    /// Puts a value where the contract wants it: `leaf` names an attribute; none is the text of the innermost element.
    fn set(&mut self, leaf: Option<&str>, value: &str, line: u64) -> Result<(), Problem> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let Open { row, below, marks, groups, .. } = open;
        let path = path_below(below, marks, 0, leaf);
        let mut is_known = path.is_empty();
        if let Some(index) = self.columns.get(path.as_str()) {
            is_known = true;
            if let Some(seen) = self.seen.get_mut(*index) {
                *seen = true;
            }
            row.cells.get_mut(*index).into_iter().for_each(|cell| put(cell, value));
        }
        for (group, elements) in groups.iter() {
            let path = path_below(below, marks, *elements, leaf);
            let Some((rule, cells)) = row.groups.get_mut(*group) else { continue };
            let Some(columns) = self.group_columns.get(*rule) else { continue };
            if let Some(index) = columns.get(path.as_str()) {
                is_known = true;
                cells.get_mut(*index).into_iter().for_each(|cell| put(cell, value));
            }
        }
        if !is_known && !value.is_empty() && self.header.drop_column(&path) > self.limits.columns {
            let most = self.limits.columns;
            let detail = both(
                format!("more than {most} names that are not agreed"),
                format!("mwy na {most} o enwau na chytunwyd arnynt"),
            );
            return Err(file_problem("header-too-wide", Some(line), Some(detail)));
        }
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(innermost) = self.open.as_mut().and_then(|open| open.texts.last_mut()) {
            innermost.push_str(text);
        }
    }

    /// Closes the innermost element; answers the row if it was the record's.
    pub(super) fn end(&mut self, line: u64) -> Result<Option<RawRow>, Problem> {
        let Some(open) = &mut self.open else {
            self.path.pop();
            self.is_on_the_way.pop();
            return Ok(None);
        };
        let text = open.texts.pop().unwrap_or_default();
        // An element that is there and empty has been seen; only one with text has a value.
        self.set(None, text.trim(), line)?;
        let Some(open) = &mut self.open else { return Ok(None) };
        let elements = open.marks.len();
        open.groups.retain(|(_, start)| *start < elements);
        if let Some(length) = open.marks.pop() {
            open.below.truncate(length);
            return Ok(None);
        }
        self.path.pop();
        self.is_on_the_way.pop();
        Ok(self.open.take().map(|open| open.row))
    }

    /// Tells which columns of the contract no record had.
    pub(super) fn note_missing_columns(&mut self) {
        if self.records == 0 {
            return;
        }
        let dropped = self.header.dropped.clone();
        let unlisted: Vec<&String> = dropped.iter().collect();
        for (index, column) in self.feed.columns.iter().enumerate() {
            if !self.seen.get(index).copied().unwrap_or(true) {
                let is_required = column.required || self.feed.key.contains(&index);
                self.header.missing(&column.name, is_required, &unlisted);
            }
        }
    }
}

/// The first value counts; further ones are kept beside it.
fn put(cell: &mut Cell, value: &str) {
    if value.is_empty() {
    } else if cell.text.is_empty() {
        value.clone_into(&mut cell.text);
    } else {
        cell.others.push(value.to_owned());
    }
}
