//! Columns that are compared on their own, by a plan and in a batch.

use std::collections::BTreeMap;

use dolen_link::{
    ColumnKind, ColumnSpecification, Given, IdentifierCheck, Link, Linkage, Live, Measure, Plan, RecordKey,
    Specification, Table, VALUE_SEPARATOR,
};
use proptest::prelude::*;

use super::support::ids;
use crate::people::{Chance, People};

const NAMES: [&str; 9] = ["given", "family", "born", "work", "nation", "licence", "tel", "learner", "learner status"];

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
        Kind::Identifier,
        Kind::IdentifierStatus,
    ];
    let columns = NAMES.iter().zip(kinds).map(|(name, kind)| ColumnSpecification::new(name, kind));
    let mut columns: Vec<ColumnSpecification> = columns.collect();
    (columns[7].check, columns[7].status) = (Some(IdentifierCheck::Uln), Some("learner status".to_owned()));
    let mut specification = Specification::for_columns(columns).unwrap();
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
        let (learner, status) = (learner(chance, row.person), ["verified", "", "pending"][chance.below(3)].to_owned());
        vec![cell(0), cell(1), cell(4), several(chance, &work), nations, licences, phones, learner, status]
    };
    People::new(25, seed).rows.iter().map(of_row).collect()
}

/// A person's learner number, now and then another's or one that fails its check.
fn learner(chance: &mut Chance, person: u32) -> String {
    let person = if chance.below(12) == 0 { person + 1 } else { person };
    let digits: Vec<u32> = format!("{}", 200_000_000 + person).bytes().map(|digit| u32::from(digit - b'0')).collect();
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = if chance.below(8) == 0 { 5 } else { (21 - sum % 11) % 11 };
    if chance.below(5) == 0 { String::new() } else { format!("{}{check}", 200_000_000 + person) }
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
    #![proptest_config(ProptestConfig::with_cases(16))]

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
                let other = rows.len() - 1 - row;
                live.search(&table([(other, &rows[other])].into_iter())).unwrap();
                live.put(&table([(row, &rows[row])].into_iter()), &mut |_| {}).unwrap();
            }
            let key = |row: u32| RecordKey::new("s", &format!("{row:04}"));
            let of = (0..rows.len()).map(|row| live.cluster_of(&key(u32::try_from(row).unwrap())).unwrap().0);
            prop_assert_eq!(sets(of), sets(linkage.clusters.iter().map(|&cluster| u128::from(cluster))));
            // Those below are kept for what they attach.
            let shown = |link: &&Link| f64::from(link.probability) >= specification.thresholds.review;
            for link in linkage.links.iter().filter(shown).take(40) {
                let place = usize::try_from(link.left).unwrap();
                let found = live.search(&table([(place, &rows[place])].into_iter())).unwrap();
                let found = found.iter().find(|found| found.record == key(link.right));
                prop_assert_eq!(found.map(|found| found.pattern), Some(link.pattern), "{:?}", measure);
            }
        }
    }
}
