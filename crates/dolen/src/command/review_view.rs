//! Doubtful pairs and decisions as lines for a terminal. The ledger has it that they were shown.

use dolen_hub::master::{Decision, ReviewList, ReviewPair, ReviewSide};

use crate::output::count;

/// The list.
pub(crate) fn text(list: &ReviewList) -> String {
    let mut lines = vec![format!("{} pairs wait for a decision", count(list.waiting))];
    for pair in &list.pairs {
        lines.push(String::new());
        lines.extend(shown(pair));
    }
    if !list.decisions.is_empty() {
        lines.push("\ndecisions, newest first:".to_owned());
        lines.extend(list.decisions.iter().map(decided));
    }
    if !list.pairs.is_empty() {
        lines.push("\ndecide with: dolen review same A B --reason TEXT, or different A B --reason TEXT".to_owned());
    }
    lines.join("\n")
}

fn shown(pair: &ReviewPair) -> Vec<String> {
    let guard =
        pair.guard.as_ref().map(|guard| format!(", kept apart: {}", guard.replace('-', " "))).unwrap_or_default();
    let evidence = &pair.evidence;
    let mut lines = vec![format!("weight {:.1}, probability {:.4}{guard}", evidence.weight, evidence.probability)];
    lines.extend([&pair.left, &pair.right].into_iter().flat_map(side));
    lines.extend(evidence.fields.iter().map(|field| {
        format!("    {:<16} {:<40} {:+.1}", field.comparison, field.level, field.weight + field.frequency_weight)
    }));
    lines
}

fn side(side: &ReviewSide) -> Vec<String> {
    let head = format!("  {}  {}", side.record, side.organisation);
    let values = side.values.iter().map(|(field, value)| format!("    {:<20} {}", field.as_str(), value.expose()));
    std::iter::once(head).chain(values).collect()
}

fn decided(decision: &Decision) -> String {
    let undone = if decision.is_undone { ", undone" } else { "" };
    format!(
        "  {} {} {} {} by {} at {}{undone}: {}",
        decision.decision,
        decision.verdict,
        decision.left,
        decision.right,
        decision.actor,
        decision.decided_at,
        decision.reason
    )
}
