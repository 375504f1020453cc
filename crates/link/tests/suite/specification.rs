//! Specifications as text.

use dolen_link::{ColumnKind, ColumnSpecification, LinkFault, Specification, Table, Threshold, link};

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
    ] {
        let fault = Specification::parse(&format!("{text}{columns}")).unwrap_err();
        assert!(fault.to_string().contains(hint), "{fault}");
    }
}

#[test]
fn a_column_that_the_data_lack_is_told() {
    let kinds = [("a", ColumnKind::FamilyName), ("b", ColumnKind::BirthDate)];
    let columns = kinds.map(|(name, kind)| ColumnSpecification { name: name.to_owned(), kind }).to_vec();
    let specification = Specification::for_columns(columns).unwrap();
    let table = Table::new(&["a"]);
    assert_eq!(link(&specification, &table, &[], &|_| {}).unwrap_err(), LinkFault::UnknownColumn("b".to_owned()));
}

#[test]
fn no_rows_and_one_row_are_no_faults() {
    let kinds = [("a", ColumnKind::FamilyName), ("b", ColumnKind::BirthDate)];
    let columns = kinds.map(|(name, kind)| ColumnSpecification { name: name.to_owned(), kind }).to_vec();
    let specification = Specification::for_columns(columns).unwrap();
    let mut table = Table::new(&["a", "b"]);
    assert!(link(&specification, &table, &[], &|_| {}).unwrap().clusters.is_empty());
    table.push("s", "1", [Some("Jones"), Some("1975-03-04")]);
    assert_eq!(link(&specification, &table, &[], &|_| {}).unwrap().clusters, [0]);
    table.push("s", "2", [Some("Jones"), Some("1975-03-04")]);
    assert_eq!(link(&specification, &table, &[], &|_| {}).unwrap().clusters.len(), 2);
}

#[test]
fn the_examples_are_specifications() {
    for text in
        [include_str!("../../../../examples/link/people.toml"), include_str!("../../../../examples/link/ward.toml")]
    {
        let specification = Specification::parse(text).unwrap();
        assert!(specification.comparisons.len() > 3 && specification.blocks.len() > 3);
    }
}
