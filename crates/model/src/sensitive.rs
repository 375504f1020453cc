//! A wrapper that keeps personal data out of logs, errors and panics.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value about a person. `Debug` and `Display` print `[personal]`; the value itself is reached only by
/// [`Sensitive::expose`], so that every place that lets it out can be found by its name.
///
/// Serialising passes the value through: the store and the pages need it. Logs are kept clean by the allow-list of log
/// fields, not by this type alone.
///
/// ```
/// let name = dolen_model::Sensitive::new("Siân");
/// assert_eq!(format!("{name:?} {name}"), "[personal] [personal]");
/// assert_eq!(*name.expose(), "Siân");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for a place that is allowed to show or compare it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value, owned.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}

impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}
