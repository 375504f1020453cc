//! Reading a table: tab-separated cells, one row a line; lines that begin with `#` say where the figures come from.

/// The rows of a table, in their order.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}
