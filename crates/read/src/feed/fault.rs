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
    pub(crate) fn inconsistent(text: impl Into<String>) -> Self {
        Self::Inconsistent(text.into())
    }
}
