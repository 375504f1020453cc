//! Specifications as text.

use dolen_link::{ColumnKind, ColumnSpecification, Given, LinkFault, Specification, Table, Threshold, link};

#[test]
fn the_built_in_specification_survives_toml() {
    let person = Specification::person();
    assert_eq!(Specification::parse(&person.to_toml().unwrap()).unwrap(), person);
}

#[test]
fn every_form_of_a_threshold_survives_toml() {
    let column = "[[column]]\nname = 'a'\nkind = 'family-name'\n[[column]]\nname = 'b'\nkind = 'birth-date'\n";
    for (text, join) in [
        ("0.9", Threshold::Probability(0.9)),
        ("{ weight = 6.5 }", Threshold::Weight { weight: 6.5 }),
        ("{ precision = 0.999 }", Threshold::Precision { precision: 0.999 }),
    ] {
        let read = Specification::parse(&format!("[thresholds]\nmatch = {text}\nreview = 0.3\n{column}")).unwrap();
        assert_eq!(read.thresholds.join, join);
        assert_eq!(Specification::parse(&read.to_toml().unwrap()).unwrap(), read);
    }
}

#[test]
fn a_typing_error_is_told_with_its_line() {
    let fault = Specification::parse("[[column]]\nname = 'a'\nkindd = 'sex'\n").unwrap_err();
    assert!(fault.to_string().contains("line 3"), "{fault}");
}

#[test]
fn contradictions_are_told() {
    let columns = "[[column]]\nname = 'a'\nkind = 'family-name'\n[[column]]\nname = 'b'\nkind = 'birth-date'\n";
    for (text, hint) in [
        ("[thresholds]\nmatch = 0.5\nreview = 0.9\n", "thresholds"),
        ("[thresholds]\nmatch = { weight = -3.0 }\nreview = 0.3\n", "thresholds"),
        ("[thresholds]\nmatch = { precision = 1.5 }\nreview = 0.3\n", "thresholds"),
        ("[thresholds]\nmatch = { bits = 3 }\nreview = 0.3\n", "weight = 6.5"),
        ("[[comparison]]\nname = 'x'\nkind = 'text'\n", "column"),
        ("[[block]]\non = []\n", "block"),
        ("[[comparison]]\nname = 'x'\nkind = 'phone'\n", "no column of its kind"),
        ("[[comparison]]\nname = 'x'\nkind = 'birth-date'\n[[comparison]]\nname = 'x'\nkind = 'birth-date'\n", "twice"),
        ("[[block]]\non = [{ column = 'elsewhere' }]\n", "elsewhere"),
        ("[[column]]\nname = 'c'\nkind = 'phone'\nseparator = ''\n", "separator"),
        ("[[column]]\nname = 'c'\nkind = 'phone'\ncheck = 'luhn'\n", "`identifier` alone"),
        ("[[column]]\nname = 'c'\nkind = 'identifier'\ncheck = 'mod-12'\n", "mod-11"),
        ("[[column]]\nname = 'c'\nkind = 'identifier'\nstatus = 'd'\n", "is no column of kind"),
        ("[[column]]\nname = 'd'\nkind = 'identifier-status'\n", "one identifier must name it"),
        (
            "[[column]]\nname = 'c'\nkind = 'identifier'\n\
             [[comparison]]\nname = 'c'\nkind = 'identifier'\ncolumn = 'c'\nverified = true\n",
            "names no `status`",
        ),
    ] {
        let fault = Specification::parse(&format!("{text}{columns}")).unwrap_err();
        assert!(fault.to_string().contains(hint), "{fault}");
    }
}

#[test]
fn a_column_that_the_data_lack_is_told() {
    let kinds = [("a", ColumnKind::FamilyName), ("b", ColumnKind::BirthDate)];
    let columns = kinds.map(|(name, kind)| ColumnSpecification::new(name, kind)).to_vec();
    let specification = Specification::for_columns(columns).unwrap();
    let table = Table::new(&["a"]);
    assert_eq!(
        link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap_err(),
        LinkFault::UnknownColumn("b".to_owned())
    );
}

#[test]
fn no_rows_and_one_row_are_no_faults() {
    let kinds = [("a", ColumnKind::FamilyName), ("b", ColumnKind::BirthDate)];
    let columns = kinds.map(|(name, kind)| ColumnSpecification::new(name, kind)).to_vec();
    let specification = Specification::for_columns(columns).unwrap();
    let mut table = Table::new(&["a", "b"]);
    assert!(link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().clusters.is_empty());
    table.push("s", "1", [Some("Jones"), Some("1975-03-04")]);
    assert_eq!(link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().clusters, [0]);
    table.push("s", "2", [Some("Jones"), Some("1975-03-04")]);
    assert_eq!(link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().clusters.len(), 2);
}

#[test]
fn the_examples_are_specifications() {
    for text in [
        include_str!("../../../../examples/link/people.toml"),
        include_str!("../../../../examples/link/ward.toml"),
        include_str!("../../../../examples/link/parish.toml"),
        include_str!("../../../../examples/link/agencies.toml"),
    ] {
        let specification = Specification::parse(text).unwrap();
        assert!(specification.comparisons.len() > 3 && specification.blocks.len() > 3);
        assert_eq!(Specification::parse(&specification.to_toml().unwrap()).unwrap(), specification);
    }
    let careful = Specification::parse_part(include_str!("../../../../examples/link/careful.toml")).unwrap();
    assert!(
        careful.columns.is_empty() && matches!(careful.thresholds.join, Threshold::Probability(join) if join > 0.98)
    );
    assert!(Specification::parse("").is_err(), "the whole is wanted");
}

#[test]
fn separators_tell_values_apart_that_are_then_compared_one_by_one() {
    let text = |separator: &str| {
        format!(
            "[[column]]\nname = 'surname'\nkind = 'family-name'\n[[column]]\nname = 'tel'\nkind = 'phone'\n{separator}"
        )
    };
    let mut table = Table::new(&["surname", "tel"]);
    table.push("s", "1", [Some("Jones"), Some("01633 960123; 07700 900456")]);
    table.push("s", "2", [Some("Price"), Some("+44 7700 900456")]);
    let pairs = |separator| {
        link(&Specification::parse(&text(separator)).unwrap(), &table, &Given::NOTHING, &|_| {}).unwrap().pairs_scored
    };
    assert_eq!((pairs(""), pairs("separator = ';'\n")), (0, 1));
    let single = "[[column]]\nname = 'surname'\nkind = 'family-name'\nseparator = ';'\n";
    assert!(Specification::parse(single).unwrap_err().to_string().contains("holds one value"));
}
