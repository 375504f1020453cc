//! What blocking will cost, counted before anything is compared.

use super::keys::{entries, key_of};
use super::part_lines::PartLines;
use super::{Blocks, Scheme, pairs_of};
use crate::fault::LinkFault;
use crate::linkage::RuleReport;
use crate::records::Records;
use crate::sample::sample_by_id;
use crate::specification::{BlockingRule, Specification};
use crate::table::Table;

/// Rows up to which every block is formed; of more rows so many are drawn.
const COUNTED: usize = 1_000_000;

/// Blocks of a rule that are told.
const LARGEST: usize = 3;

/// What one rule costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCost {
    /// The rule.
    pub rule: BlockingRule,
    /// Whether it is left out because there are more rows than it allows; nothing is then counted.
    pub is_left_out: bool,
    /// Pairs that agree on it, before any block is cut.
    pub pairs: u64,
    /// Rows of its largest blocks before they are cut, the largest first.
    pub largest_blocks: Vec<u64>,
    /// What is left after large blocks are cut; none where the figures are reckoned from a sample.
    pub report: Option<RuleReport>,
    /// How many rows of how many the figures are reckoned from.
    pub rows: (u64, u64),
}

/// The cost of every rule of a specification over a table. Where there are more than a million rows, a million of them are
/// drawn and the figures reckoned from these.
///
/// # Errors
/// See [`LinkFault`].
pub fn blocking_costs(specification: &Specification, table: &Table) -> Result<Vec<RuleCost>, LinkFault> {
    costs(specification, table, COUNTED)
}

fn costs(specification: &Specification, table: &Table, counted: usize) -> Result<Vec<RuleCost>, LinkFault> {
    let all = u64::from(table.checked_len()?);
    if table.len() <= counted {
        return of_rows(specification, table, (all, all));
    }
    let drawn = table.part(&sample_by_id(table, counted));
    of_rows(specification, &drawn, (drawn.len() as u64, all))
}

fn of_rows(specification: &Specification, table: &Table, rows: (u64, u64)) -> Result<Vec<RuleCost>, LinkFault> {
    let (drawn, all) = rows;
    let is_used = |rule: &BlockingRule| rule.at_most_rows.is_none_or(|most| all <= u64::from(most));
    let (records, _) = Records::standardise(specification, table, &[])?;
    let scheme = Scheme::new(specification, records.len());
    let mut reports = Vec::new();
    if drawn == all {
        reports = Blocks::new(specification, &records).reports;
    }
    let lines = PartLines::new(&scheme.parts, &records);
    let mut reports = reports.into_iter();
    let cost = |rule: &BlockingRule| {
        let rule = rule.clone();
        if !is_used(&rule) {
            return RuleCost { rule, is_left_out: true, pairs: 0, largest_blocks: Vec::new(), report: None, rows };
        }
        let entries = entries(&lines, &scheme.places(&rule.on), u32::try_from(records.len()).unwrap_or(u32::MAX));
        let report = reports.next();
        let mut sizes: Vec<usize> = entries
            .chunk_by(|left, right| key_of(*left) == key_of(*right))
            .map(<[u64]>::len)
            .filter(|&size| size > 1)
            .collect();
        sizes.sort_unstable_by(|left, right| right.cmp(left));
        let pairs = sizes.iter().map(|&size| pairs_of(size)).sum();
        let largest_blocks = sizes.iter().take(LARGEST).map(|&size| scaled(size as u64, all, drawn)).collect();
        // As many times more pairs as there are rows, for each of the two rows of a pair.
        let pairs = scaled(scaled(pairs, all, drawn), all, drawn);
        RuleCost { rule, is_left_out: false, pairs, largest_blocks, report, rows }
    };
    Ok(specification.blocks.iter().map(cost).collect())
}

/// A count of a part, for the whole.
fn scaled(count: u64, all: u64, drawn: u64) -> u64 {
    let whole = u128::from(count) * u128::from(all) / u128::from(drawn.max(1));
    u64::try_from(whole).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specification::{ColumnKind, ColumnSpecification};

    fn people(rows: u32) -> (Specification, Table) {
        let columns = [
            ColumnSpecification::new("given", ColumnKind::GivenNames),
            ColumnSpecification::new("family", ColumnKind::FamilyName),
        ];
        let specification = Specification::for_columns(columns.to_vec()).unwrap();
        let mut table = Table::new(&["given", "family"]);
        for row in 0..rows {
            let family = format!(
                "{}{}",
                ["Ba", "Co", "Di", "Fu", "Gwe", "Ha", "Jo"][row as usize % 7],
                ["les", "nnor", "rt"][row as usize % 3]
            );
            table.push("s", &row.to_string(), [Some("Zelda"), Some(family.as_str())]);
        }
        (specification, table)
    }

    #[test]
    fn pairs_are_counted_as_the_run_will_find_them() {
        let (specification, table) = people(210);
        let [cost] = costs(&specification, &table, 1_000).unwrap().try_into().unwrap();
        assert_eq!((cost.pairs, cost.largest_blocks.as_slice()), (21 * 45, &[10, 10, 10][..]));
        let linkage = crate::link(&specification, &table, &crate::Given::NOTHING, &|_| {}).unwrap();
        assert_eq!(cost.report.as_ref(), linkage.blocking.first());
    }

    #[test]
    fn of_many_rows_a_part_is_counted() {
        let (mut specification, table) = people(4_200);
        let [cost] = costs(&specification, &table, 1_000).unwrap().try_into().unwrap();
        let exact = 21 * pairs_of(200);
        assert!(cost.pairs.abs_diff(exact) < exact / 5, "{} for {exact}", cost.pairs);
        assert_eq!((cost.report, cost.rows), (None, (1_000, 4_200)));
        specification.blocks[0].at_most_rows = Some(4_199);
        assert!(costs(&specification, &table, 1_000).unwrap()[0].is_left_out);
    }
}
