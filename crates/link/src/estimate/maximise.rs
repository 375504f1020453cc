//! Expectation and maximisation on pattern counts.
//!
//! All pairs of rows are the population; those that no blocking rule holds are taken to be unrelated. So the share of
//! matches is a share of all pairs, and a pattern that agrees on a blocked field alone gains nothing from having been
//! blocked.

use super::labels::Labelled;
use super::start::{household_likeness, to_f64};
use crate::level::Meaning;
use crate::model::{FieldModel, LevelModel, Model};
use crate::specification::ComparisonKind;

const ROUNDS: u32 = 60;

/// The largest movement of a probability at which the rounds end.
const STILL: f64 = 1e-5;

/// Pairs that the starting values weigh as much as, for matches and for households.
const CREDIT: f64 = 30.0;

/// No level is certain or impossible in rows of one person.
const LEAST: f64 = 2e-4;

/// What a household shares is met at least this often as it is in rows of one person.
const KIN_APART: f64 = 0.3;

/// At least this part of the agreements of random pairs is taken to be of unrelated people.
const LEAST_PART: f64 = 0.05;

/// Where estimation came to from one start.
pub(crate) struct Climb {
    pub(crate) model: Model,
    pub(crate) rounds: u32,
    /// Largest movement of a probability in the last round.
    pub(crate) moved: f64,
    /// log2 likelihood of the pairs and of what is usual.
    pub(crate) likelihood: f64,
}

/// What a model is estimated from.
#[derive(Clone, Copy)]
pub(super) struct Pairs<'a> {
    /// The patterns of blocked pairs, in order.
    pub(super) counts: &'a [(u64, u64)],
    /// All pairs of rows, blocked or not.
    pub(super) population: u64,
    /// Pairs whose kind is known.
    pub(super) labels: &'a [Labelled],
}

/// Estimates the model from pairs. It starts from `model`; `usual` is what is known before any pair is looked at.
pub(super) fn maximise(mut model: Model, usual: &Model, pairs: Pairs<'_>) -> Climb {
    let population = to_f64(pairs.population.max(1));
    let (mut rounds, mut moved) = (0, f64::INFINITY);
    while rounds < ROUNDS && moved >= STILL {
        let sums = expect(&model, pairs);
        let next = next(&model, usual, &sums, population);
        moved = model.distance(&next);
        model = next;
        rounds += 1;
    }
    let likelihood = likelihood(&model, usual, pairs, population);
    Climb { model, rounds, moved, likelihood }
}

/// How well a model explains the pairs, those that no rule holds as unrelated ones, what is known of some, and what is usual.
fn likelihood(model: &Model, usual: &Model, pairs: Pairs<'_>, population: f64) -> f64 {
    let Pairs { counts, labels, .. } = pairs;
    let scorer = model.scorer();
    let blocked: f64 = counts.iter().map(|&(_, count)| to_f64(count)).sum();
    let of_pattern = |&(pattern, count): &(u64, u64)| {
        to_f64(count) * scorer.joint(pattern).iter().sum::<f64>().max(f64::MIN_POSITIVE).log2()
    };
    let of_pairs: f64 = counts.iter().map(of_pattern).sum();
    let [_, _, different] = model.shares();
    let of_label = |label: &Labelled| {
        let [same, household, different] = scorer.joint(label.pattern);
        let told = if label.is_same { same } else { household + different };
        label.pairs * (told / (same + household + different).max(f64::MIN_POSITIVE)).max(f64::MIN_POSITIVE).log2()
    };
    let of_labels: f64 = labels.iter().map(of_label).sum();
    let of_rest = (population - blocked).max(0.0) * different.max(f64::MIN_POSITIVE).log2();
    let fields = model.fields.iter().zip(&usual.fields);
    let levels = fields.flat_map(|(field, usual)| field.levels.iter().zip(&usual.levels));
    let of_usual: f64 = levels.map(|(level, usual)| CREDIT * usual.same * level.same.max(LEAST).log2()).sum();
    of_pairs + of_labels + of_rest + of_usual
}

/// Expected pairs of each kind, in all and at each level.
struct Sums {
    same: f64,
    household: f64,
    /// For each field, for each level: pairs of one person, pairs of one household.
    levels: Vec<Vec<[f64; 2]>>,
}

fn expect(model: &Model, pairs: Pairs<'_>) -> Sums {
    let levels = model.fields.iter().map(|field| vec![[0.0; 2]; field.levels.len()]).collect();
    let mut sums = Sums { same: 0.0, household: 0.0, levels };
    let scorer = model.scorer();
    let share = |[same, household, different]: [f64; 3], of: f64| {
        let all = (same + household + different).max(f64::MIN_POSITIVE);
        [of * same / all, of * household / all]
    };
    for &(pattern, count) in pairs.counts {
        sums.add(model, pattern, share(scorer.joint(pattern), to_f64(count)));
    }
    for label in pairs.labels {
        let joint = scorer.joint(label.pattern);
        let [same, household] = label.of_kinds(joint);
        // What they were taken for among the counted pairs.
        let [taken_same, taken_household] = if label.is_counted { share(joint, label.pairs) } else { [0.0; 2] };
        sums.add(model, label.pattern, [same - taken_same, household - taken_household]);
    }
    if !pairs.labels.is_empty() {
        sums.clamp();
    }
    sums
}

impl Sums {
    /// Adds pairs of a pattern: those of one person and those of one household.
    fn add(&mut self, model: &Model, pattern: u64, [same, household]: [f64; 2]) {
        self.same += same;
        self.household += household;
        for (field, levels) in model.fields.iter().zip(&mut self.levels) {
            let level = usize::from(field.digit.unpack(pattern).level);
            if let Some([level_same, level_household]) = level.checked_sub(1).and_then(|place| levels.get_mut(place)) {
                *level_same += same;
                *level_household += household;
            }
        }
    }

    /// Labels stand for pairs of other frequencies than theirs, and may take away a little more than there was.
    fn clamp(&mut self) {
        let levels = self.levels.iter_mut().flatten().flatten();
        levels.chain([&mut self.same, &mut self.household]).for_each(|sum| *sum = sum.max(0.0));
    }
}

fn next(model: &Model, start: &Model, sums: &Sums, population: f64) -> Model {
    let fields = model.fields.iter().zip(&start.fields).zip(&sums.levels);
    let has_household = start.household_share > 0.0;
    let match_share = (sums.same / population).clamp(1e-12, 0.5);
    Model {
        fields: fields.map(|((field, start), levels)| next_field(field, start, levels, match_share)).collect(),
        match_share,
        household_share: if has_household { (sums.household / population).clamp(1e-12, 0.4) } else { 0.0 },
        starts: Vec::new(),
    }
}

fn next_field(field: &FieldModel, start: &FieldModel, sums: &[[f64; 2]], match_share: f64) -> FieldModel {
    let mut next = field.clone();
    let all_same: f64 = sums.iter().map(|[same, _]| same).sum::<f64>() + CREDIT;
    let all_household: f64 = sums.iter().map(|[_, household]| household).sum::<f64>() + CREDIT;
    let likeness = household_likeness(field.kind);
    let is_learned = field.kind.is_shared_in_household() || likeness >= 0.5;
    for ((level, start), [same, household]) in next.levels.iter_mut().zip(&start.levels).zip(sums) {
        level.same = ((same + CREDIT * start.same) / all_same).max(LEAST);
        level.household = if is_learned {
            // Kin who are recorded at two addresses differ in them as one person's records do.
            let learned = (household + CREDIT * start.household) / all_household;
            learned.max(LEAST).max(KIN_APART * level.same)
        } else {
            level.household_likeness * level.same + (1.0 - level.household_likeness) * level.different
        };
    }
    hold_differing(&mut next);
    let total: f64 = next.levels.iter().map(|level| level.same).sum();
    for (level, start) in next.levels.iter_mut().zip(&start.levels) {
        level.same /= total;
        // Among random pairs there are a few rows of one person: they are taken out again.
        let unrelated = (start.different - match_share * level.same) / (1.0 - match_share);
        level.different = unrelated.max(start.different * LEAST_PART).max(least_chance(field.kind, level.meaning));
    }
    next
}

/// Agreement by chance is met at least this often: an address that is shared, made up or typed wrongly is rarer than a few
/// random pairs show.
const fn least_chance(kind: ComparisonKind, meaning: Meaning) -> f64 {
    match (kind, meaning) {
        (ComparisonKind::Email, Meaning::Same) => 2e-5,
        (ComparisonKind::Email | ComparisonKind::Phone, Meaning::Near) => 1e-4,
        _ => 0.0,
    }
}

/// Keeps difference from becoming what is usual in rows of one person: where it does, estimation has taken another kind of
/// pairs for matches.
fn hold_differing(field: &mut FieldModel) {
    let (differing, unclear) = match field.kind {
        ComparisonKind::Sex => (0.05, 1.0),
        ComparisonKind::GivenNames | ComparisonKind::FamilyName => (0.15, 1.0),
        ComparisonKind::BirthDate => (0.03, 0.10),
        ComparisonKind::NhsNumber => (0.03, 1.0),
        ComparisonKind::Identifier => (0.20, 1.0),
        _ => (0.90, 1.0),
    };
    hold(&mut field.levels, differing, |meaning| matches!(meaning, Meaning::Differs | Meaning::Contradicts));
    hold(&mut field.levels, unclear, |meaning| meaning == Meaning::Unclear);
}

/// Brings the levels of some meanings down to a share of all where they have more; the others make up for it.
fn hold(levels: &mut [LevelModel], most: f64, wanted: impl Fn(Meaning) -> bool) {
    let all: f64 = levels.iter().map(|level| level.same).sum();
    let held: f64 = levels.iter().filter(|level| wanted(level.meaning)).map(|level| level.same).sum();
    let most = most * all;
    if held <= most || held >= all {
        return;
    }
    for level in levels {
        level.same *= if wanted(level.meaning) { most / held } else { (all - most) / (all - held) };
    }
}
