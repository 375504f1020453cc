//! Files that are meant to hurt, or that look like it: each answered by one clear verdict, in bounded memory.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use dolen_read::{Feed, Limits, Verdict};

use crate::ods_builder::archive;
use crate::support::{CSV, Read as Answer, feed, field, people, read_bytes, read_with};

fn csv() -> Feed {
    people(CSV, &(field("S", "family_name", "") + &field("B", "birth_date", "date_format = \"DD/MM/YYYY\"")))
}

fn xml() -> Feed {
    feed("person", "full", "key = [\"@id\"]", "kind = \"xml\"\nrecord = \"E/C\"", &field("S", "family_name", ""))
}

fn sheet() -> Feed {
    people("kind = \"spreadsheet\"", &field("S", "family_name", ""))
}

/// Bytes that are made while they are read: `start`, then `repeated` until `length` bytes were given.
struct Endless {
    start: &'static [u8],
    repeated: &'static [u8],
    length: u64,
    place: u64,
    given: u64,
}

impl Endless {
    fn new(start: &'static [u8], repeated: &'static [u8], length: u64) -> Self {
        Self { start, repeated, length, place: 0, given: 0 }
    }
}

impl Read for Endless {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length - self.place).unwrap_or(usize::MAX).min(target.len());
        let from = usize::try_from(self.place).unwrap();
        for (offset, byte) in target[..left].iter_mut().enumerate() {
            let place = from + offset;
            *byte = match place.checked_sub(self.start.len()) {
                None => self.start[place],
                Some(behind) => self.repeated[behind % self.repeated.len()],
            };
        }
        self.place += left as u64;
        self.given += left as u64;
        Ok(left)
    }
}

impl Seek for Endless {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(place) = place else { panic!("only from the start") };
        self.place = place;
        Ok(place)
    }
}

const GIGABYTE: u64 = 1 << 30;

#[track_caller]
fn refused(answer: &Answer, rule: &str, line: Option<u64>) {
    assert_eq!((answer.refused().rule.as_str(), answer.refused().line), (rule, line));
}

#[test]
fn a_line_of_a_gigabyte_stops_at_the_limit_and_is_told_where_it_begins() {
    for (feed, start, repeated) in [
        (csv(), b"ID,S,B\n1,Rees,\n2,".as_slice(), b"x".as_slice()),
        (csv(), b"ID,S,B\n1,Rees,\n2,\"", b"line\n"),
        (csv(), b"", b"x"),
        (csv(), b"ID,S,B\n1,Rees,\n", b","),
        (xml(), b"<E>\n<C id='1'/>\n<C id='", b"x"),
        (xml(), b"<E>\n<C id='1'/>\n<C id='2'><S>", b"x"),
        (xml(), b"<E>\n<C id='1'/>\n<C id='2'>", b"<S>a</S>"),
        (xml(), b"<E>\n<C id='1'/>\n<!-- ", b"x"),
        (xml(), b"<E>\n<C id='1'/>\n<", b"x"),
    ] {
        let mut source = Endless::new(start, repeated, GIGABYTE);
        let answer = read_with(&feed, &mut source, Limits::default(), None);
        assert_eq!(answer.refused().rule, "record-size", "{}", String::from_utf8_lossy(start));
        // The line to look at is that of the record's beginning, wherever the limit was reached.
        let line = start.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        assert_eq!(answer.refused().line, Some(line), "{}", String::from_utf8_lossy(start));
        // What was read is little more than the limit for a record, twice where dates are looked through first.
        assert!(source.given < 3 * Limits::default().record_bytes, "{} bytes were read", source.given);
    }
}

#[test]
fn a_file_of_rows_without_end_stops_at_the_limits() {
    let limits = Limits { rows: 10_000, ..Limits::default() };
    let mut source = Endless::new(b"ID,S,B\n", b"1,,\n", GIGABYTE);
    let answer = read_with(&csv(), &mut source, limits, None);
    refused(&answer, "file-rows", Some(10_002));
    let limits = Limits { file_bytes: 100_000, ..Limits::default() };
    for (feed, start, repeated) in
        [(csv(), b"ID,S,B\n".as_slice(), b"1,,\n".as_slice()), (xml(), b"<E>", b"<C id='1'/>\n")]
    {
        let mut source = Endless::new(start, repeated, GIGABYTE);
        refused(&read_with(&feed, &mut source, limits, None), "file-size", None);
        assert!(source.given < 1_000_000);
    }
    // Blank lines are no rows, and no memory either.
    let mut source = Endless::new(b"ID,S,B\n", b"\n", 50_000_000);
    refused(&read_with(&csv(), &mut source, Limits::default(), None), "no-records", None);
}

#[test]
fn a_nul_is_told_with_its_line() {
    refused(&read_bytes(&csv(), "ID,S,B\n1,Rees,\n2,Pr\0ice,\n"), "text-nul", Some(3));
    refused(&read_bytes(&xml(), "<E>\n<C id='1'>\0</C></E>"), "text-nul", Some(2));
}

#[test]
fn nothing_is_told_as_nothing() {
    for feed in [csv(), xml(), sheet()] {
        for bytes in ["", "\u{feff}"] {
            let rule = read_bytes(&feed, bytes).refused().rule.clone();
            let expected =
                if bytes.is_empty() || feed.format() != "spreadsheet" { "file-empty" } else { "workbook-unreadable" };
            assert_eq!(rule, expected, "{}", feed.format());
        }
    }
    refused(&read_bytes(&csv(), "\n\n \n"), "file-empty", None);
    refused(&read_bytes(&csv(), "ID,S,B\n"), "no-records", None);
}

#[test]
fn a_billion_laughs_are_not_heard() {
    let mut bomb = "<!DOCTYPE E [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..12 {
        let inside = format!("&a{};", level - 1).repeat(10);
        bomb += &format!("<!ENTITY a{level} \"{inside}\">");
    }
    bomb += "]><E><C id='1'><S>&a11;</S></C></E>";
    refused(&read_bytes(&xml(), bomb), "xml-document-type", Some(1));
    for entity in ["&ha;", "&#0;", "&#xd800;", "&#99999999999;"] {
        refused(&read_bytes(&xml(), format!("<E><C id='1'><S>{entity}</S></C></E>")), "xml-entity", Some(1));
    }
    refused(&read_bytes(&xml(), "<E><C id='&ha;'/></E>"), "xml-entity", Some(1));
    let outside = "<!DOCTYPE E SYSTEM 'file:///etc/passwd'><E><C id='1'/></E>";
    refused(&read_bytes(&xml(), outside), "xml-document-type", Some(1));
}

#[test]
fn a_file_that_was_cut_off_is_told_wherever_it_was_cut() {
    let whole = "<E>\n<C id='1'><S>A&amp;B</S></C>\n<C id='2'><S>Price</S></C>\n</E>";
    for end in 1..whole.len() {
        let rule = read_bytes(&xml(), &whole[..end]).refused().rule.clone();
        assert!(rule == "xml-malformed" || (rule == "no-records" && end < 5), "{end}: {rule}");
    }
    let csv_text = "ID,S,B\n1,\"Price\",03/04/1987\n2,\"Re";
    refused(&read_bytes(&csv(), csv_text), "text-quote-open", Some(3));
}

#[test]
fn a_file_of_another_kind_is_told() {
    refused(&read_bytes(&sheet(), archive(&[("word/document.xml", b"<w/>")])), "workbook-unreadable", None);
    let zip = archive(&[("a", b"text")]);
    assert!(matches!(read_bytes(&csv(), &zip).summary.verdict, Verdict::Reject(_)));
    assert!(matches!(read_bytes(&xml(), &zip).summary.verdict, Verdict::Reject(_)));
    let utf_16: Vec<u8> = "\u{feff}ID,S,B\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(&read_bytes(&csv(), utf_16), "text-utf-16", None);
}

#[test]
fn american_dates_hold_the_file() {
    let mut text = "ID,S,B\n".to_owned();
    for day in 1..30 {
        text += &format!("{day},Rees,03/{day:02}/1990\n");
    }
    assert_eq!(read_bytes(&csv(), text).held(), ["date-order"]);
}

#[test]
fn a_header_too_wide_is_refused() {
    let names: Vec<String> = (0..2_001).map(|name| name.to_string()).collect();
    refused(&read_bytes(&csv(), format!("{}\n", names.join(","))), "header-too-wide", Some(1));
}

/// A source that breaks.
struct Broken(Cursor<Vec<u8>>);

impl Read for Broken {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        match self.0.read(&mut target[..1]) {
            Ok(0) => Err(io::Error::other("the disk is gone")),
            other => other,
        }
    }
}

impl Seek for Broken {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.0.seek(place)
    }
}

#[test]
fn a_disk_that_breaks_is_not_the_senders_fault() {
    let csv_text = "ID,S,B\n1,Rees,\n".to_owned() + &" ".repeat(300);
    for (feed, text) in
        [(csv(), csv_text), (xml(), format!("<E>\n<C id='1'/>{}", " ".repeat(300))), (sheet(), "x".into())]
    {
        let mut source = Broken(Cursor::new(text.into_bytes()));
        assert_eq!(read_with(&feed, &mut source, Limits::default(), None).refused().rule, "file-unreadable");
    }
}

#[test]
fn the_receivers_fault_ends_the_reading() {
    let options = dolen_read::ReadOptions {
        limits: Limits::default(),
        today: dolen_model::PartialDate::parse_iso("2026-11-24").unwrap(),
        postcodes: None,
    };
    let mut taken = 0;
    let answer = dolen_read::read(&csv(), &mut Cursor::new("ID,S,B\n1,a,\n2,b,\n3,c,\n"), &options, &mut |_| {
        taken += 1;
        if taken == 2 { Err("full") } else { Ok(()) }
    });
    assert_eq!((answer, taken), (Err("full"), 2));
}
