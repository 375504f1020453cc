//! The one line that tells why a file was not published.

use dolen_hub::view::{LoadReport, LoadState};
use dolen_model::{Problem, Severity};

use super::load_report::is_check;
use crate::fault::{Fault, Outcome};
use crate::progress::say;

/// What keeps a file from being published, where something does: the worst rule, where it was broken, and what to do.
pub(crate) fn refusal(report: &LoadReport) -> Option<Fault> {
    let summary = &report.summary;
    let is_check = is_check(report);
    let what = match summary.state {
        LoadState::Published | LoadState::Discarded => return None,
        LoadState::Rejected if is_check => "would be refused as a whole",
        LoadState::Held if is_check => "would be held for a steward",
        LoadState::Rejected => "refused as a whole",
        LoadState::Held => "held for a steward",
        LoadState::Landed => "landed, but not read to its end",
    };
    let why = report.reasons.first().map(|reason| reason.en.clone()).or_else(|| worst(report)).unwrap_or_default();
    let message = format!("{}: {what}: {why}", summary.file);
    Some(match summary.state {
        LoadState::Held if !is_check => Fault::caller(message).hint(format!(
            "publish it with `dolen load --release {0}`, or drop it with `dolen load --discard {0} --reason TEXT`",
            summary.sequence
        )),
        LoadState::Landed => Fault::caller(message).hint("load the file again"),
        _ => Fault::caller(message).hint(mend(report)),
    })
}

/// The first of the rules, which are listed worst first, with the first place where it was broken.
fn worst(report: &LoadReport) -> Option<String> {
    let rule = report.rules.first()?;
    let place = rule.examples.first().map(place).filter(|place| !place.is_empty());
    Some(match place {
        Some(place) => format!("{place}: {} ({})", rule.text.en, rule.rule),
        None => format!("{} ({})", rule.text.en, rule.rule),
    })
}

fn mend(report: &LoadReport) -> String {
    let of_file = report.rules.iter().find(|rule| rule.severity == Severity::FileReject);
    let rule = of_file.or_else(|| report.rules.first());
    rule.map_or_else(|| "see the report".to_owned(), |rule| rule.mend.en.clone())
}

/// Sheet or path, line and column, and what the rule leaves open; never a value.
pub(crate) fn place(problem: &Problem) -> String {
    let line = problem.line.map(|line| format!("line {line}"));
    let column = problem.column.as_ref().map(|column| format!("column `{column}`"));
    let detail = problem.detail.as_ref().map(|detail| detail.en.clone());
    [problem.part.clone(), line, column, detail].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Ends a command over several files: each fault is told in its line, the last one by whoever called.
pub(crate) fn told(faults: Vec<Fault>) -> Outcome {
    let mut faults = faults;
    let Some(last) = faults.pop() else { return Ok(()) };
    for fault in faults {
        say(&format!("dolen: {fault}"));
    }
    Err(last)
}
