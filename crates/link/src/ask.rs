//! Which pairs a person should be asked about: those whose answers would tell the model most.
//!
//! Pairs of one pattern look the same to the model, so one answer speaks for all of them. A pattern tells the more, the nearer it is to the
//! threshold, the more pairs have it, and the less it is like those that are asked already (uncertainty, density and diversity: Settles
//! 2009, Active Learning Literature Survey, sections 3.1 and 3.6). Both sides of the threshold take turns.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::draw::{draw_pairs_of, mixed, rows_of};
use crate::explain::{Explainer, weight_of};
use crate::fault::LinkFault;
use crate::field::Caches;
use crate::given::RowLabel;
use crate::judge::Judge;
use crate::share_out::share_out;

/// A pair that a person should be asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AskedPair {
    /// A row.
    pub left: u32,
    /// Another row.
    pub right: u32,
    /// log2 of the odds that they are of one person.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
}

/// Pairs of one pattern that may be asked about at most.
const OF_PATTERN: usize = 4;

/// Patterns on either side of the threshold among which is chosen.
const CHOSEN_FROM: usize = 2_000;

/// Pairs of one pattern, and those of them with the smallest mixed numbers.
#[derive(Default)]
struct Seen {
    count: u64,
    pairs: Vec<(u64, u64)>,
}

/// A pattern that may be asked about.
struct Candidate {
    levels: u64,
    weight: f64,
    probability: f64,
    /// How much an answer would tell if nothing like it were asked.
    value: f64,
    /// How much of it is asked already: 1 for each pattern of the same levels.
    asked: f64,
    /// Pairs that are left, the first of them last.
    pairs: Vec<u64>,
}

impl Explainer<'_> {
    /// So many pairs at most that a person should be asked about, the most telling first. Pairs that are labelled, and those
    /// that a guard keeps apart whatever the answer, are left out. The same linkage gives the same pairs, whatever the order of rows.
    ///
    /// # Errors
    /// [`LinkFault::NoSuchRow`] where a label names a row outside the table.
    pub fn pairs_to_ask(&self, labels: &[RowLabel], count: usize) -> Result<Vec<AskedPair>, LinkFault> {
        for row in labels.iter().flat_map(|label| [label.left, label.right]) {
            self.check(row)?;
        }
        self.with_judge(|judge| self.ask(judge, labels, count))
    }

    fn ask(&self, judge: &Judge<'_>, labels: &[RowLabel], count: usize) -> Vec<AskedPair> {
        let place = |label: &RowLabel| {
            let (left, right) = (self.place(label.left), self.place(label.right));
            (left.min(right), left.max(right))
        };
        let labelled: BTreeSet<(u32, u32)> = labels.iter().map(place).collect();
        let threshold = weight_of(self.linkage.threshold);
        let (above, below): (Vec<Candidate>, Vec<Candidate>) = self
            .candidates(judge, &labelled, threshold)
            .into_iter()
            .partition(|candidate| candidate.weight >= threshold);
        let mut sides = [best(above), best(below)];
        let mut asked_levels: BTreeMap<u64, u32> = BTreeMap::new();
        let mut caches = judge.fields.caches();
        for &(left, right) in &labelled {
            *asked_levels.entry(judge.model.levels_of(judge.weigh(&mut caches, left, right).pattern)).or_default() += 1;
        }
        for (levels, times) in asked_levels {
            sides.iter_mut().flatten().for_each(|candidate| candidate.is_asked(judge, levels, f64::from(times)));
        }
        let mut asked = Vec::new();
        for turn in 0..count {
            let next = take(&mut sides, turn % 2).or_else(|| take(&mut sides, (turn + 1) % 2));
            let Some((levels, pair, weight, probability)) = next else { break };
            sides.iter_mut().flatten().for_each(|candidate| candidate.is_asked(judge, levels, 1.0));
            let (left, right) = rows_of(pair);
            let (left, right) = (self.row(left), self.row(right));
            asked.push(AskedPair { left: left.min(right), right: left.max(right), weight, probability });
        }
        asked
    }

    /// The patterns of blocked pairs that may be asked about, in order.
    fn candidates(&self, judge: &Judge<'_>, labelled: &BTreeSet<(u32, u32)>, threshold: f64) -> Vec<Candidate> {
        let drawn = draw_pairs_of(&self.blocks);
        let chunks: Vec<&[u64]> = drawn.pairs.chunks(10_000).collect();
        let look = |(caches, seen): &mut (Caches, HashMap<u64, Seen, FixedState>), pairs: &&[u64]| {
            for &pair in *pairs {
                let (left, right) = rows_of(pair);
                if !labelled.contains(&(left, right)) {
                    let pattern = judge.fields.pattern(caches, left, right);
                    seen.entry(pattern).or_default().merge(Seen { count: 1, pairs: vec![(mixed(pair), pair)] });
                }
            }
        };
        let mut patterns: BTreeMap<u64, Seen> = BTreeMap::new();
        let states = share_out(&chunks, || (judge.fields.caches(), HashMap::default()), look);
        for (pattern, seen) in states.into_iter().flat_map(|(_, seen)| seen) {
            patterns.entry(pattern).or_default().merge(seen);
        }
        let candidate = |(pattern, seen): (u64, Seen)| {
            let weighed = judge.weigh_pattern(pattern);
            let weight = weighed.score.weight;
            let pairs = crate::estimate::to_f64(seen.count * drawn.rate);
            // Of so many pairs about this part would be decided wrongly, if the threshold stood where both answers cost the same.
            let in_doubt = pairs * (-(weight - threshold).abs()).exp2();
            judge.guard(&weighed).is_none().then(|| Candidate {
                levels: judge.model.levels_of(pattern),
                weight,
                probability: weighed.score.probability,
                // A model is less sure than it thinks: the root lets patterns count that are some bits away.
                value: in_doubt.sqrt(),
                asked: 0.0,
                pairs: seen.pairs.into_iter().rev().map(|(_, pair)| pair).collect(),
            })
        };
        patterns.into_iter().filter_map(candidate).collect()
    }
}

impl Seen {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.pairs.extend(other.pairs);
        self.pairs.sort_unstable();
        self.pairs.truncate(OF_PATTERN);
    }
}

impl Candidate {
    /// Takes note that pairs of these levels are asked about.
    fn is_asked(&mut self, judge: &Judge<'_>, levels: u64, times: f64) {
        let (mut same, mut all) = (0.0, 0.0);
        for field in judge.fields.iter() {
            all += 1.0;
            same += f64::from(u8::from(field.digit.of_level(levels) == field.digit.of_level(self.levels)));
        }
        // The fourth power: what is alike in half of the comparisons is a sixteenth of the same.
        self.asked += times * f64::powi(same / f64::max(all, 1.0), 4);
    }

    fn gain(&self) -> f64 {
        if self.pairs.is_empty() { 0.0 } else { self.value / (1.0 + self.asked) }
    }
}

/// The candidates that tell most, by themselves.
fn best(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|one, other| other.value.total_cmp(&one.value));
    candidates.truncate(CHOSEN_FROM);
    candidates
}

/// Takes a pair of the pattern that tells most on a side: its levels, the pair, its weight and probability.
fn take(sides: &mut [Vec<Candidate>; 2], side: usize) -> Option<(u64, u64, f64, f64)> {
    let candidates = sides.get_mut(side)?;
    let better = |best: usize, other: usize| {
        let gain = |place: usize| candidates.get(place).map_or(0.0, Candidate::gain);
        if gain(other) > gain(best) { other } else { best }
    };
    let best = (0..candidates.len()).reduce(better)?;
    let candidate = candidates.get_mut(best)?;
    Some((candidate.levels, candidate.pairs.pop()?, candidate.weight, candidate.probability))
}
