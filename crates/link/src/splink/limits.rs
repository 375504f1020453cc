//! How much of a model is read, so that a hostile one costs neither memory nor time.

/// Bytes of JSON.
pub(crate) const JSON_BYTES: usize = 4 << 20;
/// Comparisons of a model.
pub(crate) const COMPARISONS: usize = 200;
/// Levels of a comparison.
pub(crate) const LEVELS: usize = 100;
/// Blocking rules of a model.
pub(crate) const BLOCKING_RULES: usize = 200;
/// Bytes of one SQL condition.
pub(crate) const SQL_BYTES: usize = 20_000;
/// Words and signs of one SQL condition: a chain of operators is as deep a tree as it has signs.
pub(crate) const SQL_TOKENS: usize = 2_000;
/// Nesting of one SQL condition, for the reader of the text.
pub(crate) const SQL_NESTING: usize = 50;
/// Depth of an expression that is evaluated.
pub(crate) const EXPRESSION_DEPTH: usize = 100;
/// Bytes of a compiled regular expression.
pub(crate) const PATTERN_BYTES: usize = 1 << 20;
/// Records that one record becomes when the arrays of a blocking rule are exploded.
pub(crate) const EXPLODED: usize = 10_000;
