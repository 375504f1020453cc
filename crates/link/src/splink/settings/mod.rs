//! The settings of a Splink model as data: what is read from its JSON and written to it.

mod read;

use serde::Serialize;

use super::limits;
use super::sql::SplinkDialect;

/// Which records are compared with which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SplinkLinkType {
    /// Records of one source with each other.
    DedupeOnly,
    /// Records of different sources.
    LinkOnly,
    /// Both.
    LinkAndDedupe,
}

/// Whose arithmetic scores are computed with. The two differ at probabilities of 0 and 1 and where no level holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SplinkVersion {
    /// Splink 3 and 4: Bayes factors are multiplied and kept from 1e-300 to 1e300.
    Four,
    /// Splink 5: match weights are added.
    #[default]
    Five,
}

/// A model's settings. [`SplinkSettings::to_json`] writes what Splink 5 reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplinkSettings {
    /// Which records are compared.
    pub link_type: SplinkLinkType,
    /// Prior: probability that two records drawn at random are a match, 0 to 1.
    pub probability_two_random_records_match: f64,
    /// Column that identifies a record within its source.
    pub unique_id_column_name: String,
    /// Column that names the source of a record.
    pub source_dataset_column_name: String,
    /// The comparisons.
    pub comparisons: Vec<SplinkComparisonSettings>,
    /// The rules that make the pairs which are scored.
    pub blocking_rules_to_generate_predictions: Vec<SplinkBlockingRuleSettings>,
    /// The SQL of the conditions.
    #[serde(rename = "sql_dialect", serialize_with = "dialect_name")]
    pub dialect: SplinkDialect,
    /// Whose arithmetic it is; not in the JSON.
    #[serde(skip)]
    pub version: SplinkVersion,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplinkComparisonSettings {
    /// Name of its output column.
    pub output_column_name: String,
    /// The levels, in the order in which they are tried.
    pub comparison_levels: Vec<SplinkLevelSettings>,
    /// What it is called in charts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison_description: Option<String>,
}

/// One level of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SplinkLevelSettings {
    /// Its condition in SQL, or `ELSE`.
    pub sql_condition: String,
    /// What it is called in charts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_for_charts: Option<String>,
    /// m: probability of the level among matches. Written for Splink 5, which takes no 0, as 1e-300 at least.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "probability")]
    pub m_probability: Option<f64>,
    /// u: probability of the level among pairs that are no match; written as m is.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "probability")]
    pub u_probability: Option<f64>,
    /// Whether it says nothing, because a value is missing.
    #[serde(skip_serializing_if = "is_false")]
    pub is_null_level: bool,
    /// Column whose term frequency stands for u.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tf_adjustment_column: Option<String>,
    /// How much of that adjustment counts; 1 where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tf_adjustment_weight: Option<f64>,
    /// Term frequencies below it count as it; 0 where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tf_minimum_u_value: Option<f64>,
    /// Whether the adjustment starts from the u of this level, and not from the one of the exact match.
    #[serde(skip_serializing_if = "is_false")]
    pub disable_tf_exact_match_detection: bool,
    /// Whether training leaves m as it is.
    #[serde(skip_serializing_if = "is_false")]
    pub fix_m_probability: bool,
    /// Whether training leaves u as it is.
    #[serde(skip_serializing_if = "is_false")]
    pub fix_u_probability: bool,
}

/// One blocking rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SplinkBlockingRuleSettings {
    /// Its condition in SQL, over the records `l` and `r`.
    pub blocking_rule: String,
    /// Columns of lists: a record stands for one record an element.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arrays_to_explode: Vec<String>,
}

impl SplinkSettings {
    /// Settings without comparisons and rules, with the names of columns and the prior that Splink has by default.
    pub fn new(link_type: SplinkLinkType) -> Self {
        Self {
            link_type,
            probability_two_random_records_match: 0.0001,
            unique_id_column_name: "unique_id".to_owned(),
            source_dataset_column_name: "source_dataset".to_owned(),
            comparisons: Vec::new(),
            blocking_rules_to_generate_predictions: Vec::new(),
            dialect: SplinkDialect::DuckDb,
            version: SplinkVersion::Five,
        }
    }

    /// The settings as JSON that Splink 5 reads, from a file or as the settings of a linker. Numbers that are not finite
    /// have no form in JSON and are left out.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// The least probability that Splink 5 takes.
const LEAST_PROBABILITY: f64 = 1e-300;

#[expect(clippy::ref_option, reason = "what serde calls it with")]
fn probability<S: serde::Serializer>(probability: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    probability.map(|probability| probability.max(LEAST_PROBABILITY)).serialize(serializer)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls it with")]
const fn is_false(truth: &bool) -> bool {
    !*truth
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls it with")]
fn dialect_name<S: serde::Serializer>(dialect: &SplinkDialect, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(dialect.name())
}
