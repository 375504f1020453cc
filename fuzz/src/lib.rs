//! What the targets share.

use std::convert::Infallible;
use std::io::{Cursor, Write};

use dolen_model::PartialDate;
use dolen_read::{Feed, Limits, ReadOptions, RowOutcome, Verdict, read, rule};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A contract about people with every type of column.
pub fn people(format: &str, more: &str) -> Feed {
    let contract = format!(
        r#"
name = "fuzz"
organisation = "fuzz"
organisation_name = {{ en = "Fuzz", cy = "Ffws" }}
agreement = "ISP-1"
subject = "person"
delivery = "delta"
cadence = "once"
key = ["a"]
rows_per_key = "many"

[format]
{format}

[[column]]
name = "b"
field = "family_name"

[[column]]
name = "c"
field = "birth_date"
date_format = "DD/MM/YYYY"

[[column]]
name = "d"
field = "nhs_number"

[[column]]
name = "e"
field = "postcode"

[[column]]
name = "f"
field = "uprn"

[[column]]
name = "g"
field = "sex"
codes = {{ "F" = "female", "M" = "male" }}

[[column]]
name = "h"
field = "phone"
{more}
"#
    );
    Feed::parse(&contract).expect("the contract of a target is sound")
}

/// Reads a file and holds what must hold for any.
pub fn check(feed: &Feed, bytes: &[u8]) {
    let limits = Limits { unpacked_bytes: 32 << 20, rows: 20_000, ..Limits::default() };
    let today = PartialDate::parse_iso("2026-11-24").expect("a day");
    let options = ReadOptions { limits, today, postcodes: None };
    let (mut published, mut quarantined) = (0, 0);
    let summary = read(feed, &mut Cursor::new(bytes), &options, &mut |row| {
        let problems = match &row {
            RowOutcome::Published(row) => {
                published += 1;
                &row.problems
            }
            RowOutcome::Quarantined(row) => {
                quarantined += 1;
                assert!(!row.problems.is_empty(), "a row was sent back without a reason");
                &row.problems
            }
        };
        assert!(problems.iter().all(|problem| rule(&problem.rule).is_some()), "a rule is not in the catalogue");
        Ok::<_, Infallible>(())
    })
    .unwrap_or_else(|never| match never {});
    assert_eq!((summary.published, summary.quarantined), (published, quarantined));
    assert_eq!(summary.received, published + quarantined);
    if let Verdict::Reject(problem) = &summary.verdict {
        assert!(rule(&problem.rule).is_some(), "a rule is not in the catalogue");
    }
}

/// An archive of parts, as they are.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A container of the old binary formats with one stream.
pub fn compound(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let number = |value: usize| u32::try_from(value).expect("a small file").to_le_bytes();
    let end = 0xffff_fffe_u32.to_le_bytes();
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    let tables = (1..).find(|tables| tables * (SECTOR / 4) > tables + sectors).expect("enough tables");
    let mut table: Vec<[u8; 4]> = vec![0xffff_fffd_u32.to_le_bytes(); tables];
    table.push(end);
    table.extend((0..sectors).map(|place| if place + 1 == sectors { end } else { number(tables + 2 + place) }));
    table.resize(tables * SECTOR / 4, [0xff; 4]);
    let mut directory = vec![0; SECTOR];
    for (place, name, kind, first, length) in
        [(0, "Root Entry", 5, end, [0; 4]), (1, "Workbook", 2, number(tables + 1), number(stream.len()))]
    {
        let entry = &mut directory[place * 128..(place + 1) * 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = u8::try_from(units.len() + 2).expect("a short name");
        entry[66] = kind;
        entry[116..120].copy_from_slice(&first);
        entry[120..124].copy_from_slice(&length);
    }
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[30] = 9;
    header[48..52].copy_from_slice(&number(tables));
    header[60..64].copy_from_slice(&end);
    header[68..72].copy_from_slice(&end);
    header[76..].fill(0xff);
    for place in 0..tables {
        header[76 + place * 4..80 + place * 4].copy_from_slice(&number(place));
    }
    [header, table.concat(), directory, stream].concat()
}
