//! Files of other kinds than CSV, and models of Splink, through `dolen link`.

use std::io::Cursor;

use dolen_link::splink::SplinkModel;
use dolen_link::{Progress, Threshold};
use dolen_read::{ColumnarFault, ColumnarFile, ColumnarFormat};

use super::output::{Kind, Value, write};
use super::{FileInput, LinkFilesFault, LinkRequest, OutputFormat, link_files, link_files_by_splink};

const FORMATS: [OutputFormat; 3] = [OutputFormat::Csv, OutputFormat::Parquet, OutputFormat::Arrow];

fn people() -> Vec<[String; 4]> {
    let person = |number: u32| {
        let mixed = (number / 2).wrapping_mul(2_654_435_761);
        let given = ["John", "Siân", "William", "Mary", "Dafydd", "Elizabeth"][(mixed >> 9) as usize % 6];
        let born = format!("{}-{:02}-{:02}", 1_920 + mixed % 83, 1 + (mixed >> 5) % 12, 1 + (mixed >> 12) % 28);
        [number.to_string(), given.to_owned(), format!("Fam{}x", mixed >> 22), born]
    };
    (0..400).map(person).collect()
}

/// The people as a file of some kind, whose name tells nothing.
fn file(people: &[[String; 4]], format: OutputFormat) -> FileInput {
    let columns = ["unique_id", "forename", "surname", "dob"].map(|name| (name, Kind::Text));
    let mut bytes = Vec::new();
    let lines = people.iter().map(|cells| cells.each_ref().map(|cell| Value::Text(cell)));
    write(format, columns, lines, &mut bytes).unwrap();
    FileInput { name: "people.data".to_owned(), reader: Box::new(Cursor::new(bytes)) }
}

fn quiet(_: Progress) {}

/// The rows of what was written, whatever it is, as texts; numbers cut to three decimals.
fn rows(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let cut = |cell: &str| match cell.split_once('.') {
        Some((whole, rest)) if cell.parse::<f64>().is_ok() && rest.len() > 3 => format!("{whole}.{}", &rest[..3]),
        _ => cell.to_owned(),
    };
    let Some(format) = ColumnarFormat::of(&bytes) else {
        let text = String::from_utf8(bytes).unwrap();
        return text.lines().map(|line| line.split(',').map(cut).collect()).collect();
    };
    let file = ColumnarFile::open(format, Box::new(Cursor::new(bytes))).unwrap();
    let mut rows = vec![file.header().to_vec()];
    let wanted: Vec<usize> = (0..rows[0].len()).collect();
    let read = file.for_each(&wanted, '|', |_, cells| {
        rows.push(cells.iter().map(|cell| cut(cell)).collect());
        Ok::<_, ColumnarFault>(())
    });
    read.unwrap();
    rows
}

#[test]
fn the_same_rows_link_the_same_from_every_kind_of_file_and_into_it() {
    let people = people();
    let request = LinkRequest { id_column: Some("unique_id".to_owned()), ..LinkRequest::default() };
    let mut clusters = Vec::new();
    for from in FORMATS {
        let linkage = link_files(vec![file(&people, from)], &request, &quiet).unwrap();
        assert!(linkage.clusters() < 260, "{}", linkage.clusters());
        for to in FORMATS {
            let mut bytes = Vec::new();
            linkage.write_clusters(&mut bytes, to).unwrap();
            clusters.push(rows(bytes));
        }
        let mut links = FORMATS.map(|to| {
            let mut bytes = Vec::new();
            linkage.write_links(&mut bytes, to).unwrap();
            rows(bytes).into_iter().map(|row| row[..4].to_vec()).collect::<Vec<_>>()
        });
        links.sort();
        assert!(links[0].len() > 150 && links[0] == links[1] && links[0] == links[2]);
    }
    assert!(clusters[0].len() == 401 && clusters.iter().all(|other| *other == clusters[0]));
}

#[test]
fn a_column_without_text_is_a_fault_only_where_it_is_read() {
    let nested: &[u8] = include_bytes!("../../../read/tests/data/columnar/nested.parquet");
    let input = || vec![FileInput { name: "n.parquet".to_owned(), reader: Box::new(Cursor::new(nested)) }];
    let fault = link_files(input(), &LinkRequest::default(), &quiet).err().unwrap();
    assert!(matches!(fault, LinkFilesFault::Columnar { .. }) && fault.to_string().contains("`inner`"), "{fault}");
    let specification = dolen_link::Specification::parse("[[column]]\nname = 'a'\nkind = 'identifier'\n").ok();
    let request = LinkRequest { specification, ..LinkRequest::default() };
    assert_eq!(link_files(input(), &request, &quiet).unwrap().records(), 1);
}

const MODEL: &str = r#"{"link_type": "dedupe_only", "probability_two_random_records_match": 0.01, "comparisons": [
    {"output_column_name": "surname", "comparison_levels": [
        {"sql_condition": "surname_l IS NULL OR surname_r IS NULL", "is_null_level": true},
        {"sql_condition": "surname_l = surname_r", "m_probability": 0.99, "u_probability": 0.0001},
        {"sql_condition": "ELSE", "m_probability": 0.01, "u_probability": 0.9999}]}],
    "blocking_rules_to_generate_predictions": ["l.dob = r.dob"]}"#;

#[test]
fn a_splink_model_links_files_of_every_kind() {
    let people = people();
    let request = LinkRequest { threshold: Some(Threshold::Probability(0.9)), ..LinkRequest::default() };
    let mut written = Vec::new();
    for format in FORMATS {
        let model = SplinkModel::parse(MODEL).unwrap();
        let files = vec![file(&people, format)];
        let linkage = link_files_by_splink(files, &model, &request, &quiet).unwrap();
        assert!(linkage.json(1.0, 1.0)["links"].as_u64().unwrap() >= 200);
        let mut bytes = Vec::new();
        linkage.write_clusters(&mut bytes, OutputFormat::Csv).unwrap();
        written.push(rows(bytes));
    }
    // The model's own name of the id is found in the files.
    assert_eq!(written[0][1..3], [["people", "0", "people:0"], ["people", "1", "people:0"]]);
    assert!(written[0] == written[1] && written[0] == written[2]);
}

#[test]
fn a_splink_model_that_does_not_go_with_the_files_is_told() {
    let people = people();
    let link = |text: &str, files: Vec<FileInput>| {
        let model = SplinkModel::parse(text).unwrap();
        let linked = link_files_by_splink(files, &model, &LinkRequest::default(), &quiet);
        linked.err().unwrap().to_string()
    };
    let one = || file(&people, OutputFormat::Parquet);
    let other = FileInput { name: "other.parquet".to_owned(), ..one() };
    let two_sources = link(MODEL, vec![one(), other]);
    assert!(two_sources.contains("dedupe_only"), "{two_sources}");
    let one_source = link(&MODEL.replace("dedupe_only", "link_only"), vec![one()]);
    assert!(one_source.contains("link_only"), "{one_source}");
    let missing = link(&MODEL.replace("l.dob = r.dob", "l.town = r.town"), vec![one()]);
    assert!(missing.contains("`town`"), "{missing}");
    for fault in [two_sources, one_source, missing] {
        assert_eq!(fault.lines().count(), 1, "{fault}");
    }
}
