//! `dolen link`: the matcher alone.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use dolen_hub::link_files::{FileInput, LinkFilesFault, LinkRequest, explain_files, link_files};
use dolen_link::{Progress as Stage, Specification, Step};

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
    /// Prints the specification that would be followed, as TOML to keep, with reasons and costs; links nothing
    #[arg(long, conflicts_with_all = ["clusters", "links", "json"])]
    explain_spec: bool,
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
        let file = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        files.push(FileInput { name, reader: Box::new(BufReader::with_capacity(1 << 20, file)) });
    }
    let request =
        LinkRequest { specification, id_column: arguments.id.clone(), source_column: arguments.source_column.clone() };
    if arguments.explain_spec {
        return output::text(explain_files(files, &request).map_err(fault)?.trim_end());
    }
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
    let figures = linkage.json(watch.seconds(), peak_memory_megabytes().unwrap_or_default());
    if arguments.json {
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
    ))
}

/// Refuses before the work what could not be written after it, and what would be written over something that is read.
fn check_outputs(arguments: &Arguments) -> Outcome {
    let mut taken: Vec<PathBuf> =
        arguments.inputs.iter().chain(&arguments.spec).filter_map(|path| place(path)).collect();
    for path in arguments.clusters.iter().chain(&arguments.links) {
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
