//! Whether the cells of a column hold several values, and what stands between them.

use super::profile::Profile;
use super::shapes::{is_category, is_code, is_email, is_name, is_phone, is_postal, is_wording};
use crate::specification::ColumnKind;
use crate::standardise::{LIST, list, values_of};

/// What may stand between values, the surest first.
const SEPARATORS: &[&str] = &[LIST, "|", ";", ",", "/"];

/// Of texts, codes and identifiers one cell in so many holds several values, or more.
const OFTEN: usize = 50;

/// What stands between the values of a column's cells, where some cell holds several.
pub(super) fn separator(kind: ColumnKind, profile: &Profile<'_>) -> Option<&'static str> {
    if !kind.may_hold_several() {
        return None;
    }
    SEPARATORS.iter().copied().find(|separator| separates(separator, kind, profile))
}

fn separates(separator: &str, kind: ColumnKind, profile: &Profile<'_>) -> bool {
    // A comma stands in names and addresses as well, and a solidus in all but postcodes; in a former address, a place
    // of birth or the name of a post a semicolon may end a line.
    let is_of_kind = match kind {
        ColumnKind::Phone | ColumnKind::Email => true,
        ColumnKind::PreviousPostcode => separator != "/",
        ColumnKind::PreviousAddress | ColumnKind::Text | ColumnKind::Category => matches!(separator, LIST | "|"),
        _ => matches!(separator, LIST | "|" | ";"),
    };
    if !is_of_kind {
        return false;
    }
    let holds = |value: &&&str| match separator {
        LIST => list(value).is_some(),
        _ => value.contains(separator),
    };
    let with: Vec<&str> = profile.values.iter().filter(holds).copied().collect();
    // A mark that few cells hold belongs to their words.
    if matches!(kind, ColumnKind::Identifier | ColumnKind::Text | ColumnKind::Category)
        && OFTEN * with.len() < profile.values.len()
    {
        return false;
    }
    let parts: Vec<_> = with.iter().flat_map(|value| values_of(value, separator)).collect();
    let is_part = |part: &str| match kind {
        ColumnKind::Phone => is_phone(part),
        ColumnKind::Email => is_email(part) && !part.contains(' '),
        ColumnKind::PreviousPostcode => is_postal(part),
        ColumnKind::PreviousAddress => true,
        ColumnKind::Identifier => is_code(part),
        ColumnKind::Text => is_wording(part),
        ColumnKind::Category => is_category(part),
        _ => is_name(part),
    };
    parts.len() > 1 && 10 * parts.iter().filter(|part| is_part(part)).count() >= 9 * parts.len()
}
