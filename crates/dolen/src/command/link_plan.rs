//! By what `dolen link` links, and what comes of it: the engine's own specification, or a Splink model.

use std::io::Write;
use std::path::Path;

use dolen_hub::link_files::{FilesLinkage, LinkFilesFault, OutputFormat, SplinkFilesLinkage};
use dolen_link::Specification;
use dolen_link::splink::SplinkModel;

use crate::fault::{Fault, Outcome};

/// How rows are linked.
pub(super) enum Plan {
    Specification(Option<Specification>),
    Splink(Box<SplinkModel>),
}

/// What came of it.
pub(super) enum Linked {
    Specification(Box<FilesLinkage>),
    Splink(Box<SplinkFilesLinkage>),
}

/// A specification, or a Splink model: JSON starts with a brace, and TOML never does.
pub(super) fn plan(path: &Path) -> Outcome<Plan> {
    let text = std::fs::read_to_string(path).map_err(|error| Fault::file("cannot read", path, &error))?;
    let text = text.trim_start_matches('\u{feff}');
    let told = |error: &dyn std::fmt::Display| Fault::caller(format!("{}: {error}", path.display()));
    if text.trim_start().starts_with('{') {
        return SplinkModel::parse(text).map(|model| Plan::Splink(Box::new(model))).map_err(|error| told(&error));
    }
    Specification::parse_part(text).map(|part| Plan::Specification(Some(part))).map_err(|error| told(&error))
}

impl Linked {
    pub(super) fn write_clusters(
        &self,
        writer: &mut (dyn Write + Send),
        format: OutputFormat,
    ) -> Result<(), LinkFilesFault> {
        match self {
            Self::Specification(linkage) => linkage.write_clusters(writer, format),
            Self::Splink(linkage) => linkage.write_clusters(writer, format),
        }
    }

    pub(super) fn write_links(
        &self,
        writer: &mut (dyn Write + Send),
        format: OutputFormat,
    ) -> Result<(), LinkFilesFault> {
        match self {
            Self::Specification(linkage) => linkage.write_links(writer, format),
            Self::Splink(linkage) => linkage.write_links(writer, format),
        }
    }

    pub(super) fn notes(&self) -> &[String] {
        match self {
            Self::Specification(linkage) => linkage.notes(),
            Self::Splink(linkage) => linkage.notes(),
        }
    }

    pub(super) fn json(&self, seconds: f64, peak_memory_mb: f64) -> serde_json::Value {
        match self {
            Self::Specification(linkage) => linkage.json(seconds, peak_memory_mb),
            Self::Splink(linkage) => linkage.json(seconds, peak_memory_mb),
        }
    }
}
