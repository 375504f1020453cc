//! How common values are among all people, where that is known from elsewhere.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::fault::LinkFault;
use crate::pattern::{octave_of, octave_of_share};
use crate::specification::{ComparisonKind, ComparisonSpecification, Specification};

/// A table of how common the values of one comparison are in a population.
#[derive(Clone, Default)]
pub struct Frequencies {
    /// The comparison: one of given names (the first of them counts), family names, texts, codes or identifiers, with term
    /// frequencies.
    pub comparison: String,
    /// Values with how many people hold each, or with what share of all people does: shares are taken for such where none is above
    /// 1 and they add up to 1 or less. Values are brought to standard form as cells are; those that become one are added up.
    pub counts: Vec<(String, f64)>,
}

impl std::fmt::Debug for Frequencies {
    /// Tells how many there are, and none of them.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { comparison, counts } = self;
        formatter.debug_struct("Frequencies").field("comparison", comparison).field("values", &counts.len()).finish()
    }
}

/// A value that no table has counts as often as in the rows where more of them hold it; else as the rarest of the table.
const ENOUGH: u64 = 12;

/// Shares of the values of a table, by their codes.
#[derive(Default)]
pub(crate) struct Shares {
    of: HashMap<u32, f64, FixedState>,
    /// The least of them; 0 where there is no table.
    least: f64,
}

impl Shares {
    /// `code` gives the code of a value, where it has one.
    pub(crate) fn new(frequencies: &Frequencies, mut code: impl FnMut(&str) -> Option<u32>) -> Self {
        let mut counts: Vec<(&str, f64)> =
            frequencies.counts.iter().map(|(text, count)| (text.as_str(), *count)).collect();
        // Sums are the same for any order of the table.
        counts.sort_unstable_by(|one, other| one.0.cmp(other.0).then(one.1.total_cmp(&other.1)));
        let sum: f64 = counts.iter().map(|(_, count)| count).sum();
        let all = if sum <= 1.0 + 1e-9 { 1.0 } else { sum };
        let mut shares = Self { of: HashMap::default(), least: 1.0 };
        for (text, count) in counts {
            let share = count / all;
            shares.least = shares.least.min(share);
            if let Some(code) = code(text) {
                *shares.of.entry(code).or_default() += share;
            }
        }
        shares
    }

    /// What share of all people a value has that `holders` of the rows hold; none where only the rows tell.
    pub(crate) fn of(&self, code: u32, holders: u64) -> Option<f64> {
        let floor = (self.least > 0.0 && holders <= ENOUGH).then_some(self.least);
        self.of.get(&code).copied().or(floor)
    }

    /// How rare a value is that `holders` of `rows` rows hold.
    pub(crate) fn octave(&self, code: u32, holders: u64, rows: u64) -> u8 {
        self.of(code, holders).map_or_else(|| octave_of(holders, rows), octave_of_share)
    }
}

/// The table of a kind of comparison that there is once.
pub(crate) fn of_kind<'a>(
    specification: &Specification,
    frequencies: &'a [Frequencies],
    kind: ComparisonKind,
) -> Option<&'a Frequencies> {
    let comparison = specification.comparisons.iter().find(|comparison| comparison.kind == kind)?;
    of_comparison(&comparison.name, frequencies)
}

/// The table of a comparison.
pub(crate) fn of_comparison<'a>(name: &str, frequencies: &'a [Frequencies]) -> Option<&'a Frequencies> {
    frequencies.iter().find(|frequencies| frequencies.comparison == name)
}

/// Whether each table is of a comparison that takes one, and each number can be one.
pub(crate) fn check(specification: &Specification, frequencies: &[Frequencies]) -> Result<(), LinkFault> {
    let takes = |comparison: &&ComparisonSpecification| comparison.term_frequency && takes_table(comparison.kind);
    for (position, of) in frequencies.iter().enumerate() {
        let name = &of.comparison;
        if !specification.comparisons.iter().filter(takes).any(|comparison| comparison.name == *name) {
            let known: Vec<&str> =
                specification.comparisons.iter().filter(takes).map(|comparison| comparison.name.as_str()).collect();
            return Err(LinkFault::TakesNoFrequencies { comparison: name.clone(), known: known.join(", ") });
        }
        if frequencies.iter().take(position).any(|earlier| earlier.comparison == *name) {
            return Err(LinkFault::Inconsistent(format!(
                "comparison `{name}` has two tables of frequencies: give one"
            )));
        }
        if of.counts.iter().any(|(_, count)| !(count.is_finite() && *count > 0.0)) {
            return Err(LinkFault::Inconsistent(format!(
                "the frequencies of comparison `{name}` hold a number that is not above 0"
            )));
        }
    }
    Ok(())
}

/// Whether agreement on a value of this kind is weighed by how common the value is, and values are such as tables list.
const fn takes_table(kind: ComparisonKind) -> bool {
    matches!(
        kind,
        ComparisonKind::GivenNames
            | ComparisonKind::FamilyName
            | ComparisonKind::Text
            | ComparisonKind::Category
            | ComparisonKind::Identifier
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(counts: &[(&str, f64)]) -> Shares {
        let counts = counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect();
        let code = |text: &str| text.parse().ok();
        Shares::new(&Frequencies { comparison: String::new(), counts }, code)
    }

    #[test]
    fn counts_and_shares_mean_the_same() {
        let (counted, shared) = (shares(&[("1", 750.0), ("2", 250.0)]), shares(&[("2", 0.25), ("1", 0.75)]));
        for of in [&counted, &shared] {
            assert_eq!((of.of(1, 5), of.of(2, 5)), (Some(0.75), Some(0.25)));
        }
        // A list of the commonest alone does not make them commoner than they are.
        assert_eq!(shares(&[("1", 0.01), ("2", 0.005)]).of(1, 0), Some(0.01));
    }

    #[test]
    fn what_a_table_lacks_is_rare_unless_the_rows_show_otherwise() {
        let shares = shares(&[("1", 9_000.0), ("2", 1.0), ("02", 1.0), ("x", 1_000.0)]);
        assert_eq!(shares.of(2, 0), Some(2.0 / 10_002.0));
        assert_eq!(shares.octave(7, 3, 200), 13);
        assert_eq!(shares.octave(7, 100, 200), octave_of(100, 200));
        assert_eq!(Shares::default().octave(7, 3, 200), octave_of(3, 200));
    }
}
