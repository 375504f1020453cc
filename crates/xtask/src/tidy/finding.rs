//! What a rule found wrong.

use std::fmt;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Name of the rule.
    pub(super) rule: &'static str,
    /// File or package.
    pub(super) place: String,
    /// Line, from 1, where it lies in one.
    pub(super) line: Option<usize>,
    /// What is wrong and what to do.
    pub(super) message: String,
}

impl Finding {
    pub(super) fn at(rule: &'static str, place: &str, line: usize, message: impl Into<String>) -> Self {
        Self { rule, place: place.to_owned(), line: Some(line), message: message.into() }
    }

    pub(super) fn of(rule: &'static str, place: &str, message: impl Into<String>) -> Self {
        Self { rule, place: place.to_owned(), line: None, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.place)?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        write!(formatter, ": {} [{}]", self.message, self.rule)
    }
}
