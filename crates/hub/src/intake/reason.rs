//! Why a file was held or refused, and how its header differs: one sentence each, without a value.

use dolen_model::{Bilingual, Problem};
use dolen_read::{Drift, rule};

use super::absence::Absences;

/// Why a file was refused as a whole, or is held: the place, the text of the rule, and what it leaves open.
pub(super) fn of(problem: &Problem) -> Bilingual {
    let text = rule(&problem.rule).map_or(
        // A rule of a later version, in a report that is read back.
        Bilingual { en: problem.rule.as_str(), cy: problem.rule.as_str() },
        |rule| rule.text.clone(),
    );
    let (en, cy) = match &problem.detail {
        None => (String::new(), String::new()),
        Some(detail) => (format!(": {}", detail.en), format!(": {}", detail.cy)),
    };
    Bilingual {
        en: format!("{}{}{en}", place(problem, ["part", "line", "column"]), text.en),
        cy: format!("{}{}{cy}", place(problem, ["rhan", "llinell", "colofn"]), text.cy),
    }
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

/// Too many of those who were there are not in the file.
pub(super) fn absent(absences: Absences) -> Bilingual {
    let Absences { count, before } = absences;
    Bilingual {
        en: format!(
            "{count} of the {before} records that are visible are not in the file: check that the extract is whole and its keys are the same"
        ),
        cy: format!(
            "mae {count} o'r {before} o gofnodion gweladwy ar goll o'r ffeil: gwiriwch fod y detholiad yn gyfan a bod ei allweddi heb newid"
        ),
    }
}

/// Not one row can be published.
pub(super) fn none(received: u64) -> Bilingual {
    Bilingual {
        en: format!("not one of {received} rows can be published: check that the contract is of this file"),
        cy: format!("ni ellir cyhoeddi'r un o'r {received} o resi: gwiriwch fod y contract yn perthyn i'r ffeil hon"),
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
pub(super) fn drift(drift: &Drift) -> Bilingual {
    match drift {
        Drift::Twice(column) => Bilingual {
            en: format!("column `{column}` stands twice: the first is read"),
            cy: format!("mae colofn `{column}` yno ddwywaith: darllenir y gyntaf"),
        },
        Drift::Missing { column, required, nearest } => {
            let need = if *required {
                Bilingual { en: "a required column", cy: "colofn ofynnol" }
            } else {
                Bilingual { en: "a column of the contract", cy: "un o golofnau'r contract" }
            };
            let (en, cy) = nearest.as_ref().map_or_else(Default::default, |nearest| {
                (format!(": is `{nearest}` meant?"), format!(": ai `{nearest}` a olygir?"))
            });
            Bilingual {
                en: format!("column `{column}` is missing, {}{en}", need.en),
                cy: format!("mae colofn `{column}` ar goll, {}{cy}", need.cy),
            }
        }
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
