//! `dolen load`.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::ArgGroup;
use dolen_hub::HubFault;
use dolen_hub::intake::{self, LoadRequest};
use dolen_hub::view::{LoadReport, LoadState};
use dolen_web::load_report_document;

use super::load_report;
use super::opening::{self, Opened, fault};
use super::page_language::PageLanguage;
use super::refusal::{refusal, told};
use crate::fault::{Fault, Outcome};
use crate::machine::actor;
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
#[command(group = ArgGroup::new("what").required(true).args(["files", "release", "discard"]))]
pub(crate) struct Arguments {
    /// Files of one feed, in the order in which they are loaded; one that cannot be loaded stops none of the others
    #[arg(value_name = "FILE", requires = "feed")]
    files: Vec<PathBuf>,
    /// Feed that the files belong to
    #[arg(long, value_name = "NAME", requires = "files")]
    feed: Option<String>,
    /// Keeps the files and leaves them to a server (`dolen serve`) to read
    #[arg(long, requires = "files")]
    later: bool,
    /// Publishes a load that was held
    #[arg(long, value_name = "LOAD")]
    release: Option<String>,
    /// Discards a load that was held or whose reading was cut off
    #[arg(long, value_name = "LOAD", requires = "reason")]
    discard: Option<String>,
    /// Why; goes into the ledger
    #[arg(long, value_name = "TEXT", conflicts_with = "files")]
    reason: Option<String>,
    #[command(flatten)]
    report: ReportArguments,
}

/// How a load report is given out.
#[derive(clap::Args)]
pub(crate) struct ReportArguments {
    /// Writes the report as a page that stands alone; of further files beside it, numbered
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Language of that page
    #[arg(long, value_enum, default_value = "en", requires = "html")]
    language: PageLanguage,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

impl ReportArguments {
    /// Whether one JSON document is asked for.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }
}

/// Loads files, or settles a load that is held.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    let actor = actor();
    if let Some(load) = &arguments.release {
        let report = opened.wait(intake::release(&opened.hub, load, arguments.reason.as_deref(), &actor))?;
        return give(&[report], &arguments.report);
    }
    if let Some(load) = &arguments.discard {
        let reason = arguments.reason.as_deref().unwrap_or_default();
        let report = opened.wait(intake::discard(&opened.hub, load, reason, &actor))?;
        return give(&[report], &arguments.report);
    }
    let feed = arguments.feed.as_deref().ok_or_else(|| Fault::usage("give the feed with --feed"))?;
    let (mut reports, mut faults) = (Vec::new(), Vec::new());
    for path in &arguments.files {
        match load(&opened, feed, path, arguments.later) {
            Ok(report) => {
                // What is left to a server waits for it, as it was asked to.
                let is_left = arguments.later && report.summary.state == LoadState::Landed;
                faults.extend(refusal(&report).filter(|_| !is_left));
                reports.push(report);
            }
            Err(Stop { fault, is_of_file }) => {
                faults.push(fault);
                if !is_of_file {
                    break;
                }
            }
        }
    }
    give(&reports, &arguments.report)?;
    told(faults)
}

/// A file that was not loaded.
struct Stop {
    fault: Fault,
    /// Whether another file may fare better.
    is_of_file: bool,
}

/// Loads one file.
fn load(opened: &Opened, feed: &str, path: &Path, is_later: bool) -> Result<LoadReport, Stop> {
    let of_file = |fault| Stop { fault, is_of_file: true };
    let mut source = File::open(path).map_err(|error| of_file(Fault::file("cannot open", path, &error)))?;
    let known = source.metadata().map_err(|error| of_file(Fault::file("cannot read", path, &error)))?;
    if known.is_dir() {
        return Err(of_file(Fault::caller(format!("{} is a folder", path.display())).hint("name the files in it")));
    }
    let progress = Progress::new();
    let request = LoadRequest {
        feed,
        file: &file_name(path),
        bytes: &mut source,
        length: Some(known.len()).filter(|length| *length > 0),
        actor: &actor(),
    };
    let told = |at| tell(&progress, at);
    let loaded = if is_later {
        opened.runtime.block_on(intake::queue(&opened.hub, request, &told))
    } else {
        opened.runtime.block_on(intake::load(&opened.hub, request, &told))
    };
    progress.end();
    match loaded {
        Ok(report) => Ok(report),
        // The same file again after a process that was ended: opening the hub has just completed it.
        Err(HubFault::AlreadyPublished { sequence, .. }) if opened.recovered.loads.contains(&sequence) => {
            opened.wait(intake::report(&opened.hub, &sequence.to_string())).map_err(of_file)
        }
        Err(error) => {
            let is_of_file = matches!(error, HubFault::AlreadyPublished { .. } | HubFault::TooLarge { .. });
            Err(Stop { fault: fault(error), is_of_file })
        }
    }
}

/// The name without its path: paths say how somebody's machine is laid out.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Gives reports out as asked.
pub(crate) fn give(reports: &[LoadReport], arguments: &ReportArguments) -> Outcome {
    if let Some(first) = &arguments.html {
        for (index, report) in reports.iter().enumerate() {
            let path = numbered(first, index + 1);
            std::fs::write(&path, load_report_document(report, arguments.language.into()))
                .map_err(|error| Fault::file("cannot write", &path, &error))?;
        }
    }
    if arguments.json {
        return output::json(&serde_json::json!({ "reports": reports }));
    }
    let texts: Vec<String> = reports.iter().map(load_report::text).collect();
    if texts.is_empty() { Ok(()) } else { output::text(&texts.join("\n\n")) }
}

/// `report.html`, `report.2.html`, and so on.
fn numbered(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let extension = path.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}.{number}{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_reports_are_numbered_before_their_extension() {
        assert_eq!(numbered(Path::new("out/report.html"), 1), Path::new("out/report.html"));
        assert_eq!(numbered(Path::new("out/report.html"), 3), Path::new("out/report.3.html"));
        assert_eq!(numbered(Path::new("report"), 2), Path::new("report.2"));
    }
}
