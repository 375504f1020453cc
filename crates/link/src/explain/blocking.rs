//! Whether blocking brought a pair together.

use serde::Serialize;

use super::Explainer;
use crate::block::{applies, name_of, values};
use crate::specification::KeyPart;

/// What a blocking rule did with a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleOnPair {
    /// The rule's parts, joined by ` + `.
    pub rule: String,
    /// What it did.
    pub state: RuleState,
    /// Each part of the rule.
    pub parts: Vec<PartOnPair>,
}

/// Whether a rule brought a pair together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleState {
    /// A block of the rule holds both rows.
    Together,
    /// The rows agree on every part, with too many others, and on nothing by which so large a block is cut.
    Cut,
    /// The rows do not agree on every part.
    Apart,
    /// The rule is left out where there are so many rows.
    LeftOut,
}

/// A part of a rule on a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartOnPair {
    /// The part.
    pub part: String,
    /// Whether the rows agree on it.
    pub state: PartState,
}

/// Whether two rows agree on a part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartState {
    /// They have a value of it in common.
    Agrees,
    /// They have none in common.
    Differs,
    /// One of them has none.
    Missing,
}

impl Explainer<'_> {
    /// What each rule did with two places of the order.
    pub(super) fn rules_on(&self, left: u32, right: u32) -> Vec<RuleOnPair> {
        let (left, right) = (left.min(right), left.max(right));
        let mut number = 0;
        let mut told = Vec::new();
        for rule in &self.specification.blocks {
            let parts: Vec<PartOnPair> = rule.on.iter().map(|part| self.part_on(part, left, right)).collect();
            let state = if applies(rule, self.records.len()) {
                let is_held = self.blocks.holds(number, left, right);
                number += 1;
                match parts.iter().all(|part| part.state == PartState::Agrees) {
                    _ if is_held => RuleState::Together,
                    true => RuleState::Cut,
                    false => RuleState::Apart,
                }
            } else {
                RuleState::LeftOut
            };
            let rule = parts.iter().map(|part| part.part.as_str()).collect::<Vec<_>>().join(" + ");
            told.push(RuleOnPair { rule, state, parts });
        }
        told
    }

    fn part_on(&self, part: &KeyPart, left: u32, right: u32) -> PartOnPair {
        let (one, other) = (values(part, &self.records, left), values(part, &self.records, right));
        let (one, other) = (one.as_slice(), other.as_slice());
        let state = if one.is_empty() || other.is_empty() {
            PartState::Missing
        } else if one.iter().any(|value| other.contains(value)) {
            PartState::Agrees
        } else {
            PartState::Differs
        };
        PartOnPair { part: name_of(part), state }
    }
}
