//! `dolen review`: what waits for a steward, and what stewards decide.

use std::path::Path;

use dolen_hub::master::{Decision, judge, review_list, undo};

use super::matching::{matched, text};
use super::opening::{self, Opened};
use super::review_view;
use crate::fault::{Fault, Outcome};
use crate::machine::actor;
use crate::output;

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// Pairs that wait for a decision, strongest first, and every decision
    List {
        /// Pairs shown
        #[arg(long, value_name = "COUNT", default_value_t = 20)]
        limit: u32,
        /// Prints one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Decides that two records are of one person
    Same(Judged),
    /// Decides that two records are of two people
    Different(Judged),
    /// Undoes a decision
    Undo {
        /// Id of the decision
        #[arg(value_name = "DECISION")]
        decision: String,
        #[command(flatten)]
        how: How,
    },
}

#[derive(clap::Args)]
pub(crate) struct Judged {
    /// Source record or person
    #[arg(value_name = "A")]
    left: String,
    /// Another one
    #[arg(value_name = "B")]
    right: String,
    #[command(flatten)]
    how: How,
}

#[derive(clap::Args)]
pub(crate) struct How {
    /// Why; goes into the ledger
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Leaves the effect to the next match
    #[arg(long)]
    defer: bool,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Lists pairs, or keeps or undoes a decision.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    let decide = |judged: &Judged, is_same: bool| {
        let Judged { left, right, how } = judged;
        let decision = opened.wait(judge(&opened.hub, left, right, is_same, &how.reason, &actor()))?;
        settle(&opened, &decision, how)
    };
    match arguments {
        Arguments::List { limit, json } => {
            let list = opened.wait(review_list(&opened.hub, *limit, &actor()))?;
            if *json { output::json(&list) } else { output::text(&review_view::text(&list)) }
        }
        Arguments::Same(judged) => decide(judged, true),
        Arguments::Different(judged) => decide(judged, false),
        Arguments::Undo { decision, how } => {
            let undone = opened.wait(undo(&opened.hub, decision, &how.reason, &actor()))?;
            settle(&opened, &undone, how)
        }
    }
}

/// A decision is kept; the match is made at once, so that its effect is seen, unless that is left to the next one.
fn settle(opened: &Opened, decision: &Decision, how: &How) -> Outcome {
    let said = format!(
        "decision {}: {} and {} are {}{}",
        decision.decision,
        decision.left,
        decision.right,
        if decision.verdict == "same" { "one person" } else { "two people" },
        if decision.is_undone { "; undone" } else { "" }
    );
    let report = if how.defer {
        None
    } else {
        let kept = |error: Fault| {
            if error.is_ours() { error } else { Fault::caller(format!("{said}, but: {error}")).hint("dolen match") }
        };
        Some(matched(opened).map_err(kept)?)
    };
    if how.json {
        let mut document = serde_json::to_value(decision)
            .map_err(|error| Fault::ours(format!("the answer could not be written as JSON: {error}")))?;
        if let (Some(fields), Some(report)) = (document.as_object_mut(), &report) {
            fields.insert("match".to_owned(), serde_json::json!(report));
        }
        return output::json(&document);
    }
    match report {
        Some(report) => output::text(&format!("{said}\n{}", text(&report))),
        None => output::text(&format!("{said}\nthe next match honours it: dolen match")),
    }
}
