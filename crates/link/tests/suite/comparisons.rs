//! What each comparison makes of two values: the promises of docs/link.md, one line each.

use dolen_link::{ColumnKind, ColumnSpecification, Explainer, Given, Specification, Table, VALUE_SEPARATOR, link};

/// The level that two rows of these columns reach in a comparison.
fn level(comparison: &str, columns: &[(ColumnKind, &str, &str)]) -> String {
    level_by(&|_| {}, comparison, columns)
}

/// The same by a specification that is changed first.
pub(crate) fn level_by(
    change: &dyn Fn(&mut Specification),
    comparison: &str,
    columns: &[(ColumnKind, &str, &str)],
) -> String {
    let names: Vec<String> = (0..columns.len()).map(|place| format!("column {place}")).collect();
    let mut specified: Vec<ColumnSpecification> =
        names.iter().zip(columns).map(|(name, (kind, _, _))| ColumnSpecification::new(name, *kind)).collect();
    // Blocking needs something to block on.
    let (block, on) = match comparison {
        "email" => (ColumnKind::Phone, Some("07700 900123")),
        _ => (ColumnKind::Email, Some("a@example.org")),
    };
    specified.push(ColumnSpecification::new("block", block));
    let mut specification = Specification::for_columns(specified).unwrap();
    change(&mut specification);
    let specification = Specification::parse(&specification.to_toml().unwrap()).unwrap();
    let mut table = Table::new(&names.iter().map(String::as_str).chain(["block"]).collect::<Vec<_>>());
    table.push("one", "1", columns.iter().map(|(_, left, _)| Some(*left)).chain([on]));
    table.push("other", "1", columns.iter().map(|(_, _, right)| Some(*right)).chain([on]));
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let levels = [(0, 1), (1, 0)].map(|(left, right)| {
        let evidence = explainer.pair(left, right).unwrap().evidence;
        let line = evidence.into_iter().find(|line| line.comparison == comparison);
        line.unwrap_or_else(|| panic!("no comparison {comparison}")).level
    });
    assert_eq!(levels[0], levels[1], "{comparison} depends on which row comes first");
    levels.into_iter().next().unwrap()
}

fn given(left: &str, right: &str) -> String {
    level("given_names", &[(ColumnKind::GivenNames, left, right)])
}

fn family(left: &str, right: &str) -> String {
    level("family_name", &[(ColumnKind::FamilyName, left, right)])
}

fn birth(left: &str, right: &str) -> String {
    level("birth_date", &[(ColumnKind::BirthDate, left, right)])
}

/// An address with its postcode on both sides.
fn address(left: (&str, &str), right: (&str, &str)) -> String {
    level("place", &[(ColumnKind::Address, left.0, right.0), (ColumnKind::Postcode, left.1, right.1)])
}

#[test]
fn names_in_other_letters_are_the_same_name() {
    assert_eq!(given("Мария", "Maria"), "first name the same");
    assert_eq!(given("محمد", "Muhammad"), "first name the same");
    assert_eq!(given("محمد", "Mohammed"), "variant of the name");
    assert_eq!(given("משה", "Moshe"), "first name the same");
    assert_eq!(given("José", "Jose"), "first name the same");
    assert_eq!(family("Παπαδόπουλος", "PAPADOPOULOS"), "same");
    assert_eq!(family("Щербаков", "Shcherbakov"), "same");
    assert_eq!(family("Møller", "Moller"), "same");
    assert_eq!(family("الحسن", "Al-Hassan"), "same");
    assert_eq!(family("Щербаков", "Papadopoulos"), "different");
}

#[test]
fn given_names_meet_in_their_many_forms() {
    assert_eq!(given("Siân Mair", "Sian Mair"), "all given names the same");
    assert_eq!(given("William", "Bill"), "variant of the name");
    assert_eq!(given("Mohammed", "Muhammad"), "variant of the name");
    assert_eq!(given("John", "Ioan"), "variant of the name");
    assert_eq!(given("J", "John"), "initial agrees");
    assert_eq!(given("J", "Mary"), "different");
    assert_eq!(given("Mair Siân", "Siân Mair"), "same given names in another order");
    assert_eq!(given("Mary-Ann", "Maryann"), "a letter or so differs");
    let exchanged = [(ColumnKind::GivenNames, "Gethin", "Prosser"), (ColumnKind::FamilyName, "Prosser", "Gethin")];
    assert_eq!(level("given_names", &exchanged), "exchanged with the family name");
}

#[test]
fn family_names_meet_by_part_and_by_maiden_name() {
    assert_eq!(family("Lloyd-Prosser", "Prosser"), "a part of a double name the same");
    assert_eq!(family("ap Rhys", "Rhys"), "same");
    assert_eq!(family("Mc Donald", "McDonald"), "same");
    let maiden = |left: (&'static str, &'static str), right: (&'static str, &'static str)| {
        let columns = [(ColumnKind::FamilyName, left.0, right.0), (ColumnKind::FormerFamilyName, left.1, right.1)];
        level("family_name", &columns)
    };
    assert_eq!(maiden(("Prosser", "Bevan"), ("Bevan", "")), "same as a former or other name");
    assert_eq!(maiden(("Prosser", "Bevan"), ("Howells", "Bevan")), "same as a former or other name");
}

#[test]
fn dates_of_birth_forgive_slips() {
    for (other, told) in [
        ("04/03/1975", "same"),
        ("1975-04-03", "day and month exchanged"),
        ("1965-03-04", "one digit differs or two are exchanged"),
        ("1957-03-04", "one digit differs or two are exchanged"),
        ("1975-01-01", "the same as far as known"),
        ("1975", "the same as far as known"),
        ("1975-03", "the same as far as known"),
        ("1976-03-04", "one digit differs or two are exchanged"),
        ("1948-11-28", "different"),
    ] {
        assert_eq!(birth("1975-03-04", other), told, "{other}");
    }
}

#[test]
fn places_meet_by_uprn_dwelling_and_former_places() {
    let uprn = [(ColumnKind::Uprn, "010002333695", "10002333695"), (ColumnKind::Postcode, "NP20 4UX", "CF10 1AA")];
    assert_eq!(level("place", &uprn), "same UPRN");
    let bridge = "14 Bridge Street, Trefin";
    assert_eq!(address((bridge, "NP20 4UX"), ("14, Bridge St", "NP20 4UZ")), "same address");
    assert_eq!(
        address(("Flat 2, 14 Bridge Street", "NP20 4UX"), ("Fflat 2, 14 Bridge Street", "NP20 4UZ")),
        "same address"
    );
    assert_eq!(
        address(("Flat 2, 14 Bridge Street", "NP20 4UX"), ("Flat 3, 14 Bridge Street", "NP20 4UZ")),
        "same street or sector",
        "two flats of one house are two homes"
    );
    for (other, told) in [
        ("NP20 4UX", "same postcode"),
        ("NP20 4UZ", "same street or sector"),
        ("NP20 5AA", "same district"),
        ("CF10 1AA", "different"),
    ] {
        assert_eq!(level("place", &[(ColumnKind::Postcode, "np204ux", other)]), told, "{other}");
    }
    let former = |former: &str| {
        let columns = [(ColumnKind::Postcode, "NP20 4UX", "CF10 1AA"), (ColumnKind::PreviousPostcode, former, "")];
        level("place", &columns)
    };
    assert_eq!(former(&["SA1 1AA", "CF10 1AA"].join(&VALUE_SEPARATOR.to_string())), "same as a former address");
    assert_eq!(former("SA1 1AA"), "different");
    let address = [
        (ColumnKind::Address, "1 High Street, Trefin", bridge),
        (ColumnKind::Postcode, "SA62 5AU", "NP20 4UX"),
        (ColumnKind::PreviousAddress, "3 Mill Lane, SA1 1AA\u{1f}14 Bridge Street, NP20 4UX", ""),
    ];
    assert_eq!(level("place", &address), "same as a former address");
}

#[test]
fn places_whose_coordinates_are_known_are_near_by_metres() {
    use ColumnKind::{Easting, Latitude, Longitude, Northing, Postcode};
    let grid = |postcode: &str, east: &str, north: &str| {
        level("place", &[(Postcode, "NP20 4UX", postcode), (Easting, "331000", east), (Northing, "188000", north)])
    };
    for (postcode, east, north, told) in [
        ("NP20 4UX", "400000", "188000", "same postcode"),
        ("CF10 1AA", "331060", "188080", "within 100 m"),
        ("NP20 4UZ", "331060", "188080", "within 100 m"),
        ("NP20 4UZ", "335000", "188000", "same street or sector"),
        ("CF10 1AA", "331600", "188800", "within 1 km"),
        ("NP20 5AA", "331600", "188800", "within 1 km"),
        ("NP20 5AA", "335000", "188000", "same district"),
        ("CF10 1AA", "335000", "188000", "within 10 km"),
        ("CF10 1AA", "351000", "188000", "different"),
        ("", "331060", "188080", "within 100 m"),
        // Without coordinates on both sides the postcodes tell.
        ("CF10 1AA", "", "188080", "different"),
        ("NP20 5AA", "", "", "same district"),
        ("", "", "", "missing"),
    ] {
        assert_eq!(grid(postcode, east, north), told, "{postcode} {east} {north}");
    }
    let degrees = [(Postcode, "NP20 4UX", "CF10 1AA"), (Latitude, "51.5900", "51.5907"), (Longitude, "-3", "-3")];
    assert_eq!(level("place", &degrees), "within 100 m");
    let alone = [(Latitude, "51.5900", "51.5907"), (Longitude, "-3", "-3")];
    assert_eq!(level("place", &alone), "within 100 m");
}

#[test]
fn of_several_values_the_best_pair_counts() {
    let several = |values: &[&str]| values.join(&VALUE_SEPARATOR.to_string());
    let phones = several(&["01633 960001", "07700 900123"]);
    assert_eq!(level("phone", &[(ColumnKind::Phone, &phones, "+44 7700 900123")]), "one shared");
    for (kind, left, right, told) in [
        (ColumnKind::Text, &["weaver", "carpenter"][..], &["carpentre", "baker"][..], "a letter or so differs"),
        (ColumnKind::Text, &["weaver", "carpenter"], &["Carpenter"], "same"),
        (ColumnKind::Text, &["weaver", "carpenter"], &["unknown", ""], "missing"),
        (ColumnKind::Category, &["welsh", "irish"], &["irish", "french"], "same"),
        (ColumnKind::Category, &["welsh", "irish"], &["french"], "different"),
        (ColumnKind::Identifier, &["AB 12345", "XY 99999"], &["ab12354", "Q77777"], "one slip"),
        (ColumnKind::Identifier, &["AB 12345", "XY 99999"], &["Q77777", "XY99999"], "same"),
        (ColumnKind::Identifier, &["AB 12345", "XY 99999"], &["Q77777"], "different"),
    ] {
        assert_eq!(level("column 0", &[(kind, &several(left), &several(right))]), told, "{left:?} {right:?}");
    }
    let aliases = several(&["Bob", "Sali"]);
    let columns = [(ColumnKind::GivenNames, "Gwenllian", "Sali"), (ColumnKind::Alias, &aliases, "")];
    assert_eq!(level("given_names", &columns), "another given name or alias");
}

#[test]
fn several_shared_values_say_more_than_the_rarest_of_them() {
    for (comparison, kind, values) in [
        ("phone", ColumnKind::Phone, ["01633 960001", "07700 900123", "07700 900124", "07700 900125"]),
        ("value", ColumnKind::Text, ["weaver", "carpenter", "baker", "glazier"]),
        ("value", ColumnKind::Category, ["welsh", "irish", "french", "breton"]),
        ("given_names", ColumnKind::Alias, ["Gwenllian", "Macsen", "Heledd", "Cadog"]),
        ("family_name", ColumnKind::FormerFamilyName, ["Bevan", "Gwilym", "Howells", "Nanney"]),
    ] {
        let mut columns =
            vec![ColumnSpecification::new("value", kind), ColumnSpecification::new("uprn", ColumnKind::Uprn)];
        columns.push(ColumnSpecification::new("given", ColumnKind::GivenNames));
        columns.push(ColumnSpecification::new("surname", ColumnKind::FamilyName));
        let mut specification = Specification::for_columns(columns).unwrap();
        specification.comparisons.iter_mut().for_each(|comparison| comparison.term_frequency = true);
        let mut table = Table::new(&["value", "uprn", "given", "surname"]);
        let [common, one, two, three] = values;
        let held = [vec![one], vec![common, one], vec![two, three], vec![common, two, three]];
        let others = std::iter::repeat_n(vec![common], 300);
        let rows = held.into_iter().flat_map(|held| [held.clone(), held]).chain(others);
        for (number, held) in rows.enumerate() {
            let (given, surname) = (letters(number * 37 % 1_000), letters(997 - number * 41 % 900));
            // How common a name is, is told by those who bear it now.
            let name = (number >= 8).then(|| if number < 17 { values[1 + number % 3] } else { common });
            let given = name.filter(|_| kind == ColumnKind::Alias).map_or(given, str::to_owned);
            let surname = name.filter(|_| kind == ColumnKind::FormerFamilyName).map_or(surname, str::to_owned);
            let value = held.join(&VALUE_SEPARATOR.to_string());
            table.push("s", &format!("{number:03}"), [&value, "10002333695", &given, &surname].map(Some));
        }
        let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
        let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
        let bits = |row: u32| {
            let evidence = explainer.pair(row, row + 1).unwrap().evidence;
            evidence.iter().find(|line| line.comparison == comparison).unwrap().frequency_weight
        };
        let rounded = |bits: f64| bits.round() as i32;
        let (alone, with_common, both, all) = (bits(0), bits(2), bits(4), bits(6));
        // A value that nearly all hold adds half a bit, which is dropped; one as rare adds half its bits.
        assert_eq!(rounded(with_common - alone), 0, "{comparison}");
        assert!((2..=4).contains(&rounded(both - alone)), "{comparison}: {alone} {both}");
        assert!((0..=1).contains(&rounded(all - both)), "{comparison}: {both} {all}");
    }
}

/// A word of its own for a number.
fn letters(number: usize) -> String {
    let letter = |digit: usize| char::from(b"bdfghklmnp"[digit % 10]);
    [number / 100, 7, number / 10, number].map(letter).iter().collect()
}

/// For each comparison: a kind that it reads, a value, and texts that say no more than an empty cell does.
const NOTHING: &[(&str, ColumnKind, &str, &[&str])] = &[
    ("given_names", ColumnKind::GivenNames, "Siân", &["UNKNOWN", "Mr", "--"]),
    ("family_name", ColumnKind::FamilyName, "Prosser", &["not known", "N/A"]),
    ("birth_date", ColumnKind::BirthDate, "1975-03-04", &["unknown", "1975-02-30", "99/99/9999"]),
    ("sex", ColumnKind::Sex, "F", &["X", "not known", "9"]),
    ("nhs_number", ColumnKind::NhsNumber, "9434765919", &["9434765918", "0000000000", "unknown"]),
    ("place", ColumnKind::Postcode, "NP20 4UX", &["ZZ99 3WZ", "none"]),
    ("place", ColumnKind::Uprn, "10002333695", &["1.0002E+11"]),
    ("phone", ColumnKind::Phone, "07700 900123", &["none", "12"]),
    ("email", ColumnKind::Email, "b@example.org", &["none"]),
];

#[test]
fn an_empty_cell_says_nothing_in_any_comparison() {
    for &(comparison, kind, value, nothing) in NOTHING {
        for empty in nothing.iter().chain(&["", " "]) {
            assert_eq!(level(comparison, &[(kind, value, empty)]), "missing", "{comparison}: {empty:?}");
            assert_eq!(level(comparison, &[(kind, empty, empty)]), "missing", "{comparison}: {empty:?} twice");
        }
    }
    for kind in [ColumnKind::Date, ColumnKind::Identifier, ColumnKind::Text, ColumnKind::Category] {
        for (left, right) in [("2001-02-03", ""), ("", ""), ("2001-02-03", "--")] {
            assert_eq!(level("column 0", &[(kind, left, right)]), "missing", "{kind:?}: {left:?} {right:?}");
        }
    }
}
