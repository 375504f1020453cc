//! The score of a pair, as Splink computes it.
//!
//! A level weighs log2(m / u). Where it has a term frequency, the weight of the rarer agreement is added:
//! log2(u of the exact match) - log2(the greater of both frequencies and of the least that is allowed). The prior is
//! log2(p / (1 - p)).

use super::column::SplinkRecord;
use super::comparison::{SplinkComparison, SplinkLevel, SplinkValues};
use super::expression::Expression;
use super::fault::SplinkFault;
use super::model::SplinkModel;
use super::settings::{SplinkComparisonSettings, SplinkLevelSettings, SplinkVersion};
use super::term_frequency::SplinkTermFrequencies;
use super::value::SplinkValue;

/// What is derived from one record, to score it against others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SplinkDerived {
    /// For each comparison.
    pub comparisons: Vec<SplinkValues>,
    /// For each term frequency column.
    pub terms: Vec<SplinkValue>,
}

/// The score of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct SplinkScore {
    /// Match weight in bits; `None` where a comparison without ELSE has no level for the pair.
    pub match_weight: Option<f64>,
    /// Probability of a match, 0 to 1.
    pub match_probability: Option<f64>,
    /// What each comparison adds.
    pub parts: Vec<SplinkScorePart>,
}

/// What one comparison adds to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplinkScorePart {
    /// The level that the pair reached.
    pub level: SplinkLevel,
    /// Its weight in bits.
    pub weight: Option<f64>,
    /// What the term frequency adds to it, in bits.
    pub term_frequency_adjustment: f64,
}

impl SplinkScore {
    /// Whether a similarity that was looked at lies within 1e-9 of its threshold.
    pub fn is_near_threshold(&self) -> bool {
        self.parts.iter().any(|part| part.level.is_near_threshold)
    }
}

/// The probabilities of a comparison's levels.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    place: String,
    levels: Vec<LevelWeight>,
}

#[derive(Clone, Debug)]
struct LevelWeight {
    is_null: bool,
    m: f64,
    u: f64,
    adjustment: Option<Adjustment>,
}

/// How the frequency of a value adjusts a level.
#[derive(Clone, Debug)]
struct Adjustment {
    /// Place among the term frequency columns.
    column: usize,
    weight: f64,
    minimum: f64,
    is_own_u: bool,
    /// u of the exact match on the column.
    exact_u: f64,
}

/// Probabilities are not taken to be smaller.
const LEAST: f64 = 1e-300;
const MOST: f64 = 1e300;

impl Weights {
    /// Takes the probabilities of a comparison from its settings. `term` gives the place of a term frequency column.
    pub(crate) fn of(
        index: usize,
        settings: &SplinkComparisonSettings,
        comparison: &SplinkComparison,
        term: &mut impl FnMut(&str, &str) -> Result<usize, SplinkFault>,
    ) -> Result<Self, SplinkFault> {
        let count = settings.comparison_levels.iter().filter(|level| !level.is_null_level).count();
        let mut vector_value = count;
        let mut levels = Vec::new();
        for (number, level) in settings.comparison_levels.iter().enumerate() {
            if !level.is_null_level {
                vector_value -= 1;
            }
            let (first_m, first_u) = first_guess(vector_value, count);
            let place = format!("comparisons[{index}].comparison_levels[{number}].tf_adjustment_column");
            levels.push(LevelWeight {
                is_null: level.is_null_level,
                m: level.m_probability.unwrap_or(first_m),
                u: level.u_probability.unwrap_or(first_u),
                adjustment: adjustment(level, comparison.is_else(number), &place, term)?,
            });
        }
        Ok(Self { place: format!("comparisons[{index}]"), levels })
    }

    /// Finds the u that each adjustment starts from.
    pub(crate) fn find_exact_matches(
        &mut self,
        comparison: &SplinkComparison,
        terms: &[(String, Expression)],
    ) -> Result<(), SplinkFault> {
        let u_of = |level: usize| self.levels.get(level).map(|level| level.u);
        let mut found = Vec::new();
        for (place, level) in self.levels.iter().enumerate() {
            let Some(adjustment) = &level.adjustment else {
                found.push(None);
                continue;
            };
            let (name, column) = terms.get(adjustment.column).map_or(("", None), |(name, column)| (name, Some(column)));
            let exact = match column {
                _ if adjustment.is_own_u => u_of(place),
                Some(Expression::Operand { place, .. }) => comparison.exact_match_of(*place).and_then(u_of),
                _ => None,
            };
            if exact.is_none() {
                let reason = format!(
                    "names column `{name}`, and no level is an exact match on it alone: add one, or set \
                     `disable_tf_exact_match_detection`"
                );
                let place = format!("{}.comparison_levels[{place}].tf_adjustment_column", self.place);
                return Err(SplinkFault::Shape { place, reason });
            }
            found.push(exact);
        }
        for (level, exact) in self.levels.iter_mut().zip(found) {
            if let (Some(adjustment), Some(exact)) = (&mut level.adjustment, exact) {
                adjustment.exact_u = exact;
            }
        }
        Ok(())
    }
}

fn adjustment(
    level: &SplinkLevelSettings,
    is_else: bool,
    place: &str,
    term: &mut impl FnMut(&str, &str) -> Result<usize, SplinkFault>,
) -> Result<Option<Adjustment>, SplinkFault> {
    let weight = level.tf_adjustment_weight.unwrap_or(1.0);
    let Some(column) = level.tf_adjustment_column.as_deref() else { return Ok(None) };
    if level.is_null_level || is_else || weight == 0.0 {
        return Ok(None);
    }
    Ok(Some(Adjustment {
        column: term(column, place)?,
        weight,
        minimum: level.tf_minimum_u_value.unwrap_or(0.0),
        is_own_u: level.disable_tf_exact_match_detection,
        exact_u: 0.0,
    }))
}

/// m and u that Splink starts training from, for the level of a comparison vector value among so many: 0.95 for the
/// highest, the rest shared evenly; match weights from -5 to 3 in even steps, and 10 for the highest.
#[expect(clippy::cast_precision_loss, reason = "numbers of levels")]
fn first_guess(vector_value: usize, count: usize) -> (f64, f64) {
    let is_highest = vector_value + 1 == count;
    let m = if is_highest { 0.95 } else { (1.0 - 0.95) / (count as f64 - 1.0) };
    let weight = match count {
        _ if is_highest => 10.0,
        0..=2 => -5.0,
        _ => -5.0 + vector_value as f64 * (8.0 / (count as f64 - 2.0)),
    };
    (m, m / libm::exp2(weight))
}

impl LevelWeight {
    fn weight(&self) -> f64 {
        if self.is_null { 0.0 } else { libm::log2(self.m.max(LEAST) / self.u.max(LEAST)) }
    }

    fn bayes_factor(&self) -> f64 {
        match () {
            () if self.is_null => 1.0,
            () if self.u == 0.0 => f64::INFINITY,
            () => self.m / self.u,
        }
    }
}

impl Adjustment {
    /// The frequency that stands for u; `None` where neither value has one.
    fn frequency(&self, left: Option<f64>, right: Option<f64>) -> Option<f64> {
        let (first, second) = (left.or(right)?, right.or(left)?);
        Some(first.max(second).max(self.minimum))
    }

    fn weight(&self, frequency: f64) -> f64 {
        self.weight * (libm::log2(self.exact_u) - libm::log2(frequency))
    }

    fn bayes_factor(&self, frequency: f64) -> f64 {
        libm::pow(self.exact_u / frequency, self.weight)
    }
}

impl SplinkModel {
    /// What scoring needs of a record.
    pub fn derive(&self, record: &SplinkRecord) -> SplinkDerived {
        let comparisons = self.comparisons().iter().map(|comparison| comparison.derive(record)).collect();
        SplinkDerived { comparisons, terms: self.terms(record) }
    }

    /// Scores a pair of records.
    ///
    /// # Errors
    /// [`SplinkFault::Value`] where DuckDB stops with an error.
    pub fn score(
        &self,
        left: &SplinkRecord,
        right: &SplinkRecord,
        frequencies: &SplinkTermFrequencies,
    ) -> Result<SplinkScore, SplinkFault> {
        self.score_derived(&self.derive(left), &self.derive(right), frequencies)
    }

    /// Scores a pair of records from what was derived of them.
    ///
    /// # Errors
    /// [`SplinkFault::Value`] where DuckDB stops with an error.
    pub fn score_derived(
        &self,
        left: &SplinkDerived,
        right: &SplinkDerived,
        frequencies: &SplinkTermFrequencies,
    ) -> Result<SplinkScore, SplinkFault> {
        let mut levels = Vec::with_capacity(self.comparisons().len());
        let pairs = left.comparisons.iter().zip(&right.comparisons);
        for (comparison, (left, right)) in self.comparisons().iter().zip(pairs) {
            levels.push(comparison.level(left, right)?);
        }
        let frequency = |column: usize| {
            let of = |side: &SplinkDerived| frequencies.frequency(column, side.terms.get(column)?);
            (of(left), of(right))
        };
        Ok(self.score_levels(&levels, frequency))
    }

    /// Scores the levels that a pair reached, one for each comparison. `frequency` gives, for a term frequency column, the
    /// frequencies of both values.
    pub fn score_levels(
        &self,
        levels: &[SplinkLevel],
        frequency: impl Fn(usize) -> (Option<f64>, Option<f64>),
    ) -> SplinkScore {
        let mut parts = Vec::with_capacity(levels.len());
        let mut factors = Vec::with_capacity(levels.len() * 2);
        for (weights, level) in self.weights.iter().zip(levels) {
            let reached = level.place.and_then(|place| weights.levels.get(place));
            let adjusted = reached.and_then(|reached| reached.adjustment.as_ref()).and_then(|adjustment| {
                let (left, right) = frequency(adjustment.column);
                Some((adjustment, adjustment.frequency(left, right)?))
            });
            factors.push(reached.map(LevelWeight::bayes_factor));
            factors.extend(adjusted.map(|(adjustment, frequency)| Some(adjustment.bayes_factor(frequency))));
            parts.push(SplinkScorePart {
                level: *level,
                weight: reached.map(LevelWeight::weight),
                term_frequency_adjustment: adjusted.map_or(0.0, |(adjustment, frequency)| adjustment.weight(frequency)),
            });
        }
        let prior = self.settings().probability_two_random_records_match;
        let (match_weight, match_probability) = match self.settings().version {
            SplinkVersion::Four => of_factors(prior, &factors),
            SplinkVersion::Five => of_weights(prior, &parts),
        };
        SplinkScore { match_weight, match_probability, parts }
    }
}

/// Splink 5: the weights added up.
fn of_weights(prior: f64, parts: &[SplinkScorePart]) -> (Option<f64>, Option<f64>) {
    let mut weight = libm::log2(prior / (1.0 - prior));
    for part in parts {
        let Some(of_level) = part.weight else { return (None, None) };
        weight += of_level;
        weight += part.term_frequency_adjustment;
    }
    let probability =
        if weight >= 0.0 { 1.0 / (1.0 + libm::exp2(-weight)) } else { libm::exp2(weight) / (1.0 + libm::exp2(weight)) };
    (Some(weight), Some(probability))
}

/// Splink 4: the Bayes factors multiplied, the product kept within bounds. A factor that is unknown makes the product
/// unknown, and the bound takes its place.
fn of_factors(prior: f64, factors: &[Option<f64>]) -> (Option<f64>, Option<f64>) {
    if prior >= 1.0 {
        return (Some(f64::INFINITY), Some(1.0));
    }
    let start = Some(prior / (1.0 - prior));
    let product =
        factors.iter().fold(start, |product, factor| product.zip(*factor).map(|(product, factor)| product * factor));
    let bounded = match product {
        // NaN, which comes of zero times infinity, is above all numbers.
        Some(product) if product.is_nan() => MOST,
        Some(product) => product.clamp(LEAST, MOST),
        None => LEAST,
    };
    let is_certain = factors.contains(&Some(f64::INFINITY));
    let probability = if is_certain { 1.0 } else { bounded / (1.0 + bounded) };
    (Some(libm::log2(bounded)), Some(probability))
}
