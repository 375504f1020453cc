//! The names of one row.

use crate::specification::ColumnKind;
use crate::standardise::{alias, family_parts, full_name, given_tokens};
use crate::table::{Column, VALUE_SEPARATOR};

/// The names of one row as read from its cells.
#[derive(Default)]
pub(crate) struct RowNames {
    pub(crate) given: Vec<String>,
    pub(crate) other_given: Vec<String>,
    pub(crate) family: Vec<String>,
    pub(crate) other_family: Vec<Vec<String>>,
}

impl RowNames {
    pub(crate) fn read(columns: &[(ColumnKind, &Column)], row: u32) -> Self {
        let mut names = Self::default();
        for (kind, column) in columns {
            for text in column.text_of_row(row).split(VALUE_SEPARATOR).filter(|text| !text.is_empty()) {
                match kind {
                    ColumnKind::GivenNames => names.given.extend(given_tokens(text)),
                    ColumnKind::FamilyName => names.family.extend(family_parts(text)),
                    ColumnKind::FormerFamilyName => names.add_family(family_parts(text)),
                    ColumnKind::FullName if names.given.is_empty() && names.family.is_empty() => {
                        let whole = full_name(text);
                        (names.given, names.family) = (whole.given, whole.family);
                    }
                    ColumnKind::FullName => {}
                    _ => {
                        let other = alias(text);
                        names.other_given.extend(other.given.into_iter().take(1));
                        names.add_family(other.family);
                    }
                }
            }
        }
        names.other_given.retain(|word| !names.given.contains(word));
        names.other_given.sort_unstable();
        names.other_given.dedup();
        names.other_family.sort_unstable();
        names.other_family.dedup();
        names
    }

    fn add_family(&mut self, parts: Vec<String>) {
        if !parts.is_empty() && parts != self.family {
            self.other_family.push(parts);
        }
    }
}
