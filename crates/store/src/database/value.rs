//! What a parameter or a column holds.

use std::borrow::Cow;

/// A value on its way into the database: the only kinds a column or a parameter may have. It has no `Debug`: it may be about
/// a person.
pub(crate) enum Value<'q> {
    /// A whole number of 64 bits.
    Integer(Option<i64>),
    /// Text without U+0000.
    Text(Option<Cow<'q, str>>),
    /// Bytes.
    Bytes(Option<&'q [u8]>),
    /// A double.
    Real(f64),
    /// Whether.
    Boolean(bool),
    /// A list as one parameter, for [`super::Dialect::is_in`].
    Integers(&'q [i64]),
    /// A list as one parameter, for [`super::Dialect::is_in`].
    Texts(&'q [String]),
}

impl From<i64> for Value<'_> {
    fn from(integer: i64) -> Self {
        Self::Integer(Some(integer))
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(integer: Option<i64>) -> Self {
        Self::Integer(integer)
    }
}

impl<'q> From<&'q str> for Value<'q> {
    fn from(text: &'q str) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}

impl<'q> From<Option<&'q str>> for Value<'q> {
    fn from(text: Option<&'q str>) -> Self {
        Self::Text(text.map(Cow::Borrowed))
    }
}

impl<'q> From<&'q String> for Value<'q> {
    fn from(text: &'q String) -> Self {
        Self::Text(Some(Cow::Borrowed(text)))
    }
}

impl<'q> From<&'q Option<String>> for Value<'q> {
    fn from(text: &'q Option<String>) -> Self {
        Self::Text(text.as_deref().map(Cow::Borrowed))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Some(Cow::Owned(text)))
    }
}

impl From<Option<String>> for Value<'_> {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.map(Cow::Owned))
    }
}

impl<'q> From<&'q [u8]> for Value<'q> {
    fn from(bytes: &'q [u8]) -> Self {
        Self::Bytes(Some(bytes))
    }
}

impl<'q> From<Option<&'q [u8]>> for Value<'q> {
    fn from(bytes: Option<&'q [u8]>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<f64> for Value<'_> {
    fn from(real: f64) -> Self {
        Self::Real(real)
    }
}

impl From<bool> for Value<'_> {
    fn from(boolean: bool) -> Self {
        Self::Boolean(boolean)
    }
}

impl<'q> From<&'q [String]> for Value<'q> {
    fn from(texts: &'q [String]) -> Self {
        Self::Texts(texts)
    }
}

impl<'q> From<&'q [i64]> for Value<'q> {
    fn from(integers: &'q [i64]) -> Self {
        Self::Integers(integers)
    }
}
