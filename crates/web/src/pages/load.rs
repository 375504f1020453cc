//! The report of a load, on a page and as a file that stands alone.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use dolen_hub::view::{LoadReport, LoadState, Measure, RuleCount};
use dolen_model::{Language, Problem};

use super::answer::{Member, Refusal, html};
use crate::assets;
use crate::components::{Markup, SummaryList, SummaryRow, Tag};
use crate::display::{bytes, moment, percent, problem_place, severity, state, value_class};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::words::Words;

/// A rule that was broken.
struct RuleRow {
    id: String,
    text: String,
    mend: String,
    column: Option<String>,
    severity: Tag,
    count: u64,
    previous: Option<u64>,
    examples: Vec<String>,
}

/// A figure against last time.
struct MeasureRow {
    name: String,
    now: String,
    previous: String,
    change: String,
}

/// A row in the quarantine.
struct QuarantineRow {
    place: String,
    column: String,
    rule: String,
    detail: Option<String>,
    shape: String,
}

/// The report itself, without a page around it.
#[derive(Template)]
#[template(path = "load_report.html")]
struct Report {
    w: Words,
    reasons: Vec<String>,
    figures: Vec<(String, u64)>,
    account: String,
    facts: SummaryList,
    rules: Vec<RuleRow>,
    measures: Vec<MeasureRow>,
    drift: Vec<String>,
    dropped: Vec<String>,
    quarantine: Vec<QuarantineRow>,
}

/// The page.
#[derive(Template)]
#[template(path = "load.html")]
pub(crate) struct LoadPage {
    frame: Frame,
    w: Words,
    report: Markup,
    file_href: String,
}

/// The file.
#[derive(Template)]
#[template(path = "load_report_file.html")]
struct ReportFile {
    tag: &'static str,
    title: String,
    style: &'static str,
    report: Markup,
}

/// The page.
pub(crate) fn page(place: &Place, report: &LoadReport) -> LoadPage {
    let w = place.words();
    LoadPage {
        frame: place.frame(Section::Loads, w.load_title(report.summary.sequence)),
        w,
        report: Markup::of(&tell(report, place.language)),
        file_href: place.href(&format!("/loads/{}/report.html", report.summary.load)),
    }
}

/// The report as one HTML file that loads nothing: what an agency is sent. It holds no value of a person.
pub fn load_report_document(report: &LoadReport, language: Language) -> String {
    let words = Words::new(language);
    let file = ReportFile {
        tag: language.tag(),
        title: words.load_file_title(report.summary.feed.as_str(), report.summary.sequence),
        style: assets::STYLE_SHEET,
        report: Markup::of(&tell(report, language)),
    };
    Markup::of(&file).to_string()
}

fn tell(report: &LoadReport, language: Language) -> Report {
    let w = Words::new(language);
    let summary = &report.summary;
    let is_published = summary.state == LoadState::Published;
    Report {
        w,
        reasons: report.reasons.iter().map(|reason| reason.get(language).clone()).collect(),
        figures: vec![
            (w.received(), summary.received),
            (if is_published { w.published() } else { w.publishable() }, summary.published),
            (w.quarantined(), summary.quarantined),
            (w.records(), report.records),
            (w.attributes(), report.attributes),
            (w.unlinkable(), report.unlinkable),
            (w.absent(), report.absent),
        ],
        account: if is_published {
            w.load_account(summary.published, summary.quarantined, summary.received)
        } else {
            w.load_account_not_published(summary.published, summary.quarantined, summary.received)
        },
        facts: facts(w, report, language),
        rules: report.rules.iter().map(|rule| rule_row(w, rule, language)).collect(),
        measures: report.measures.iter().map(|measure| measure_row(w, measure)).collect(),
        drift: report.header_drift.iter().map(|drift| drift.get(language).clone()).collect(),
        dropped: report.dropped_columns.clone(),
        quarantine: report
            .quarantine
            .iter()
            .map(|problem| quarantine_row(w, problem, &report.rules, language))
            .collect(),
    }
}

fn facts(w: Words, report: &LoadReport, language: Language) -> SummaryList {
    let summary = &report.summary;
    let mut rows = vec![
        SummaryRow { key: w.state(), value: Markup::of(&state(w, summary.state)) },
        SummaryRow::text(w.organisation(), summary.organisation_name.get(language)),
        SummaryRow::text(w.feed(), &summary.feed),
        SummaryRow::text(w.file(), &summary.file),
        SummaryRow::text(w.landed_at(), &moment(w, summary.landed_at)),
        SummaryRow::text(w.agreement(), &report.agreement),
        SummaryRow::text(w.format(), &report.format),
        SummaryRow::text(w.size(), &bytes(report.bytes)),
        SummaryRow::text(w.fingerprint(), &report.sha256),
    ];
    if report.totals_rows > 0 {
        rows.push(SummaryRow::text(w.totals_rows(), &w.number(report.totals_rows)));
    }
    SummaryList { rows }
}

fn rule_row(w: Words, rule: &RuleCount, language: Language) -> RuleRow {
    let example = |problem: &Problem| match &problem.column {
        Some(column) if rule.column.is_none() => w.place_column(problem_place(w, problem), column.as_str()),
        _ => problem_place(w, problem),
    };
    RuleRow {
        id: rule.rule.clone(),
        text: rule.text.get(language).clone(),
        mend: rule.mend.get(language).clone(),
        column: rule.column.clone(),
        severity: severity(w, rule.severity),
        count: rule.count,
        previous: rule.previous,
        examples: rule.examples.iter().map(example).collect(),
    }
}

/// `rows` is a count; every other measure is the share of a column that is filled.
fn measure_row(w: Words, measure: &Measure) -> MeasureRow {
    let rows = measure.name == "rows";
    let shown = |value: f64| if rows { w.number(value) } else { percent(value) };
    let change = |previous: f64| match rows {
        true if previous > 0.0 => signed(&percent((measure.now / previous - 1.0).abs()), measure.now >= previous),
        true => "–".to_owned(),
        false => w.percentage_points(signed(
            &format!("{:.1}", (measure.now - previous).abs() * 100.0),
            measure.now >= previous,
        )),
    };
    MeasureRow {
        name: if rows { w.rows() } else { w.measure_filled(measure.name.as_str()) },
        now: shown(measure.now),
        previous: measure.previous.map_or_else(|| "–".to_owned(), shown),
        change: measure.previous.map_or_else(|| "–".to_owned(), change),
    }
}

fn signed(amount: &str, up: bool) -> String {
    format!("{}{amount}", if up { "+" } else { "−" })
}

fn quarantine_row(w: Words, problem: &Problem, rules: &[RuleCount], language: Language) -> QuarantineRow {
    let rule = rules.iter().find(|rule| rule.rule == problem.rule);
    QuarantineRow {
        place: problem_place(w, problem),
        column: problem.column.clone().unwrap_or_else(|| "–".to_owned()),
        rule: rule.map_or_else(|| problem.rule.clone(), |rule| rule.text.get(language).clone()),
        detail: problem.detail.as_ref().map(|detail| detail.get(language).clone()),
        shape: problem.value_class.map_or_else(|| "–".to_owned(), |class| value_class(w, class)),
    }
}

/// `GET`
pub(crate) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(load): Path<String>,
) -> Result<Html<String>, Refusal> {
    let report = portal.records().report(&load).await.map_err(|fault| member.refuse(&fault))?;
    Ok(html(&page(&member.place, &report)))
}

/// `GET`: the report to keep. It is never opened inside the portal, whose rules forbid the style that it carries.
pub(crate) async fn file(
    State(portal): State<Portal>,
    member: Member,
    Path(load): Path<String>,
) -> Result<Response, Refusal> {
    let report = portal.records().report(&load).await.map_err(|fault| member.refuse(&fault))?;
    let name = format!("attachment; filename=\"load-{}.html\"", report.summary.sequence);
    let document = load_report_document(&report, member.place.language);
    Ok(([(header::CONTENT_DISPOSITION, name)], Html(document)).into_response())
}
