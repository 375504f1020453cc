//! Where a value comes from.

use std::collections::BTreeMap;

use askama::Template;

use dolen_hub::view::{Provenance, SingleView};
use dolen_model::Language;

use crate::components::Markup;
use crate::display::long_date;
use crate::words::Words;

/// Names of the organisations on the page, by slug.
pub(super) struct Organisations(BTreeMap<String, String>);

/// One source in words.
struct Line {
    organisation: String,
    as_at: String,
    place: String,
}

/// Sources, the organisations in sight and the rest behind a summary.
#[derive(Template)]
#[template(path = "person/sources_of.html")]
struct Sources {
    lines: Vec<Line>,
    summary: String,
    about: String,
}

impl Organisations {
    pub(super) fn of(view: &SingleView, language: Language) -> Self {
        let sources = view.sources.iter().map(|source| (&source.provenance.organisation, &source.organisation_name));
        let involved = view.involvements.iter().map(|part| (&part.organisation, &part.organisation_name));
        Self(sources.chain(involved).map(|(slug, name)| (slug.clone(), name.get(language).clone())).collect())
    }

    /// The name, else the slug.
    pub(super) fn name(&self, slug: &str) -> String {
        self.0.get(slug).cloned().unwrap_or_else(|| slug.to_owned())
    }
}

/// The sources of a thing, `about` which they are.
pub(super) fn sources(w: Words, provenance: &[Provenance], organisations: &Organisations, about: &str) -> Markup {
    if provenance.is_empty() {
        return Markup::text(&w.not_known());
    }
    let lines = provenance
        .iter()
        .map(|from| Line {
            organisation: organisations.name(&from.organisation),
            as_at: w.as_at(long_date(w, from.as_at)),
            place: place(w, from),
        })
        .collect();
    Markup::of(&Sources { lines, summary: w.source_where(provenance.len()), about: about.to_owned() })
}

/// File, row, column and agreement.
pub(super) fn place(w: Words, from: &Provenance) -> String {
    let row = match &from.part {
        Some(part) => w.place_part_row(part.as_str(), from.line.to_string()),
        None => w.place_row(from.line.to_string()),
    };
    let place = match &from.column {
        Some(column) => w.place_column(row, column.as_str()),
        None => row,
    };
    w.source_place(from.agreement.as_str(), from.file.as_str(), place)
}
