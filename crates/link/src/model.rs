//! The estimated model: what each level of each comparison says, and how it is told.

use serde::{Deserialize, Serialize};

use crate::estimate::Start;
use crate::field::{Field, Fields};
use crate::guard::Guard;
use crate::level::Meaning;
use crate::linkage::Link;
use crate::pattern::{Digit, Outcome, frequency_of};
use crate::scorer::Scorer;
use crate::specification::ComparisonKind;

/// Probabilities of a level's outcome in three kinds of pairs: rows of one person, rows of two people of one household,
/// rows of two people who have nothing to do with each other. The middle kind takes up the dependence between family
/// name, place and telephone, which would else be counted twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    pub(crate) fields: Vec<FieldModel>,
    /// Share of all pairs of rows that are rows of one person.
    pub(crate) match_share: f64,
    /// Share of all pairs of rows that are rows of two people of one household.
    pub(crate) household_share: f64,
    /// What came of each start of the estimation.
    #[serde(default)]
    pub(crate) starts: Vec<Start>,
}

/// One comparison's part of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FieldModel {
    pub(crate) name: String,
    pub(crate) kind: ComparisonKind,
    pub(crate) digit: Digit,
    pub(crate) levels: Vec<LevelModel>,
}

/// One level's part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LevelModel {
    pub(crate) label: String,
    pub(crate) meaning: Meaning,
    /// Probability in rows of one person.
    pub(crate) same: f64,
    /// Probability in rows of one household.
    pub(crate) household: f64,
    /// Probability in rows of two unrelated people.
    pub(crate) different: f64,
    /// How much like one person two people of one household agree here.
    pub(crate) household_likeness: f64,
}

/// How likely, against one person, two people of one household must be for a guard to stand.
const HOUSEHOLD_DOUBT: f64 = 0.03;

/// Weight in bits and probability of a pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) weight: f64,
    pub(crate) probability: f64,
}

/// The part that one comparison has in a link's weight. The parts of a link, frequency parts included, add up to its
/// weight; the lines `prior` and `household` are among them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldEvidence {
    /// Name of the comparison; `prior`: what is known before anything is compared; `household`: what is taken off because
    /// people of one household agree on the same fields together.
    pub comparison: String,
    /// Label of the level that the pair reached.
    pub level: String,
    /// Match weight in bits (log2 Bayes factor) of the level.
    pub weight: f64,
    /// Bits added or taken away because the value is rare or common.
    pub frequency_weight: f64,
}

/// A level with its probabilities, for tables and charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelProbabilities {
    /// Name of the comparison.
    pub comparison: String,
    /// Label of the level.
    pub level: String,
    /// m: probability in rows of one person.
    pub m: f64,
    /// u: probability in rows of two unrelated people.
    pub u: f64,
    /// Probability in rows of two people of one household.
    pub household: f64,
}

impl Model {
    /// Share of all pairs of rows that are rows of one person, as estimated.
    pub const fn prior(&self) -> f64 {
        self.match_share
    }

    /// What came of each start of the estimation: they should agree.
    pub fn starts(&self) -> &[Start] {
        &self.starts
    }

    /// The largest difference between the probabilities of a level in rows of one person in two models of one make.
    pub(crate) fn distance(&self, other: &Self) -> f64 {
        let fields = self.fields.iter().zip(&other.fields);
        let levels = fields.flat_map(|(one, other)| one.levels.iter().zip(&other.levels));
        levels.map(|(one, other)| (one.same - other.same).abs()).fold(0.0, f64::max)
    }

    /// Every level of every comparison with its probabilities.
    pub fn levels(&self) -> Vec<LevelProbabilities> {
        let of_field = |field: &FieldModel| {
            let name = field.name.clone();
            let tell = |level: &LevelModel| LevelProbabilities {
                comparison: name.clone(),
                level: level.label.clone(),
                m: level.same,
                u: level.different,
                household: level.household,
            };
            field.levels.iter().map(tell).collect::<Vec<_>>()
        };
        self.fields.iter().flat_map(of_field).collect()
    }

    /// Why a link has its weight.
    pub fn evidence(&self, link: &Link) -> Vec<FieldEvidence> {
        self.evidence_of_pattern(link.pattern)
    }

    /// Why a pair has its weight, from its pattern alone: nothing is compared again. A level of the model that the pattern
    /// does not have, because it is of another model, is told as missing.
    pub fn evidence_of_pattern(&self, pattern: u64) -> Vec<FieldEvidence> {
        let mut joint = self.shares();
        for field in &self.fields {
            let factors = field.factors(field.digit.unpack(pattern));
            joint.iter_mut().zip(factors).for_each(|(joint, factor)| *joint *= factor);
        }
        let [same, _, different] = self.shares();
        let prior = (same / different).log2();
        let mut lines = vec![line("prior", "before comparing", prior, 0.0)];
        for field in &self.fields {
            let (label, weight, frequency_weight) = field.parts(pattern);
            lines.push(line(&field.name, label, weight, frequency_weight));
        }
        let told: f64 = lines.iter().map(|line| line.weight + line.frequency_weight).sum();
        let household = Scorer::score_of(joint).weight - told;
        lines.push(line("household", "agreements that a household shares", household, 0.0));
        lines
    }

    /// The levels of a pattern, without how rare the values are.
    pub(crate) fn levels_of(&self, pattern: u64) -> u64 {
        self.fields.iter().fold(0, |levels, field| levels | field.digit.of_level(pattern))
    }

    /// Whether the model is one of some comparisons: of their names, levels and places in the pattern.
    pub(crate) fn fits(&self, fields: &Fields<'_>) -> bool {
        let is_same = |(of_model, field): (&FieldModel, &Field<'_>)| {
            of_model.name == field.name
                && of_model.kind == field.kind
                && of_model.digit == field.digit
                && of_model.levels.len() == field.levels.len()
        };
        self.fields.len() == fields.iter().count() && self.fields.iter().zip(fields.iter()).all(is_same)
    }

    /// The model as tables, to score many patterns.
    pub(crate) fn scorer(&self) -> Scorer {
        Scorer::new(self)
    }

    /// What keeps a pair of this pattern apart.
    pub(crate) fn guard(&self, pattern: u64, joint: [f64; 3]) -> Option<Guard> {
        let meaning = |kind: ComparisonKind| {
            self.fields
                .iter()
                .find(|field| field.kind == kind)
                .and_then(|field| field.level(pattern))
                .map_or(Meaning::Absent, |level| level.meaning)
        };
        let contradicts = |level: &LevelModel| level.meaning == Meaning::Contradicts;
        if self.fields.iter().any(|field| field.level(pattern).is_some_and(contradicts)) {
            return Some(Guard::VerifiedNumbersDiffer);
        }
        // A guard stands where two people of one household remain a likely enough explanation.
        let [same, household, _] = joint;
        if household < same * HOUSEHOLD_DOUBT {
            return None;
        }
        let (given, birth) = (meaning(ComparisonKind::GivenNames), meaning(ComparisonKind::BirthDate));
        let (family, place) = (meaning(ComparisonKind::FamilyName), meaning(ComparisonKind::Place));
        match (given, birth) {
            (Meaning::Differs, Meaning::Differs) => Some(Guard::SharedIdentifier),
            (Meaning::Differs, Meaning::Same) if family == Meaning::Same || place == Meaning::Same => {
                Some(Guard::Twins)
            }
            (Meaning::Same | Meaning::Near, Meaning::Differs) => Some(Guard::Namesakes),
            _ => None,
        }
    }

    /// The model with every number cut to nine digits, so that it comes back from JSON as it is, whichever reader reads it.
    pub(crate) fn rounded(mut self) -> Self {
        let round = |number: &mut f64| *number = format!("{number:.8e}").parse().unwrap_or(*number);
        round(&mut self.match_share);
        round(&mut self.household_share);
        for level in self.fields.iter_mut().flat_map(|field| &mut field.levels) {
            let numbers = [&mut level.same, &mut level.household, &mut level.different, &mut level.household_likeness];
            numbers.into_iter().for_each(round);
        }
        for start in &mut self.starts {
            let numbers =
                [&mut start.from_match_share, &mut start.match_share, &mut start.moved, &mut start.likelihood];
            numbers.into_iter().for_each(round);
        }
        self
    }

    /// Shares of pairs of one person, of one household, and of unrelated people.
    pub(crate) fn shares(&self) -> [f64; 3] {
        [self.match_share, self.household_share, 1.0 - self.match_share - self.household_share]
    }
}

impl FieldModel {
    pub(crate) fn level(&self, pattern: u64) -> Option<&LevelModel> {
        let place = self.digit.unpack(pattern).level.checked_sub(1)?;
        self.levels.get(usize::from(place))
    }

    /// Probability of this comparison's outcome in each kind of pair. A missing value says nothing: 1 for all. Where the
    /// two agree on one value, what stands for "different" is how often that value is met.
    pub(crate) fn factors(&self, outcome: Outcome) -> [f64; 3] {
        match usize::from(outcome.level).checked_sub(1).and_then(|place| self.levels.get(place)) {
            None => [1.0; 3],
            Some(level) if outcome.octave == 0 => [level.same, level.household, level.different],
            Some(level) => [level.same, level.household, frequency_of(outcome.octave)],
        }
    }

    fn parts(&self, pattern: u64) -> (&str, f64, f64) {
        let Some(level) = self.level(pattern) else {
            return ("missing", 0.0, 0.0);
        };
        let [same, _, different] = self.factors(self.digit.unpack(pattern));
        (&level.label, (same / level.different).log2(), (level.different / different).log2())
    }
}

fn line(comparison: &str, level: &str, weight: f64, frequency_weight: f64) -> FieldEvidence {
    FieldEvidence { comparison: comparison.to_owned(), level: level.to_owned(), weight, frequency_weight }
}
