//! Estimation from several starts.
//!
//! Maximisation climbs to the nearest top. From starts that take other shares of the pairs for matches, and expect the fields
//! of one person to agree more or less sharply, it should come to the same one; where it does not, the top that explains the
//! pairs best is taken, and it is told.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::labels::weigh;
use super::maximise::{Climb, Pairs, maximise};
use super::start::to_f64;
use crate::model::Model;

/// How many times the usual share of pairs a start takes for matches, and the power to which it raises the probabilities of
/// levels in rows of one person.
const STARTS: [(f64, f64); 3] = [(1.0, 1.0), (0.1, 1.4), (4.0, 0.7)];

/// Starts whose probabilities of levels differ by no more have come to one top.
const ONE_TOP: f64 = 0.01;

/// What came of one start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// Share of all pairs that were taken for matches at first.
    pub from_match_share: f64,
    /// Share of all pairs that are matches at the end.
    pub match_share: f64,
    /// Rounds until nothing moved any more, or until the last that is allowed.
    pub rounds: u32,
    /// Largest movement of a probability in the last round.
    pub moved: f64,
    /// log2 likelihood of the pairs, with that of the starting values, against the best start: 0 or less.
    pub likelihood: f64,
    /// Whether it came to the model that was taken.
    pub agrees: bool,
}

/// Estimates the model from the patterns of blocked pairs, in order, among `population` pairs, and from labels: patterns with
/// whether they are of one person, in order. From every start, and the likeliest is taken.
pub(crate) fn from_several_starts(
    model: &Model,
    counts: &[(u64, u64)],
    population: u64,
    labels: &[(u64, bool)],
) -> Model {
    let starts: Vec<Model> = STARTS.iter().map(|&(times, power)| start_at(model, times, power)).collect();
    let unlabelled = likeliest(&starts, model, Pairs { counts, population, labels: &[] });
    if labels.is_empty() {
        return unlabelled.rounded();
    }
    let labels = weigh(labels, model, counts, unlabelled.match_share * to_f64(population));
    // What the pairs alone told is one more start.
    let starts: Vec<Model> = starts.into_iter().chain([unlabelled]).collect();
    likeliest(&starts, model, Pairs { counts, population, labels: &labels }).rounded()
}

/// Climbs from every start, and takes the likeliest top.
fn likeliest(starts: &[Model], usual: &Model, pairs: Pairs<'_>) -> Model {
    let climb = |start: &Model| (start.match_share, maximise(start.clone(), usual, pairs));
    let climbs: Vec<(f64, Climb)> = starts.par_iter().map(climb).collect();
    let Some(best) = climbs.iter().map(|(_, climb)| climb).reduce(|best, climb| {
        // Of two that are equally likely the earlier start counts.
        if climb.likelihood > best.likelihood + 1e-6 * best.likelihood.abs() { climb } else { best }
    }) else {
        return usual.clone();
    };
    let told = |(from, climb): &(f64, Climb)| Start {
        from_match_share: *from,
        match_share: climb.model.match_share,
        rounds: climb.rounds,
        moved: climb.moved,
        likelihood: climb.likelihood - best.likelihood,
        agrees: climb.model.distance(&best.model) <= ONE_TOP,
    };
    let starts = climbs.iter().map(told).collect();
    Model { starts, ..best.model.clone() }
}

fn start_at(model: &Model, times: f64, power: f64) -> Model {
    let mut start = model.clone();
    start.match_share = (model.match_share * times).min(0.25);
    for field in &mut start.fields {
        field.levels.iter_mut().for_each(|level| level.same = level.same.powf(power));
        let all: f64 = field.levels.iter().map(|level| level.same).sum();
        field.levels.iter_mut().for_each(|level| level.same /= all);
    }
    start
}
