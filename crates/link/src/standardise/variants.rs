//! Given names that one person may go by.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One group a line: forms of one name, folded, separated by spaces. A form may stand in several groups.
const TABLE: &str = include_str!("../../data/given_name_variants.txt");

static GROUPS: LazyLock<BTreeMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: BTreeMap<&'static str, Vec<u16>> = BTreeMap::new();
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    for (number, line) in (0_u16..).zip(lines) {
        for form in line.split_whitespace() {
            groups.entry(form).or_default().push(number);
        }
    }
    groups
});

/// The groups of a folded given name, in order; empty for a name that has none.
pub(crate) fn groups(name: &str) -> &'static [u16] {
    GROUPS.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standardise::fold;

    fn share(left: &str, right: &str) -> bool {
        groups(left).iter().any(|group| groups(right).contains(group))
    }

    #[test]
    fn forms_of_one_name_share_a_group() {
        for (left, right) in [("john", "sion"), ("elizabeth", "bethan"), ("william", "bill"), ("william", "gwilym")] {
            assert!(share(left, right), "{left} {right}");
        }
        assert!(!share("john", "james"));
    }

    #[test]
    fn the_table_is_folded_and_each_group_has_two_forms() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            assert!(line.split_whitespace().count() > 1, "{line}");
            for form in line.split_whitespace() {
                assert_eq!(fold(form), form);
            }
        }
    }
}
