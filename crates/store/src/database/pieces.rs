//! A statement whose text depends on what is asked.

use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::Value;
use super::query::Query;

/// A statement put together from fixed pieces and the values between them.
pub(crate) struct Pieces<'q> {
    text: String,
    values: Vec<Value<'q>>,
}

impl<'q> Pieces<'q> {
    /// Begins with a piece.
    pub(crate) fn new(first: &'static str) -> Self {
        Self { text: first.to_owned(), values: Vec::new() }
    }

    /// Adds a piece.
    pub(crate) fn push(&mut self, piece: &'static str) -> &mut Self {
        self.text.push_str(piece);
        self
    }

    /// Adds a parameter with its value.
    pub(crate) fn push_bind(&mut self, value: impl Into<Value<'q>>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// The statement. No connection keeps it prepared: it would take the place of one that comes again.
    pub(crate) fn build(self) -> Query<'q> {
        Query { text: AssertSqlSafe(self.text).into_sql_str(), values: self.values, is_kept: false }
    }
}
