//! Why source records are held to be one person.

use serde::{Deserialize, Serialize};

/// The part one field had in a pair's weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldEvidence {
    /// Name of the comparison, such as `birth_date`.
    pub comparison: String,
    /// Label of the level that the pair reached, such as `exact` or `day and month swapped`.
    pub level: String,
    /// Match weight in bits (log2 Bayes factor) of the level.
    pub weight: f64,
    /// Bits added or taken away because the value is rare or common.
    pub frequency_weight: f64,
}

/// Two source records compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PairEvidence {
    /// Id of a source record.
    pub left: String,
    /// Id of another.
    pub right: String,
    /// Sum of the fields' weights and the prior, in bits.
    pub weight: f64,
    /// The weight as a probability.
    pub probability: f64,
    /// Field by field, without the prior: what is left of the weight.
    pub fields: Vec<FieldEvidence>,
    /// Whether a steward decided it: `same` or `different`.
    pub judgement: Option<String>,
}

/// Two source records that a steward judged to be one person and whose scores were not kept, because little or nothing
/// but the judgement speaks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedPair {
    /// Id of a source record.
    pub left: String,
    /// Id of another.
    pub right: String,
    /// Id of the decision.
    pub decision: String,
}

/// The links that hold one golden record together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PersonEvidence {
    /// Every stored pair inside the record, strongest first.
    pub pairs: Vec<PairEvidence>,
    /// Pairs inside the record that a steward's judgement joins and no kept score.
    pub judged: Vec<JudgedPair>,
    /// Weight of the weakest link of the strongest spanning tree, in bits: how sure the whole is. A link that a steward
    /// judged weighs more than any other; none where the scores alone do not hold the whole together.
    pub weakest_link: Option<f64>,
    /// Pairs with records outside that were near, and that were kept apart or wait for review.
    pub near_misses: Vec<PairEvidence>,
}
