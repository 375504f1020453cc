//! The same files read by others: calamine, and where they are installed Python and LibreOffice.

use std::io::{Cursor, Write};
use std::process::{Command, Stdio};

use calamine::{Data, Reader};
use dolen_model::PersonField;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use crate::examples::example;
use crate::support::{CSV, feed, field, people, read_bytes};
use crate::workbook::{Given, header, in_every_format, people_in_a_sheet};

/// Texts of the second column, as calamine reads them.
fn surnames<R: Reader<Cursor<Vec<u8>>>>(bytes: Vec<u8>) -> Vec<String> {
    let Ok(mut workbook) = R::new(Cursor::new(bytes)) else { panic!("calamine cannot read it") };
    let Some(Ok(range)) = workbook.worksheet_range_at(0) else { panic!("it has no sheet") };
    range
        .rows()
        .skip(1)
        .map(|row| match &row[1] {
            Data::String(text) => text.clone(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn calamine_reads_the_same_names() {
    let mut rows = vec![header()];
    for name in ["Llŷr", "O'Brien", "A&B", "ap Gwilym", "Šimůnková", "李"] {
        rows.push(vec![Given::Text(name), Given::Text(name), Given::Day(31_870), Given::Number(9_434_765_919.0)]);
    }
    for (format, bytes) in in_every_format(&rows) {
        let read = read_bytes(&people_in_a_sheet(""), &bytes).published();
        let others = match format {
            "xls" => surnames::<calamine::Xls<_>>(bytes),
            "xlsx" => surnames::<calamine::Xlsx<_>>(bytes),
            // Its reader of .ods wants a manifest, which these files do not have.
            _ => continue,
        };
        assert_eq!(read.values(PersonField::FamilyName), others, "{format}");
    }
}

/// A cell as calamine has it, in the words of this crate.
fn told(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string().to_uppercase(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => panic!("{other:?}"),
    }
}

/// A cell of a workbook that is made for the comparison.
#[derive(Clone, Debug)]
enum Made {
    Text(String),
    Number(f64),
    Day(u32),
    Bool(bool),
    Blank,
}

fn made() -> impl Strategy<Value = Made> {
    prop_oneof![
        "[A-Za-zŵ&<>\" ']{1,10}".prop_map(Made::Text),
        "[0-9.E+]{1,8}".prop_map(Made::Text),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Made::Number),
        (0_u64..1_000_000_000_000).prop_map(|number| Made::Number(number as f64)),
        (61_u32..100_000).prop_map(Made::Day),
        any::<bool>().prop_map(Made::Bool),
        Just(Made::Blank),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn calamine_reads_the_same_cells(rows in proptest::collection::vec([made(), made(), made()], 1..8)) {
        let mut workbook = Workbook::new();
        let day = Format::new().set_num_format("yyyy-mm-dd;@");
        let sheet = workbook.add_worksheet();
        for (column, name) in (0..).zip(["A", "B", "C"]) {
            sheet.write_string(0, column, name).unwrap();
        }
        for (row, cells) in (1..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Made::Text(text) => sheet.write_string(row, column, text).map(|_| ()),
                    Made::Number(number) => sheet.write_number(row, column, *number).map(|_| ()),
                    Made::Day(serial) => sheet.write_number_with_format(row, column, *serial, &day).map(|_| ()),
                    Made::Bool(value) => sheet.write_boolean(row, column, *value).map(|_| ()),
                    Made::Blank => Ok(()),
                }
                .unwrap();
            }
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let item = |name: &str| format!("[[column]]\nname = \"{name}\"\nitem = \"{name}\"\n");
        let feed = feed("premises", "delta", "", "kind = \"spreadsheet\"", &["A", "B", "C"].map(item).concat());
        let read = read_bytes(&feed, &bytes);
        let mut other = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = other.worksheet_range_at(0).unwrap().unwrap();
        for (place, name) in ["A", "B", "C"].into_iter().enumerate() {
            let expected: Vec<String> =
                range.rows().skip(1).map(|row| told(&row[place])).filter(|text| !text.is_empty()).collect();
            prop_assert_eq!(read.items(name), expected, "{}", name);
        }
    }
}

/// Runs a Python program with text on its standard input; none where Python is not installed.
fn python(program: &str, input: &str) -> Option<String> {
    let child = Command::new("python3")
        .args(["-X", "utf8", "-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        println!("skipped: no python3");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        println!("skipped: python3 does not run");
        return None;
    }
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn python_splits_separated_values_alike() {
    let text = "ID,S\n1,\"Llŷr, the\nelder\"\n2,O'Brien\n\n3,\"A \"\"B\"\" C\"\n4,12\" lane\n5, spaced \n";
    let program = "import csv,sys\nsys.stdin.reconfigure(newline='')\nfor row in csv.reader(sys.stdin):\n    \
                   row and print(' '.join(row[1].split()))";
    let Some(told) = python(program, text) else { return };
    let read = read_bytes(&people(CSV, &field("S", "family_name", "")), text).published();
    assert_eq!(read.values(PersonField::FamilyName), told.lines().skip(1).collect::<Vec<_>>());
}

#[test]
fn python_reads_the_same_texts_of_elements() {
    let text = "<?xml version='1.0'?><x:E xmlns:x='u'><x:C id='1'><S>A&amp;B &#x175;</S></x:C><x:C id='2'><S><![CDATA[<R&D>]]></S>\
                </x:C><x:C id='3'><S>ap <!-- no -->Rhys</S></x:C></x:E>";
    let program =
        "import sys,xml.etree.ElementTree as E\nfor s in E.fromstring(sys.stdin.read()).iter('S'): print(s.text)";
    let Some(told) = python(program, text) else { return };
    let feed =
        feed("person", "full", "key = [\"@id\"]", "kind = \"xml\"\nrecord = \"E/C\"", &field("S", "family_name", ""));
    assert_eq!(read_bytes(&feed, text).published().values(PersonField::FamilyName), told.lines().collect::<Vec<_>>());
}

/// What LibreOffice makes of a CSV; none where it is not installed.
fn libre_office(folder: &std::path::Path, format: &str) -> Option<Vec<u8>> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    // Comma, quotation mark, UTF-8, from the first line; the fifth column is a date with the day first.
    let filter = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,1/2/2/2/3/2/4/2/5/4/6/2";
    let output = Command::new("soffice")
        .args([&profile, "--headless", filter, "--convert-to", format, "--outdir"])
        .arg(folder)
        .arg(folder.join("visits.csv"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let made = std::fs::read(folder.join(format!("visits.{format}")));
    match (output, made) {
        (Ok(status), Ok(bytes)) if status.success() => Some(bytes),
        _ => {
            println!("skipped: no LibreOffice");
            None
        }
    }
}

/// The example's workbook before LibreOffice saves it.
const VISITS: &str = "Home safety visits,,,,,
Visit,UPRN,Address,Postcode,Visited,Outcome
V1,100100123456,\"Flat 2, Stryd Fawr\",NP20 4UX,03/04/2026,Alarm fitted
V2,100100123457,1 Tŷ Gwyn & Co,NPT 4UX,31/12/2025,Advice given
V3,1.00100E+11,3 High Street,NP20,01/02/2026,No answer
V4,100100123459,4 High Street,NP20 4UZ,,Alarm fitted
Total,4,,,,
";

#[test]
fn workbooks_that_libre_office_saved_are_read_alike() {
    let folder = std::env::temp_dir().join(format!("dolen-read-office-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("visits.csv"), VISITS).unwrap();
    for format in ["ods", "xlsx", "xls"] {
        let Some(bytes) = libre_office(&folder, format) else { break };
        let read = read_bytes(&example("home-safety-visits"), bytes).published();
        assert_eq!((read.summary.received, read.summary.published, read.summary.totals_rows), (4, 2, 1), "{format}");
        assert_eq!(read.keys(), ["V1", "V2"], "{format}");
        assert_eq!(read.items("uprn"), ["100100123456", "100100123457"], "{format}");
        assert_eq!(read.items("address"), ["Flat 2, Stryd Fawr", "1 Tŷ Gwyn & Co"], "{format}");
        assert_eq!(read.items("visited"), ["2026-04-03", "2025-12-31"], "{format}");
        assert_eq!(read.items("outcome"), ["alarm_fitted", "advice"], "{format}");
        assert_eq!(read.lines(), [3, 4, 5, 6], "{format}");
        assert_eq!(read.of_row(2), ["uprn-scientific", "required-missing", "postcode-partial"], "{format}");
        assert_eq!(read.of_row(3), ["required-missing"], "{format}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
