//! Parquet and Arrow IPC. The files were written by pyarrow and DuckDB (`tests/data/columnar/make.py`).

use std::io::Cursor;

use dolen_read::{ColumnarFault, ColumnarFile, ColumnarFormat};
use proptest::prelude::*;

const NONE: &[u8] = include_bytes!("../data/columnar/none.parquet");
const SNAPPY: &[u8] = include_bytes!("../data/columnar/snappy.parquet");
const GZIP: &[u8] = include_bytes!("../data/columnar/gzip.parquet");
const LZ4: &[u8] = include_bytes!("../data/columnar/lz4.parquet");
const PAGES_V2: &[u8] = include_bytes!("../data/columnar/pages_v2.parquet");
const NESTED: &[u8] = include_bytes!("../data/columnar/nested.parquet");
const DUCKDB: &[u8] = include_bytes!("../data/columnar/duckdb.parquet");
const TYPES_PARQUET: &[u8] = include_bytes!("../data/columnar/types_zstd.parquet");
const TYPES_ARROW: &[u8] = include_bytes!("../data/columnar/types_lz4.arrow");
const TYPES_STREAM: &[u8] = include_bytes!("../data/columnar/types_zstd.arrows");
const SHORT_ARROW: &[u8] = include_bytes!("../data/columnar/short.arrow");

const ALL: [&[u8]; 11] =
    [NONE, SNAPPY, GZIP, LZ4, PAGES_V2, NESTED, DUCKDB, TYPES_PARQUET, TYPES_ARROW, TYPES_STREAM, SHORT_ARROW];

fn open(bytes: &[u8]) -> Result<ColumnarFile, ColumnarFault> {
    let format = ColumnarFormat::of(bytes).unwrap();
    ColumnarFile::open(format, Box::new(Cursor::new(bytes.to_vec())))
}

fn cells(bytes: &[u8], wanted: &[usize]) -> Result<Vec<Vec<String>>, ColumnarFault> {
    let mut rows = Vec::new();
    open(bytes)?.for_each(wanted, '|', |number, cells| {
        assert_eq!(number, rows.len() as u64 + 1);
        rows.push(cells.to_vec());
        Ok::<_, ColumnarFault>(())
    })?;
    Ok(rows)
}

#[test]
fn values_are_written_as_a_person_would() {
    let wanted: Vec<usize> = (0..13).collect();
    for bytes in [TYPES_PARQUET, TYPES_ARROW, TYPES_STREAM] {
        let header = open(bytes).unwrap().header().join(" ");
        assert_eq!(header, "id name large view town born seen told share sum alive aliases bytes");
        let rows = cells(bytes, &wanted).unwrap();
        let expected = [
            "1,Siân,a,short,Barri,1975-03-04,1975-03-04,2020-01-02 13:05:00.500Z,0.5,12.50,true,Jac|Jack,Siân",
            "2,,b,a text of more than twelve bytes,Barri,1066-10-14,2020-01-02 13:05:00,,1975,-0.05,false,,Siân",
            ",,c,,,,,,,,,,",
        ];
        assert_eq!(rows.iter().map(|row| row.join(",")).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn every_packing_is_read() {
    for bytes in [NONE, SNAPPY, GZIP, LZ4, PAGES_V2, SHORT_ARROW] {
        assert_eq!(cells(bytes, &[0, 1]).unwrap(), [["1", "Siân"], ["2", ""], ["", ""]]);
    }
}

#[test]
fn a_file_of_duckdb_is_read() {
    let rows = cells(DUCKDB, &[0, 1, 2, 3, 4, 5]).unwrap();
    assert_eq!(rows[0].join(","), "1,Siân,1975-03-04,12.50,Jac|Jack,2020-01-02 13:05:00");
    assert_eq!(rows[1].join(","), "2,,,,,");
}

#[test]
fn only_wanted_columns_are_read() {
    for bytes in [TYPES_PARQUET, TYPES_ARROW] {
        let rows = cells(bytes, &[4, 1]).unwrap();
        assert_eq!(rows[0].join(","), ",Siân,,,Barri,,,,,,,,");
    }
    assert_eq!(cells(NESTED, &[0]).unwrap(), [["x", ""]]);
}

#[test]
fn a_column_without_text_is_named() {
    let fault = cells(NESTED, &[0, 1]).unwrap_err();
    assert!(matches!(&fault, ColumnarFault::NoText { column, .. } if column == "inner"), "{fault}");
    assert!(fault.to_string().contains("holds structs"), "{fault}");
}

#[test]
fn what_is_cut_off_is_told() {
    for bytes in ALL {
        for length in [12, bytes.len() / 2, bytes.len() - 9] {
            // The rows of an Arrow file are whole before its index, which is not needed.
            let is_arrow = ColumnarFormat::of(bytes) != Some(ColumnarFormat::Parquet);
            match cells(&bytes[..length], &[0]) {
                Err(fault) => assert_eq!(fault.to_string().lines().count(), 1, "{fault}"),
                Ok(rows) => assert!(is_arrow && length > bytes.len() / 2 && rows.len() == 3, "{length}"),
            }
        }
    }
}

#[test]
fn room_is_not_made_for_what_a_file_only_claims() {
    let huge = i64::MAX.to_le_bytes();
    // The first buffer that is packed by LZ4 says before it how long it is when unpacked.
    let mark = [0x04, 0x22, 0x4d, 0x18];
    let place = TYPES_ARROW.windows(4).position(|window| window == mark).unwrap();
    let mut bytes = TYPES_ARROW.to_vec();
    bytes[place - 8..place].copy_from_slice(&huge);
    let wanted: Vec<usize> = (0..13).collect();
    assert!(matches!(cells(&bytes, &wanted), Err(ColumnarFault::TooMuch { .. })));
    let mut long = TYPES_STREAM[..8].to_vec();
    long[4..8].copy_from_slice(&0x7fff_ffff_u32.to_le_bytes());
    assert!(matches!(open(&long), Err(ColumnarFault::TooMuch { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// A damaged file is told in one line, or read with other values; it is never a panic.
    #[test]
    fn a_damaged_file_is_answered(
        file in 0..ALL.len(), place in any::<prop::sample::Index>(), byte in any::<u8>(), more in any::<Option<u32>>(),
    ) {
        let mut bytes = ALL[file].to_vec();
        let place = 4 + place.index(bytes.len() - 8);
        bytes[place] = byte;
        if let Some(more) = more {
            bytes[place..place + 4].copy_from_slice(&more.to_le_bytes());
        }
        let Some(format) = ColumnarFormat::of(&bytes) else { return Ok(()) };
        let read = ColumnarFile::open(format, Box::new(Cursor::new(bytes))).and_then(|file| {
            let wanted: Vec<usize> = (0..file.header().len()).collect();
            file.for_each(&wanted, '|', |_, _| Ok(()))
        });
        if let Err(fault) = read {
            prop_assert_eq!(fault.to_string().lines().count(), 1);
        }
    }
}
