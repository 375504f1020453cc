//! What holds for any bytes and any rows. `read_bytes` itself holds that rows received are rows published and rows sent
//! back, that each came out once, and that every rule is in the catalogue.

use std::sync::LazyLock;

use dolen_model::PersonField;
use dolen_read::{Feed, Verdict};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::ods_builder::{archive, spreadsheet, table};
use crate::support::{CSV, feed, field, people, read_bytes};
use crate::xls_builder::compound;

fn columns() -> String {
    field("S", "family_name", "")
        + &field("B", "birth_date", "date_format = \"DD/MM/YYYY\"")
        + &field("N", "nhs_number", "")
        + &field("P", "postcode", "")
        + &field("U", "uprn", "")
        + &field("G", "sex", "codes = { \"F\" = \"female\" }")
}

static CSV_FEED: LazyLock<Feed> = LazyLock::new(|| people(CSV, &columns()));
static SHEET_FEED: LazyLock<Feed> = LazyLock::new(|| people("kind = \"spreadsheet\"", &columns()));
static XML_FEED: LazyLock<Feed> = LazyLock::new(|| {
    let attribute = "[[attribute]]\nrepeat = \"T\"\ncode = \"@c\"\ncodes = { \"A\" = \"indicator:A02\" }\nstart = \"D\"\n\
                     date_format = \"DD/MM/YYYY\"\n";
    feed("person", "delta", "key = [\"ID\"]", "kind = \"xml\"\nrecord = \"E/C\"", &(columns() + attribute))
});
static SAVVI_FEED: LazyLock<Feed> = LazyLock::new(|| feed("person", "full", "", "kind = \"savvi\"", ""));
/// Three items a row and no key, so that a row may be anything.
static ITEMS: LazyLock<Feed> = LazyLock::new(|| {
    let item = |name: &str| format!("[[column]]\nname = \"{name}\"\nitem = \"{name}\"\n");
    feed("premises", "delta", "", CSV, &["A", "B", "C"].map(item).concat())
});

/// Bytes in which what matters to the formats is frequent.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..20),
        Just(b"\n".to_vec()),
        Just(b"\"".to_vec()),
        Just(b",".to_vec()),
        Just(b"<C>".to_vec()),
        Just(b"</C>".to_vec()),
        Just(b"<T c='A'>".to_vec()),
        Just(b"</T>".to_vec()),
        Just(b"<D>03/04/2020</D>".to_vec()),
        Just(b"&amp;".to_vec()),
        Just(b"<![CDATA[x]]>".to_vec()),
        Just(b"<ID>7</ID>".to_vec()),
        Just("ŵ".as_bytes().to_vec()),
        Just(b"04/23/1987".to_vec()),
        Just(b"9434765919".to_vec()),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Values of every kind, good and bad.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z ŵŷ'-]{0,12}",
        "[0-9/-]{0,12}",
        Just("03/04/1987".to_owned()),
        Just("04/23/1987".to_owned()),
        Just("9434765919".to_owned()),
        Just("NP20 4UX".to_owned()),
        Just("1.0E+11".to_owned()),
        Just("UNKNOWN".to_owned()),
        Just("Total".to_owned()),
        Just("#N/A".to_owned()),
        Just("A&B <\"x\">, y".to_owned()),
    ]
}

fn people_rows() -> impl Strategy<Value = Vec<[String; 7]>> {
    let row = [(); 7].map(|()| value());
    proptest::collection::vec(row, 0..12)
}

const HEADER: [&str; 7] = ["ID", "S", "B", "N", "P", "U", "G"];

fn csv_of(rows: &[[String; 7]]) -> String {
    let line = |cells: &[String; 7]| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    std::iter::once(HEADER.join(",")).chain(rows.iter().map(line)).map(|line| line + "\n").collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn xlsx_of(rows: &[[String; 7]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell.as_str()).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn ods_of(rows: &[[String; 7]]) -> Vec<u8> {
    let header = HEADER.map(str::to_owned);
    let cell = |text: &String| {
        format!("<table:table-cell office:value-type=\"string\" office:string-value=\"{}\"/>", escaped(text))
    };
    let row = |cells: &[String; 7]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    spreadsheet(&table("S", &std::iter::once(&header).chain(rows).map(row).collect::<String>()))
}

/// An XML document with the same rows, of the values that have one.
fn xml_of(rows: &[[String; 7]]) -> String {
    let cell = |(name, text): (&str, &String)| {
        if text.trim().is_empty() { String::new() } else { format!("<{name}>{}</{name}>", escaped(text)) }
    };
    let client = |cells: &[String; 7]| {
        let values: String = HEADER.into_iter().zip(cells).map(cell).collect();
        if values.is_empty() { String::new() } else { format!("<C>{values}</C>") }
    };
    format!("<E>{}</E>", rows.iter().map(client).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_answered(bytes in bytes()) {
        for feed in [&*CSV_FEED, &*SHEET_FEED, &*XML_FEED, &*SAVVI_FEED, &*ITEMS] {
            read_bytes(feed, &bytes);
        }
        read_bytes(&CSV_FEED, [b"ID,S,B,N,P,U,G\n", bytes.as_slice()].concat());
        read_bytes(&XML_FEED, [b"<E><C>", bytes.as_slice(), b"</C></E>"].concat());
        read_bytes(&SHEET_FEED, compound("Workbook", &bytes));
        let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
        read_bytes(&SHEET_FEED, archive(&[("mimetype", kind), ("content.xml", &bytes)]));
        let sheet = [b"<worksheet><sheetData>", bytes.as_slice(), b"</sheetData></worksheet>"].concat();
        read_bytes(&SHEET_FEED, archive(&[("xl/workbook.xml", &bytes), ("xl/worksheets/sheet1.xml", &sheet)]));
    }

    #[test]
    fn any_text_is_a_contract_or_a_fault_in_one_line(text in ".{0,200}") {
        if let Err(fault) = Feed::parse(&text) {
            prop_assert!(!fault.to_string().contains('\n'));
        }
    }

    #[test]
    fn the_same_rows_come_out_of_every_format_alike(rows in people_rows()) {
        let csv = read_bytes(&CSV_FEED, csv_of(&rows));
        let blank = rows.iter().filter(|row| row.iter().all(|cell| cell.trim().is_empty())).count();
        prop_assert_eq!(csv.summary.received, (rows.len() - blank) as u64);
        for (format, other) in [
            ("xlsx", read_bytes(&SHEET_FEED, xlsx_of(&rows))),
            ("ods", read_bytes(&SHEET_FEED, ods_of(&rows))),
            ("xml", read_bytes(&XML_FEED, xml_of(&rows))),
        ] {
            // Without rows, a sheet is refused and changes in XML are none.
            if csv.summary.received == 0 {
                continue;
            }
            if !matches!(other.summary.verdict, Verdict::Reject(_)) {
                prop_assert_eq!(csv.keys(), other.keys(), "{}", format);
            }
            prop_assert_eq!(csv.summary.received, other.summary.received, "{}", format);
            for index in 0..csv.rows.len() {
                let (mut one, mut two) = (csv.of_row(index), other.of_row(index));
                one.sort_unstable();
                two.sort_unstable();
                prop_assert_eq!(one, two, "{} row {}", format, index);
            }
            for field in [PersonField::FamilyName, PersonField::BirthDate, PersonField::Uprn] {
                prop_assert_eq!(csv.values(field), other.values(field), "{}", format);
            }
        }
    }

    #[test]
    fn rows_come_out_in_their_order(rows in people_rows()) {
        let lines = read_bytes(&CSV_FEED, csv_of(&rows)).lines();
        prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", lines);
    }

    #[test]
    fn separated_values_are_split_as_another_reader_splits_them(text in "[ab,\"\n\r \u{e9}]{0,60}") {
        let whole = format!("A,B,C\n{text}");
        let read = read_bytes(&ITEMS, &whole);
        if let Verdict::Reject(problem) = &read.summary.verdict {
            prop_assert_eq!(problem.rule.as_str(), "text-quote-open");
            return Ok(());
        }
        let mut oracle = csv::ReaderBuilder::new().flexible(true).from_reader(whole.as_bytes());
        let expected: Vec<Vec<String>> = oracle
            .records()
            .map(|record| record.unwrap().iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
            .filter(|cells: &Vec<String>| cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        prop_assert_eq!(read.rows.len(), expected.len());
        // What the other reader passes in silence goes back here: text behind a closing mark.
        let is_misquoted = |row: usize| read.of_row(row).contains(&"row-quotation");
        let told = expected.iter().enumerate().filter(|(row, _)| !is_misquoted(*row)).map(|(_, cells)| cells);
        let whole_rows = told.filter(|cells| cells.len() == 3);
        for (place, name) in ["A", "B", "C"].into_iter().enumerate() {
            let of_column: Vec<&String> = whole_rows.clone().map(|cells| &cells[place]).filter(|cell| !cell.is_empty()).collect();
            let items = read.items(name);
            prop_assert_eq!(items.iter().collect::<Vec<_>>(), of_column);
        }
    }
}
