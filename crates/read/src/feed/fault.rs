//! What can be wrong with a contract.

/// Why a text is no contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedFault {
    /// It is no TOML, or has a key or a word that contracts do not have. The text names line and column.
    #[error("the contract cannot be read: {0}")]
    Unreadable(String),
    /// Its parts contradict each other.
    #[error("the contract contradicts itself: {0}")]
    Inconsistent(String),
}

impl FeedFault {
    /// A fault of the text itself, in one line.
    pub(crate) fn unreadable(text: &str, fault: &toml::de::Error) -> Self {
        let before = fault.span().and_then(|span| text.get(..span.start));
        let place = before.map_or(String::new(), |before| {
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            format!("line {line}, column {column}: ")
        });
        let message = fault.message().split_whitespace().collect::<Vec<_>>().join(" ");
        Self::Unreadable(format!("{place}{message}"))
    }

    pub(crate) fn inconsistent(text: impl Into<String>) -> Self {
        Self::Inconsistent(text.into())
    }
}
