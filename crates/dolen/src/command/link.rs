//! `dolen link`: the matcher alone.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use dolen_hub::link_files::{FileInput, FilesReport, LinkFilesFault, LinkRequest, explain_files, link_files};
use dolen_link::{Progress as Stage, Specification, Step, Threshold};

use super::explanation::{Explanations, Question};
use crate::fault::{Fault, Outcome};
use crate::machine::{Stopwatch, peak_memory_megabytes};
use crate::output;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// CSV files with a header line
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// What the columns hold and how they are compared, or a part of it; the rest is recognised from names and values
    #[arg(long, value_name = "SPEC.toml")]
    spec: Option<PathBuf>,
    /// Column with the id of a row; never matched on [default: the row's number from 1]
    #[arg(long, value_name = "COL")]
    id: Option<String>,
    /// Column with the source of a row; never matched on [default: the file's name]
    #[arg(long, value_name = "COL")]
    source_column: Option<String>,
    /// Writes source,id,cluster: every input row once
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// Writes the pairs at or above the review threshold
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// From where on pairs are joined: a probability such as 0.95, weight=6.5 (bits) or precision=0.999 (a share)
    #[arg(long, value_name = "T")]
    threshold: Option<Threshold>,
    /// Prints the specification that would be followed, as TOML to keep, with reasons and costs; links nothing
    #[arg(long, conflicts_with_all = ["clusters", "links", "report", "why", "how", "json"])]
    explain_spec: bool,
    /// Writes how the records were linked, as one HTML page that needs nothing beside itself
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// The truth, for the report: source,id,cluster or id,cluster, by position
    #[arg(long, value_name = "FILE", requires = "report")]
    truth: Option<PathBuf>,
    /// Pairs that were labelled, for the report: source_a,id_a,source_b,id_b,same, and weight
    #[arg(long, value_name = "FILE", requires = "report", conflicts_with = "truth")]
    labels: Option<PathBuf>,
    /// Column by which the report groups records
    #[arg(long, value_name = "COL", requires = "report")]
    group: Option<String>,
    /// Tells why two rows are together, or why not; may be repeated
    #[arg(long, num_args = 2, value_names = ["SOURCE:ID", "SOURCE:ID"])]
    why: Vec<String>,
    /// Tells how the cluster of a row formed; may be repeated
    #[arg(long, value_name = "SOURCE:ID")]
    how: Vec<String>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Links the rows of files.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let watch = Stopwatch::start();
    check_outputs(arguments)?;
    let specification = arguments.spec.as_deref().map(specification).transpose()?;
    let mut files = Vec::new();
    for path in &arguments.inputs {
        files.push(FileInput { name: name(path), reader: open(path)? });
    }
    let request = LinkRequest {
        specification,
        id_column: arguments.id.clone(),
        source_column: arguments.source_column.clone(),
        threshold: arguments.threshold,
        group_column: arguments.group.clone(),
    };
    if arguments.explain_spec {
        return output::text(explain_files(files, &request).map_err(fault)?.trim_end());
    }
    let report = FilesReport {
        truth: arguments.truth.as_deref().map(open).transpose()?,
        labels: arguments.labels.as_deref().map(open).transpose()?,
    };
    let progress = Progress::new();
    let linkage = link_files(files, &request, &|stage| tell(&progress, stage)).map_err(fault)?;
    progress.end();
    if let Some(path) = &arguments.clusters {
        write_file(path, |writer| linkage.write_clusters(writer).map_err(fault))?;
    }
    if let Some(path) = &arguments.links {
        write_file(path, |writer| linkage.write_links(writer).map_err(fault))?;
    }
    for note in linkage.notes() {
        say(note);
    }
    let question = Question::of(&linkage, &arguments.why, &arguments.how)?;
    let mut explanations = Explanations::default();
    if arguments.report.is_some() || !question.is_empty() {
        let known = linkage.known_truth(report).map_err(fault)?;
        let explainer = linkage.explainer().map_err(fault)?;
        explanations = question.answer(&explainer)?;
        if let Some(path) = &arguments.report {
            let of = names(&arguments.inputs);
            write_file(path, |writer| linkage.write_report(&explainer, &known, &of, writer).map_err(fault))?;
        }
    }
    let mut figures = linkage.json(watch.seconds(), peak_memory_megabytes().unwrap_or_default());
    if arguments.json {
        explanations.add_to(&mut figures, &linkage);
        return output::json(&figures);
    }
    let count = |key: &str| output::count(figures.get(key).and_then(serde_json::Value::as_u64).unwrap_or_default());
    output::text(&format!(
        "{} records, {} pairs compared, {} links, {} clusters, in {:.2} s",
        count("records"),
        count("pairs_scored"),
        count("links"),
        count("clusters"),
        watch.seconds()
    ))?;
    explanations.tell(&linkage)
}

/// Opens a file to read.
pub(crate) fn open(path: &Path) -> Outcome<Box<dyn Read>> {
    let file = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, file)))
}

/// The name of a file without its folders.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The names of several files, of many the first.
fn names(paths: &[PathBuf]) -> String {
    const SHOWN: usize = 8;
    let more = if paths.len() > SHOWN { ", …" } else { "" };
    paths.iter().take(SHOWN).map(|path| name(path)).collect::<Vec<_>>().join(", ") + more
}

/// Refuses before the work what could not be written after it, and what would be written over something that is read.
fn check_outputs(arguments: &Arguments) -> Outcome {
    let inputs = arguments.inputs.iter().chain(&arguments.spec).chain(&arguments.truth).chain(&arguments.labels);
    let mut taken: Vec<PathBuf> = inputs.filter_map(|path| place(path)).collect();
    for path in arguments.clusters.iter().chain(&arguments.links).chain(&arguments.report) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        std::fs::metadata(folder).map_err(|error| Fault::file("cannot write", path, &error))?;
        if path.is_dir() {
            return Err(Fault::caller(format!("cannot write {}: it is a folder", path.display())));
        }
        let Some(place) = place(path) else { continue };
        if taken.contains(&place) {
            let message = format!("{} would be written over a file that this command reads or writes", path.display());
            return Err(Fault::caller(message).hint("give it another name"));
        }
        taken.push(place);
    }
    Ok(())
}

/// Where a file is or will be; nothing for what is no file: a device, a pipe.
fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(known) = path.canonicalize() {
        return known.is_file().then_some(known);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

fn specification(path: &Path) -> Outcome<Specification> {
    let text = std::fs::read_to_string(path).map_err(|error| Fault::file("cannot read", path, &error))?;
    Specification::parse_part(&text).map_err(|error| Fault::caller(format!("{}: {error}", path.display())))
}

/// Makes a file and hands its writer on; a disk that is full shows here and not after the answer.
pub(crate) fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Outcome) -> Outcome {
    let file = File::create(path).map_err(|error| Fault::file("cannot write", path, &error))?;
    let mut writer = BufWriter::with_capacity(1 << 20, file);
    write(&mut writer)?;
    writer.flush().map_err(|error| Fault::file("cannot write", path, &error))
}

/// Every fault of files is the user's to mend.
pub(crate) fn fault(fault: LinkFilesFault) -> Fault {
    Fault::caller(fault)
}

/// Passes the engine's progress on.
pub(crate) fn tell(progress: &Progress, stage: Stage) {
    let name = match stage.step {
        Step::Standardise => "standardising",
        Step::Block => "blocking",
        Step::Compare => "comparing",
        Step::Estimate => "estimating",
        Step::Score => "scoring",
        Step::Cluster => "clustering",
    };
    progress.at(name, stage.done, stage.of);
}
