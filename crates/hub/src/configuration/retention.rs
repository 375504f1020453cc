//! How long what is kept: a clock for each attribute and agreement.

use std::fmt;

use dolen_model::AttributeType;
use serde::{Deserialize, Serialize};

/// Months of the longest time: two centuries.
const LONGEST: u32 = 2_400;

/// A rule of retention. Each part that is left out holds for all.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// What is erased.
    pub what: Kept,
    /// Agreement under which it was sent.
    pub agreement: Option<String>,
    /// Kind of an attribute: `Circumstance`, `Event`, `Service`, `Risk`.
    pub kind: Option<String>,
    /// Scheme of its term.
    pub scheme: Option<String>,
    /// Its term.
    pub term: Option<String>,
    /// How many months it is kept.
    pub months: u32,
    /// From when on; for records the last publication.
    #[serde(default)]
    pub from: RetentionClock,
}

/// What a rule of retention is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Attributes of people.
    Attributes,
    /// Source records, with all that is held of them, where nothing was sent of them for that time.
    Records,
}

/// From when time is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionClock {
    /// The day on which an attribute began. One without it is kept.
    Start,
    /// The day on which it ended. One that goes on is kept.
    End,
    /// The day on which it was published.
    #[default]
    Published,
}

impl RetentionRule {
    /// What is wrong with a rule.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.months == 0 || self.months > LONGEST {
            return Err(format!("`retention.months` lies from 1 to {LONGEST}"));
        }
        if let Some(kind) = self.kind.as_deref().filter(|kind| AttributeType::from_standard(kind).is_none()) {
            return Err(format!("`retention.kind`: `{kind}` is none of Circumstance, Event, Service, Risk"));
        }
        let is_of_attributes = self.kind.is_some() || self.scheme.is_some() || self.term.is_some();
        if self.what == Kept::Records && (is_of_attributes || self.from != RetentionClock::Published) {
            return Err(
                "`retention`: records have no kind, scheme or term, and are kept from their publication".to_owned()
            );
        }
        Ok(())
    }
}

impl fmt::Display for RetentionRule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, from) = match (self.what, self.from) {
            (Kept::Records, _) => ("records", "they were last published"),
            (Kept::Attributes, RetentionClock::Start) => ("attributes", "they began"),
            (Kept::Attributes, RetentionClock::End) => ("attributes", "they ended"),
            (Kept::Attributes, RetentionClock::Published) => ("attributes", "they were published"),
        };
        write!(out, "{what}")?;
        for (name, part) in
            [("kind", &self.kind), ("scheme", &self.scheme), ("term", &self.term), ("agreement", &self.agreement)]
        {
            if let Some(part) = part {
                write!(out, ", {name} {part}")?;
            }
        }
        write!(out, ": {} months after {from}", self.months)
    }
}

#[cfg(test)]
mod tests {
    use crate::configuration::Configuration;

    fn parse(rule: &str) -> Result<String, String> {
        let read = Configuration::parse(&format!("[[retention]]\n{rule}\n"))?;
        Ok(read.retention[0].to_string())
    }

    #[test]
    fn a_rule_says_what_it_is_of_and_since_when() {
        let told = parse("what = \"attributes\"\nkind = \"Risk\"\nagreement = \"A-1\"\nmonths = 84\nfrom = \"end\"");
        assert_eq!(told.unwrap(), "attributes, kind Risk, agreement A-1: 84 months after they ended");
        assert_eq!(
            parse("what = \"records\"\nmonths = 120").unwrap(),
            "records: 120 months after they were last published"
        );
    }

    #[test]
    fn a_rule_that_would_erase_too_much_or_nothing_is_refused() {
        assert!(parse("what = \"attributes\"\nmonths = 0").unwrap_err().contains("months"));
        assert!(parse("what = \"attributes\"\nkind = \"Riks\"\nmonths = 9").unwrap_err().contains("Riks"));
        assert!(parse("what = \"records\"\nkind = \"Risk\"\nmonths = 9").unwrap_err().contains("records"));
        assert!(parse("what = \"records\"\nmonths = 9\nfrom = \"end\"").unwrap_err().contains("records"));
        assert!(parse("what = \"attributes\"").is_err(), "no time was given");
        assert!(parse("months = 9").is_err(), "nobody said of what");
    }
}
