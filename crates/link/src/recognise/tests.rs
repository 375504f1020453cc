//! What is recognised of whole tables.

use proptest::prelude::*;

use super::{Recognition, recognise};
use crate::check::IdentifierCheck;
use crate::specification::{ColumnKind as Kind, Specification};
use crate::table::Table;

/// A table of columns whose cells follow from the row's number.
fn table(columns: &[(&str, &dyn Fn(u32) -> String)], rows: impl Iterator<Item = u32>) -> Table {
    let mut table = Table::new(&columns.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|(_, cell)| cell(row)).collect();
        table.push("s", &row.to_string(), cells.iter().map(|cell| Some(cell.as_str())));
    }
    table
}

fn of(columns: &[(&str, &dyn Fn(u32) -> String)]) -> Recognition {
    recognise(&[table(columns, 0..400)])
}

fn kind(recognition: &Recognition, name: &str) -> Option<Kind> {
    let named = |taken: &&super::Recognised| taken.column.names().any(|known| known == name);
    recognition.taken.iter().find(named).map(|taken| taken.column.kind)
}

fn reason<'a>(recognition: &'a Recognition, name: &str) -> &'a str {
    recognition.left_out.iter().find(|left| left.name == name).map_or("", |left| &left.reason)
}

fn pick(row: u32, of: &[&str]) -> String {
    of[(row.wrapping_mul(2_654_435_761) >> 8) as usize % of.len()].to_owned()
}

fn given(row: u32) -> String {
    pick(row, &["John", "Sian", "William", "Mary", "Dafydd", "Elizabeth"])
}

fn family(row: u32) -> String {
    format!("{}{}", pick(row / 7, &["Trah", "Pros", "Gwil", "Bev"]), pick(row, &["aearn", "ser", "ym", "an", "son"]))
}

fn born(row: u32) -> String {
    format!("{}-{:02}-{:02}", 1_920 + row % 90, 1 + row % 12, 1 + row % 28)
}

fn postcode(row: u32) -> String {
    format!("NP{} {}A{}", 1 + row % 40, row % 10, pick(row, &["A", "B", "D"]))
}

fn nhs_number(row: u32) -> String {
    let valid = (0..11).map(|digit| format!("{}{digit}", 400_000_000 + row * 7_919));
    valid.into_iter().find(|text| dolen_model::NhsNumber::parse(text).is_ok()).unwrap_or_default()
}

#[test]
fn values_tell_what_names_do_not() {
    let told = of(&[
        ("c1", &given),
        ("c2", &|row| format!("{} {}", given(row), family(row))),
        ("c3", &born),
        ("c4", &postcode),
        ("c5", &nhs_number),
        ("c6", &|row| format!("07700 9{:05}", row * 31)),
        ("c7", &|row| format!("person{row}@example.org")),
        ("c8", &|row| pick(row, &["M", "F"])),
        ("c9", &|row| format!("QQ{:06}C", row * 97).replace("QQ", "AB")),
        ("c10", &|row| (100_000_000_000 + u64::from(row) * 13).to_string()),
    ]);
    let kinds = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10"].map(|name| kind(&told, name));
    let wanted = [
        Kind::GivenNames,
        Kind::FullName,
        Kind::BirthDate,
        Kind::Postcode,
        Kind::NhsNumber,
        Kind::Phone,
        Kind::Email,
        Kind::Sex,
        Kind::Identifier,
        Kind::Uprn,
    ];
    assert_eq!(kinds, wanted.map(Some), "{told:?}");
    assert!(told.taken.iter().all(|taken| taken.reason.starts_with("by its values")));
}

/// The code of a row with the letter or digit that makes it pass a check.
fn checked(check: IdentifierCheck, row: u32) -> String {
    let code = |last: char| match check {
        IdentifierCheck::Upn => format!("{last}8012000{:05}", row * 31),
        IdentifierCheck::Pps => format!("{:07}{last}", 1_234_567 + row * 7_919),
        IdentifierCheck::Chi => format!("{:02}{:02}{:02}{:03}{last}", 1 + row % 28, 1 + row % 12, row % 90, row % 977),
        IdentifierCheck::HealthAndCare => format!("{}{last}", 320_000_100 + row * 7_919),
        _ => format!("{}{last}", 123_456_789 + row * 7_919),
    };
    let last = ('0'..='9').chain('A'..='Z').find(|&last| check.passes(&code(last)));
    last.map(code).unwrap_or_default()
}

#[test]
fn identifiers_are_told_by_name_and_by_check_digit() {
    use IdentifierCheck as Check;
    let national_insurance = |row: u32| format!("AB{:06}C", row * 97);
    let told = of(&[
        ("c1", &|row| checked(Check::Chi, row)),
        ("c2", &|row| checked(Check::HealthAndCare, row)),
        ("c3", &|row| checked(Check::Upn, row)),
        ("c4", &|row| checked(Check::Uln, row)),
        ("c5", &|row| checked(Check::Pps, row)),
        ("c6", &national_insurance),
    ]);
    let wanted = [Check::Chi, Check::HealthAndCare, Check::Upn, Check::Uln, Check::Pps, Check::NationalInsurance];
    let checks: Vec<_> = told.columns().into_iter().map(|column| (column.kind, column.check)).collect();
    assert_eq!(checks, wanted.map(|check| (Kind::Identifier, Some(check))), "{told:?}");
    let told = of(&[
        ("CHI number", &|row| if row % 20 == 0 { "0101011234".to_owned() } else { checked(Check::Chi, row) }),
        ("NINO", &|row| if row % 20 == 0 { "unknown1".to_owned() } else { national_insurance(row)[..8].to_owned() }),
        ("passport no", &|row| checked(Check::Luhn, row)),
        ("social security no", &|row| format!("{}", 100_000_000 + row * 7_919)),
        ("c3", &|row| checked(Check::Luhn, row)),
    ]);
    let checks: Vec<_> = told.columns().into_iter().map(|column| column.check).collect();
    assert_eq!(checks, [Some(Check::Chi), Some(Check::NationalInsurance), Some(Check::Luhn), None], "{told:?}");
    assert_eq!(told.taken[0].reason, "by its name; 94% of its values are CHI numbers with a valid check digit");
    assert_eq!(reason(&told, "c3"), "its name tells nothing, and its values are codes, each on one row");
}

#[test]
fn the_status_of_an_identifier_is_named_by_it() {
    let passport = |row: u32| format!("P{}", 1_000_000 + row * 31);
    let told = of(&[
        ("passport number", &passport),
        ("Passport_Status", &|row| pick(row, &["verified", "pending", "refused"])),
        ("licence number", &passport),
        ("pupil_status", &|row| pick(row, &["verified", "pending"])),
        ("licence_status", &|row| pick(row, &["full", "provisional"])),
    ]);
    let specification = Specification::for_columns(told.columns()).unwrap();
    let statuses: Vec<_> = specification.columns.iter().map(|column| column.status.as_deref()).collect();
    assert_eq!(statuses, [Some("Passport_Status"), None, None], "{told:?}");
    let verified: Vec<bool> = specification.comparisons.iter().map(|comparison| comparison.verified).collect();
    assert_eq!(verified, [true, false]);
    let text = told.to_toml(&specification, &[]).unwrap();
    assert_eq!(Specification::parse(&text).unwrap(), specification);
}

#[test]
fn a_status_is_known_however_it_is_named() {
    let passport = |row: u32| format!("P{}", 1_000_000 + row * 31);
    for (identifier, status) in [
        ("passport_number", "status_of_passport"),
        ("passport_number", "passport_status_code"),
        ("Rhif pasbort", "Statws pasbort"),
        ("Rhif pasbort", "Statws y rhif pasbort"),
        ("Rhif pasbort", "Pasbort wedi ei wirio"),
    ] {
        let told = of(&[(identifier, &passport), (status, &|row| pick(row, &["verified", "pending"]))]);
        assert_eq!(told.columns()[0].status.as_deref(), Some(status), "{told:?}");
    }
}

#[test]
fn files_call_the_status_of_one_identifier_by_their_own_names() {
    let number = |row: u32| checked(IdentifierCheck::Uln, row);
    let status = |row| pick(row, &["verified", "pending"]);
    let one = table(&[("unique learner number", &number), ("unique_learner_number_status", &status)], 0..400);
    let other = table(&[("ULN", &number), ("ULN status", &status)], 0..400);
    let told = recognise(&[one, other]);
    let columns = told.columns();
    assert_eq!(columns.len(), 2, "{told:?}");
    assert_eq!(columns[0].status.as_deref(), Some("unique_learner_number_status"));
    assert_eq!(columns[1].names().collect::<Vec<_>>(), ["unique_learner_number_status", "ULN status"]);
}

#[test]
fn values_refute_a_name() {
    let number = |row: u32| (row * 17).to_string();
    let told = of(&[
        ("name", &number),
        ("surname", &family),
        ("dob", &|row| (18 + row % 70).to_string()),
        ("phone_type", &|row| pick(row, &["mobile", "landline"])),
        ("email_sent", &born),
        ("passport", &|row| pick(row, &["UK1", "FR2"])),
        ("birth_place", &|row| {
            "She says that she was born in one of the houses by the old quay ".repeat(1 + row as usize % 2)
        }),
    ]);
    assert_eq!((told.taken.len(), kind(&told, "surname")), (1, Some(Kind::FamilyName)), "{told:?}");
    assert_eq!(reason(&told, "name"), "its name tells of full-name, and 0% of its values are names");
    assert_eq!(reason(&told, "birth_place"), "its values are free text");
}

#[test]
fn what_is_no_persons_own_is_left_out_and_told_why() {
    let told = of(&[
        ("surname", &family),
        ("mother_surname", &family),
        ("state", &|_| "nsw".to_owned()),
        ("nationality", &|_| String::new()),
        ("", &given),
        ("key", &|row| format!("K{row:05}")),
        ("amount", &|row| format!("{}.50", row % 37)),
        ("admission_date", &|row| format!("2024-{:02}-{:02}", 1 + row % 12, 1 + row % 28)),
        ("opened", &born),
        ("unit", &|row| pick(row, &["red", "blue"])),
    ]);
    assert_eq!(told.columns().len(), 1, "{told:?}");
    for (name, told_as) in [
        ("mother_surname", "its name tells of another person or a body: mother"),
        ("state", "holds the same on every row"),
        ("nationality", "holds nothing"),
        ("", "has no name"),
        ("key", "its name tells nothing, and its values are codes, each on one row"),
        ("amount", "its name tells nothing, and its values are numbers"),
        ("admission_date", "its name tells nothing, and its values are dates that need not be of birth"),
        ("opened", "its name tells nothing, and its values are dates that need not be of birth"),
        ("unit", "its name tells nothing, and its values are a few words on many rows"),
    ] {
        assert_eq!(reason(&told, name), told_as, "{name}");
    }
}

#[test]
fn a_date_of_birth_may_stand_in_three_columns() {
    let year = |row: u32| (1_920 + row % 80).to_string();
    let month = |row: u32| (1 + row % 12).to_string();
    let day = |row: u32| (1 + row % 28).to_string();
    for names in [["by", "bm", "bd"], ["birth_year", "birth_month", "birth_day"], ["Year", "Month", "Day"]] {
        let told = of(&[("surname", &family), (names[0], &year), (names[1], &month), (names[2], &day)]);
        let kinds = names.map(|name| kind(&told, name));
        assert_eq!(kinds, [Kind::BirthYear, Kind::BirthMonth, Kind::BirthDay].map(Some), "{told:?}");
        assert!(Specification::for_columns(told.columns()).unwrap().comparisons.len() == 2);
    }
    let of_events = |row: u32| (2_020 + row % 5).to_string();
    let told = of(&[("surname", &family), ("year", &of_events), ("month", &month), ("day", &day)]);
    assert_eq!(told.taken.len(), 1, "{told:?}");
    let told = of(&[("surname", &family), ("birth_month", &month)]);
    assert_eq!(reason(&told, "birth_month"), "there is no year of birth beside it");
}

#[test]
fn a_name_of_one_word_beside_a_surname_is_a_given_name() {
    let told = of(&[("name", &given), ("surname", &family)]);
    assert_eq!(kind(&told, "name"), Some(Kind::GivenNames));
    let told = of(&[("first", &given), ("surname", &family), ("full_name", &|row| given(row) + " " + &family(row))]);
    assert_eq!(reason(&told, "full_name"), "given and family name stand in columns of their own");
}

#[test]
fn separators_are_found() {
    let told = of(&[
        ("alias", &|row| format!("['{}', '{}']", given(row), given(row + 1))),
        ("phone", &|row| {
            if row % 9 == 0 { "01633 960123; 07700 900456".to_owned() } else { format!("01633 {:06}", row * 37) }
        }),
        ("email", &|row| format!("a{row}@example.org")),
        ("maiden_name", &family),
        ("passport", &|row| if row % 5 == 0 { format!("A{row}|B{row}") } else { format!("A{row}") }),
        ("occupation", &|row| pick(row, &["Baker", "Baker|Miller", "Weaver|Fuller", "Smith"])),
        ("birth_place", &|row| if row % 60 == 0 { "Trefin|Sketty".to_owned() } else { family(row) }),
        ("town", &|row| pick(row, &["Trefin; Dyfed", "Sketty; Gower"])),
    ]);
    let separators: Vec<Option<&str>> = told.taken.iter().map(|taken| taken.column.separator.as_deref()).collect();
    assert_eq!(separators, [Some("[]"), Some(";"), None, None, Some("|"), Some("|"), None, None], "{told:?}");
}

#[test]
fn columns_of_several_files_become_one() {
    let one = table(&[("forename", &given), ("city", &family), ("ssn", &|row| format!("A{row}"))], 0..100);
    let other = table(
        &[
            ("first_name", &given),
            ("forename", &given),
            ("Town", &family),
            ("social security no", &|row| format!("A{row}")),
        ],
        0..100,
    );
    let told = recognise(&[one, other]);
    let names: Vec<Vec<&str>> = told.taken.iter().map(|taken| taken.column.names().collect()).collect();
    assert_eq!(names, [vec!["forename"], vec!["city", "Town"], vec!["ssn", "social security no"], vec!["first_name"]]);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let columns: [(&str, &dyn Fn(u32) -> String); 4] = [
        ("c1", &given),
        ("c2", &|row| if row < 3_000 { born(row) } else { "x".to_owned() }),
        ("c3", &|row| if row % 20 == 0 { "none of these".to_owned() } else { postcode(row) }),
        ("name", &|row| if row % 2 == 0 { row.to_string() } else { family(row) }),
    ];
    let forward = recognise(&[table(&columns, 0..6_000)]);
    assert_eq!(forward, recognise(&[table(&columns, (0..6_000).rev())]));
    assert_eq!(kind(&forward, "c2"), None, "half of the rows hold dates, though the first thousands do");
}

#[test]
fn ten_thousand_columns_are_looked_at() {
    let names: Vec<String> = (0..10_000)
        .map(|number| format!("{} {number}", ["town", "phone", "given", "surname", "occupation"][number % 5]))
        .collect();
    let mut table = Table::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for row in 0..50 {
        table.push("s", &row.to_string(), names.iter().map(|_| Some("Trefin")));
    }
    let told = recognise(&[table]);
    assert_eq!(told.taken.len() + told.left_out.len(), 10_000);
    Specification::for_columns(told.columns()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn anything_is_answered_without_a_value_in_it(
        names in proptest::collection::vec("\\PC{0,12}|(first name|dob|phone|alias|ssn|town|nhs|by|bm|bd|sex|name)", 1..8),
        cells in proptest::collection::vec(
            proptest::collection::vec(prop_oneof![any::<String>(), "secret[0-9]{4}", "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}"], 8),
            0..40,
        ),
    ) {
        let mut table = Table::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for (row, cells) in cells.iter().enumerate() {
            table.push("s", &row.to_string(), cells.iter().map(|cell| Some(cell.as_str())));
        }
        let told = recognise(&[table]);
        prop_assert_eq!(told.taken.len() + told.left_out.len(), names.len());
        let is_silent = |reason: &String| !reason.contains("secret");
        prop_assert!(told.taken.iter().all(|taken| is_silent(&taken.reason)));
        prop_assert!(told.left_out.iter().all(|left| is_silent(&left.reason)));
        if let Ok(specification) = Specification::for_columns(told.columns()) {
            let text = told.to_toml(&specification, &[]).unwrap();
            prop_assert_eq!(Specification::parse(&text).unwrap(), specification);
        }
    }
}
