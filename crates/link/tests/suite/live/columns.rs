//! Columns that are compared on their own, by a plan and in a batch.

use std::collections::BTreeMap;

use dolen_link::{
    ColumnKind, ColumnSpecification, Given, Linkage, Live, Measure, Plan, RecordKey, Specification, Table,
    VALUE_SEPARATOR,
};
use proptest::prelude::*;

use super::support::ids;
use crate::people::{Chance, People};

const NAMES: [&str; 7] = ["given", "family", "born", "work", "nation", "licence", "tel"];

fn specification(measure: Measure) -> Specification {
    use ColumnKind as Kind;
    let kinds = [
        Kind::GivenNames,
        Kind::FamilyName,
        Kind::BirthDate,
        Kind::Text,
        Kind::Category,
        Kind::Identifier,
        Kind::Phone,
    ];
    let columns = NAMES.iter().zip(kinds).map(|(name, kind)| ColumnSpecification::new(name, kind));
    let mut specification = Specification::for_columns(columns.collect()).unwrap();
    let work = specification.comparisons.iter_mut().find(|comparison| comparison.name == "work").unwrap();
    (work.measure, work.similar) = (measure, None);
    specification
}

/// The cells of each row.
fn rows(seed: u64) -> Vec<Vec<String>> {
    let chance = &mut Chance::new(seed);
    let words = ["farm", "labourer", "labuorer", "of", "200", "acres", "ward", "sister", "night", "stone", "mason"];
    let work = |chance: &mut Chance| {
        (0..chance.below(4)).map(|_| words[chance.below(words.len())]).collect::<Vec<_>>().join(" ")
    };
    let of_row = |row: &crate::people::Row| {
        let cell = |place: usize| row.cells[place].clone().unwrap_or_default();
        let nations = several(chance, &|chance| ["welsh", "irish", "french", "breton"][chance.below(4)].to_owned());
        let licences = several(chance, &|chance| format!("PR{:05}", 10 * row.person + chance.below(3) as u32));
        let phones = several(chance, &|chance| format!("01633 {:06}", 10 * row.person + chance.below(3) as u32));
        vec![cell(0), cell(1), cell(4), several(chance, &work), nations, licences, phones]
    };
    People::new(25, seed).rows.iter().map(of_row).collect()
}

/// None, one or several values.
fn several(chance: &mut Chance, value: &dyn Fn(&mut Chance) -> String) -> String {
    let values: Vec<String> = (0..chance.below(4)).map(|_| value(chance)).collect();
    values.join(&VALUE_SEPARATOR.to_string())
}

fn table<'a>(rows: impl Iterator<Item = (usize, &'a Vec<String>)>) -> Table {
    let mut table = Table::new(&NAMES);
    for (number, cells) in rows {
        table.push("s", &format!("{number:04}"), cells.iter().map(|cell| Some(cell.as_str())));
    }
    table
}

/// The records of each cluster.
fn sets(clusters: impl Iterator<Item = u128>) -> Vec<Vec<usize>> {
    let mut sets: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
    clusters.enumerate().for_each(|(row, cluster)| sets.entry(cluster).or_default().push(row));
    let mut sets: Vec<Vec<usize>> = sets.into_values().collect();
    sets.sort();
    sets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn one_by_one_they_are_as_all_at_once(seed in 0_u64..1_000, turns in proptest::collection::vec(any::<prop::sample::Index>(), 60)) {
        for measure in [Measure::JaroWinkler, Measure::Ngrams, Measure::Words, Measure::Edits] {
            let (specification, rows) = (specification(measure), rows(seed));
            let all = table(rows.iter().enumerate());
            let (plan, linkage): (Plan, Linkage) = Plan::make(&specification, &all, &Given::NOTHING, &|_| {}).unwrap();
            let plan = Plan::from_bytes(&plan.to_bytes().unwrap()).unwrap();
            let mut live = Live::new(plan, None, ids()).unwrap();
            let mut order: Vec<usize> = (0..rows.len()).collect();
            for (place, turn) in turns.iter().enumerate().take(rows.len()) {
                order.swap(place, turn.index(rows.len()));
            }
            for &row in &order {
                // What is searched for first leaves nothing behind.
                live.search(&table([(row, &rows[row])].into_iter())).unwrap();
                live.put(&table([(row, &rows[row])].into_iter()), &mut |_| {}).unwrap();
            }
            let key = |row: u32| RecordKey::new("s", &format!("{row:04}"));
            let of = (0..rows.len()).map(|row| live.cluster_of(&key(u32::try_from(row).unwrap())).unwrap().0);
            prop_assert_eq!(sets(of), sets(linkage.clusters.iter().map(|&cluster| u128::from(cluster))));
            for link in linkage.links.iter().take(40) {
                let place = usize::try_from(link.left).unwrap();
                let found = live.search(&table([(place, &rows[place])].into_iter())).unwrap();
                let found = found.iter().find(|found| found.record == key(link.right));
                prop_assert_eq!(found.map(|found| found.pattern), Some(link.pattern), "{:?}", measure);
            }
        }
    }
}
