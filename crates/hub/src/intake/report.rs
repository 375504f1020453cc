//! The load report: what a load tells its owner.

use dolen_model::{Bilingual, Problem, Severity, Timestamp};
use dolen_read::{Feed, ReadSummary, Rule, RuleTally, rule};
use dolen_store::StoreFault;
use dolen_store::feed::StoredFeed;
use dolen_store::load::StoredLoad;

use super::hold::{Hold, share_of};
use super::tally::Tally;
use super::{reason, state};
use crate::HubFault;
use crate::view::{LoadReport, LoadState, LoadSummary, Measure, RuleCount};

/// Name of the measure that counts rows. It comes first, so that a column of that name is not taken for it.
const ROWS: &str = "rows";

/// What is known of a load before it is read.
pub(super) struct Identity {
    /// Id; empty for a check, which is no load.
    pub(super) load: String,
    pub(super) sequence: i64,
    pub(super) feed: String,
    pub(super) organisation: String,
    pub(super) organisation_name: Bilingual,
    pub(super) agreement: String,
    pub(super) format: String,
    pub(super) file: String,
    pub(super) landed_at: Timestamp,
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

impl Identity {
    /// A load by the contract that it is read by.
    pub(super) fn by_contract(load: &StoredLoad, feed: &Feed) -> Self {
        Self {
            feed: feed.name.clone(),
            organisation: feed.organisation.clone(),
            organisation_name: feed.organisation_name.clone(),
            agreement: feed.agreement.clone(),
            format: feed.format().to_owned(),
            ..Self::of(load)
        }
    }

    /// A load by what the hub knows of its feed, whatever its contract is like.
    pub(super) fn by_feed(load: &StoredLoad, feed: &StoredFeed) -> Self {
        Self {
            feed: feed.name.clone(),
            organisation: feed.organisation.clone(),
            organisation_name: feed.organisation_name.clone(),
            agreement: feed.agreement.clone(),
            format: feed.format.clone(),
            ..Self::of(load)
        }
    }

    fn of(load: &StoredLoad) -> Self {
        let none = String::new;
        Self {
            load: load.id.clone(),
            sequence: load.sequence,
            feed: none(),
            organisation: none(),
            organisation_name: Bilingual { en: none(), cy: none() },
            agreement: none(),
            format: none(),
            file: load.file.clone(),
            landed_at: load.landed_at,
            sha256: load.sha256.clone(),
            bytes: u64::try_from(load.bytes).unwrap_or(0),
        }
    }
}

/// The report of a load that was not read to its end: no counts.
pub(super) fn unread(identity: Identity, state: LoadState, reasons: Vec<Bilingual>) -> LoadReport {
    LoadReport {
        summary: LoadSummary {
            load: identity.load,
            sequence: identity.sequence,
            feed: identity.feed,
            organisation: identity.organisation,
            organisation_name: identity.organisation_name,
            file: identity.file,
            landed_at: identity.landed_at,
            state,
            received: 0,
            published: 0,
            quarantined: 0,
        },
        format: identity.format,
        agreement: identity.agreement,
        sha256: identity.sha256,
        bytes: identity.bytes,
        totals_rows: 0,
        records: 0,
        attributes: 0,
        unlinkable: 0,
        absent: 0,
        dropped_columns: Vec::new(),
        header_drift: Vec::new(),
        reasons,
        rules: Vec::new(),
        measures: Vec::new(),
        quarantine: Vec::new(),
    }
}

/// The report of a file that is refused as a whole: rows before the fault do not count.
pub(super) fn rejected(identity: Identity, problem: &Problem, summary: ReadSummary) -> LoadReport {
    let reasons = vec![reason::of(problem)];
    LoadReport {
        header_drift: summary.header_drift.iter().map(reason::drift).collect(),
        rules: rules(&summary, &[], None),
        dropped_columns: summary.dropped_columns,
        ..unread(identity, LoadState::Rejected, reasons)
    }
}

/// The report of a file that was read to its end: held where there is a reason to, else published.
pub(super) fn read_to_end(
    identity: Identity,
    (summary, tally): (ReadSummary, Tally),
    holds: Vec<Hold>,
    previous: Option<&LoadReport>,
) -> LoadReport {
    let state = if holds.is_empty() { LoadState::Published } else { LoadState::Held };
    let rules = rules(&summary, &holds, previous);
    let reasons = holds.into_iter().map(|hold| hold.reason).collect();
    let unread = unread(identity, state, reasons);
    LoadReport {
        summary: LoadSummary {
            received: summary.received,
            published: summary.published,
            quarantined: summary.quarantined,
            ..unread.summary
        },
        totals_rows: summary.totals_rows,
        records: tally.records,
        attributes: tally.attributes,
        unlinkable: tally.unlinkable,
        header_drift: summary.header_drift.iter().map(reason::drift).collect(),
        rules,
        measures: measures(&summary, previous),
        dropped_columns: summary.dropped_columns,
        quarantine: tally.quarantine,
        ..unread
    }
}

/// Worst first: severity, then count, then name. Swings, which no single file breaks, come from the reasons to hold.
fn rules(summary: &ReadSummary, holds: &[Hold], previous: Option<&LoadReport>) -> Vec<RuleCount> {
    let before = |id: &str| {
        let rules = &previous?.rules;
        Some(rules.iter().find(|count| count.rule == id).map_or(0, |count| count.count))
    };
    let mut counts: Vec<RuleCount> = summary
        .rules
        .iter()
        .filter_map(|(id, tally)| Some(count(rule(id)?, tally.count, tally.column.clone(), &tally.examples)))
        .collect();
    for hold in holds.iter().filter(|hold| !summary.rules.contains_key(hold.problem.rule.as_str())) {
        match counts.iter_mut().find(|count| count.rule == hold.problem.rule) {
            Some(count) => {
                count.count += 1;
                count.column = None;
                count.examples.push(hold.problem.clone());
            }
            None => counts.extend(
                rule(&hold.problem.rule)
                    .map(|rule| count(rule, 1, hold.problem.column.clone(), std::slice::from_ref(&hold.problem))),
            ),
        }
    }
    for count in &mut counts {
        count.previous = before(&count.rule);
    }
    counts.sort_by(|left, right| {
        (right.severity, right.count).cmp(&(left.severity, left.count)).then_with(|| left.rule.cmp(&right.rule))
    });
    counts
}

fn count(rule: &Rule, count: u64, column: Option<String>, examples: &[Problem]) -> RuleCount {
    let owned = |text: &Bilingual<&str>| Bilingual { en: text.en.to_owned(), cy: text.cy.to_owned() };
    RuleCount {
        rule: rule.id.to_owned(),
        severity: rule.severity,
        text: owned(&rule.text),
        mend: owned(&rule.mend),
        column,
        count,
        previous: None,
        examples: examples.to_vec(),
    }
}

/// Rows, then for each column of the contract the share of rows that fill it.
fn measures(summary: &ReadSummary, previous: Option<&LoadReport>) -> Vec<Measure> {
    let rows = Measure {
        name: ROWS.to_owned(),
        now: summary.received as f64,
        previous: previous.map(|previous| previous.summary.received as f64),
    };
    let shares = summary.filled.iter().map(|(column, filled)| Measure {
        name: column.clone(),
        now: if summary.received == 0 { 0.0 } else { filled.filled as f64 / summary.received as f64 },
        previous: previous.and_then(|previous| share_of(&previous.measures, column)),
    });
    std::iter::once(rows).chain(shares).collect()
}

/// Adds rows of attributes whose person nobody described yet to what was read.
pub(super) fn add_unknown_persons(summary: &mut ReadSummary, count: u64, places: Vec<(Option<String>, u64)>) {
    let Some(rule) = rule("attribute-person-unknown").filter(|_| count > 0) else { return };
    let example = |(part, line)| Problem {
        rule: rule.id.to_owned(),
        severity: Severity::Warning,
        line: Some(line),
        part,
        column: None,
        value_class: None,
        detail: None,
    };
    let tally =
        RuleTally { count, column: None, several_columns: false, examples: places.into_iter().map(example).collect() };
    summary.rules.insert(rule.id, tally);
}

/// The report as it is stored.
pub(super) fn to_json(report: &LoadReport) -> Result<String, HubFault> {
    serde_json::to_string(report).map_err(|fault| HubFault::Internal(format!("a report could not be written: {fault}")))
}

/// Reads a stored report. Where the load stands is told by its state, which may have changed since.
pub(super) fn of_stored(load: &StoredLoad) -> Result<Option<LoadReport>, HubFault> {
    let Some(json) = &load.report else { return Ok(None) };
    let mut report: LoadReport = serde_json::from_str(json)
        .map_err(|fault| StoreFault::Content { what: "load.report", detail: fault.to_string() })?;
    report.summary.state = state::from_name(&load.state)?;
    Ok(Some(report))
}
