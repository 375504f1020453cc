//! A Splink model, compiled.

use std::borrow::Cow;

use super::blocking::SplinkBlockingRule;
use super::column::{Columns, SplinkColumn, SplinkRecord};
use super::comparison::SplinkComparison;
use super::evaluate::{DuckDb, Evaluation, Row};
use super::expression::Expression;
use super::fault::{SplinkFault, SplinkNote};
use super::score::Weights;
use super::settings::{SplinkLinkType, SplinkSettings, SplinkVersion};
use super::sql;
use super::value::SplinkValue;

/// A Splink model that was read: it scores pairs as Splink does.
///
/// **Which record is left.** Some conditions tell the two records apart. Splink puts on the left the record whose unique
/// id is less, compared as the data base does; where several sources are linked and deduplicated, the text `source`, `-__-`,
/// `id` is compared instead; where two are only linked, the one whose name is less is on the left. [`Self::link`] does
/// so.
#[derive(Clone, Debug)]
pub struct SplinkModel {
    settings: SplinkSettings,
    notes: Vec<SplinkNote>,
    columns: Columns,
    comparisons: Vec<SplinkComparison>,
    blocking_rules: Vec<SplinkBlockingRule>,
    /// Columns of term frequencies: their name and their value in a record.
    terms: Vec<(String, Expression)>,
    pub(crate) weights: Vec<Weights>,
}

impl SplinkModel {
    /// Reads settings or a saved model of Splink 3 to 5.
    ///
    /// # Errors
    /// [`SplinkFault`]; a condition that is none of those of Splink's libraries is named with its place.
    pub fn parse(json: &str) -> Result<Self, SplinkFault> {
        let (settings, notes) = SplinkSettings::parse(json)?;
        let mut model = Self::compile(settings)?;
        model.notes.splice(0..0, notes);
        Ok(model)
    }

    /// Compiles settings.
    ///
    /// # Errors
    /// [`SplinkFault::Sql`] for a condition that is not known, [`SplinkFault::Shape`] where the settings do not hold
    /// together.
    pub fn compile(settings: SplinkSettings) -> Result<Self, SplinkFault> {
        let mut columns = Columns::default();
        let mut comparisons = Vec::new();
        let mut blocking_rules = Vec::new();
        for (index, comparison) in settings.comparisons.iter().enumerate() {
            comparisons.push(SplinkComparison::compile(comparison, settings.dialect, index, &mut columns)?);
        }
        for (index, rule) in settings.blocking_rules_to_generate_predictions.iter().enumerate() {
            blocking_rules.push(SplinkBlockingRule::compile(rule, settings.dialect, index, &mut columns)?);
        }
        different_names(&comparisons)?;
        let (mut terms, mut weights, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (level_settings, comparison)) in settings.comparisons.iter().zip(&comparisons).enumerate() {
            if !(0..comparison.level_count()).any(|level| comparison.is_else(level)) {
                let text = "has no level `ELSE`: a pair for which none of its levels holds has no score";
                notes.push(SplinkNote::new(format!("comparisons[{index}]"), text));
            }
            let mut term = |name: &str, place: &str| -> Result<usize, SplinkFault> {
                if let Some(known) = terms.iter().position(|(known, _): &(String, _)| known.eq_ignore_ascii_case(name))
                {
                    return Ok(known);
                }
                terms.push((name.to_owned(), sql::of_record(name, settings.dialect, place, &mut columns)?));
                Ok(terms.len() - 1)
            };
            weights.push(Weights::of(index, level_settings, comparison, &mut term)?);
        }
        for (weights, comparison) in weights.iter_mut().zip(&comparisons) {
            weights.find_exact_matches(comparison, &terms)?;
        }
        Ok(Self { settings, notes, columns, comparisons, blocking_rules, terms, weights })
    }

    /// The same model with the answers of another DuckDB than the newest.
    #[must_use]
    pub fn with_duckdb(mut self, duckdb: DuckDb) -> Self {
        self.comparisons.iter_mut().for_each(|comparison| comparison.set_duckdb(duckdb));
        self.blocking_rules.iter_mut().for_each(|rule| rule.set_duckdb(duckdb));
        self
    }

    /// The same model with the arithmetic of a version of Splink.
    #[must_use]
    pub const fn with_version(mut self, version: SplinkVersion) -> Self {
        self.settings.version = version;
        self
    }

    /// What the model says; [`SplinkSettings::to_json`] writes it.
    pub const fn settings(&self) -> &SplinkSettings {
        &self.settings
    }

    /// Which records are compared with which.
    pub const fn link_type(&self) -> SplinkLinkType {
        self.settings.link_type
    }

    /// What its user should know.
    pub fn notes(&self) -> &[SplinkNote] {
        &self.notes
    }

    /// The columns that it reads, in the order in which a [`SplinkRecord`] holds their values.
    pub fn columns(&self) -> &[SplinkColumn] {
        &self.columns.0
    }

    /// The comparisons.
    pub fn comparisons(&self) -> &[SplinkComparison] {
        &self.comparisons
    }

    /// The blocking rules. Splink compares a pair once, by the first rule that holds.
    pub fn blocking_rules(&self) -> &[SplinkBlockingRule] {
        &self.blocking_rules
    }

    /// The columns whose term frequencies adjust scores.
    pub fn term_columns(&self) -> Vec<&str> {
        self.terms.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The values of a record whose frequencies adjust its scores, in the order of [`Self::term_columns`]. One that cannot
    /// be told is null.
    pub fn terms(&self, record: &SplinkRecord) -> Vec<SplinkValue> {
        let evaluation = Evaluation::new(Row::Record(&record.values), DuckDb::default());
        let value = |expression| evaluation.value(expression).map_or(SplinkValue::Null, Cow::into_owned);
        self.terms.iter().map(|(_, expression)| value(expression)).collect()
    }
}

/// Splink's columns are named after comparisons: of two of one name it takes the levels of the first for both.
fn different_names(comparisons: &[SplinkComparison]) -> Result<(), SplinkFault> {
    let column = |comparison: &SplinkComparison| comparison.name().replace(' ', "_").to_lowercase();
    for (index, comparison) in comparisons.iter().enumerate() {
        if comparisons.iter().take(index).any(|before| column(before) == column(comparison)) {
            let place = format!("comparisons[{index}].output_column_name");
            let reason =
                format!("is `{}`, as that of a comparison before it: give each a name of its own", comparison.name());
            return Err(SplinkFault::Shape { place, reason });
        }
    }
    Ok(())
}
