//! Input that nobody wishes for: nothing, one thing a thousand times, and any text at all.

use std::collections::BTreeSet;

use dolen_link::{
    ColumnKind, ColumnSpecification, Given, Linkage, Specification, Table, Threshold, VALUE_SEPARATOR, link,
};
use proptest::prelude::*;

use crate::people::{COLUMNS, People, Row, table_of};

fn run(table: &Table) -> Linkage {
    link(&Specification::person(), table, &Given::NOTHING, &|_| {}).unwrap()
}

fn of_kinds(kinds: &[(&str, ColumnKind)]) -> Specification {
    let columns = kinds.iter().map(|&(name, kind)| ColumnSpecification::new(name, kind));
    Specification::for_columns(columns.collect()).unwrap()
}

#[test]
fn rows_without_any_value_are_compared_with_nothing() {
    let mut table = Table::new(COLUMNS);
    for row in 0..400 {
        table.push("council-one", &row.to_string(), COLUMNS.iter().map(|_| None));
    }
    let linkage = run(&table);
    assert_eq!((linkage.pairs_scored, linkage.links.len()), (0, 0));
    assert!(linkage.clusters.iter().zip(0_u32..).all(|(&cluster, row)| cluster == row));
}

#[test]
fn a_person_recorded_many_times_is_one_cluster() {
    let people = People::new(150, 4);
    let mut rows: Vec<Row> = people.rows;
    let mut again = rows[0].clone();
    for number in 0..80 {
        again.id = format!("again{number}");
        rows.push(again.clone());
    }
    let linkage = run(&table_of(rows.iter()));
    let clusters: BTreeSet<u32> = linkage.clusters[rows.len() - 80..].iter().copied().collect();
    assert_eq!(clusters, BTreeSet::from([linkage.clusters[0]]));
}

#[test]
fn a_block_over_the_cap_is_told_and_not_compared() {
    let specification = of_kinds(&[("born", ColumnKind::BirthDate), ("sex", ColumnKind::Sex)]);
    let mut table = Table::new(&["born", "sex"]);
    for row in 0..100_000 {
        table.push("s", &row.to_string(), [Some("1980-05-06"), Some("female")]);
    }
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    let [rule] = linkage.blocking.as_slice() else { panic!("one rule") };
    assert_eq!((rule.skipped_blocks, rule.skipped_rows, rule.pairs), (1, 100_000, 0));
    assert_eq!(linkage.pairs_scored, 0);
}

#[test]
fn rows_of_a_large_block_that_nothing_cuts_are_told() {
    let columns = &[
        ("given", ColumnKind::GivenNames),
        ("family", ColumnKind::FamilyName),
        ("born", ColumnKind::BirthDate),
        ("code", ColumnKind::Postcode),
    ];
    let mut table = Table::new(&columns.map(|(name, _)| name));
    for row in 0..6_000_u32 {
        let born = format!("19{:02}-0{}-{:02}", 30 + row % 60, 1 + row % 9, 1 + row % 28);
        // One in three has a name and nothing else.
        let born = (row % 3 > 0).then_some(born.as_str());
        table.push("s", &format!("{row:05}"), [Some("John"), Some("Smith"), born]);
    }
    let linkage = link(&of_kinds(columns), &table, &Given::NOTHING, &|_| {}).unwrap();
    let rule = linkage.blocking.iter().find(|rule| rule.rule == "given + family-sound").unwrap();
    assert_eq!(
        (rule.skipped_blocks > 0, rule.skipped_rows),
        (true, 2_000 * u64::from(rule.skipped_blocks)),
        "{rule:?}"
    );
    assert!(rule.pairs > 0, "the others are compared where they agree on more");
}

#[test]
fn a_threshold_of_one_still_joins_what_agrees_on_everything() {
    let names: Vec<String> = (0..6).map(|number| format!("number {number}")).collect();
    let columns: Vec<(&str, ColumnKind)> = names.iter().map(|name| (name.as_str(), ColumnKind::Identifier)).collect();
    let mut specification = of_kinds(&columns);
    (specification.thresholds.join, specification.thresholds.review) = (Threshold::Probability(1.0), 1.0);
    let mut table = Table::new(&columns.iter().map(|&(name, _)| name).collect::<Vec<_>>());
    for row in 0..2_000_u32 {
        let person = if row == 1_999 { 0 } else { row };
        let cells: Vec<String> =
            (1..=6_u32).map(|column| format!("QX{:09}", person * 7_919 * column + column)).collect();
        table.push("s", &row.to_string(), cells.iter().map(|cell| Some(cell.as_str())));
    }
    let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
    assert_eq!(linkage.clusters[0], linkage.clusters[1_999]);
    assert_eq!(linkage.links.len(), 1);
}

#[test]
fn one_column_is_enough_to_run() {
    for (kind, text) in [
        (ColumnKind::FullName, "Siân Mair Jones"),
        (ColumnKind::BirthDate, "1980-05-06"),
        (ColumnKind::NhsNumber, "943 476 5919"),
        (ColumnKind::Email, "sian@example.org"),
        (ColumnKind::Identifier, "QQ123456C"),
    ] {
        let mut table = Table::new(&["it"]);
        for row in 0..3 {
            table.push("s", &row.to_string(), [Some(text)]);
        }
        let linkage = link(&of_kinds(&[("it", kind)]), &table, &Given::NOTHING, &|_| {}).unwrap();
        assert!(linkage.pairs_scored >= 3, "{kind:?}");
        assert_eq!(linkage.links.len(), 3, "{kind:?}: each pair is told once");
    }
}

#[test]
fn a_made_up_number_on_many_people_joins_nobody() {
    let people = People::new(200, 8);
    let mut rows = people.rows;
    let column = COLUMNS.iter().position(|&name| name == "nhs_number").unwrap();
    let status = COLUMNS.iter().position(|&name| name == "nhs_number_status").unwrap();
    let mut seen = BTreeSet::new();
    for row in &mut rows {
        if seen.insert(row.person) && row.person % 3 == 0 {
            row.cells[column] = Some("9449305552".to_owned());
            row.cells[status] = None;
        }
    }
    let linkage = run(&table_of(rows.iter()));
    let truth: Vec<u32> = rows.iter().map(|row| row.person).collect();
    let measured = dolen_link::evaluate(&linkage.clusters, &truth);
    assert!(seen.len() > 300 && measured.precision.unwrap() > 0.97, "{measured:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_in_any_column_is_taken(
        cells in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    3 => Just(String::new()),
                    2 => any::<String>(),
                    2 => "[A-Z]{1,3}[0-9]{1,4} ?[0-9][A-Z]{2}|[0-9]{1,14}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}",
                    2 => "(Siân|SIAN|unknown|ap|Mc|0|-|,|Flat|12 a|van der)( Jones| Heol|, Mill Lane|-Rhys| ,){0,3}",
                ],
                COLUMNS.len(),
            ),
            0..24,
        ),
        separated in any::<bool>(),
    ) {
        let mut table = Table::new(COLUMNS);
        for (row, cells) in cells.iter().enumerate() {
            let cells: Vec<String> =
                if separated { cells.iter().map(|cell| format!("{cell}{VALUE_SEPARATOR}{cell}x")).collect() } else { cells.clone() };
            let source = if row.is_multiple_of(2) { "a" } else { "b" };
            table.push(source, &row.to_string(), cells.iter().map(|cell| Some(cell.as_str())));
        }
        let linkage = run(&table);
        for (row, &cluster) in linkage.clusters.iter().enumerate() {
            prop_assert!(cluster as usize <= row && linkage.clusters[cluster as usize] == cluster);
        }
        for link in &linkage.links {
            prop_assert!(link.left < link.right && link.weight.is_finite());
            prop_assert!((0.0..=1.0).contains(&link.probability));
        }
    }
}
