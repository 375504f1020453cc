//! Which values survive, and what is told of those that do not.

use dolen_model::PersonField::{
    self, Address, Alias, BirthDate, DeathDate, FamilyName, GivenNames, NhsNumber, NhsNumberStatus, Phone, Postcode,
    Sex, Uprn,
};
use proptest::prelude::*;

use crate::configuration::Configuration;
use crate::master::gather::{Gathered, SourceRecord};
use crate::master::residence::Places;
use crate::master::survivorship::Merger;
use crate::master::texts::Texts;
use crate::master::{ChosenValue, GoldenContent};
use crate::view::WhyChosen;

/// A record: organisation, day, values.
type Told<'a> = (&'a str, i64, &'a [(PersonField, &'a str)]);

/// The golden record of these records, in the order of first publication.
fn merged(configuration: &str, told: &[Told<'_>]) -> GoldenContent {
    let mut gathered = Gathered { records: Vec::new(), texts: Texts::default(), organisations: Vec::new(), visible: 0 };
    for (line, (organisation, known_on, values)) in (0_i64..).zip(told) {
        let known = gathered.organisations.iter().position(|known| known == organisation);
        let number = known.unwrap_or_else(|| {
            gathered.organisations.push((*organisation).to_owned());
            gathered.organisations.len() - 1
        });
        gathered.records.push(SourceRecord {
            id: format!("r{line}").into(),
            key: format!("k{line}").into(),
            organisation: u32::try_from(number).unwrap(),
            load: 1,
            first: (1, line),
            known_on: *known_on,
            values: values.iter().map(|(field, value)| (*field, gathered.texts.number(value))).collect(),
        });
    }
    let configuration = Configuration::parse(configuration).unwrap();
    let places = Places::read(&gathered);
    let merger = Merger::new(&configuration.survivorship, &gathered, &places);
    let rows: Vec<u32> = (0..u32::try_from(told.len()).unwrap()).collect();
    merger.content(&merger.members(&rows))
}

fn chosen(content: &GoldenContent, field: PersonField) -> &ChosenValue {
    content.values.iter().find(|value| value.field == field).unwrap()
}

/// A value that did not survive, and its places.
type Conflict = (String, Vec<u32>);

/// Value, why, places, conflicts.
fn told(content: &GoldenContent, field: PersonField) -> (String, WhyChosen, Vec<u32>, Vec<Conflict>) {
    let value = chosen(content, field);
    let conflicts = value.conflicts.iter().map(|other| (other.value.expose().clone(), other.places.clone())).collect();
    (value.value.expose().clone(), value.why, value.places.clone(), conflicts)
}

fn conflict(value: &str, places: &[u32]) -> Conflict {
    (value.to_owned(), places.to_vec())
}

#[test]
fn spellings_that_differ_in_marks_only_agree_and_the_fullest_is_shown() {
    let content = merged("", &[("police", 1, &[(GivenNames, "SIAN")]), ("council", 1, &[(GivenNames, "Siân")])]);
    assert_eq!(told(&content, GivenNames), ("Siân".to_owned(), WhyChosen::AllAgree, vec![1, 0], vec![]));
}

#[test]
fn what_says_less_of_the_same_is_no_conflict() {
    let content = merged(
        "",
        &[
            ("a", 1, &[(BirthDate, "1980"), (GivenNames, "S"), (Sex, "unknown")]),
            ("b", 1, &[(BirthDate, "1980-05-02"), (GivenNames, "Siân Mair"), (Sex, "female")]),
        ],
    );
    assert_eq!(told(&content, BirthDate), ("1980-05-02".to_owned(), WhyChosen::AllAgree, vec![1, 0], vec![]));
    assert_eq!(told(&content, GivenNames), ("Siân Mair".to_owned(), WhyChosen::AllAgree, vec![1, 0], vec![]));
    assert_eq!(told(&content, Sex), ("female".to_owned(), WhyChosen::AllAgree, vec![1, 0], vec![]));
}

#[test]
fn what_says_less_of_two_things_speaks_for_neither() {
    let content = merged(
        "",
        &[
            ("a", 1, &[(BirthDate, "1980")]),
            ("b", 1, &[(BirthDate, "1980-05-02")]),
            ("c", 1, &[(BirthDate, "1980-07-01")]),
            ("d", 1, &[(BirthDate, "1980-07-01")]),
        ],
    );
    let conflicts = vec![conflict("1980-05-02", &[1])];
    assert_eq!(told(&content, BirthDate), ("1980-07-01".to_owned(), WhyChosen::MostSources, vec![2, 3, 0], conflicts));
}

#[test]
fn two_records_of_one_organisation_are_one_source() {
    let content = merged(
        "",
        &[
            ("a", 1, &[(BirthDate, "1980-05-02")]),
            ("a", 1, &[(BirthDate, "1980-05-02")]),
            ("b", 9, &[(BirthDate, "1981-05-02")]),
        ],
    );
    assert_eq!(told(&content, BirthDate).1, WhyChosen::Newest, "one organisation each: the sources are even");
    let content = merged("", &[("a", 1, &[(Sex, "male")]), ("a", 1, &[(Sex, "male")])]);
    assert_eq!(told(&content, Sex).1, WhyChosen::OnlyValue);
}

#[test]
fn a_family_name_is_the_newest_and_the_former_one_is_kept() {
    let content = merged("", &[("a", 5, &[(FamilyName, "Jones")]), ("b", 9, &[(FamilyName, "Davies")])]);
    let conflicts = vec![conflict("Jones", &[0])];
    assert_eq!(told(&content, FamilyName), ("Davies".to_owned(), WhyChosen::Newest, vec![1], conflicts));
    let even = merged("", &[("a", 5, &[(FamilyName, "Jones")]), ("b", 5, &[(FamilyName, "Vaughn")])]);
    assert_eq!(told(&even, FamilyName).1, WhyChosen::MostComplete);
    let even = merged("", &[("a", 5, &[(FamilyName, "Jones")]), ("b", 5, &[(FamilyName, "Smith")])]);
    assert_eq!(told(&even, FamilyName).1, WhyChosen::FirstPublished);
}

#[test]
fn a_traced_nhs_number_comes_before_one_that_more_wrote_down() {
    let content = merged(
        "",
        &[
            ("a", 9, &[(NhsNumber, "9434765919")]),
            ("b", 9, &[(NhsNumber, "9434765919"), (NhsNumberStatus, "untraced")]),
            ("health", 1, &[(NhsNumber, "9449305552"), (NhsNumberStatus, "traced")]),
        ],
    );
    let conflicts = vec![conflict("9434765919", &[0, 1])];
    assert_eq!(told(&content, NhsNumber), ("9449305552".to_owned(), WhyChosen::TrustedSource, vec![2], conflicts));
    assert_eq!(told(&content, NhsNumberStatus), ("traced".to_owned(), WhyChosen::OnlyValue, vec![2], vec![]));
}

#[test]
fn the_order_of_trust_is_the_hubs_own() {
    let records: [Told<'_>; 2] = [("a", 9, &[(Sex, "male")]), ("b", 1, &[(Sex, "female")])];
    let trusting = "[survivorship]\nrules = [\"trusted_source\"]\ntrusted = [\"b\"]\n";
    assert_eq!(told(&merged(trusting, &records), Sex).0, "female");
    let of_field = format!("{trusting}[survivorship.field.sex]\ntrusted = [\"a\"]\n");
    assert_eq!(told(&merged(&of_field, &records), Sex).0, "male");
}

#[test]
fn address_postcode_and_uprn_come_from_one_record() {
    let content = merged(
        "",
        &[
            ("a", 9, &[(Address, "14 Station Road, Trefin"), (Postcode, "NP20 4UX")]),
            ("b", 5, &[(Address, "2 High Street, Trefin"), (Postcode, "NP20 1AA"), (Uprn, "100023")]),
            ("c", 3, &[(Uprn, "555"), (Postcode, "NP20 9ZZ")]),
        ],
    );
    let (address, why, places, conflicts) = told(&content, Address);
    assert_eq!((address.as_str(), why, places), ("14 Station Road, Trefin", WhyChosen::Newest, vec![0]));
    assert_eq!(conflicts, [conflict("2 High Street, Trefin", &[1])]);
    assert_eq!(told(&content, Postcode).0, "NP20 4UX");
    assert_eq!(told(&content, Postcode).3, [conflict("NP20 1AA", &[1]), conflict("NP20 9ZZ", &[2])]);
    assert!(content.values.iter().all(|value| value.field != Uprn), "the record that decides has none");
}

#[test]
fn one_home_in_two_languages_is_one_home() {
    let content = merged(
        "",
        &[
            ("a", 5, &[(Address, "14 Station Rd, Trefin"), (Postcode, "NP20 4UX")]),
            ("b", 5, &[(Address, "14 Heol yr Orsaf, Trefin"), (Postcode, "NP20 4UX"), (Uprn, "100023")]),
            ("c", 5, &[(Address, "2 High Street"), (Postcode, "NP20 1AA")]),
        ],
    );
    assert_eq!(told(&content, Uprn), ("100023".to_owned(), WhyChosen::OnlyValue, vec![1], vec![]));
    let conflicts = vec![conflict("2 High Street", &[2])];
    let home = "14 Heol yr Orsaf, Trefin".to_owned();
    assert_eq!(told(&content, Address), (home, WhyChosen::MostSources, vec![1, 0], conflicts));
}

#[test]
fn no_fixed_abode_is_an_answer_and_an_unknown_postcode_is_none() {
    let homeless = merged(
        "",
        &[
            ("a", 5, &[(Address, "14 Station Road"), (Postcode, "NP20 4UX")]),
            ("b", 9, &[(Address, "No fixed abode"), (Postcode, "ZZ99 3VZ")]),
        ],
    );
    assert_eq!(told(&homeless, Postcode).0, "ZZ99 3VZ");
    let unknown = merged(
        "",
        &[("a", 5, &[(Address, "14 Station Road"), (Postcode, "NP20 4UX")]), ("b", 9, &[(Postcode, "ZZ99 3WZ")])],
    );
    assert_eq!(told(&unknown, Postcode), ("NP20 4UX".to_owned(), WhyChosen::AllAgree, vec![0, 1], vec![]));
}

#[test]
fn every_value_of_a_field_that_holds_several_is_kept() {
    let content = merged(
        "",
        &[
            ("a", 1, &[(Phone, "02920000001"), (Phone, "02920000002"), (Alias, "Bob")]),
            ("b", 1, &[(Phone, "02920000002"), (Phone, "02920000003"), (Alias, "BOB")]),
        ],
    );
    let of = |field| -> Vec<(&str, &[u32])> {
        let values = content.values.iter().filter(|value| value.field == field);
        values.map(|value| (value.value.expose().as_str(), value.places.as_slice())).collect()
    };
    assert_eq!(of(Phone), [("02920000002", &[0, 1][..]), ("02920000001", &[0]), ("02920000003", &[1])]);
    assert_eq!(of(Alias), [("Bob", &[0, 1][..])]);
    assert!(content.values.iter().all(|value| value.conflicts.is_empty()));
}

#[test]
fn a_date_of_death_of_any_source_is_kept() {
    let content = merged("", &[("a", 9, &[(Sex, "male")]), ("b", 1, &[(DeathDate, "2020-01-31")])]);
    assert_eq!(told(&content, DeathDate), ("2020-01-31".to_owned(), WhyChosen::OnlyValue, vec![1], vec![]));
    let content = merged("", &[("a", 9, &[(DeathDate, "2020-02-01")]), ("b", 1, &[(DeathDate, "2020-01-31")])]);
    assert_eq!(told(&content, DeathDate).3, [conflict("2020-01-31", &[1])]);
}

#[test]
fn what_an_agency_does_is_no_value_of_the_person() {
    let all: Vec<(PersonField, &str)> = PersonField::ALL.iter().map(|field| (*field, "2020-01-31")).collect();
    let content = merged("", &[("a", 1, &all)]);
    let fields: Vec<PersonField> = content.values.iter().map(|value| value.field).collect();
    assert!(fields.is_sorted(), "in the order of pages");
    assert!(!fields.contains(&PersonField::LeadWorker) && !fields.contains(&PersonField::InvolvedUntil));
    assert_eq!(fields.len(), PersonField::ALL.len() - 7);
}

/// Values that agree, differ and say less of each other, with addresses of a few homes.
fn a_record() -> impl Strategy<Value = (usize, i64, Vec<(PersonField, &'static str)>)> {
    let values = [
        (GivenNames, &["Siân", "SIAN", "Siân Mair", "S", "Siôn", "Bob"][..]),
        (FamilyName, &["Jones", "JONES", "Davies", "Ab Iorwerth"]),
        (BirthDate, &["1980", "1980-05", "1980-05-02", "1981-05-02", "1980-06-01"]),
        (DeathDate, &["2020", "2020-01-31"]),
        (Sex, &["female", "male", "unknown"]),
        (NhsNumber, &["9434765919", "9449305552"]),
        (NhsNumberStatus, &["traced", "untraced"]),
        (Address, &["14 Station Road, Trefin", "14 HEOL YR ORSAF", "2 High St", "High Street, Trefin", "Trefin"]),
        (Postcode, &["NP20 4UX", "NP20 1AA", "NP20", "ZZ99 3VZ", "ZZ99 3WZ"]),
        (Uprn, &["100023", "200023"]),
        (Phone, &["02920000001", "02920000002", "02920000003"]),
    ];
    let some = values.map(|(field, texts)| {
        prop_oneof![2 => Just(None), 3 => proptest::sample::select(texts).prop_map(move |text| Some((field, text)))]
    });
    (0..3_usize, 0..4_i64, some.to_vec())
        .prop_map(|(organisation, day, values)| (organisation, day, values.into_iter().flatten().collect()))
}

proptest! {
    /// No value is made up, and none is lost: each member's value is behind the value that survived, or behind one
    /// conflict. Of the home only what the deciding record does not have at all may be missing.
    #[test]
    fn every_value_is_somebodys_and_every_member_is_heard(records in proptest::collection::vec(a_record(), 1..6)) {
        let told: Vec<Told<'_>> = records
            .iter()
            .map(|(organisation, day, values)| (["a", "b", "c"][*organisation], *day, values.as_slice()))
            .collect();
        let content = merged("", &told);
        let says = |place: u32, field| {
            told[place as usize].2.iter().filter(move |(known, _)| *known == field).map(|(_, text)| *text).collect::<Vec<_>>()
        };
        for value in &content.values {
            let all = std::iter::once((value.value.expose(), &value.places))
                .chain(value.conflicts.iter().map(|other| (other.value.expose(), &other.places)));
            let mut heard: Vec<u32> = Vec::new();
            for (text, places) in all {
                prop_assert!(says(places[0], value.field).contains(&text.as_str()), "its first source says it");
                prop_assert!(places.iter().all(|place| !says(*place, value.field).is_empty()));
                heard.extend(places);
            }
            if !value.field.is_multiple() {
                heard.sort_unstable();
                prop_assert!(heard.windows(2).all(|two| two[0] != two[1]), "nobody is heard twice");
                if value.field != NhsNumberStatus {
                    let speakers = (0..told.len()).map(|place| u32::try_from(place).unwrap());
                    let speakers: Vec<u32> = speakers.filter(|place| !says(*place, value.field).is_empty()).collect();
                    prop_assert_eq!(&heard, &speakers, "everybody is heard");
                }
            }
        }
        let home: Vec<u32> = content
            .values
            .iter()
            .filter(|value| matches!(value.field, Address | Postcode | Uprn))
            .map(|value| value.places[0])
            .collect();
        prop_assert!(home.windows(2).all(|two| two[0] == two[1]), "the home is of one record");
        for (field, _) in told.iter().flat_map(|(_, _, values)| *values) {
            let is_home = matches!(field, Address | Postcode | Uprn | NhsNumberStatus);
            prop_assert!(is_home || content.values.iter().any(|value| value.field == *field), "no field is lost");
        }
    }
}
