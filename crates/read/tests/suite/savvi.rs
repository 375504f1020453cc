//! The attribute CSV of the UK Vulnerabilities Data Standard, as it stands.

use dolen_model::{AttributeType, PersonField};

use crate::support::{Read, feed, read_bytes};

const HEADER: &str = "PersonReference,GivenNames,FamilyName,Alias,BirthDate,Gender,UPRN,Address1,Address2,Address3,Address4,\
                      Address5,Postcode,AttributeType,AttributeScheme,Attribute,AttributeDate,SourceSystem,ExtractedOn";

fn savvi(rows: &str) -> Read {
    read_bytes(&feed("person", "full", "", "kind = \"savvi\"", ""), format!("{HEADER}\n{rows}"))
}

#[test]
fn every_column_of_the_standard_goes_where_it_belongs() {
    let read = savvi(
        "P1,Siân Mair,Llŷr,Shan,1987-04,Female,100100123456,1 Stryd Fawr,,Pill,Newport,,NP20 4UX,Circumstance,local,\
         Lives alone,2020,Mosaic,2026-11-01\nP1,Siân Mair,Llŷr,Shan,1987-04,Female,100100123456,1 Stryd Fawr,,Pill,Newport,,\
         NP20 4UX,Event,local,Fall,2021-02-03,Mosaic,2026-11-02\n",
    )
    .published();
    let expected = [
        (PersonField::GivenNames, "Siân Mair"),
        (PersonField::FamilyName, "Llŷr"),
        (PersonField::Alias, "Shan"),
        (PersonField::BirthDate, "1987-04"),
        (PersonField::Sex, "female"),
        (PersonField::Uprn, "100100123456"),
        (PersonField::Address, "1 Stryd Fawr, Pill, Newport"),
        (PersonField::Postcode, "NP20 4UX"),
    ];
    for (field, value) in expected {
        assert_eq!(read.values(field), [value, value], "{field:?}");
    }
    assert_eq!(read.values(PersonField::AsAt), ["2026-11-01", "2026-11-02"]);
    let attributes: Vec<_> = read
        .attributes()
        .iter()
        .map(|one| (one.kind, one.scheme.0.as_str(), one.term.as_str(), one.start.unwrap().to_string()))
        .collect();
    assert_eq!(
        attributes,
        [
            (AttributeType::Circumstance, "local", "Lives alone", "2020".to_owned()),
            (AttributeType::Event, "local", "Fall", "2021-02-03".to_owned())
        ]
    );
    assert!(read.summary.rules.is_empty(), "{:?}", read.rules());
}

#[test]
fn a_row_without_a_uprn_is_told_and_one_without_the_rest_goes_back() {
    let read = savvi(
        "P1,,,,,,,,,,,,,Risk,,Fall,,,\n,,,,,,1,,,,,,,Risk,,Fall,,,\nP2,,,,,,1,,,,,,,,,Fall,,,\nP3,,,,,,1,,,,,,,Risk,,,,,\n\
         P4,,,,,,1,,,,,,,Hazard,,Fall,,,\nP5,,,,,,1,,,,,,,risk,,Fall,,,\n",
    );
    assert_eq!(read.of_row(0), ["uprn-missing"]);
    assert_eq!(read.of_row(1), ["required-missing", "key-missing"]);
    assert_eq!((read.of_row(2), read.of_row(3)), (vec!["required-missing"], vec!["required-missing"]));
    assert_eq!(read.of_row(4), ["code-unknown", "required-missing"]);
    assert!(read.of_row(5).is_empty());
    assert_eq!((read.summary.published, read.attributes().len()), (2, 2));
}

#[test]
fn genders_of_the_standard_are_those_of_the_hub() {
    let rows: String = ["Male", "Female", "Other", "unknown", "UNKNOWN"]
        .iter()
        .enumerate()
        .map(|(number, gender)| format!("P{number},,,,,{gender},1,,,,,,,Risk,,Fall,,,\n"))
        .collect();
    assert_eq!(savvi(&rows).published().values(PersonField::Sex), ["male", "female", "other", "unknown", "unknown"]);
}
