//! Every error can be switched on and off by its rate, and is what its name says.
//!
//! A region without any error is set beside one in which one error happens always. Both have the same records, so what
//! differs in a record is that error.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use dolen_model::NhsNumber;
use dolen_synth::{Rates, Region};

use crate::made::{flat, make_with};
use crate::table::{Row, truth};

const SEED: u64 = 19;
const SCALE: f64 = 0.004;

/// Every rate at zero, then those of a text.
fn rates(text: &str) -> Rates {
    let defaults = toml::Table::try_from(Rates::default()).unwrap();
    let mut every = toml::Table::new();
    for rate in defaults["police"].as_table().unwrap().keys() {
        every.insert(rate.clone(), toml::Value::Float(0.0));
    }
    for (rate, value) in text.parse::<toml::Table>().unwrap() {
        every.insert(rate, value);
    }
    Rates::from_toml(&toml::Table::from_iter([("every_agency".to_owned(), every.into())]).to_string()).unwrap()
}

fn region(text: &str) -> Region {
    make_with(SEED, SCALE, rates(text))
}

/// Records by source and id.
fn records(region: &Region) -> BTreeMap<(String, String), (Row, String)> {
    flat(region).into_iter().map(|(row, person)| ((row["source"].clone(), row["id"].clone()), (row, person))).collect()
}

fn people() -> &'static BTreeMap<String, Row> {
    static PEOPLE: OnceLock<BTreeMap<String, Row>> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        truth(|out| region("").write_people(out).unwrap()).into_iter().map(|row| (row["person"].clone(), row)).collect()
    })
}

/// What an error does to a record.
struct Effect {
    rate: &'static str,
    /// Other rates that it needs, on both sides.
    with: &'static str,
    /// The only columns in which the records may differ.
    columns: &'static [&'static str],
    /// The share of all records that it changes.
    share: std::ops::RangeInclusive<f64>,
    /// Whether a changed record is what the rate's name says: before, after, the person.
    fits: fn(&Row, &Row, &Row) -> bool,
}

const fn effect(
    rate: &'static str,
    columns: &'static [&'static str],
    share: std::ops::RangeInclusive<f64>,
    fits: fn(&Row, &Row, &Row) -> bool,
) -> Effect {
    Effect { rate, with: "", columns, share, fits }
}

const fn effect_with(
    rate: &'static str,
    with: &'static str,
    columns: &'static [&'static str],
    share: std::ops::RangeInclusive<f64>,
    fits: fn(&Row, &Row, &Row) -> bool,
) -> Effect {
    Effect { rate, with, columns, share, fits }
}

/// One letter more, one less, one other, or two swapped.
fn is_a_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let front = one.iter().zip(&other).take_while(|(left, right)| left == right).count();
    let back =
        one[front..].iter().rev().zip(other[front..].iter().rev()).take_while(|(left, right)| left == right).count();
    one.len().saturating_sub(front + back) <= 2 && other.len().saturating_sub(front + back) <= 2
}

fn swapped(date: &str) -> String {
    format!("{}-{}-{}", &date[..4], &date[8..], &date[5..7])
}

#[rustfmt::skip]
const EFFECTS: &[Effect] = &[
    effect("forename_typing", &["forename"], 0.95..=1.0, |old, new, _| is_a_slip(&old["forename"], &new["forename"])),
    effect("family_name_typing", &["family_name"], 0.95..=1.0, |old, new, _| is_a_slip(&old["family_name"], &new["family_name"])),
    effect("forename_sound", &["forename"], 0.7..=1.0, |_, new, _| !new["forename"].is_empty()),
    effect("family_name_sound", &["family_name"], 0.7..=1.0, |_, new, _| !new["family_name"].is_empty()),
    effect("scanning", &["forename", "family_name"], 0.9..=1.0, |_, new, _| !new["forename"].is_empty()),
    effect("nickname", &["forename"], 0.4..=0.95, |_, new, _| new["forename"].chars().count() > 1),
    effect("initial", &["forename"], 0.95..=1.0, |old, new, _| new["forename"].chars().count() == 1 && old["forename"].starts_with(&new["forename"])),
    effect_with("middle_name_first", "middle_names_present = 1", &["forename", "middle_names"], 0.4..=0.9,
        |old, new, _| new["forename"] == old["middle_names"] && new["middle_names"] == old["forename"]),
    effect("swapped_names", &["forename", "family_name"], 0.95..=1.0,
        |old, new, _| new["forename"] == old["family_name"] && new["family_name"] == old["forename"]),
    effect("former_name", &["family_name"], 0.01..=0.4, |_, new, _| !new["family_name"].is_empty()),
    effect("half_name", &["family_name"], 0.005..=0.1, |old, new, _| {
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).collect::<Vec<char>>();
        let parts = old["family_name"].split(['-', ' ']).count();
        parts > 1 && letters(&new["family_name"]).iter().all(|letter| old["family_name"].contains(*letter))
    }),
    effect("swapped_day_month", &["birth_date"], 0.25..=0.45, |old, new, _| new["birth_date"] == swapped(&old["birth_date"])),
    effect("birth_date_typing", &["birth_date"], 0.95..=1.0, |_, new, _| new["birth_date"].len() == 10),
    effect("default_birth_date", &["birth_date"], 0.99..=1.0, |_, new, _| ["1900-01-01", "1970-01-01"].contains(&new["birth_date"].as_str())),
    effect("missing_birth_date", &["birth_date"], 1.0..=1.0, |_, new, _| new["birth_date"].is_empty()),
    effect("missing_forename", &["forename"], 1.0..=1.0, |_, new, _| new["forename"].is_empty()),
    effect("unknown_forename", &["forename"], 1.0..=1.0, |_, new, _| new["forename"] == "UNKNOWN"),
    effect("nameless", &["forename", "family_name", "birth_date"], 1.0..=1.0,
        |_, new, _| new["forename"].is_empty() && new["family_name"].is_empty() && new["birth_date"].is_empty()),
    effect_with("old_address", "uprn_present = 1", &["address", "postcode", "uprn"], 0.1..=0.8, |old, new, _| old["uprn"] != new["uprn"]),
    effect("address_typing", &["address"], 0.95..=1.0, |old, new, _| is_a_slip(&old["address"], &new["address"])),
    effect("address_form", &["address"], 0.7..=1.0, |_, new, _| !new["address"].is_empty()),
    effect("postcode_typing", &["postcode"], 0.4..=1.0, |old, new, _| is_a_slip(&old["postcode"], &new["postcode"])),
    effect("missing_address", &["address", "postcode"], 0.4..=1.0, |_, new, _| new["address"].is_empty() && new["postcode"].is_empty()),
    effect("unknown_postcode", &["postcode"], 0.4..=1.0, |_, new, _| new["postcode"] == "ZZ99 3WZ"),
    effect("uprn_present", &["uprn"], 1.0..=1.0, |old, new, _| old["uprn"].is_empty() && new["uprn"].parse::<u64>().is_ok()),
    effect_with("scientific_uprn", "uprn_present = 1", &["uprn"], 1.0..=1.0, |_, new, _| new["uprn"].ends_with("E+11")),
    effect("phone_present", &["phone"], 1.0..=1.0, |old, new, _| old["phone"].is_empty() && !new["phone"].is_empty()),
    effect("email_present", &["email"], 0.5..=0.95, |_, new, _| new["email"].contains('@')),
    effect("nhs_number_present", &["nhs_number"], 1.0..=1.0, |_, new, person| new["nhs_number"] == person["nhs_number"]),
    effect_with("nhs_number_typing", "nhs_number_present = 1", &["nhs_number"], 1.0..=1.0,
        |_, new, _| new["nhs_number"].len() == 10 && NhsNumber::parse(&new["nhs_number"]).is_err()),
    effect_with("mothers_nhs_number", "nhs_number_present = 1", &["nhs_number"], 0.005..=0.1,
        |_, new, person| people()[&person["mother"]]["nhs_number"] == new["nhs_number"]),
    effect_with("repeated_digit_nhs_number", "nhs_number_present = 1", &["nhs_number"], 1.0..=1.0,
        |_, new, _| new["nhs_number"].len() == 10 && new["nhs_number"].bytes().all(|digit| digit == new["nhs_number"].as_bytes()[0])),
    effect("middle_names_present", &["middle_names"], 0.4..=0.9, |_, new, _| !new["middle_names"].is_empty()),
    effect_with("middle_names_form", "middle_names_present = 1", &["middle_names", "forename"], 0.4..=0.9,
        |old, new, _| new["middle_names"].len() < old["middle_names"].len()),
    effect("former_name_present", &["former_family_name"], 0.05..=0.5, |_, new, _| new["former_family_name"] != new["family_name"]),
    effect("previous_address_present", &["previous_address", "previous_postcode"], 0.1..=0.8,
        |_, new, _| !new["previous_address"].is_empty() && new["previous_address"] != new["address"]),
    effect("alias_present", &["alias"], 0.2..=0.5, |_, new, _| !new["alias"].is_empty() && new["alias"] != new["forename"]),
    effect("missing_sex", &["sex"], 1.0..=1.0, |_, new, _| new["sex"].is_empty()),
    effect("wrong_sex", &["sex"], 1.0..=1.0, |_, new, person| !new["sex"].is_empty() && new["sex"] != person["sex"]),
    effect("dead_still_open", &["death_date"], 0.005..=0.2,
        |old, new, person| new["death_date"].is_empty() && old["death_date"] == person["death_date"]),
];

#[test]
fn each_error_is_what_its_rate_says_and_nothing_else() {
    let mut clean = BTreeMap::new();
    for effect in EFFECTS {
        let before = clean.entry(effect.with).or_insert_with(|| records(&region(effect.with)));
        let after = records(&region(&format!("{}\n{} = 1", effect.with, effect.rate)));
        assert!(before.keys().eq(after.keys()), "{}: other records", effect.rate);
        let mut changed = 0;
        for (key, (old, person)) in before.iter() {
            let new = &after[key].0;
            let differing: Vec<&str> =
                old.keys().filter(|column| old[*column] != new[*column]).map(String::as_str).collect();
            assert!(
                differing.iter().all(|column| effect.columns.contains(column)),
                "{} changes {differing:?}",
                effect.rate
            );
            if !differing.is_empty() {
                changed += 1;
                // The police and one council write in letters of their own: only who writes as it is can be compared.
                let is_plain =
                    key.0.starts_with("glannau") || key.0.starts_with("ochr") || key.0.starts_with("gwynfan");
                assert!(!is_plain || (effect.fits)(old, new, &people()[person]), "{}: {differing:?}", effect.rate);
            }
        }
        let share = f64::from(changed) / before.len() as f64;
        assert!(effect.share.contains(&share), "{} changes {share} of the records", effect.rate);
    }
}

#[test]
fn every_rate_has_been_looked_at() {
    let defaults = toml::Table::try_from(Rates::default()).unwrap();
    let mut rates: Vec<&str> = defaults["police"].as_table().unwrap().keys().map(String::as_str).collect();
    let mut looked_at: Vec<&str> = EFFECTS.iter().map(|effect| effect.rate).chain(["duplicate"]).collect();
    rates.sort_unstable();
    looked_at.sort_unstable();
    assert_eq!(rates, looked_at);
}

#[test]
fn a_council_registers_twice_as_many_as_its_rate_says() {
    for (rate, wanted) in [("0", 0.0), ("0.1", 0.1), ("0.5", 0.5), ("1", 0.5)] {
        let lines = truth(|out| region(&format!("duplicate = {rate}")).write_truth(out).unwrap());
        let of: Vec<&str> = lines
            .iter()
            .filter(|row| row["source"] == "glannau-afon-council")
            .map(|row| row["person"].as_str())
            .collect();
        let persons: std::collections::BTreeSet<&&str> = of.iter().collect();
        let twice = (of.len() - persons.len()) as f64 / of.len() as f64;
        assert!((twice - wanted).abs() < 0.01, "{rate}: {twice}");
    }
}

#[test]
fn an_error_of_one_agency_is_not_one_of_another() {
    let mut rates = rates("");
    rates.health.missing_birth_date = 1.0;
    for (row, _) in flat(&make_with(SEED, SCALE, rates)) {
        assert_eq!(row["birth_date"].is_empty(), row["source"] == "gwynfan-health-board");
    }
}
