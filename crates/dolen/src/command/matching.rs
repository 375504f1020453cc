//! `dolen match`.

use std::path::{Path, PathBuf};

use dolen_hub::master::{MatchReport, match_pending, queue};

use super::clusters::write_clusters;
use super::opening::{self, Opened};
use crate::fault::Outcome;
use crate::machine::actor;
use crate::output::{self, count};
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Writes source,id,cluster: a row a published person record
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// Leaves the match to a server (`dolen serve`), and tells its job
    #[arg(long, conflicts_with = "clusters")]
    later: bool,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Matches what is pending.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    if arguments.later {
        let job = opened.wait(queue(&opened.hub, &actor()))?;
        return if arguments.json {
            output::json(&serde_json::json!({ "job": job }))
        } else {
            output::text(&format!("the match waits for a server as job {job}: dolen jobs"))
        };
    }
    let report = matched(&opened)?;
    if let Some(path) = &arguments.clusters {
        write_clusters(&opened, path, |_| {})?;
    }
    if arguments.json { output::json(&report) } else { output::text(&text(&report)) }
}

/// Makes the match, with its progress.
pub(crate) fn matched(opened: &Opened) -> Outcome<MatchReport> {
    let progress = Progress::new();
    let made = opened.wait(match_pending(&opened.hub, &actor(), &|at| tell(&progress, at)));
    progress.end();
    made
}

/// The figures as lines for people.
pub(crate) fn text(report: &MatchReport) -> String {
    let head = if report.is_new {
        format!("match {} in {:.1} s, and {:.1} s to merge", report.run, report.match_seconds, report.merge_seconds)
    } else {
        format!("nothing was pending; match {} stands", report.run)
    };
    let mut lines = vec![head];
    lines.push(format!(
        "  {} source records (of them {} identify nobody) are {} people in {} households",
        count(report.source_records),
        count(report.unlinkable),
        count(report.golden_records),
        count(report.households)
    ));
    lines.push(format!("  {} attributes are linked to them", count(report.attributes_linked)));
    lines.push(format!(
        "  {} pairs compared, {} kept, {} wait for a steward: dolen review list",
        count(report.pairs_scored),
        count(report.pairs_kept),
        count(report.pairs_for_review)
    ));
    if !report.unhonoured.is_empty() {
        let decisions = report.unhonoured.join(", ");
        lines.push(format!("  decisions that earlier ones stand against, and that have no effect: {decisions}"));
    }
    lines.join("\n")
}
