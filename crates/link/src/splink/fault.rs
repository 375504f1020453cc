//! What can go wrong with a Splink model, and what is worth telling about one that is read.

/// Why a Splink model cannot be read, or why a pair cannot be scored. No value of a record is ever part of a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplinkFault {
    /// The text is not JSON.
    #[error("line {line}, column {column}: this is not JSON: {reason}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader expected.
        reason: String,
    },
    /// A key of the settings is missing or holds something else than it should.
    #[error("`{place}` {reason}")]
    Shape {
        /// Path of the key, such as `comparisons[2].comparison_levels[0].m_probability`.
        place: String,
        /// What is wrong and what is expected.
        reason: String,
    },
    /// A SQL condition that is none of those that Splink's own libraries write.
    #[error("{place}: the SQL `{sql}` cannot be used: {reason}")]
    Sql {
        /// The comparison and the level, or the blocking rule.
        place: String,
        /// The whole condition as it stands in the settings.
        sql: String,
        /// Which part of it is not known, and what is.
        reason: String,
    },
    /// More than is read.
    #[error("{what}: {found}, at most {limit} can be read")]
    TooMuch {
        /// What there is too much of.
        what: String,
        /// How much there is.
        found: usize,
        /// How much there may be.
        limit: usize,
    },
    /// A pair of values on which the condition has no answer: DuckDB stops with an error there.
    #[error("{place}: {reason}")]
    Value {
        /// The comparison and the level, or the blocking rule.
        place: String,
        /// Why there is no answer.
        reason: String,
    },
}

/// Something about a model that was read and that its user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplinkNote {
    /// Path of the key, or comparison and level.
    pub place: String,
    /// What was found there and what is made of it.
    pub text: String,
}

impl SplinkNote {
    pub(crate) fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into() }
    }
}

/// Why an expression has no value; becomes [`SplinkFault::Value`] where its place is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cause(pub(crate) String);

impl Cause {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
