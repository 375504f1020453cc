//! Interchange with Splink: reads its settings and saved models, scores pairs as it does, writes settings that it reads.
//!
//! | Step | Where | What |
//! |---|---|---|
//! | JSON | `settings/` | the settings as data; what is not known is told in notes |
//! | SQL | `sql/` | conditions to typed expressions; what none of Splink's libraries writes is refused and named |
//! | Columns | `column.rs`, `value.rs` | what must be known of a record, and of which type |
//! | Comparisons | `comparison.rs` | what is derived once a record, and the level of a pair |
//! | Blocking | `blocking.rs` | rules as predicates, as keys and a rest |
//! | Evaluation | `evaluate/` | DuckDB's logic, texts, times, lists and similarities |
//! | Scores | `score.rs`, `term_frequency.rs` | weights, adjustments, prior |
//! | Run | `run/` | all pairs of a table, links and clusters |
//!
//! ```
//! use dolen_link::splink::{SplinkModel, SplinkRecord, SplinkTermFrequencies};
//!
//! let model = SplinkModel::parse(
//!     r#"{
//!         "link_type": "dedupe_only",
//!         "probability_two_random_records_match": 0.01,
//!         "comparisons": [{
//!             "output_column_name": "surname",
//!             "comparison_levels": [
//!                 {"sql_condition": "\"surname_l\" IS NULL OR \"surname_r\" IS NULL", "is_null_level": true},
//!                 {"sql_condition": "\"surname_l\" = \"surname_r\"", "m_probability": 0.9, "u_probability": 0.01},
//!                 {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.99}
//!             ]
//!         }],
//!         "blocking_rules_to_generate_predictions": ["l.surname = r.surname"]
//!     }"#,
//! )?;
//! assert_eq!(model.columns()[0].name, "surname");
//! let record = SplinkRecord::new(vec!["Prosser".into()]);
//! let score = model.score(&record, &record, &SplinkTermFrequencies::default())?;
//! assert!((score.match_probability.unwrap() - 0.476).abs() < 0.001);
//! # Ok::<(), dolen_link::splink::SplinkFault>(())
//! ```

mod blocking;
mod column;
mod comparison;
mod evaluate;
mod expression;
mod fault;
mod limits;
mod model;
mod run;
mod score;
mod settings;
mod sql;
mod term_frequency;
mod value;

pub use blocking::{SplinkBlockingRule, SplinkBlockingValues, SplinkKey};
pub use column::{SplinkColumn, SplinkKind, SplinkRecord};
pub use comparison::{SplinkComparison, SplinkLevel, SplinkValues};
pub use evaluate::DuckDb;
pub use fault::{SplinkFault, SplinkNote};
pub use model::SplinkModel;
pub use run::{SplinkLink, SplinkLinkage};
pub use score::{SplinkDerived, SplinkScore, SplinkScorePart};
pub use settings::{
    SplinkBlockingRuleSettings, SplinkComparisonSettings, SplinkLevelSettings, SplinkLinkType, SplinkSettings,
    SplinkVersion,
};
pub use sql::SplinkDialect;
pub use term_frequency::SplinkTermFrequencies;
pub use value::SplinkValue;
