//! Why a file was held or refused, and how its header differs: one sentence each, without a value.

use dolen_model::{Bilingual, Problem};
use dolen_read::{Drift, ReadSummary, RuleTally, rule};

/// Why a file was refused as a whole.
pub(super) fn rejected(problem: &Problem, summary: &ReadSummary) -> Bilingual {
    if problem.rule == "header-missing-column" {
        let missing = |is_meant: fn(&str) -> String| missing_columns(&summary.header_drift, is_meant);
        let detail = Bilingual {
            en: missing(|nearest| format!("is `{nearest}` meant?")),
            cy: missing(|nearest| format!("ai `{nearest}` a olygir?")),
        };
        return sentence(problem, Some(detail));
    }
    sentence(problem, detail(problem))
}

/// Why a file that could be read is held.
pub(super) fn held(problem: &Problem, tally: Option<&RuleTally>) -> Bilingual {
    let Some(tally) = tally.filter(|_| problem.rule == "date-order") else {
        return sentence(problem, detail(problem));
    };
    let lines: Vec<String> =
        tally.examples.iter().filter_map(|place| place.line).map(|line| line.to_string()).collect();
    let (count, lines) = (tally.count, lines.join(", "));
    let detail = Bilingual {
        en: format!("{count} cases, first on line {lines}"),
        cy: format!("{count} achos, yn gyntaf ar linell {lines}"),
    };
    sentence(problem, Some(detail))
}

/// The number of rows swung.
pub(super) fn rows(now: u64, before: u64) -> Bilingual {
    Bilingual {
        en: format!("the file has {now} rows, the last load had {before}: check that the extract is whole"),
        cy: format!(
            "mae gan y ffeil {now} o resi, roedd gan y llwyth diwethaf {before}: gwiriwch fod y detholiad yn gyfan"
        ),
    }
}

/// The number of rows that can be published fell.
pub(super) fn publishable(now: u64, before: u64) -> Bilingual {
    Bilingual {
        en: format!("{now} rows can be published, in the last load {before}: mend the rows that were sent back"),
        cy: format!(
            "gellir cyhoeddi {now} o resi, ac yn y llwyth diwethaf {before}: cywirwch y rhesi a anfonwyd yn ôl"
        ),
    }
}

/// The share of rows that fill a key column swung.
pub(super) fn fill(column: &str, now: f64, before: f64) -> Bilingual {
    let (now, before) = (percent(now), percent(before));
    Bilingual {
        en: format!("column `{column}` is filled in {now} of the rows, in the last load in {before}: check its export"),
        cy: format!(
            "mae colofn `{column}` wedi'i llenwi mewn {now} o'r rhesi, ac mewn {before} yn y llwyth diwethaf: gwiriwch ei hallforio"
        ),
    }
}

/// How the header differs from the contract, a sentence a column.
pub(super) fn drift(drift: &[Drift]) -> Vec<String> {
    drift
        .iter()
        .map(|drift| match drift {
            Drift::Twice(column) => format!("column `{column}` stands twice: the first is read"),
            Drift::Missing { column, required, nearest } => {
                let need = if *required { "a required column" } else { "a column of the contract" };
                match nearest {
                    Some(nearest) => format!("column `{column}` is missing, {need}: is `{nearest}` meant?"),
                    None => format!("column `{column}` is missing, {need}"),
                }
            }
        })
        .collect()
}

fn missing_columns(drift: &[Drift], is_meant: impl Fn(&str) -> String) -> String {
    let missing = drift.iter().filter_map(|drift| match drift {
        Drift::Missing { column, required: true, nearest: Some(nearest) } => {
            Some(format!("`{column}` ({})", is_meant(nearest)))
        }
        Drift::Missing { column, required: true, nearest: None } => Some(format!("`{column}`")),
        _ => None,
    });
    missing.collect::<Vec<_>>().join(", ")
}

/// What a problem adds to the text of its rule; there is no Welsh for it.
fn detail(problem: &Problem) -> Option<Bilingual> {
    let detail = problem.detail.as_ref()?;
    Some(Bilingual { en: detail.clone(), cy: format!("(Saesneg) {detail}") })
}

/// The place, the text of the rule, and what it leaves open.
fn sentence(problem: &Problem, detail: Option<Bilingual>) -> Bilingual {
    let text = rule(&problem.rule).map_or(
        // A rule of a later version, in a report that is read back.
        Bilingual { en: problem.rule.as_str(), cy: problem.rule.as_str() },
        |rule| rule.text.clone(),
    );
    let (en, cy) = match detail {
        None => (String::new(), String::new()),
        Some(detail) => (format!(": {}", detail.en), format!(": {}", detail.cy)),
    };
    Bilingual {
        en: format!("{}{}{en}", place(problem, ["part", "line", "column"]), text.en),
        cy: format!("{}{}{cy}", place(problem, ["rhan", "llinell", "colofn"]), text.cy),
    }
}

fn place(problem: &Problem, [part, line, column]: [&str; 3]) -> String {
    let places = [
        problem.part.as_ref().map(|name| format!("{part} `{name}`")),
        problem.line.map(|number| format!("{line} {number}")),
        problem.column.as_ref().map(|name| format!("{column} `{name}`")),
    ];
    let places: Vec<String> = places.into_iter().flatten().collect();
    if places.is_empty() { String::new() } else { format!("{}: ", places.join(", ")) }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
