//! Given names that one person may go by.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One group a line: forms of one name, folded, separated by spaces. A form may stand in several groups.
const LINES: &str = include_str!("../../data/given_name_variants.txt");

/// The groups that a name is in; the default is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Variants(u16);

impl Variants {
    pub(crate) const NONE: Self = Self(0);

    /// Of a folded given name.
    pub(crate) fn of(name: &str) -> Self {
        TABLE.names.get(name).copied().unwrap_or_default()
    }

    /// The numbers of the groups, in order.
    pub(crate) fn groups(self) -> &'static [u16] {
        TABLE.sets.get(usize::from(self.0)).map_or(&[], Vec::as_slice)
    }

    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether two names are forms of one.
    pub(crate) fn meet(self, other: Self) -> bool {
        if self.is_none() || other.is_none() {
            return false;
        }
        let bit = usize::from(self.0) * TABLE.sets.len() + usize::from(other.0);
        TABLE.meets.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }
}

/// The table as it is looked up.
struct Table {
    names: BTreeMap<&'static str, Variants>,
    /// Each distinct set of groups; the first is empty.
    sets: Vec<Vec<u16>>,
    /// A bit for each two sets, one after the other: whether they have a group in common.
    meets: Vec<u64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut groups: BTreeMap<&'static str, Vec<u16>> = BTreeMap::new();
    let lines = LINES.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    for (number, line) in (0_u16..).zip(lines) {
        for form in line.split_whitespace() {
            groups.entry(form).or_default().push(number);
        }
    }
    let mut sets: Vec<Vec<u16>> = groups.values().cloned().chain([Vec::new()]).collect();
    sets.sort();
    sets.dedup();
    let number = |groups: &Vec<u16>| sets.binary_search(groups).ok().and_then(|place| u16::try_from(place).ok());
    let names = groups.iter().map(|(&name, groups)| (name, Variants(number(groups).unwrap_or(0)))).collect();
    let mut meets = vec![0; sets.len() * sets.len() / 64 + 1];
    let pairs = sets.iter().flat_map(|one| sets.iter().map(move |other| (one, other)));
    let meeting = pairs.map(|(one, other)| one.iter().any(|group| other.contains(group)));
    for (bit, _) in meeting.enumerate().filter(|(_, meet)| *meet) {
        meets.get_mut(bit / 64).into_iter().for_each(|bits| *bits |= 1_u64 << (bit % 64));
    }
    Table { names, sets, meets }
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standardise::fold;

    fn share(left: &str, right: &str) -> bool {
        Variants::of(left).meet(Variants::of(right))
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
        for line in LINES.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            assert!(line.split_whitespace().count() > 1, "{line}");
            for form in line.split_whitespace() {
                assert_eq!(fold(form), form);
            }
        }
    }
}
