//! A specification as TOML to keep, with what was told of each part as comments.

use serde::Serialize;

use super::choose::Recognition;
use crate::block::RuleCost;
use crate::fault::LinkFault;
use crate::specification::{BlockingRule, Specification};

/// Columns that are left out and told at most.
const TOLD: usize = 200;

const HEAD: &str =
    "What `dolen link` compares in these files, and how. Keep it, change it, and give it back with `--spec`.";

impl Recognition {
    /// The specification as TOML, with why each column is what it is and what each blocking rule costs as comments. No value
    /// of a row is in it. It is read again as the same specification.
    ///
    /// # Errors
    /// [`LinkFault::Inconsistent`] where a value has no form in TOML.
    pub fn to_toml(&self, specification: &Specification, costs: &[RuleCost]) -> Result<String, LinkFault> {
        let mut text = comment(HEAD) + "\n";
        let Specification { thresholds, block_cap, columns, comparisons, blocks } = specification;
        text += &format!("block_cap = {block_cap}\n\n[thresholds]\n{}", written(thresholds)?);
        for column in columns {
            text.push('\n');
            let taken = self.taken.iter().find(|taken| taken.column == *column);
            text += &taken.map(|taken| comment(&taken.reason)).unwrap_or_default();
            text += &format!("[[column]]\n{}", written(column)?);
        }
        text += &self.not_matched_on();
        for comparison in comparisons {
            text.push('\n');
            text += &format!("[[comparison]]\n{}", written(comparison)?);
        }
        for rule in blocks {
            text.push('\n');
            let cost = costs.iter().find(|cost| cost.rule == *rule);
            text += &cost.map(|cost| comment(&told(cost))).unwrap_or_default();
            text += &block(rule)?;
        }
        Ok(text)
    }

    fn not_matched_on(&self) -> String {
        if self.left_out.is_empty() {
            return String::new();
        }
        let mut text = "\n".to_owned() + &comment("Not matched on:");
        for left_out in self.left_out.iter().take(TOLD) {
            text += &comment(&format!("  {}: {}", left_out.name, left_out.reason));
        }
        if let more @ 1.. = self.left_out.len().saturating_sub(TOLD) {
            text += &comment(&format!("  and {more} more"));
        }
        text
    }
}

/// A rule with the parts of its key in one line.
fn block(rule: &BlockingRule) -> Result<String, LinkFault> {
    let on = toml::Value::try_from(&rule.on).map_err(|fault| LinkFault::Inconsistent(fault.to_string()))?;
    let most = rule.at_most_rows.map(|most| format!("at_most_rows = {most}\n")).unwrap_or_default();
    Ok(format!("[[block]]\non = {on}\n{most}"))
}

/// The entries of one part.
fn written(part: &impl Serialize) -> Result<String, LinkFault> {
    toml::to_string(part).map_err(|fault| LinkFault::Inconsistent(fault.to_string()))
}

/// One line, whatever the text holds.
fn comment(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("# {plain}\n")
}

/// What a rule costs, in words.
fn told(cost: &RuleCost) -> String {
    if cost.is_left_out {
        let most = cost.rule.at_most_rows.unwrap_or_default();
        return format!("left out: there are more than {} rows", grouped(u64::from(most)));
    }
    let (drawn, all) = cost.rows;
    let mut told = if drawn == all {
        format!("{} pairs", grouped(cost.pairs))
    } else {
        format!("about {} pairs, reckoned from {} of {} rows", grouped(cost.pairs), grouped(drawn), grouped(all))
    };
    if !cost.largest_blocks.is_empty() {
        let sizes: Vec<String> = cost.largest_blocks.iter().map(|&rows| grouped(rows)).collect();
        told += &format!("; the largest blocks have {} rows", sizes.join(", "));
    }
    if let Some(report) = cost.report.as_ref().filter(|report| report.cut_blocks > 0) {
        told += &format!(
            "; {} blocks are cut, which leaves {} pairs",
            grouped(u64::from(report.cut_blocks)),
            grouped(report.pairs)
        );
        if report.skipped_rows > 0 {
            told += &format!("; {} rows that nothing cuts are not compared by it", grouped(report.skipped_rows));
        }
    }
    told
}

/// A count with its thousands apart.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
