//! Reads the JSON of settings and of saved models, of Splink 3 to 5.

use serde_json::{Map, Value};

use super::limits::{BLOCKING_RULES, COMPARISONS, JSON_BYTES, LEVELS};
use super::{
    LEAST_PROBABILITY, SplinkBlockingRuleSettings, SplinkComparisonSettings, SplinkLevelSettings, SplinkLinkType,
    SplinkSettings, SplinkVersion,
};
use crate::splink::fault::{SplinkFault, SplinkNote};
use crate::splink::sql::SplinkDialect;

/// Keys that have no part in a score.
const WITHOUT_PART: [&str; 10] = [
    "retain_matching_columns",
    "retain_intermediate_calculation_columns",
    "additional_columns_to_retain",
    "bayes_factor_column_prefix",
    "match_weight_column_prefix",
    "term_frequency_adjustment_column_prefix",
    "comparison_vector_value_column_prefix",
    "em_convergence",
    "max_iterations",
    "linker_uid",
];
/// What Splink 3 wrote for a probability that training had no pairs for, and the probability that it counts as.
const NOT_OBSERVED: (&str, f64) = ("level not observed in training dataset", 1e-6);

impl SplinkSettings {
    /// Reads settings or a saved model.
    ///
    /// # Errors
    /// [`SplinkFault::Json`], [`SplinkFault::Shape`] and [`SplinkFault::TooMuch`].
    pub fn parse(json: &str) -> Result<(Self, Vec<SplinkNote>), SplinkFault> {
        if json.len() > JSON_BYTES {
            return Err(SplinkFault::TooMuch {
                what: "bytes of JSON".to_owned(),
                found: json.len(),
                limit: JSON_BYTES,
            });
        }
        let value: Value = serde_json::from_str(json).map_err(|fault| SplinkFault::Json {
            line: fault.line(),
            column: fault.column(),
            reason: without_place(&fault.to_string()),
        })?;
        let mut notes = Vec::new();
        let mut object = Object::new("", &value)?;
        let settings = settings(&mut object, &mut notes)?;
        let unused: Vec<&str> = WITHOUT_PART.into_iter().filter(|key| object.take(key).is_some()).collect();
        if !unused.is_empty() {
            notes.push(SplinkNote::new(unused.join(", "), "has no part in a score"));
        }
        object.rest(&mut notes);
        Ok((settings, notes))
    }
}

fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(reason, _)| reason).to_owned()
}

fn settings(object: &mut Object<'_>, notes: &mut Vec<SplinkNote>) -> Result<SplinkSettings, SplinkFault> {
    let link_type = match object.text("link_type")?.as_deref() {
        Some("dedupe_only") => SplinkLinkType::DedupeOnly,
        Some("link_only") => SplinkLinkType::LinkOnly,
        Some("link_and_dedupe") => SplinkLinkType::LinkAndDedupe,
        _ => return Err(object.fault("link_type", "is `dedupe_only`, `link_only` or `link_and_dedupe`")),
    };
    let is_five = object.has("match_weight_column_prefix") || !object.has("bayes_factor_column_prefix");
    let version = if is_five { SplinkVersion::Five } else { SplinkVersion::Four };
    let mut settings = SplinkSettings { version, ..SplinkSettings::new(link_type) };
    if let Some(name) = object.text("sql_dialect")? {
        settings.dialect = SplinkDialect::of_name(&name)
            .ok_or_else(|| object.fault("sql_dialect", "is `duckdb`, `spark`, `sqlite`, `postgres` or `athena`"))?;
        if settings.dialect != SplinkDialect::DuckDb {
            let text = format!("conditions in the SQL of {name} are evaluated as DuckDB evaluates them");
            notes.push(SplinkNote::new("sql_dialect", text));
        }
    }
    match object.number("probability_two_random_records_match")? {
        Some(prior) if (0.0..=1.0).contains(&prior) => settings.probability_two_random_records_match = prior,
        Some(_) => return Err(object.fault("probability_two_random_records_match", "is a probability, from 0 to 1")),
        None => notes.push(SplinkNote::new("probability_two_random_records_match", "is missing: 0.0001, as in Splink")),
    }
    if let Some(name) = object.text("unique_id_column_name")? {
        settings.unique_id_column_name = name;
    }
    if let Some(name) = object.text("source_dataset_column_name")? {
        settings.source_dataset_column_name = name;
    }
    for (place, value) in object.list("comparisons", COMPARISONS)? {
        settings.comparisons.push(comparison(&mut Object::new(&place, value)?, version, notes)?);
    }
    for (place, value) in object.list("blocking_rules_to_generate_predictions", BLOCKING_RULES)? {
        settings.blocking_rules_to_generate_predictions.push(blocking_rule(&place, value, notes)?);
    }
    Ok(settings)
}

fn comparison(
    object: &mut Object<'_>,
    version: SplinkVersion,
    notes: &mut Vec<SplinkNote>,
) -> Result<SplinkComparisonSettings, SplinkFault> {
    let mut levels = Vec::new();
    for (place, value) in object.list("comparison_levels", LEVELS)? {
        levels.push(level(&mut Object::new(&place, value)?, version, notes)?);
    }
    let read = SplinkComparisonSettings {
        // Where it is missing, its name is made from the columns when the conditions are known.
        output_column_name: object.text("output_column_name")?.or(object.text("column_name")?).unwrap_or_default(),
        comparison_levels: levels,
        comparison_description: object.text("comparison_description")?,
    };
    // Written beside the model for charts.
    object.take("input_columns_used_by_case_statement");
    object.rest(notes);
    Ok(read)
}

fn level(
    object: &mut Object<'_>,
    version: SplinkVersion,
    notes: &mut Vec<SplinkNote>,
) -> Result<SplinkLevelSettings, SplinkFault> {
    let Some(sql_condition) = object.text("sql_condition")? else {
        return Err(object.fault("sql_condition", "is missing: the condition of the level in SQL, or `ELSE`"));
    };
    let is_null_level = object.truth("is_null_level")?.unwrap_or_default();
    let read = SplinkLevelSettings {
        sql_condition,
        label_for_charts: object.text("label_for_charts")?,
        m_probability: object.probability("m_probability", version, is_null_level, notes)?,
        u_probability: object.probability("u_probability", version, is_null_level, notes)?,
        is_null_level,
        tf_adjustment_column: object.text("tf_adjustment_column")?,
        tf_adjustment_weight: object.number("tf_adjustment_weight")?,
        tf_minimum_u_value: object.number("tf_minimum_u_value")?,
        disable_tf_exact_match_detection: object.truth("disable_tf_exact_match_detection")?.unwrap_or_default(),
        fix_m_probability: object.truth("fix_m_probability")?.unwrap_or_default(),
        fix_u_probability: object.truth("fix_u_probability")?.unwrap_or_default(),
    };
    // It follows from the order of the levels.
    object.take("comparison_vector_value");
    object.rest(notes);
    Ok(read)
}

fn blocking_rule(
    place: &str,
    value: &Value,
    notes: &mut Vec<SplinkNote>,
) -> Result<SplinkBlockingRuleSettings, SplinkFault> {
    if let Value::String(sql) = value {
        return Ok(SplinkBlockingRuleSettings { blocking_rule: sql.clone(), arrays_to_explode: Vec::new() });
    }
    let mut object = Object::new(place, value)?;
    let Some(blocking_rule) = object.text("blocking_rule")? else {
        return Err(object.fault("blocking_rule", "is missing: the rule in SQL"));
    };
    let mut arrays_to_explode = Vec::new();
    for (place, column) in object.list("arrays_to_explode", COMPARISONS)? {
        let Value::String(column) = column else {
            return Err(SplinkFault::Shape { place, reason: "is the name of a column".to_owned() });
        };
        arrays_to_explode.push(column.clone());
    }
    if let Some(salted) = object.take("salting_partitions")
        && !salted.is_null()
    {
        notes.push(SplinkNote::new(object.path("salting_partitions"), "says how the work is shared out: not needed"));
    }
    object.take("sql_dialect");
    object.rest(notes);
    Ok(SplinkBlockingRuleSettings { blocking_rule, arrays_to_explode })
}

/// A JSON object, its path, and the keys that were not read yet.
struct Object<'a> {
    place: String,
    map: &'a Map<String, Value>,
    unread: Vec<&'a str>,
}

impl<'a> Object<'a> {
    fn new(place: &str, value: &'a Value) -> Result<Self, SplinkFault> {
        let Value::Object(map) = value else {
            let place = if place.is_empty() { "the settings" } else { place }.to_owned();
            return Err(SplinkFault::Shape { place, reason: "is an object, between braces".to_owned() });
        };
        Ok(Self { place: place.to_owned(), map, unread: map.keys().map(String::as_str).collect() })
    }

    fn path(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    fn fault(&self, key: &str, reason: &str) -> SplinkFault {
        SplinkFault::Shape { place: self.path(key), reason: reason.to_owned() }
    }

    fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The value of a key; a key that is null is as one that is missing.
    fn take(&mut self, key: &str) -> Option<&'a Value> {
        self.unread.retain(|unread| *unread != key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    fn text(&mut self, key: &str) -> Result<Option<String>, SplinkFault> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.fault(key, "is a text, between quotes")),
        }
    }

    fn truth(&mut self, key: &str) -> Result<Option<bool>, SplinkFault> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(*truth)),
            Some(_) => Err(self.fault(key, "is `true` or `false`")),
        }
    }

    fn number(&mut self, key: &str) -> Result<Option<f64>, SplinkFault> {
        match self.take(key) {
            None => Ok(None),
            Some(value) => match value.as_f64().filter(|number| number.is_finite()) {
                Some(number) => Ok(Some(number)),
                None => Err(self.fault(key, "is a number")),
            },
        }
    }

    /// m or u. Above 1 they are let be: Splink's own first guesses are.
    fn probability(
        &mut self,
        key: &str,
        version: SplinkVersion,
        is_null_level: bool,
        notes: &mut Vec<SplinkNote>,
    ) -> Result<Option<f64>, SplinkFault> {
        if self.map.get(key).and_then(Value::as_str) == Some(NOT_OBSERVED.0) {
            self.take(key);
            notes.push(SplinkNote::new(self.path(key), "was not observed in training: 1e-6, as in Splink"));
            return Ok(Some(NOT_OBSERVED.1));
        }
        let least = if version == SplinkVersion::Five { LEAST_PROBABILITY } else { 0.0 };
        match self.number(key)? {
            Some(number) if number < least => Err(self.fault(key, &format!("is at least {least:e}"))),
            None if !is_null_level => {
                notes.push(SplinkNote::new(self.path(key), "is missing: Splink's first guess stands for it"));
                Ok(None)
            }
            found => Ok(found),
        }
    }

    /// The elements of a list, each with its path; none where the key is missing.
    fn list(&mut self, key: &str, limit: usize) -> Result<Vec<(String, &'a Value)>, SplinkFault> {
        let path = self.path(key);
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) if items.len() > limit => {
                Err(SplinkFault::TooMuch { what: format!("elements of `{path}`"), found: items.len(), limit })
            }
            Some(Value::Array(items)) => {
                Ok((0_usize..).zip(items).map(|(index, item)| (format!("{path}[{index}]"), item)).collect())
            }
            Some(_) => Err(self.fault(key, "is a list, between brackets")),
        }
    }

    /// Notes the keys that were not read.
    fn rest(&self, notes: &mut Vec<SplinkNote>) {
        let of_key = |key: &&str| SplinkNote::new(self.path(key), "is not a key that is known, and was not read");
        notes.extend(self.unread.iter().map(of_key));
    }
}
