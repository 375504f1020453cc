//! A Splink model, and a condition of one. What is read is written as what is read again, and answers for any values.
#![no_main]

use dolen_link::splink::{
    DuckDb, SplinkBlockingRuleSettings, SplinkComparisonSettings, SplinkDialect, SplinkLevelSettings, SplinkLinkType,
    SplinkModel, SplinkRecord, SplinkSettings, SplinkTermFrequencies, SplinkValue,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok((settings, _)) = SplinkSettings::parse(text) {
        let again = SplinkSettings::parse(&settings.to_json()).expect("what was written is read").0;
        assert_eq!(again.comparisons.len(), settings.comparisons.len());
        if let Ok(model) = SplinkModel::compile(settings) {
            score(&model, text);
        }
    }
    for dialect in [SplinkDialect::DuckDb, SplinkDialect::Spark, SplinkDialect::Postgres] {
        match SplinkModel::compile(of_condition(text, dialect)) {
            Ok(model) => {
                score(&model, text);
                score(&model.with_duckdb(DuckDb::One), text);
            }
            Err(fault) => assert!(!fault.to_string().is_empty()),
        }
    }
});

/// A model whose one condition, and whose blocking rule, is the text.
fn of_condition(sql: &str, dialect: SplinkDialect) -> SplinkSettings {
    let level = |sql: &str| SplinkLevelSettings { sql_condition: sql.to_owned(), ..SplinkLevelSettings::default() };
    let mut settings = SplinkSettings { dialect, ..SplinkSettings::new(SplinkLinkType::LinkAndDedupe) };
    settings.comparisons.push(SplinkComparisonSettings {
        output_column_name: "c".to_owned(),
        comparison_levels: vec![level(sql), level("1 = 1"), level("ELSE")],
        comparison_description: None,
    });
    settings
        .blocking_rules_to_generate_predictions
        .push(SplinkBlockingRuleSettings { blocking_rule: sql.to_owned(), arrays_to_explode: vec!["a".to_owned()] });
    settings
}

/// Every value in every column, against every other.
fn score(model: &SplinkModel, text: &str) {
    let start: String = text.chars().take(20).collect();
    let values = [
        SplinkValue::Null,
        SplinkValue::Integer(i64::MIN),
        SplinkValue::Double(f64::NAN),
        SplinkValue::Real(1.5),
        SplinkValue::from("1970-01-01"),
        SplinkValue::Text(start.clone()),
        SplinkValue::Date(i32::MAX),
        SplinkValue::Timestamp(i64::MIN),
        SplinkValue::List(vec![SplinkValue::Text(start), SplinkValue::Null]),
    ];
    let records: Vec<_> =
        values.iter().map(|value| SplinkRecord::new(vec![value.clone(); model.columns().len()])).collect();
    let frequencies = SplinkTermFrequencies::count(model, &records);
    for left in &records {
        for right in &records {
            _ = model.score(left, right, &frequencies);
            for rule in model.blocking_rules() {
                if let (Ok(left), Ok(right)) = (rule.derive(left), rule.derive(right)) {
                    _ = (rule.holds(&left, &right), rule.left_keys(&left), rule.right_keys(&right));
                }
            }
        }
    }
}
