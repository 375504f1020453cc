//! The load report for a terminal.

use dolen_hub::view::{LoadReport, LoadState, Measure, RuleCount};
use dolen_model::{Problem, Severity};

use crate::output::{count, table};

/// Quarantined rows shown; the JSON report has more.
const ROWS_SHOWN: usize = 10;

/// The report as lines for people.
pub(crate) fn text(report: &LoadReport) -> String {
    let summary = &report.summary;
    let mut lines = vec![format!(
        "{}: {} from {} ({}, agreement {})",
        summary.file, summary.feed, summary.organisation_name.en, report.format, report.agreement
    )];
    let state = if is_check(report) { checked(summary.state) } else { state(summary.state) };
    lines.push(format!("  {state}"));
    lines.extend(report.reasons.iter().map(|reason| format!("  {}", reason.en)));
    lines.push(format!(
        "  received {} = {} {} + quarantined {}",
        count(summary.received),
        if summary.state == LoadState::Published && !is_check(report) { "published" } else { "can be published" },
        count(summary.published),
        count(summary.quarantined)
    ));
    lines.push(format!(
        "  records {}, attributes {}, rows that identify nobody {}, totals rows checked {}",
        count(report.records),
        count(report.attributes),
        count(report.unlinkable),
        count(report.totals_rows)
    ));
    if report.absent > 0 {
        lines.push(format!("  records no longer in the file: {}", count(report.absent)));
    }
    if !report.dropped_columns.is_empty() {
        lines.push(format!("  columns not in the contract, dropped: {}", report.dropped_columns.join(", ")));
    }
    section(
        &mut lines,
        "Header against the contract",
        report.header_drift.iter().map(|drift| drift.en.clone()).collect(),
    );
    if !report.rules.is_empty() {
        section(&mut lines, "What to mend, worst first", rules(&report.rules));
    }
    section(&mut lines, "Against last time", changes(&report.measures));
    let quarantine: Vec<String> = report.quarantine.iter().take(ROWS_SHOWN).map(place).collect();
    section(&mut lines, "Quarantined rows", quarantine);
    let more = summary.quarantined.saturating_sub(ROWS_SHOWN as u64);
    if more > 0 {
        lines.push(format!("  and {} more: see --json or the portal", count(more)));
    }
    lines.join("\n")
}

/// Whether the file was only checked: a load has an id.
pub(crate) fn is_check(report: &LoadReport) -> bool {
    report.summary.load.is_empty()
}

/// The first measure is the number of rows, the others are the shares of rows that fill a column.
fn changes(measures: &[Measure]) -> Vec<String> {
    let told = |(index, measure): (usize, &Measure)| {
        let (name, now, previous) = (&measure.name, measure.now, measure.previous?);
        Some(match index {
            0 => format!("{name}: {now:.0} (last time {previous:.0})"),
            _ => format!("{name}: filled in {:.1}% of the rows (last time {:.1}%)", now * 100.0, previous * 100.0),
        })
    };
    measures.iter().enumerate().filter_map(told).collect()
}

fn section(lines: &mut Vec<String>, title: &str, content: Vec<String>) {
    if !content.is_empty() {
        lines.push(format!("{title}:"));
        lines.extend(content.into_iter().map(|line| format!("  {line}")));
    }
}

fn rules(rules: &[RuleCount]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|rule| {
            let column = rule.column.clone().unwrap_or_default();
            let previous = rule.previous.map_or_else(String::new, count);
            vec![
                rule.rule.clone(),
                severity(rule.severity).into(),
                column,
                count(rule.count),
                previous,
                rule.mend.en.clone(),
            ]
        })
        .collect();
    table(&["Rule", "Severity", "Column", "Cases", "Before", "Mend"], &rows).lines().map(str::to_owned).collect()
}

fn place(problem: &Problem) -> String {
    let line = problem.line.map(|line| format!("line {line}"));
    let column = problem.column.as_ref().map(|column| format!("column {column}"));
    let parts = [problem.part.clone(), line, column].into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!("{parts}: {}", problem.rule)
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::RowReject => "row refused",
        Severity::FileReject => "file refused",
    }
}

const fn state(state: LoadState) -> &'static str {
    match state {
        LoadState::Landed => "landed, reading has not ended",
        LoadState::Held => "held for a steward: dolen load --release LOAD, or --discard LOAD --reason TEXT",
        LoadState::Published => "published",
        LoadState::Rejected => "refused as a whole; the bytes are kept",
        LoadState::Discarded => "discarded",
    }
}

/// What would become of a file that was only checked.
const fn checked(state: LoadState) -> &'static str {
    match state {
        LoadState::Held => "would be held for a steward; nothing was stored",
        LoadState::Rejected => "would be refused as a whole; nothing was stored",
        LoadState::Landed | LoadState::Published | LoadState::Discarded => "can be loaded; nothing was stored",
    }
}
