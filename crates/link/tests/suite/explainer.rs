//! Why, why not and how: what is told is what was decided.

use std::collections::BTreeMap;

use dolen_link::{
    Apart, Explainer, FieldEvidence, Given, JoinKind, Judgement, Linkage, RuleState, Specification, Table, Threshold,
    Together, Verdict, link,
};

use crate::people::People;

fn linked(people: usize, seed: u64, judgements: &[Judgement]) -> (Specification, Table, Linkage) {
    let (mut specification, table) = (Specification::person(), People::new(people, seed).table());
    // Low enough that guards have something to stand against.
    specification.join_from(Threshold::Probability(0.8));
    let linkage = link(&specification, &table, &Given { judgements, ..Given::NOTHING }, &|_| {}).unwrap();
    (specification, table, linkage)
}

#[test]
fn a_pair_is_told_as_it_was_decided() {
    let (specification, table, linkage) = linked(400, 3, &[]);
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let mut met = BTreeMap::<String, u32>::new();
    for link in &linkage.links {
        let told = explainer.pair(link.left, link.right).unwrap();
        let sum: f64 = told.evidence.iter().map(|line| line.weight + line.frequency_weight).sum();
        assert!((sum - told.weight).abs() < 1e-6 && (told.weight - f64::from(link.weight)).abs() < 1e-4);
        assert_eq!(told.guard, link.guard);
        // Only pairs that some rule holds are ever scored.
        assert!(told.blocking.iter().any(|rule| rule.state == RuleState::Together), "{:?}", told.blocking);
        let is_together = linkage.clusters[link.left as usize] == linkage.clusters[link.right as usize];
        let reaches = f64::from(link.probability) >= linkage.threshold;
        let kind = match &told.verdict {
            Verdict::Together(Together::Linked) => {
                assert!(is_together && reaches && link.guard.is_none());
                "linked"
            }
            Verdict::Together(Together::Through(chain)) => {
                assert!(is_together && !chain.is_empty());
                // The chain leads from one row to the other.
                let mut at = told.left;
                for step in chain {
                    at = if step.left == at { step.right } else { step.left };
                }
                assert_eq!(at, told.right);
                "through"
            }
            Verdict::Apart(Apart::TooWeak) => {
                assert!(!is_together && !reaches);
                "too weak"
            }
            Verdict::Apart(Apart::Guarded) => {
                assert!(!is_together && reaches && link.guard.is_some());
                "guarded"
            }
            Verdict::Apart(Apart::Clusters) => {
                assert!(!is_together && reaches && link.guard.is_none() && !told.refused.is_empty());
                "clusters"
            }
            other => panic!("{other:?}"),
        };
        *met.entry(kind.to_owned()).or_default() += 1;
        for change in &told.would_join {
            assert!(change.weight >= told.threshold_weight - 1e-9 && change.is != change.would_be);
        }
    }
    for kind in ["linked", "through", "too weak", "guarded", "clusters"] {
        assert!(met.contains_key(kind), "{kind} was not met: {met:?}");
    }
}

/// A made-up set, and one more row that has the names of row 299, and a date of birth and a postcode that are given.
fn with_namesake(born: &str, postcode: &str) -> (Specification, Table) {
    let mut rows: Vec<[String; 4]> = (0..300_u32)
        .map(|row| {
            let born = format!("19{:02}-{:02}-{:02}", 30 + row % 60, 1 + row % 12, 1 + row % 28);
            [format!("Given{}", row % 50), format!("Family{}", row / 3), born, format!("NP{} 1AA", 1 + row % 40)]
        })
        .collect();
    let doubled: Vec<[String; 4]> = rows.iter().take(150).cloned().collect();
    rows.extend(doubled);
    let [given, family, ..] = &rows[299];
    rows.push([given.clone(), family.clone(), born.to_owned(), postcode.to_owned()]);
    let mut table = Table::new(&["given", "family", "born", "postcode"]);
    for (number, row) in rows.iter().enumerate() {
        table.push("s", &number.to_string(), row.iter().map(|cell| Some(cell.as_str())));
    }
    let columns =
        [("given", "given-names"), ("family", "family-name"), ("born", "birth-date"), ("postcode", "postcode")];
    let columns = columns.map(|(name, kind)| format!("[[column]]\nname = '{name}'\nkind = '{kind}'\n"));
    (Specification::parse(&columns.concat()).unwrap(), table)
}

#[test]
fn what_would_have_joined_does_join() {
    let verdict = |born, postcode| {
        let (specification, table) = with_namesake(born, postcode);
        let linkage = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap();
        let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
        assert!(explainer.pair(0, 451).is_err());
        explainer.pair(299, 450).unwrap()
    };
    let told = verdict("1901-02-03", "SA7 9ZZ");
    // Only the comparison that changes counts otherwise, but for what a household shares.
    for change in &told.would_join {
        let is_other = |line: &&FieldEvidence| line.comparison != change.comparison && line.comparison != "household";
        let others: f64 = told.evidence.iter().filter(is_other).map(|line| line.weight + line.frequency_weight).sum();
        let (specification, table) = with_namesake("1901-02-03", "SA7 9ZZ");
        let levels = link(&specification, &table, &Given::NOTHING, &|_| {}).unwrap().model.levels();
        let level = levels.iter().find(|of| of.comparison == change.comparison && of.level == change.would_be).unwrap();
        assert!((others + (level.m / level.u).log2() - change.weight).abs() < 1.5, "{change:?} {others}");
    }
    assert_eq!(told.verdict, Verdict::Apart(Apart::TooWeak));
    assert_eq!(told.values.len(), 4);
    // The names agree already.
    let names: Vec<&str> = told.would_join.iter().map(|change| change.comparison.as_str()).collect();
    assert_eq!(names, ["birth_date", "place"], "{:?}", told.would_join);
    // Row 299 was born on 1989-12-20 and lives in NP20 1AA.
    let together = Verdict::Together(Together::Linked);
    assert_eq!(verdict("1989-12-20", "SA7 9ZZ").verdict, together);
}

#[test]
fn what_was_judged_is_told() {
    let (_, table, before) = linked(400, 3, &[]);
    let link_of = |link: &dolen_link::Link| before.clusters[link.left as usize] == before.clusters[link.right as usize];
    let strongest =
        before.links.iter().filter(|link| link_of(link)).max_by(|a, b| a.weight.total_cmp(&b.weight)).unwrap();
    let (left, right) = (strongest.left, strongest.right);
    let stranger = (0..).find(|&row| before.clusters[row as usize] != before.clusters[left as usize]).unwrap();
    let judgements = [Judgement { left, right, same: false }, Judgement { left, right: stranger, same: true }];
    let specification = Specification::person();
    let given = Given { judgements: &judgements, ..Given::NOTHING };
    let linkage = link(&specification, &table, &given, &|_| {}).unwrap();
    let explainer = Explainer::new(&specification, &table, &linkage, &given).unwrap();
    assert_eq!(explainer.pair(left, right).unwrap().verdict, Verdict::Apart(Apart::JudgedDifferent));
    assert_eq!(explainer.pair(right, stranger).unwrap().judged_same, Some(false));
    assert_eq!(explainer.pair(left, stranger).unwrap().verdict, Verdict::Together(Together::JudgedSame));
    let how = explainer.cluster(left).unwrap();
    assert!(how.joins.iter().any(|join| join.kind == JoinKind::Judged && join.weight.is_none()));
}

#[test]
fn the_joins_of_a_cluster_make_it() {
    let (specification, table, linkage) = linked(250, 6, &[]);
    let explainer = Explainer::new(&specification, &table, &linkage, &Given::NOTHING).unwrap();
    let weakest = linkage.weakest_links();
    let mut largest = 0;
    for row in 0..u32::try_from(table.len()).unwrap() {
        if linkage.clusters[row as usize] != row {
            continue;
        }
        let how = explainer.cluster(row).unwrap();
        assert_eq!(how.joins.len() + 1, how.rows.len());
        assert_eq!(how.weakest.map(|link| link.weight), weakest.get(&row).map(|link| link.weight));
        let of_last = how.joins.last().map_or(1, |join| join.left_size + join.right_size);
        assert_eq!(of_last as usize, how.rows.len());
        // Links that join are taken strongest first.
        let linked: Vec<f32> =
            how.joins.iter().filter(|join| join.kind == JoinKind::Linked).filter_map(|join| join.weight).collect();
        assert!(linked.is_sorted_by(|one, other| one >= other));
        if how.rows.len() > 1 {
            let cut = how.weakest_cut.unwrap();
            assert!(cut.links > 0 && cut.rows.len() * 2 <= how.rows.len());
            // No cut is weaker than the weakest link that the strongest tree cannot do without.
            assert!(cut.weight >= f64::from(how.weakest.unwrap().weight).max(0.0) - 1e-6);
            assert!(how.density.unwrap() <= 1.0);
        }
        largest = largest.max(how.rows.len());
    }
    assert!(largest > 3);
}

#[test]
fn another_table_is_refused() {
    let (specification, _, linkage) = linked(20, 3, &[]);
    let other = People::new(21, 3).table();
    assert!(Explainer::new(&specification, &other, &linkage, &Given::NOTHING).is_err());
}
