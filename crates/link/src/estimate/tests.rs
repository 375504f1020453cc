//! Estimation gets back the probabilities that patterns were made with.

use std::collections::BTreeMap;

use super::from_several_starts;
use crate::level::Meaning;
use crate::model::{FieldModel, LevelModel, Model};
use crate::pattern::{Digit, Outcome};
use crate::specification::ComparisonKind;

/// m and u of three comparisons of three levels each.
const TRUE_LEVELS: [[(f64, f64); 3]; 3] = [
    [(0.80, 0.010), (0.15, 0.020), (0.05, 0.970)],
    [(0.90, 0.002), (0.07, 0.008), (0.03, 0.990)],
    [(0.70, 0.050), (0.20, 0.150), (0.10, 0.800)],
];

fn model(levels: &[[(f64, f64); 3]; 3]) -> Model {
    let digits = Digit::layout([(3, false); 3]).unwrap();
    let fields = levels.iter().zip(digits).enumerate().map(|(number, (levels, digit))| FieldModel {
        name: format!("comparison {number}"),
        kind: ComparisonKind::Category,
        digit,
        levels: levels
            .iter()
            .map(|&(same, different)| LevelModel {
                label: String::new(),
                meaning: Meaning::Unclear,
                same,
                household: different,
                different,
                household_likeness: 0.0,
            })
            .collect(),
    });
    Model { fields: fields.collect(), match_share: 0.02, household_share: 0.0, starts: Vec::new() }
}

/// Expected counts of every pattern among `pairs` pairs of which a share of 0.01 are matches.
fn counts(pairs: f64) -> BTreeMap<u64, u64> {
    let truth = model(&TRUE_LEVELS);
    let mut counts = BTreeMap::new();
    for number in 0..27_u8 {
        let outcomes = [number % 3, number / 3 % 3, number / 9].map(|level| Outcome::level(level + 1));
        let mut pattern = 0;
        let (mut same, mut different) = (0.01 * pairs, 0.99 * pairs);
        for (field, outcome) in truth.fields.iter().zip(outcomes) {
            pattern |= field.digit.pack(outcome);
            let level = &field.levels[usize::from(outcome.level) - 1];
            same *= level.same;
            different *= level.different;
        }
        counts.insert(pattern, format!("{:.0}", same + different).parse().unwrap());
    }
    counts
}

#[test]
fn known_probabilities_are_recovered() {
    let counts: Vec<(u64, u64)> = counts(1e8).into_iter().collect();
    let population = counts.iter().map(|(_, count)| count).sum();
    // From u as random pairs show it, and from an m that is not the true one.
    let wrong = TRUE_LEVELS.map(|levels| {
        let mixed = levels.map(|(same, different)| 0.01 * same + 0.99 * different);
        [(0.6, mixed[0]), (0.3, mixed[1]), (0.1, mixed[2])]
    });
    let found = from_several_starts(&model(&wrong), &counts, population, &[]);
    assert!((found.match_share - 0.01).abs() < 5e-4, "{}", found.match_share);
    for (field, levels) in found.fields.iter().zip(TRUE_LEVELS) {
        for (level, (same, different)) in field.levels.iter().zip(levels) {
            assert!((level.same - same).abs() < 0.02, "m {} {same}", level.same);
            assert!((level.different - different).abs() < 0.05 * different, "u {} {different}", level.different);
        }
    }
    assert_eq!(found.starts.len(), 3);
    assert!(found.starts.iter().all(|start| start.agrees && start.rounds > 1), "{:?}", found.starts);
}
