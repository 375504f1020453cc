//! The page as a whole.

use std::fmt::Write as _;
use std::io::Write;

use super::html::{escape, paragraph};
use super::sentences::{Sentences, fill, sentences};
use super::{clusters, curve, groups, model, overview, profile, unlinkable};
use crate::explain::Explainer;
use crate::fault::LinkFault;
use crate::given::RowLabel;
use crate::judge::Judge;
use dolen_model::Language;

/// What a report is made with, beside the linkage.
#[derive(Clone, Copy, Default)]
pub struct ReportRequest<'a> {
    /// What was linked, such as the names of files.
    pub of: &'a str,
    /// For each row who it truly is, where that is known: rows of one number are one person.
    pub truth: Option<&'a [Option<u32>]>,
    /// Pairs that somebody labelled.
    pub labels: Option<&'a [RowLabel]>,
    /// The groups of rows.
    pub groups: Option<ReportGroups<'a>>,
    /// The language of the page.
    pub language: Language,
    /// What comparisons and levels are called in that language; none: as the specification and the engine call them.
    pub words: Option<EvidenceWords<'a>>,
}

/// What comparisons and their levels are called where evidence is shown to a person.
#[derive(Clone, Copy)]
pub struct EvidenceWords<'a> {
    /// The words for the name of a comparison.
    pub comparison: &'a dyn Fn(&str) -> String,
    /// The words for the label of a level.
    pub level: &'a dyn Fn(&str) -> String,
}

/// Rows in groups.
#[derive(Clone, Copy, Debug)]
pub struct ReportGroups<'a> {
    /// What they are grouped by.
    pub name: &'a str,
    /// What each group is called, by its number. The largest 30 are shown, the others as one.
    pub values: &'a [String],
    /// For each row the number of its group.
    pub of_rows: &'a [u32],
}

/// What every section of the page is made from.
pub(super) struct Source<'a> {
    pub(super) explainer: &'a Explainer<'a>,
    pub(super) judge: &'a Judge<'a>,
    pub(super) request: ReportRequest<'a>,
    pub(super) words: &'static Sentences,
    /// For each row whether it says too little to be linked.
    pub(super) is_unlinkable: &'a [bool],
    /// For each row the weight that it has with itself.
    pub(super) own_weights: &'a [f32],
}

impl Source<'_> {
    /// A row as clusters are named.
    pub(super) fn name(&self, row: u32) -> String {
        format!("{}:{}", self.explainer.table.source(row), self.explainer.table.id(row))
    }

    /// What a comparison is called.
    pub(super) fn comparison(&self, name: &str) -> String {
        self.request.words.map_or_else(|| name.to_owned(), |words| (words.comparison)(name))
    }

    /// What a level is called.
    pub(super) fn level(&self, label: &str) -> String {
        self.request.words.map_or_else(|| label.to_owned(), |words| (words.level)(label))
    }
}

/// A section: the name of its anchor, its heading, and what stands in it; empty where there is nothing to show.
pub(super) struct Section {
    pub(super) anchor: &'static str,
    pub(super) heading: String,
    pub(super) body: String,
}

/// Writes the report as one HTML page. The same linkage gives the same bytes.
///
/// # Errors
/// A fault of the specification as error of kind `InvalidInput`, and what the writer says.
pub fn write_report(
    explainer: &Explainer<'_>,
    request: &ReportRequest<'_>,
    writer: &mut dyn Write,
) -> std::io::Result<()> {
    let page = explainer.with_judge(|judge| page(explainer, judge, request));
    let page = page.map_err(|fault: LinkFault| std::io::Error::new(std::io::ErrorKind::InvalidInput, fault))?;
    writer.write_all(page.as_bytes())
}

fn page(explainer: &Explainer<'_>, judge: &Judge<'_>, request: &ReportRequest<'_>) -> String {
    let words = sentences(request.language);
    let own_weights = unlinkable::own_weights(explainer, judge);
    let threshold = crate::explain::weight_of(explainer.linkage.threshold);
    let is_unlinkable: Vec<bool> = own_weights.iter().map(|weight| f64::from(*weight) < threshold).collect();
    let source =
        Source { explainer, judge, request: *request, words, is_unlinkable: &is_unlinkable, own_weights: &own_weights };
    let sections = [
        overview::overview(&source),
        profile::profile(&source),
        overview::blocking(&source),
        model::weights(&source),
        model::histogram(&source),
        super::chosen::pairs(&source),
        clusters::clusters(&source),
        unlinkable::unlinkable(&source),
        curve::quality(&source),
        groups::groups(&source),
    ];
    let shown: Vec<&Section> = sections.iter().filter(|section| !section.body.is_empty()).collect();
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'unsafe-inline'; base-uri 'none'; form-action 'none'\"><title>{}</title><style>{STYLE}</style></head><body><header><h1>{}</h1>{}{}</header>",
        request.language.tag(),
        escape(words.title),
        escape(words.title),
        paragraph(&fill(words.made_of, &[request.of])),
        paragraph(words.privacy),
    );
    _ = write!(html, "<nav aria-label=\"{}\"><ul>", escape(words.contents));
    for section in &shown {
        _ = write!(html, "<li><a href=\"#{}\">{}</a></li>", section.anchor, escape(&section.heading));
    }
    html.push_str("</ul></nav><main>");
    for section in &shown {
        let (anchor, heading) = (section.anchor, escape(&section.heading));
        _ = write!(
            html,
            "<section aria-labelledby=\"{anchor}\"><h2 id=\"{anchor}\">{heading}</h2>{}</section>",
            section.body
        );
    }
    html.push_str("</main></body></html>\n");
    html
}

/// The style of the page: for a telephone first, tables beside charts where there is room, and paper.
const STYLE: &str = "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}body{margin:0 auto;padding:1rem;max-width:76rem;\
font:1rem/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans','Liberation Sans',Arial,sans-serif;color:#1f2328;background:#fff}\
h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.35rem;line-height:1.25;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:2px solid #1d4e89}\
h3{font-size:1.05rem;margin:1.75rem 0 .25rem}p{max-width:46rem;margin:.5rem 0}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:1rem 0;list-style:none}\
a{color:#1d4e89}a:focus-visible,.scroll:focus-visible{outline:3px solid #b3471b;outline-offset:2px}\
.pair{display:grid;gap:1.5rem;margin:1rem 0;align-items:start}@media(min-width:60rem){.pair{grid-template-columns:minmax(0,5fr) minmax(0,6fr)}}\
figure{margin:0}svg{display:block;width:100%;max-width:30rem;height:auto;font-size:12px;font-family:inherit;fill:#1f2328}\
figcaption,caption{color:#414a55;font-size:.9rem;text-align:left;padding:.25rem 0;font-weight:400}\
.scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;margin:0 0 1rem}\
th,td{padding:.3rem .9rem .3rem 0;border-bottom:1px solid #d5dae1;text-align:left;vertical-align:top}thead th{border-bottom:2px solid #8a94a3}\
tbody th{font-weight:400;overflow-wrap:break-word}td{min-width:9rem}td.n{min-width:0}.n{text-align:right;white-space:nowrap}\
@media print{body{max-width:none;padding:0;font-size:10pt}nav{display:none}.pair{grid-template-columns:1fr 1fr}.scroll{overflow:visible}svg{max-width:9cm}\
figure,tr{break-inside:avoid}h2,h3{break-after:avoid}}";
