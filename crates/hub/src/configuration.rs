//! `hub.toml`: what the agencies have agreed on for their hub.

mod retention;

use std::collections::BTreeMap;
use std::path::PathBuf;

use dolen_model::PersonField;
use serde::{Deserialize, Serialize};

pub use self::retention::{Kept, RetentionClock, RetentionRule};
use crate::database::Database;
use crate::keys::KeySource;

/// The hub's configuration.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Configuration {
    /// Which value of a field survives in a golden record.
    pub survivorship: Survivorship,
    /// How households are formed.
    pub households: Households,
    /// When a load is held for a steward.
    pub intake: Intake,
    /// From which probability on pairs are joined, or shown to a steward.
    pub matching: Matching,
    /// Which postcodes exist.
    pub postcodes: Postcodes,
    /// Where the key is that opens all others.
    pub keys: Keys,
    /// How long what is kept. Without a rule it is kept for good.
    pub retention: Vec<RetentionRule>,
    /// A database on a server. None: a file in the hub's folder.
    pub database: Option<Database>,
}

/// Rules of survivorship: the first that leaves one value decides.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Survivorship {
    /// For fields that are not named in `field`.
    pub rules: Vec<SurvivorshipRule>,
    /// Organisations, most trusted first, for fields that name none of their own. One that is not listed comes last.
    pub trusted: Vec<String>,
    /// By field.
    pub field: BTreeMap<PersonField, FieldRules>,
}

/// What differs for one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldRules {
    /// Instead of the general rules, if any.
    pub rules: Vec<SurvivorshipRule>,
    /// Instead of the general list, if any.
    pub trusted: Vec<String>,
}

/// One rule of survivorship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SurvivorshipRule {
    /// The value of the most trusted organisation; for an NHS number a traced one first.
    TrustedSource,
    /// The value that most organisations give.
    MostSources,
    /// The value that was true last.
    Newest,
    /// The value that says most.
    MostComplete,
}

/// How households are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Households {
    /// More living people than this at one residence are no household: a care home, a hostel.
    pub largest: u32,
}

/// When a load is held for a steward.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Intake {
    /// Largest change of the row count, or of how full a key field is, against the load before; a share.
    pub swing: f64,
}

/// How and when records are matched. Thresholds are probabilities from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matching {
    /// At or above it a pair is joined; none: the engine's own.
    pub join: Option<f64>,
    /// At or above it a pair is kept for a steward; none: the engine's own.
    pub review: Option<f64>,
    /// Whether a server has a match made when something is pending; else that is asked for.
    pub automatic: bool,
}

/// Which postcodes exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Postcodes {
    /// A postcode directory (ONSPD or NSPL, CSV); a relative path starts at the hub's folder. None: existence is not checked.
    pub directory: Option<PathBuf>,
}

/// Where the key is that opens all others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keys {
    /// The master key.
    pub master: KeySource,
}

impl Default for Keys {
    fn default() -> Self {
        Self { master: KeySource::File(PathBuf::from("master.key")) }
    }
}

impl Default for Survivorship {
    fn default() -> Self {
        use SurvivorshipRule as Rule;
        let only = |rules: &[Rule]| FieldRules { rules: rules.to_vec(), trusted: Vec::new() };
        let field = BTreeMap::from([
            // Where somebody lives changes: what was true last counts before what many repeat. Postcode and UPRN come from
            // the record that the address comes from.
            (PersonField::Address, only(&[Rule::Newest, Rule::MostSources, Rule::MostComplete])),
            (PersonField::FamilyName, only(&[Rule::Newest, Rule::MostSources, Rule::MostComplete])),
            // Spelling with its marks says more than spelling that lost them.
            (PersonField::GivenNames, only(&[Rule::MostSources, Rule::MostComplete, Rule::Newest])),
            (PersonField::NhsNumber, only(&[Rule::TrustedSource, Rule::MostSources, Rule::Newest])),
        ]);
        Self {
            rules: vec![Rule::MostSources, Rule::TrustedSource, Rule::Newest, Rule::MostComplete],
            trusted: Vec::new(),
            field,
        }
    }
}

impl Default for Households {
    fn default() -> Self {
        Self { largest: 10 }
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self { swing: 0.20 }
    }
}

impl Configuration {
    /// Reads TOML; what is left out is as by default.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read: Self = toml::from_str(text).map_err(|fault| fault.to_string())?;
        let share = |name: &str, value: f64| match (0.0..=1.0).contains(&value) {
            true => Ok(()),
            false => Err(format!("`{name}` lies from 0 to 1")),
        };
        share("intake.swing", read.intake.swing)?;
        for (name, value) in [("matching.join", read.matching.join), ("matching.review", read.matching.review)] {
            value.map_or(Ok(()), |value| share(name, value))?;
        }
        if let (Some(join), Some(review)) = (read.matching.join, read.matching.review)
            && review > join
        {
            return Err("`matching.review` is not above `matching.join`".to_owned());
        }
        for &field in read.survivorship.field.keys() {
            survives_by_rules(field)?;
        }
        for rule in &read.retention {
            rule.check()?;
        }
        if read.households.largest == 0 {
            return Err("`households.largest` is at least 1".to_owned());
        }
        Ok(read)
    }

    /// The defaults as TOML with comments, for a new hub.
    pub fn template() -> &'static str {
        include_str!("hub.toml")
    }
}

/// Whether a field has rules of survivorship of its own.
fn survives_by_rules(field: PersonField) -> Result<(), String> {
    let name = field.as_str();
    if matches!(field, PersonField::Postcode | PersonField::Uprn) {
        return Err(format!(
            "`survivorship.field.{name}`: address, postcode and UPRN come from one record together: set `survivorship.field.address`"
        ));
    }
    if !survives(field) {
        return Err(format!("`survivorship.field.{name}`: it stays with each agency's record and has no one value"));
    }
    Ok(())
}

/// Whether a field is matched on, or survives in golden records. What an agency does for a person (its worker, its team,
/// its dates) belongs to that agency's record: there is no one value of it that could be right for all.
pub(crate) const fn survives(field: PersonField) -> bool {
    use PersonField as Field;
    !matches!(
        field,
        Field::LeadWorker
            | Field::Team
            | Field::TeamPhone
            | Field::InvolvedSince
            | Field::InvolvedUntil
            | Field::LastContact
            | Field::AsAt
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_says_what_the_defaults_are() {
        assert_eq!(Configuration::parse(Configuration::template()).unwrap(), Configuration::default());
        assert_eq!(Configuration::parse("").unwrap(), Configuration::default());
    }

    #[test]
    fn rules_that_would_never_be_asked_are_refused() {
        let fault = |field: &str| {
            Configuration::parse(&format!("[survivorship.field.{field}]\nrules = [\"newest\"]\n")).unwrap_err()
        };
        assert!(fault("postcode").contains("survivorship.field.address"));
        assert!(fault("lead_worker").contains("agency's record"));
    }

    #[test]
    fn a_key_that_is_not_known_is_told_with_its_line() {
        let fault = Configuration::parse("[households]\nlargets = 3\n").unwrap_err();
        assert!(fault.contains("largets") && fault.contains('2'), "{fault}");
        assert!(
            Configuration::parse("[matching]\njoin = 0.5\nreview = 0.6\n").unwrap_err().contains("matching.review")
        );
        assert!(Configuration::parse("[intake]\nswing = 7.0\n").unwrap_err().contains("intake.swing"));
    }
}
