//! The parts of a workbook's archive, as streams of XML events.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use dolen_model::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::unreadable;
use crate::Limits;
use crate::format::text::{Guard, stopped};

/// An archive that is open.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Place of each part by its name in small letters: some programs write `XL\Workbook.xml`.
    names: BTreeMap<String, usize>,
    pub(super) limits: Limits,
}

/// What takes the events of a part; false ends the reading.
pub(super) type EachEvent<'a, F> = &'a mut dyn FnMut(&Event<'_>) -> Result<bool, F>;

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Problem> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| unreadable("it is no archive of a workbook", "nid archif llyfr gwaith ydyw"))?;
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            if let Ok(Ok(name)) = archive.by_index_raw(index).map(|part| part.name().map(|name| folded(&name))) {
                names.entry(name).or_insert(index);
            }
        }
        Ok(Self { archive, names, limits: *limits })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&folded(part))
    }

    /// The beginning of a part as text; empty where there is none.
    pub(super) fn beginning(&mut self, part: &str) -> Result<String, Problem> {
        let mut text = String::new();
        if let Some(index) = self.names.get(&folded(part)) {
            let part = self.archive.by_index(*index).map_err(|_| damaged())?;
            part.take(100).read_to_string(&mut text).map_err(|_| damaged())?;
        }
        Ok(text)
    }

    /// Gives every event of a part, until the receiver answers false. No element named `record`, and nothing outside one,
    /// may be longer than a record.
    pub(super) fn events<F: From<Problem>>(
        &mut self,
        part: &str,
        record: &str,
        each: EachEvent<'_, F>,
    ) -> Result<(), F> {
        let index = self
            .names
            .get(&folded(part))
            .ok_or_else(|| unreadable("a part of it is not there", "nid yw rhan ohono yno"))?;
        let file = self.archive.by_index(*index).map_err(|_| damaged())?;
        let (guard, progress) = Guard::new(file, self.limits.record_bytes, self.limits.unpacked_bytes);
        let mut reader = Reader::from_reader(guard);
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        let mut record_depth = None;
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|_| match progress.stopped() {
                Some(_) => stopped(&progress),
                None => damaged(),
            })?;
            match &event {
                Event::Start(start) => {
                    if record_depth.is_none() && start.local_name().as_ref() == record {
                        record_depth = Some(depth);
                    }
                    depth += 1;
                }
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    if record_depth == Some(depth) {
                        record_depth = None;
                    }
                }
                Event::DocType(_) => {
                    return Err(
                        unreadable("its content has a document type", "mae gan ei gynnwys fath o ddogfen").into()
                    );
                }
                Event::Eof if depth > 0 => {
                    return Err(
                        unreadable("its content ends too early", "mae ei gynnwys yn gorffen yn rhy gynnar").into()
                    );
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
            if depth > self.limits.depth {
                return Err(
                    unreadable("its content is nested too deeply", "mae ei gynnwys wedi'i nythu'n rhy ddwfn").into()
                );
            }
            if record_depth.is_none() {
                progress.record_ended();
            }
            if !each(&event)? {
                return Ok(());
            }
        }
    }
}

pub(super) fn damaged() -> Problem {
    unreadable("its content is damaged", "mae ei gynnwys wedi'i ddifrodi")
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// The value of an attribute by its local name; those of LibreOffice's own extension do not count.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Problem> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| damaged())?;
        let is_extension = attribute.key.prefix().is_some_and(|prefix| prefix.as_ref() == "calcext");
        if !is_extension && attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|_| damaged())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// The letters that a reference stands for.
pub(super) fn letters(reference: &BytesRef<'_>) -> Result<String, Problem> {
    match reference.resolve_char_ref().map_err(|_| damaged())? {
        Some(letter) => Ok(letter.to_string()),
        None => quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned).ok_or_else(|| {
            unreadable(
                "its content uses an entity that it does not have",
                "mae ei gynnwys yn defnyddio endid nad yw ganddo",
            )
        }),
    }
}
