//! Labels in estimation, and which pairs a person is asked about.

use std::collections::{BTreeMap, BTreeSet};

use dolen_link::{
    AskedPair, Explainer, Given, LinkFault, Linkage, Model, RowLabel, RuleState, Specification, Table, Threshold,
    evaluate, link,
};

use crate::people::{People, Row, table_of};

fn linked(specification: &Specification, table: &Table, labels: &[RowLabel]) -> Linkage {
    link(specification, table, &Given { labels, ..Given::NOTHING }, &|_| {}).unwrap()
}

fn asked(specification: &Specification, table: &Table, labels: &[RowLabel], count: usize) -> Vec<AskedPair> {
    let linkage = linked(specification, table, labels);
    let explainer = Explainer::new(specification, table, &linkage, &Given::NOTHING).unwrap();
    explainer.pairs_to_ask(labels, count).unwrap()
}

fn label(truth: &[u32], left: u32, right: u32) -> RowLabel {
    RowLabel { left, right, same: truth[left as usize] == truth[right as usize], weight: 1.0 }
}

/// F1 of the clusters without labels, and after somebody who knows the truth was asked about so many pairs, ten at a time.
fn before_and_after(specification: &Specification, rows: &[&Row], answers: usize) -> [f64; 2] {
    let (table, truth) = (table_of(rows.iter().copied()), rows.iter().map(|row| row.person).collect::<Vec<u32>>());
    let f1 = |labels: &[RowLabel]| evaluate(&linked(specification, &table, labels).clusters, &truth).f1.unwrap();
    let mut labels: Vec<RowLabel> = Vec::new();
    while labels.len() < answers {
        let pairs = asked(specification, &table, &labels, 10);
        assert_eq!(pairs.len(), 10);
        labels.extend(pairs.iter().map(|pair| label(&truth, pair.left, pair.right)));
    }
    [f1(&[]), f1(&labels)]
}

/// One row of each person, and a second one of the first so many.
fn small_overlap(people: &People, again: u32) -> Vec<&Row> {
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    let mut is_wanted = |row: &&Row| {
        let times = seen.entry(row.person).or_default();
        *times += 1;
        *times <= if row.person < again { 2 } else { 1 }
    };
    people.rows.iter().filter(|row| is_wanted(row)).collect()
}

fn names_and_birth() -> Specification {
    let kinds = [("given_names", "given-names"), ("family_name", "family-name"), ("birth_date", "birth-date")]
        .map(|(name, kind)| format!("[[column]]\nname = '{name}'\nkind = '{kind}'\n"));
    Specification::parse(&kinds.concat()).unwrap()
}

/// The specification of a hub, joining as files do.
fn person() -> Specification {
    let mut specification = Specification::person();
    specification.join_from(Threshold::Probability(0.8));
    specification
}

#[test]
fn thirty_answers_mend_what_few_matches_made_wrong() {
    // Of some 1,500 people 20 are there twice, and little is known of them: too few to learn from what matches are like.
    for seed in [1, 2] {
        let people = People::new(600, seed);
        let [before, after] = before_and_after(&names_and_birth(), &small_overlap(&people, 20), 30);
        assert!(after > before + 0.1, "{before} {after}");
    }
}

#[test]
fn forty_answers_do_no_harm_to_a_model_that_is_right() {
    let people = People::new(250, 7);
    let rows: Vec<&Row> = people.rows.iter().collect();
    let [before, after] = before_and_after(&person(), &rows, 40);
    assert!(before > 0.95 && after >= before, "{before} {after}");
}

#[test]
fn ten_wrong_labels_wreck_nothing() {
    let people = People::new(250, 7);
    let (table, truth) = (people.table(), people.truth());
    let linkage = linked(&person(), &table, &[]);
    let mut labels: Vec<RowLabel> = Vec::new();
    // What is surely one person is called two, and what has nothing in common one.
    let sure = linkage.links.iter().filter(|link| truth[link.left as usize] == truth[link.right as usize]).take(5);
    labels.extend(sure.map(|link| RowLabel { left: link.left, right: link.right, same: false, weight: 1.0 }));
    let stranger = |row: u32| (row + 1..).find(|&other| truth[other as usize] != truth[row as usize] + 1).unwrap() + 50;
    labels.extend((0..5).map(|row| RowLabel { left: row, right: stranger(row), same: true, weight: 1.0 }));
    let f1 = |linkage: &Linkage| evaluate(&linkage.clusters, &truth).f1.unwrap();
    let with = linked(&person(), &table, &labels);
    assert!(f1(&with) > f1(&linkage) - 0.01, "{} {}", f1(&with), f1(&linkage));
    assert_ne!(with.model.prior().to_bits(), linkage.model.prior().to_bits());
    // Labels are evidence and no judgements: those five pairs are joined all the same.
    let joined = |label: &&RowLabel| with.clusters[label.left as usize] == with.clusters[label.right as usize];
    assert_eq!(labels.iter().filter(|label| !label.same).filter(joined).count(), 5);
}

/// m of a level.
fn m_of(model: &Model, comparison: &str, level: &str) -> f64 {
    model.levels().iter().find(|known| known.comparison == comparison && known.level == level).unwrap().m
}

#[test]
fn a_pair_that_no_rule_holds_informs_the_model() {
    let people = People::new(250, 7);
    let mut table = people.table();
    let rows = u32::try_from(table.len()).unwrap();
    let mut labels = Vec::new();
    for number in 0..6_u32 {
        // Nothing in common that any rule goes by: no date of birth, number, address; another given and family name.
        for (given, family) in [("Macsen", "Prosser"), ("Idris", "Vaughan")] {
            let id = format!("y{number}{given}");
            table.push("council-one", &id, [Some(given), Some(family), None, None, None, None, Some("male")]);
        }
        labels.push(RowLabel { left: rows + 2 * number, right: rows + 2 * number + 1, same: true, weight: 1.0 });
    }
    let specification = person();
    let (before, after) = (linked(&specification, &table, &[]), linked(&specification, &table, &labels));
    let explainer = Explainer::new(&specification, &table, &before, &Given::NOTHING).unwrap();
    let pair = explainer.pair(rows, rows + 1).unwrap();
    assert!(pair.blocking.iter().all(|rule| rule.state != RuleState::Together), "{:?}", pair.blocking);
    let m = |linkage: &Linkage| m_of(&linkage.model, "family_name", "different");
    assert!(m(&after) > m(&before) * 1.02, "{} {}", m(&after), m(&before));
}

#[test]
fn labels_that_cannot_be_true_are_refused() {
    let people = People::new(20, 3);
    let table = people.table();
    let fault =
        |labels: &[RowLabel]| link(&person(), &table, &Given { labels, ..Given::NOTHING }, &|_| {}).unwrap_err();
    let label = |left, right, same| RowLabel { left, right, same, weight: 1.0 };
    let contradicting = [label(1, 2, true), label(3, 4, true), label(2, 1, false)];
    assert_eq!(fault(&contradicting), LinkFault::LabelsContradict { earlier: 0, position: 2 });
    assert_eq!(fault(&[label(1, 1, true)]), LinkFault::LabelOfOneRow { position: 0 });
    assert!(matches!(fault(&[label(1, 9_999, true)]), LinkFault::UnknownRow { row: 9_999, .. }));
}

#[test]
fn the_order_of_rows_and_labels_changes_nothing() {
    let people = People::new(120, 5);
    let (specification, truth) = (person(), people.truth());
    let run = |rows: &[Row], shuffle: bool| {
        let table = table_of(rows.iter());
        let named = |row: u32| table.id(row).to_owned();
        let mut labels: Vec<RowLabel> = Vec::new();
        let mut told = Vec::new();
        for _ in 0..2 {
            let pairs = asked(&specification, &table, &labels, 8);
            told.extend(pairs.iter().map(|pair| BTreeSet::from([named(pair.left), named(pair.right)])));
            let of = |row: u32| rows[row as usize].person;
            labels.extend(pairs.iter().map(|pair| {
                let same = of(pair.left) == of(pair.right);
                let (left, right) = if shuffle { (pair.right, pair.left) } else { (pair.left, pair.right) };
                RowLabel { left, right, same, weight: 1.0 }
            }));
            if shuffle {
                labels.reverse();
            }
        }
        (told, linked(&specification, &table, &labels).model)
    };
    let mut backwards = people.rows.clone();
    backwards.reverse();
    let wanted = run(&people.rows, false);
    assert!(wanted == run(&backwards, true));
    assert_eq!((truth.len(), wanted.0.len()), (people.rows.len(), 16));
    // No pair twice.
    assert_eq!(wanted.0.iter().collect::<BTreeSet<_>>().len(), 16);
}

#[test]
fn pairs_to_ask_are_doubtful_and_unlike_each_other() {
    let people = People::new(250, 7);
    let (table, specification) = (people.table(), person());
    let linkage = linked(&specification, &table, &[]);
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let pairs = explainer.pairs_to_ask(&[], 20).unwrap();
    let threshold = (linkage.threshold / (1.0 - linkage.threshold)).log2();
    let above = pairs.iter().filter(|pair| pair.weight >= threshold).count();
    assert_eq!((pairs.len(), above), (20, 10));
    assert!(pairs.iter().all(|pair| (pair.weight - threshold).abs() < 12.0), "{pairs:?}");
    let levels: BTreeSet<String> = pairs
        .iter()
        .map(|pair| {
            let told = explainer.pair(pair.left, pair.right).unwrap();
            assert!((told.weight - pair.weight).abs() < 1e-9 && told.guard.is_none());
            told.evidence.iter().map(|line| line.level.as_str()).collect::<Vec<_>>().join("|")
        })
        .collect();
    assert!(levels.len() >= 12, "{}", levels.len());
    assert!(explainer.pairs_to_ask(&[], 0).unwrap().is_empty());
    assert!(explainer.pairs_to_ask(&[RowLabel { left: 0, right: 99_999, same: true, weight: 1.0 }], 1).is_err());
}
