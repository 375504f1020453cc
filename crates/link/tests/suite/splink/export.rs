//! Settings that are written for Splink. `record.py accept` has had Splink 5 and 4 read the files under `exports/` and score
//! with them; here they are held to be what is written today.

use dolen_link::splink::{
    SplinkBlockingRuleSettings, SplinkComparisonSettings, SplinkLevelSettings, SplinkLinkType, SplinkModel,
    SplinkSettings, SplinkTermFrequencies, SplinkVersion,
};

use super::scores::{lines, records};
use super::support::recorded;

const EXPORTED: [&str; 4] = ["names", "adjusted", "lists", "blocked"];

fn level(sql: &str, label: &str, m: f64, u: f64) -> SplinkLevelSettings {
    SplinkLevelSettings {
        sql_condition: sql.to_owned(),
        label_for_charts: Some(label.to_owned()),
        m_probability: Some(m),
        u_probability: Some(u),
        ..SplinkLevelSettings::default()
    }
}

fn missing(sql: &str) -> SplinkLevelSettings {
    SplinkLevelSettings { sql_condition: sql.to_owned(), is_null_level: true, ..SplinkLevelSettings::default() }
}

/// A model as an engine would write it: from its own comparisons and probabilities.
fn own_settings() -> SplinkSettings {
    let exact = SplinkLevelSettings {
        tf_adjustment_column: Some("surname".to_owned()),
        tf_adjustment_weight: Some(0.75),
        tf_minimum_u_value: Some(0.001),
        ..level("\"surname_l\" = \"surname_r\"", "the same", 0.85, 1e-3)
    };
    let comparison = |name: &str, levels| SplinkComparisonSettings {
        output_column_name: name.to_owned(),
        comparison_levels: levels,
        comparison_description: Some(format!("how alike {name} is")),
    };
    let mut settings = SplinkSettings::new(SplinkLinkType::DedupeOnly);
    settings.probability_two_random_records_match = 2.5e-4;
    settings.comparisons = vec![
        comparison(
            "surname",
            vec![
                missing("surname_l IS NULL OR surname_r IS NULL"),
                exact,
                level("jaro_winkler_similarity(surname_l, surname_r) >= 0.85", "alike", 0.1, 0.009),
                level("ELSE", "something else", 0.05, 0.99),
            ],
        ),
        comparison(
            "dob",
            vec![
                missing("dob_l IS NULL OR dob_r IS NULL"),
                level("dob_l = dob_r", "the same", 0.9, 0.004),
                level("substr(dob_l, 1, 4) = substr(dob_r, 1, 4)", "the same year", 0.06, 0.02),
                level("ELSE", "something else", 0.04, 0.976),
            ],
        ),
    ];
    let rule = |sql: &str| SplinkBlockingRuleSettings { blocking_rule: sql.to_owned(), arrays_to_explode: Vec::new() };
    settings.blocking_rules_to_generate_predictions = vec![
        rule("l.surname = r.surname"),
        rule("substr(l.dob, 1, 4) = substr(r.dob, 1, 4)"),
        SplinkBlockingRuleSettings {
            blocking_rule: "l.aliases = r.aliases".to_owned(),
            arrays_to_explode: vec!["aliases".to_owned()],
        },
    ];
    settings
}

#[test]
fn what_is_written_is_what_splink_was_seen_to_read() {
    assert_eq!(own_settings().to_json() + "\n", recorded("exports/own.json"));
    for name in EXPORTED {
        let model = SplinkModel::parse(&recorded(&format!("models/{name}_splink5.json"))).unwrap();
        assert_eq!(model.settings().to_json() + "\n", recorded(&format!("exports/{name}.json")), "{name}");
    }
}

#[test]
fn what_is_written_is_read_as_the_same() {
    for name in EXPORTED {
        let (settings, _) = SplinkSettings::parse(&recorded(&format!("models/{name}_splink5.json"))).unwrap();
        let (again, notes) = SplinkSettings::parse(&settings.to_json()).unwrap();
        assert_eq!(again, settings);
        assert!(notes.iter().all(|note| note.text == "has no part in a score"), "{notes:?}");
    }
}

#[test]
fn certainty_of_splink_4_is_written_as_splink_5_takes_it() {
    let (settings, _) = SplinkSettings::parse(&recorded("models/certain_splink4.json")).unwrap();
    let (again, _) = SplinkSettings::parse(&settings.to_json()).unwrap();
    assert_eq!(again.comparisons[0].comparison_levels[1].u_probability, Some(1e-300));
    assert_eq!(again.version, SplinkVersion::Five);
}

#[test]
fn splink_scores_what_is_written_as_we_do() {
    let model = SplinkModel::compile(own_settings()).unwrap();
    let records = records(&model);
    let frequencies = SplinkTermFrequencies::count(&model, records.values());
    let lines = lines("exports/own");
    assert!(lines.len() > 30, "{}", lines.len());
    for line in lines {
        let score = model.score(&records[&line.left], &records[&line.right], &frequencies).unwrap();
        assert!((score.match_weight.unwrap() - line.weight.unwrap()).abs() < 1e-6, "{} {}", line.left, line.right);
    }
}
