//! Jobs: what is waiting, at work, done or failed, and what to do about it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Deserialize;

use dolen_hub::job::{Job, JobKind, JobState};
use dolen_model::Sensitive;

use super::answer::{Member, Refusal, check_id, html};
use crate::components::{Tag, TagColour};
use crate::display::moment;
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::records::RecordsFault;
use crate::words::Words;

/// One job.
struct Row {
    name: String,
    file: Option<String>,
    actor: String,
    state: Tag,
    progress: Option<String>,
    queued_at: String,
    ended_at: Option<String>,
    what: Option<String>,
    mend: Option<String>,
    again: Option<String>,
    /// Addresses of the forms that end it and have it tried again.
    cancel: Option<String>,
    retry: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "jobs.html")]
pub(crate) struct JobsPage {
    frame: Frame,
    w: Words,
    form_token: String,
    rows: Vec<Row>,
}

/// The page, of jobs as the hub lists them.
pub(crate) fn page(place: &Place, jobs: &[Job]) -> JobsPage {
    let w = place.words();
    let form_token = place.signed_in.as_ref().map_or_else(String::new, |user| user.form_token.clone());
    let rows = jobs.iter().map(|job| row(place, w, job)).collect();
    JobsPage { frame: place.frame(Section::Jobs, w.jobs_title()), w, form_token, rows }
}

fn row(place: &Place, w: Words, job: &Job) -> Row {
    let failure = job.failure.as_ref().filter(|_| job.state != JobState::Working);
    let is_open = matches!(job.state, JobState::Waiting | JobState::Working);
    let form = |action: &str| place.href(&format!("/jobs/{}/{action}", job.job));
    Row {
        name: match (job.kind, job.load) {
            (JobKind::Load, Some(load)) => w.job_load(load),
            (JobKind::Load, None) => w.job_load_gone(),
            (JobKind::Match, _) => w.job_match(),
        },
        file: job.file.clone(),
        actor: job.actor.clone(),
        state: state(w, job),
        progress: progress(w, job),
        queued_at: moment(w, job.queued_at),
        ended_at: job.ended_at.map(|at| moment(w, at)),
        what: failure.map(|failure| failure.what.get(place.language).clone()),
        mend: failure.map(|failure| failure.mend.get(place.language).clone()),
        again: job.again_at.filter(|_| job.state == JobState::Waiting).map(|at| w.job_again(moment(w, at))),
        cancel: (is_open && !job.is_ending).then(|| form("cancel")),
        retry: job.again_at.map(|_| form("retry")),
    }
}

fn state(w: Words, job: &Job) -> Tag {
    let (text, colour) = match job.state {
        JobState::Working if job.is_ending => (w.job_ending(), TagColour::Orange),
        JobState::Waiting => (w.job_waiting(), TagColour::Grey),
        JobState::Working => (w.job_working(), TagColour::Blue),
        JobState::Done => (w.job_done(), TagColour::Green),
        JobState::Failed => (w.job_failed(), TagColour::Red),
        JobState::Cancelled => (w.job_cancelled(), TagColour::Grey),
    };
    Tag { text, colour }
}

/// How far it is, in hundredths where it is known of how much.
fn progress(w: Words, job: &Job) -> Option<String> {
    if job.state != JobState::Working || job.done == 0 {
        return None;
    }
    let hundredths = job.done.min(job.of).saturating_mul(100).checked_div(job.of);
    Some(hundredths.map_or_else(|| w.number(job.done), |share| w.job_share(share)))
}

/// What a form of the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct JobForm {
    form_token: Sensitive<String>,
}

/// `GET`
pub(crate) async fn show(State(portal): State<Portal>, member: Member) -> Result<Html<String>, Refusal> {
    let jobs = portal.records().jobs().await.map_err(|fault| member.refuse(&fault))?;
    Ok(html(&page(&member.place, &jobs)))
}

/// `POST` that ends a job.
pub(crate) async fn cancel(
    State(portal): State<Portal>,
    member: Member,
    Path(job): Path<String>,
    Form(form): Form<JobForm>,
) -> Result<Response, Refusal> {
    member.check(&form.form_token)?;
    check_id(&job)?;
    back(&member, portal.records().cancel_job(&member.session.user, &job).await)
}

/// `POST` that has a job tried again.
pub(crate) async fn retry(
    State(portal): State<Portal>,
    member: Member,
    Path(job): Path<String>,
    Form(form): Form<JobForm>,
) -> Result<Response, Refusal> {
    member.check(&form.form_token)?;
    check_id(&job)?;
    back(&member, portal.records().retry_job(&member.session.user, &job).await)
}

/// The list again, which tells how the job stands now: one that has come to its end meanwhile too.
fn back(member: &Member, outcome: Result<(), RecordsFault>) -> Result<Response, Refusal> {
    outcome.map_err(|fault| member.refuse(&fault))?;
    Ok(member.go("/jobs"))
}
