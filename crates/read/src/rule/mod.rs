//! The rules of validation, as data.

mod catalogue;

use dolen_model::{Bilingual, Severity};

pub use catalogue::RULES;

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Id, as it stands in reports and in the store.
    pub id: &'static str,
    /// What it does.
    pub severity: Severity,
    /// Whether the file waits for a steward where it is broken.
    pub holds: bool,
    /// What is wrong.
    pub text: Bilingual<&'static str>,
    /// What the agency should do.
    pub mend: Bilingual<&'static str>,
}

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
