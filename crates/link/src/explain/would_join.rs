//! What would have joined two rows: by the model, which other outcome of a single comparison.

use serde::Serialize;

use crate::judge::Judge;
use crate::model::Model;
use crate::pattern::Outcome;

/// Another outcome of one comparison with which a pair would have been joined by itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WouldJoin {
    /// The comparison.
    pub comparison: String,
    /// The level that the pair has.
    pub is: String,
    /// The level that would do: of those more alike that do, the one that says least.
    pub would_be: String,
    /// The weight that the pair would have, with a value that is neither rare nor common.
    pub weight: f64,
}

/// For each comparison the least change of it alone with which a pair of this pattern would reach a probability and no
/// guard would stand; none for a comparison of which no level does.
pub(super) fn changes(judge: &Judge<'_>, pattern: u64, probability: f64) -> Vec<WouldJoin> {
    let model: &Model = judge.model;
    let mut changes: Vec<WouldJoin> = Vec::new();
    for field in &model.fields {
        let kept = pattern ^ field.digit.pack(field.digit.unpack(pattern));
        // Levels stand best first: only one that says more alike than the pair's own is a change for the better.
        let better = match field.digit.unpack(pattern).level {
            0 => field.levels.len(),
            level => usize::from(level) - 1,
        };
        let levels = (1_u8..).zip(&field.levels).take(better);
        let reached = levels.filter_map(|(level, of_model)| {
            let weighed = judge.weigh_pattern(kept | field.digit.pack(Outcome::level(level)));
            let does = weighed.score.probability >= probability && judge.guard(&weighed).is_none();
            does.then_some((weighed.score.weight, of_model))
        });
        let Some((weight, would_be)) = reached.min_by(|one, other| one.0.total_cmp(&other.0)) else { continue };
        let is = field.level(pattern).map_or("missing", |level| &level.label).to_owned();
        changes.push(WouldJoin { comparison: field.name.clone(), is, would_be: would_be.label.clone(), weight });
    }
    changes
}
