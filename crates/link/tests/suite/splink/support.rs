//! Values and models for the tests.

use std::path::Path;

use dolen_link::splink::{
    SplinkComparisonSettings, SplinkFault, SplinkLevelSettings, SplinkLinkType, SplinkModel, SplinkSettings,
    SplinkValue,
};
use serde_json::Value;

/// A recorded file.
pub(super) fn recorded(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/splink").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// A recorded value of a type of DuckDB's.
pub(super) fn value(value: &Value, kind: &str) -> SplinkValue {
    if value.is_null() {
        return SplinkValue::Null;
    }
    if let Some(kind) = kind.strip_suffix(']').and_then(|kind| kind.rsplit_once('[')).map(|(kind, _)| kind) {
        return SplinkValue::List(value.as_array().unwrap().iter().map(|item| self::value(item, kind)).collect());
    }
    let time = |text: &str| text.parse::<jiff::civil::DateTime>().unwrap();
    match kind {
        "VARCHAR" => SplinkValue::from(value.as_str().unwrap()),
        "BIGINT" => SplinkValue::Integer(value.as_i64().unwrap()),
        "DOUBLE" => SplinkValue::Double(value.as_f64().unwrap()),
        "FLOAT" => SplinkValue::Real(value.as_f64().unwrap() as f32),
        "DATE" => SplinkValue::Date(
            i32::try_from(microseconds(time(value.as_str().unwrap())).div_euclid(86_400_000_000)).unwrap(),
        ),
        "TIMESTAMP" => SplinkValue::Timestamp(microseconds(time(value.as_str().unwrap()))),
        _ if kind.starts_with("STRUCT") => {
            let fields = value.as_object().unwrap();
            SplinkValue::Struct(
                fields.iter().map(|(name, field)| (name.clone(), self::value(field, "DOUBLE"))).collect(),
            )
        }
        other => panic!("no values of type {other} are recorded"),
    }
}

fn microseconds(time: jiff::civil::DateTime) -> i64 {
    let since = time.since(jiff::civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0)).unwrap();
    since.total(jiff::SpanTotal::from(jiff::Unit::Microsecond).days_are_24_hours()).unwrap() as i64
}

/// Settings of one comparison with these conditions.
pub(super) fn of_conditions(conditions: &[&str]) -> SplinkSettings {
    let level = |sql: &&str| SplinkLevelSettings {
        sql_condition: (*sql).to_owned(),
        m_probability: Some(0.5),
        u_probability: Some(0.5),
        ..SplinkLevelSettings::default()
    };
    let mut settings = SplinkSettings::new(SplinkLinkType::DedupeOnly);
    settings.comparisons.push(SplinkComparisonSettings {
        output_column_name: "tried".to_owned(),
        comparison_levels: conditions.iter().map(level).collect(),
        comparison_description: None,
    });
    settings
}

/// A model that tells whether a condition is true (level 0), false (1) or unknown (2).
pub(super) fn of_condition(condition: &str) -> Result<SplinkModel, SplinkFault> {
    SplinkModel::compile(of_conditions(&[condition, &format!("NOT ({condition})"), "ELSE"]))
}
