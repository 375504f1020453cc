//! `dolen jobs`: what is waiting, at work, done or failed.

use std::path::Path;

use dolen_hub::job::{self, Job, JobKind};

use super::opening;
use crate::fault::Outcome;
use crate::machine::actor;
use crate::output;

/// Lists jobs, where nothing else is asked
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Jobs shown
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: u32,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(clap::Subcommand)]
enum What {
    /// One job
    Show(Named),
    /// Asks that a job ends; nothing of it is seen then
    Cancel(Named),
    /// Has a job tried again now that waits for a later time
    Retry(Named),
}

#[derive(clap::Args)]
struct Named {
    /// Id of the job
    #[arg(value_name = "JOB")]
    job: String,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Shows jobs as they are, and works at none.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open_as_it_is(folder)?;
    let hub = &opened.hub;
    let (job, is_json) = match &arguments.what {
        None => {
            let jobs = opened.wait(job::list(hub, arguments.limit))?;
            return if arguments.json {
                output::json(&serde_json::json!({ "jobs": jobs }))
            } else {
                output::text(&list(&jobs))
            };
        }
        Some(What::Show(named)) => (opened.wait(job::find(hub, &named.job))?, named.json),
        Some(What::Cancel(named)) => (opened.wait(job::cancel(hub, &named.job, &actor()))?, named.json),
        Some(What::Retry(named)) => (opened.wait(job::retry(hub, &named.job, &actor()))?, named.json),
    };
    if is_json { output::json(&job) } else { output::text(&line(&job)) }
}

fn list(jobs: &[Job]) -> String {
    if jobs.is_empty() {
        return "no jobs".to_owned();
    }
    jobs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// One job: what it does, how it stands, and where it failed why and what to do.
fn line(job: &Job) -> String {
    let what = match (job.kind, job.load, &job.file) {
        (JobKind::Load, Some(load), Some(file)) => format!("load {load} ({file})"),
        (JobKind::Load, ..) => "a load".to_owned(),
        (JobKind::Match, ..) => "match".to_owned(),
    };
    let mut text = format!("{}  {what}: {}", job.job, job.state.name());
    if let Some(stage) = job.stage.filter(|_| job.ended_at.is_none()) {
        text.push_str(&format!(", {}", stage.name()));
        if let Some(share) = job.done.min(job.of).saturating_mul(100).checked_div(job.of) {
            text.push_str(&format!(" {share}%"));
        }
    }
    if let Some(again) = job.again_at {
        text.push_str(&format!(", again at {again}"));
    }
    if let Some(failure) = &job.failure {
        text.push_str(&format!("\n    {}\n    {}", failure.what.en, failure.mend.en));
    }
    text
}
