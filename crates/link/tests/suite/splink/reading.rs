//! What is read from settings, what is told about them, and what is refused.

use dolen_link::splink::{
    SplinkDialect, SplinkFault, SplinkKind, SplinkLinkType, SplinkModel, SplinkRecord, SplinkSettings,
    SplinkTermFrequencies, SplinkValue, SplinkVersion,
};

use super::scores::records;
use super::support::{of_condition, of_conditions, recorded};

fn model(comparisons: &str) -> Result<SplinkModel, SplinkFault> {
    SplinkModel::parse(&format!(
        r#"{{"link_type": "dedupe_only", "probability_two_random_records_match": 0.1, "comparisons": [{comparisons}]}}"#
    ))
}

const LEVELS: &str = r#""comparison_levels": [
    {"sql_condition": "a_l IS NULL OR a_r IS NULL", "is_null_level": true},
    {"sql_condition": "a_l = a_r", "m_probability": 0.9, "u_probability": 0.1},
    {"sql_condition": "else", "m_probability": 0.1, "u_probability": 0.9}]"#;

#[test]
fn settings_written_by_hand_are_read() {
    let model = SplinkModel::parse(&format!(
        r#"{{"link_type": "link_only", "comparisons": [{{{LEVELS}}}], "unique_id_column_name": "key", "colour": "red",
            "blocking_rules_to_generate_predictions": ["l.a = r.a", {{"blocking_rule": "l.b = r.b", "salting_partitions": 4}}],
            "max_iterations": 5}}"#
    ))
    .unwrap();
    assert_eq!(model.link_type(), SplinkLinkType::LinkOnly);
    assert_eq!(model.settings().unique_id_column_name, "key");
    assert_eq!(model.settings().dialect, SplinkDialect::DuckDb);
    assert_eq!(model.comparisons()[0].name(), "a");
    let names: Vec<_> = model.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let notes: Vec<_> = model.notes().iter().map(|note| format!("{}: {}", note.place, note.text)).collect();
    assert_eq!(
        notes,
        [
            "probability_two_random_records_match: is missing: 0.0001, as in Splink",
            "blocking_rules_to_generate_predictions[1].salting_partitions: says how the work is shared out: not needed",
            "max_iterations: has no part in a score",
            "colour: is not a key that is known, and was not read",
        ]
    );
}

#[test]
fn a_probability_that_is_missing_is_told() {
    let told = model(
        r#"{"output_column_name": "a", "comparison_levels": [{"sql_condition": "a_l = a_r", "m_probability": 0.9},
        {"sql_condition": "ELSE", "u_probability": "level not observed in training dataset", "m_probability": 0.1}]}"#,
    )
    .unwrap();
    let places: Vec<_> = told.notes().iter().map(|note| note.place.as_str()).collect();
    let level = |number| format!("comparisons[0].comparison_levels[{number}].u_probability");
    assert_eq!(places, [level(0), level(1)]);
    assert_eq!(told.settings().comparisons[0].comparison_levels[1].u_probability, Some(1e-6));
}

#[test]
fn sql_that_splink_does_not_write_is_refused_by_name_and_place() {
    let fault = model(
        r#"{"output_column_name": "surname", "comparison_levels": [
            {"sql_condition": "soundex(surname_l) = soundex(surname_r)", "label_for_charts": "Sounds alike"},
            {"sql_condition": "ELSE"}]}"#,
    )
    .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "comparison `surname`, level 1 `Sounds alike`: the SQL `soundex(surname_l) = soundex(surname_r)` cannot be used: the \
         function `soundex` is not among those of Splink's libraries"
    );
}

#[test]
fn other_sql_is_refused() {
    for sql in [
        "",
        "a_l",
        "a_l = ",
        "a_l = a_r; drop table t",
        "a_l = a_r) or (1 = 1",
        "a = b",
        "t.a = r.a",
        "exists (select 1)",
        "a_l = (select max(a) from t)",
        "a_l like 'x%'",
        "a_l similar to 'x'",
        "a_l % 2 = 0",
        "a_l is not distinct from a_r",
        "regexp_extract(a_l, a_r, 0) = 'x'",
        "regexp_extract(a_l, '(?=x)', 0) = 'x'",
        "regexp_extract(a_l, 'x', 12) = 'x'",
        "try_strptime(a_l, '%Q') = a_r",
        "list_transform(a_l, x -> x) = a_r",
        "list_max(list_transform(a_l, x -> levenshtein(x, 'a'))) > 1",
        "count(distinct a_l) = 1",
        "sum(a_l) over () = 1",
        "jaro_winkler_similarity(a_l, a_r, 0.5) > 0.9",
        "random() < 0.5",
        "cast(a_l as blob) = a_r",
        "a_l[b_r] = 1",
        "'2000-13-45'::date = a_l",
        "array_length(a_l, 2) = 1",
    ] {
        let outcome = of_condition(sql);
        // `a_l` alone may be a truth value: it is read.
        assert!(sql == "a_l" || matches!(outcome, Err(SplinkFault::Sql { .. })), "{sql}: {outcome:?}");
    }
}

#[test]
fn settings_that_do_not_hold_together_are_refused() {
    let cases = [
        ("{", "line 1"),
        ("[]", "`the settings` is an object"),
        ("{}", "`link_type` is"),
        (r#"{"link_type": "dedupe"}"#, "`link_type` is"),
        (r#"{"link_type": "dedupe_only", "sql_dialect": "oracle"}"#, "`sql_dialect` is"),
        (r#"{"link_type": "dedupe_only", "probability_two_random_records_match": 2}"#, "from 0 to 1"),
        (r#"{"link_type": "dedupe_only", "comparisons": {}}"#, "`comparisons` is a list"),
        (r#"{"link_type": "dedupe_only", "comparisons": [{"comparison_levels": [{}]}]}"#, "sql_condition` is missing"),
        (
            r#"{"link_type": "dedupe_only", "comparisons": [{"comparison_levels": [{"sql_condition": "ELSE", "m_probability": "x"}]}]}"#,
            "`comparisons[0].comparison_levels[0].m_probability` is a number",
        ),
        (
            r#"{"link_type": "dedupe_only", "comparisons": [{"comparison_levels": [{"sql_condition": "ELSE", "m_probability": 0}]}]}"#,
            "is at least 1e-300",
        ),
        (
            r#"{"link_type": "dedupe_only", "comparisons": [{"comparison_levels": [{"sql_condition": "ELSE"}]}]}"#,
            "fewer than two levels",
        ),
        (
            r#"{"link_type": "dedupe_only", "comparisons": [{"comparison_levels": [{"sql_condition": "ELSE"}, {"sql_condition": "a_l = a_r"}]}]}"#,
            "comes after the level `ELSE`",
        ),
        (
            r#"{"link_type": "dedupe_only", "comparisons": [{"comparison_levels": [
                {"sql_condition": "a_l = a_r", "tf_adjustment_column": "b"}, {"sql_condition": "ELSE"}]}]}"#,
            "no level is an exact match on it alone",
        ),
    ];
    for (json, expected) in cases {
        let told = SplinkModel::parse(json).unwrap_err().to_string();
        assert!(told.contains(expected), "{json}: {told}");
    }
    let twice =
        model(&format!(r#"{{"output_column_name": "a b", {LEVELS}}}, {{"output_column_name": "A_b", {LEVELS}}}"#));
    assert!(twice.unwrap_err().to_string().contains("give each a name of its own"));
}

#[test]
fn a_hostile_model_is_refused_at_once() {
    let deep = format!("{}a_l = a_r{}", "(".repeat(5_000), ")".repeat(5_000));
    let many = vec!["a_l = a_r"; 1_000].join(" or ");
    let chain = format!("{} = a_r", vec!["a_l"; 900].join(" + "));
    let nots = format!("{} a_l = a_r", "not ".repeat(400));
    let braces = "[".repeat(400);
    let pattern = format!("regexp_extract(a_l, '{}', 0) = 'x'", "(a{1,900}){1,900}");
    for sql in [&deep, &many, &chain, &nots, &braces, &pattern] {
        assert!(of_condition(sql).is_err(), "{}", &sql[..20]);
    }
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(SplinkModel::parse(&nested), Err(SplinkFault::Json { .. })));
    let levels = vec!["a_l = a_r"; 120];
    let json = of_conditions(&levels).to_json();
    assert!(matches!(SplinkModel::parse(&json), Err(SplinkFault::TooMuch { .. })));
    assert!(matches!(SplinkModel::parse(&" ".repeat(5 << 20)), Err(SplinkFault::TooMuch { .. })));
}

#[test]
fn the_version_of_splink_is_told_from_what_it_saves() {
    let version = |key: &str| {
        let json = format!(r#"{{"link_type": "dedupe_only", {key} "comparisons": []}}"#);
        SplinkSettings::parse(&json).unwrap().0.version
    };
    assert_eq!(version(""), SplinkVersion::Five);
    assert_eq!(version(r#""match_weight_column_prefix": "mw_","#), SplinkVersion::Five);
    assert_eq!(version(r#""bayes_factor_column_prefix": "bf_","#), SplinkVersion::Four);
}

#[test]
fn a_model_tells_what_its_columns_must_hold() {
    let kinds = |file: &str| -> Vec<(String, SplinkKind)> {
        let model = SplinkModel::parse(&recorded(file)).unwrap();
        model.columns().iter().map(|column| (column.name.clone(), column.kind)).collect()
    };
    let expected = |expected: &[(&str, SplinkKind)]| -> Vec<(String, SplinkKind)> {
        expected.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect()
    };
    assert_eq!(
        kinds("models/lists_splink5.json"),
        expected(&[
            ("aliases", SplinkKind::List),
            ("vector", SplinkKind::Vector),
            ("lat", SplinkKind::Number),
            ("long", SplinkKind::Number),
            ("income", SplinkKind::Number),
            ("height", SplinkKind::Number),
            ("city", SplinkKind::Any),
        ])
    );
    assert_eq!(
        kinds("models/times_splink5.json"),
        expected(&[
            ("born", SplinkKind::Time),
            ("seen", SplinkKind::Time),
            ("dob", SplinkKind::Text),
            ("first_name", SplinkKind::Any),
            ("surname", SplinkKind::Any),
            ("city", SplinkKind::Text),
        ])
    );
}

#[test]
fn cells_are_read_as_what_their_column_must_hold() {
    assert_eq!(SplinkKind::Any.read(""), Some(SplinkValue::Null));
    assert_eq!(SplinkKind::Text.read(" Rhys"), Some(SplinkValue::from(" Rhys")));
    assert_eq!(SplinkKind::Number.read("5"), Some(SplinkValue::Integer(5)));
    assert_eq!(SplinkKind::Number.read("5.5"), Some(SplinkValue::Double(5.5)));
    assert_eq!(SplinkKind::Number.read("five"), None);
    assert_eq!(SplinkKind::Time.read("1970-01-02"), Some(SplinkValue::Date(1)));
    assert_eq!(SplinkKind::Time.read("1970-01-01 00:00:01"), Some(SplinkValue::Timestamp(1_000_000)));
    assert_eq!(SplinkKind::Time.read("1970-13-02"), None);
    let two = SplinkValue::List(vec!["a".into(), "b".into()]);
    assert_eq!(SplinkKind::List.read("a\u{1f}b"), Some(two));
    assert_eq!(SplinkKind::Vector.read("1\u{1f}x"), None);
}

#[test]
fn a_given_table_of_term_frequencies_counts_as_one_that_is_computed() {
    let model = SplinkModel::parse(&recorded("models/names_splink5.json")).unwrap();
    assert_eq!(model.term_columns(), ["first_name", "surname", "city", "email"]);
    let records = records(&model);
    let computed = SplinkTermFrequencies::count(&model, records.values());
    let mut rows = Vec::new();
    for (place, column) in model.term_columns().into_iter().enumerate() {
        let values: Vec<SplinkValue> = records
            .values()
            .map(|record| model.terms(record)[place].clone())
            .filter(|value| !value.is_null())
            .collect();
        for value in &values {
            let count = values.iter().filter(|other| *other == value).count();
            rows.push((column, value.clone(), count as f64 / values.len() as f64));
        }
    }
    assert_eq!(SplinkTermFrequencies::from_table(&model, rows), computed);
}

#[test]
fn a_value_that_is_not_in_the_table_takes_the_frequency_of_the_other() {
    let model = model(
        r#"{"output_column_name": "a", "comparison_levels": [
            {"sql_condition": "a_l = a_r", "m_probability": 0.5, "u_probability": 0.25, "tf_adjustment_column": "a"},
            {"sql_condition": "levenshtein(a_l, a_r) < 2", "m_probability": 0.5, "u_probability": 0.5, "tf_adjustment_column": "a"},
            {"sql_condition": "ELSE", "m_probability": 0.5, "u_probability": 0.5}]}"#,
    )
    .unwrap();
    let record = |text: &str| SplinkRecord::new(vec![text.into()]);
    let frequencies = SplinkTermFrequencies::from_table(&model, [("A", "ab".into(), 0.125), ("a", "ac".into(), 0.5)]);
    let adjustment = |left: &str, right: &str| {
        model.score(&record(left), &record(right), &frequencies).unwrap().parts[0].term_frequency_adjustment
    };
    assert_eq!(adjustment("ab", "ab"), 1.0);
    assert_eq!(adjustment("ab", "ad"), 1.0);
    assert_eq!(adjustment("ad", "ac"), -1.0);
    assert_eq!(adjustment("ab", "ac"), -1.0, "the greater of the two");
    assert_eq!(adjustment("x", "x"), 0.0);
}

#[test]
fn a_similarity_at_its_threshold_is_told() {
    let near = |sql: &str, left: &str, right: &str| {
        let model = of_condition(sql).unwrap();
        let values = |text: &str| model.comparisons()[0].derive(&SplinkRecord::new(vec![text.into()]));
        model.comparisons()[0].level(&values(left), &values(right)).unwrap().is_near_threshold
    };
    assert!(near("jaro_similarity(a_l, a_r) >= 0.8333333333333334", "Rhys", "rhys"));
    assert!(near("jaro_similarity(a_l, a_r) >= 0.83333333333", "Rhys", "rhys"));
    assert!(!near("jaro_similarity(a_l, a_r) >= 0.8333333", "Rhys", "rhys"));
    assert!(!near("levenshtein(a_l, a_r) <= 1", "Rhys", "rhys"), "a count is exact");
}

#[test]
fn no_value_is_in_a_message() {
    let model = of_condition("jaccard(a_l, a_r) >= 0.5 and cast(a_l as int) = 1").unwrap();
    let comparison = &model.comparisons()[0];
    let of = |text: &str| comparison.derive(&SplinkRecord::new(vec![text.into()]));
    for (left, right) in [("", "Gwenllian"), ("Gwenllian", "Gwenllian")] {
        let told = comparison.level(&of(left), &of(right)).unwrap_err().to_string();
        assert!(!told.contains("Gwen") && told.contains("comparison `tried`, level 1"), "{told}");
    }
    assert!(!format!("{:?}", of("Gwenllian")).contains("Gwen"));
}

#[test]
fn a_comparison_tells_which_columns_it_reads() {
    let model = SplinkModel::parse(&recorded("models/adjusted_splink5.json")).unwrap();
    let names = |places: &[usize]| places.iter().map(|&place| model.columns()[place].name.as_str()).collect::<Vec<_>>();
    let read: Vec<_> = model.comparisons().iter().map(|comparison| names(comparison.columns())).collect();
    assert_eq!(read, [vec!["surname"], vec!["surname", "first_name", "full_name"], vec!["postcode"]]);
    let blocked = SplinkModel::parse(&recorded("models/blocked_splink5.json")).unwrap();
    let rule = &blocked.blocking_rules()[2];
    assert_eq!((rule.key_count(), rule.has_residual(), rule.columns().len()), (1, true, 2));
    let exploded = blocked.blocking_rules()[3].columns();
    assert_eq!(names_and_kinds(&blocked, &exploded), [("aliases", SplinkKind::List)]);
}

fn names_and_kinds<'a>(model: &'a SplinkModel, places: &[usize]) -> Vec<(&'a str, SplinkKind)> {
    let of = |place: &usize| (model.columns()[*place].name.as_str(), model.columns()[*place].kind);
    places.iter().map(of).collect()
}

/// As Splink's `ComparisonLevel._is_exact_match` says of each.
#[test]
fn an_exact_match_is_known_however_it_is_written() {
    let is_known = |sql: &str| {
        model(&format!(
            r#"{{"output_column_name": "a", "comparison_levels": [
                {{"sql_condition": "{sql}", "u_probability": 0.1, "m_probability": 0.1, "tf_adjustment_column": "a"}},
                {{"sql_condition": "ELSE", "u_probability": 0.9, "m_probability": 0.9}}]}}"#
        ))
        .is_ok()
    };
    for sql in [
        "a_l = a_r",
        "a_r = a_l",
        "(A_l = a_R)",
        "a_l = a_r and a_l = a_r",
        "not (a_l <> a_r)",
        "not (a_l <> a_r or a_l <> a_r)",
        "(a_l = a_r) and true",
    ] {
        assert!(is_known(sql), "{sql}");
    }
    let two_columns = ["a_l = a_r and b_l = b_r", "not (a_l <> a_r or b_l <> b_r)"];
    let others =
        ["a_l = b_r", "a_l = a_r or b_l = b_r", "lower(a_l) = lower(a_r)", "a_l[1] = a_r[1]", "not (a_l = a_r)"];
    for sql in two_columns.into_iter().chain(others) {
        assert!(!is_known(sql), "{sql}");
    }
}
