//! `dolen link`: the matcher alone.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ArgGroup;
use dolen_hub::link_files::{
    FileInput, FilesLinkage, KnownPostcodes, Labels, LinkFilesFault, LinkRequest, OutputFormat, explain_files,
    link_files, link_files_by_splink, read_frequencies,
};
use dolen_link::{EvidenceWords, Progress as Stage, Step, Threshold};
use dolen_read::Source;
use dolen_web::{comparison_words, level_words};

use super::explanation::{Explanations, Question};
use super::link_plan::{Linked, Plan, plan};
use super::memory_size::{MemorySize, memory};
use super::page_language::PageLanguage;
use crate::fault::{Fault, Outcome};
use crate::machine::{Stopwatch, peak_memory_megabytes};
use crate::output;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(group = ArgGroup::new("told").multiple(true).args(["report", "why", "how"]))]
pub(crate) struct Arguments {
    /// CSV files with a header line, Parquet or Arrow IPC files
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// What the columns hold and how they are compared, or a part of it; the rest is recognised from names and values. Or
    /// the JSON of a Splink model, which is then run as Splink runs it
    #[arg(long, value_name = "SPEC")]
    spec: Option<PathBuf>,
    /// Writes the Splink model of --spec, of whatever version, as the JSON that Splink 5 reads; links nothing
    #[arg(long, value_name = "FILE", requires = "spec", conflicts_with_all = ["clusters", "links", "report", "ask", "why", "how", "json", "explain_spec"])]
    export_splink: Option<PathBuf>,
    /// Column with the id of a row; never matched on [default: the row's number from 1]
    #[arg(long, value_name = "COL")]
    id: Option<String>,
    /// Column with the source of a row; never matched on [default: the file's name]
    #[arg(long, value_name = "COL")]
    source_column: Option<String>,
    /// Writes source,id,cluster: every input row once; as Parquet or Arrow where the name ends in .parquet or .arrow
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// Writes the pairs at or above the review threshold; .parquet and .arrow as for --clusters
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// Where postcodes are: a file with postcode and latitude, longitude or easting, northing; and successor, the postcode
    /// that stands now in the place of one that is no longer in use
    #[arg(long, value_name = "FILE")]
    postcodes: Option<PathBuf>,
    /// From where on pairs are joined: a probability such as 0.95, weight=6.5 (bits) or precision=0.999 (a share)
    /// [default: as the specification says; 0.95 for a Splink model]
    #[arg(long, value_name = "T")]
    threshold: Option<Threshold>,
    /// Prints the specification that would be followed, as TOML to keep, with reasons and costs; links nothing
    #[arg(long, conflicts_with_all = ["clusters", "links", "report", "ask", "why", "how", "json"])]
    explain_spec: bool,
    /// Writes how the records were linked, as one HTML page that needs nothing beside itself
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// The truth, for the report: source,id,cluster or id,cluster, by position
    #[arg(long, value_name = "FILE", requires = "report")]
    truth: Option<PathBuf>,
    /// Pairs that somebody labelled: source_a,id_a,source_b,id_b,same, and weight. Estimation learns from them, and a report
    /// without --truth measures by them
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// How common the values of a comparison are among all people, as a CSV of value,count; may be repeated for others
    #[arg(long, value_name = "COMPARISON=FILE", conflicts_with = "explain_spec")]
    frequencies: Vec<NamedFile>,
    /// Writes the pairs whose answers would tell most, as CSV to be filled in (column same: yes or no) and given to --labels
    #[arg(long, value_name = "FILE")]
    ask: Option<PathBuf>,
    /// How many pairs --ask writes at most, up to 1,000
    #[arg(long, value_name = "N", requires = "ask", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    ask_count: u16,
    /// Column by which the report groups records
    #[arg(long, value_name = "COL", requires = "report")]
    group: Option<String>,
    /// Tells why two rows are together, or why not; may be repeated
    #[arg(long, num_args = 2, value_names = ["SOURCE:ID", "SOURCE:ID"])]
    why: Vec<String>,
    /// Tells how the cluster of a row formed; may be repeated
    #[arg(long, value_name = "SOURCE:ID")]
    how: Vec<String>,
    /// Language of the report and of what --why and --how tell; --json is the same in both
    #[arg(long, value_enum, default_value = "en", requires = "told")]
    language: PageLanguage,
    /// How much memory the run may hold, such as 2GB: what would take more takes longer or is refused [default: any]
    #[arg(long, value_name = "SIZE", conflicts_with_all = ["explain_spec", "report", "ask", "why", "how"])]
    memory: Option<MemorySize>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// A file for something that has a name.
#[derive(Clone)]
struct NamedFile {
    name: String,
    path: PathBuf,
}

impl std::str::FromStr for NamedFile {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((name, path)) if !name.is_empty() && !path.is_empty() => {
                Ok(Self { name: name.to_owned(), path: path.into() })
            }
            _ => Err("write the name of a comparison, = and a file: family_name=surnames.csv"),
        }
    }
}

/// Links the rows of files.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let watch = Stopwatch::start();
    check_outputs(arguments)?;
    let plan = arguments.spec.as_deref().map_or(Ok(Plan::Specification(None)), plan)?;
    if let Some(path) = &arguments.export_splink {
        let Plan::Splink(model) = plan else {
            return Err(Fault::caller("--export-splink writes a Splink model again, and --spec is none"));
        };
        return write_file(path, |writer| {
            writer
                .write_all(model.settings().to_json().as_bytes())
                .map_err(|error| Fault::file("cannot write", path, &error))
        });
    }
    let mut files = Vec::new();
    for path in &arguments.inputs {
        files.push(FileInput { name: name(path), reader: Box::new(reader(path)?) });
    }
    let mut request = LinkRequest {
        specification: None,
        id_column: arguments.id.clone(),
        source_column: arguments.source_column.clone(),
        threshold: arguments.threshold,
        labels: None,
        frequencies: Vec::new(),
        group_column: arguments.group.clone(),
        postcodes: arguments.postcodes.as_deref().map(postcodes).transpose()?,
        forgets_cells: !arguments.asks(),
        memory: memory(arguments.memory)?,
    };
    let truth = arguments.truth.as_deref().map(open).transpose()?;
    if let Some(path) = &arguments.labels {
        request.labels = Some(Labels::read(open(path)?).map_err(fault)?);
    }
    for NamedFile { name, path } in &arguments.frequencies {
        request.frequencies.push(read_frequencies(name, open(path)?).map_err(fault)?);
    }
    let progress = Progress::new();
    let linked = match plan {
        Plan::Splink(_) if arguments.is_for_specification() => {
            let message = "--explain-spec, --postcodes, --report, --labels, --frequencies, --ask, --why, --how and \
                           --memory go with a specification, and --spec is a Splink model";
            return Err(Fault::caller(message));
        }
        Plan::Splink(model) => link_files_by_splink(files, &model, &request, &|stage| tell(&progress, stage))
            .map(|linkage| Linked::Splink(Box::new(linkage))),
        Plan::Specification(specification) => {
            request.specification = specification;
            if arguments.explain_spec {
                return output::text(explain_files(files, &request).map_err(fault)?.trim_end());
            }
            link_files(files, &request, &|stage| tell(&progress, stage))
                .map(|linkage| Linked::Specification(Box::new(linkage)))
        }
    };
    let linked = linked.map_err(fault)?;
    progress.end();
    if let Some(path) = &arguments.clusters {
        write_file(path, |writer| linked.write_clusters(writer, format(path)).map_err(fault))?;
    }
    if let Some(path) = &arguments.links {
        write_file(path, |writer| linked.write_links(writer, format(path)).map_err(fault))?;
    }
    for note in linked.notes() {
        say(note);
    }
    let mut figures = linked.json(watch.seconds(), peak_memory_megabytes().unwrap_or_default());
    let explained = match &linked {
        Linked::Specification(linkage) => Some((explain(linkage, arguments, truth)?, linkage)),
        Linked::Splink(_) => None,
    };
    if arguments.json {
        explained.iter().for_each(|(explanations, linkage)| explanations.add_to(&mut figures, linkage));
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
    explained.map_or(Ok(()), |(explanations, linkage)| explanations.tell(linkage, arguments.language.into()))
}

impl Arguments {
    /// Whether something is asked that a Splink model does not answer.
    fn is_for_specification(&self) -> bool {
        self.explain_spec
            || self.postcodes.is_some()
            || self.memory.is_some()
            || self.labels.is_some()
            || !self.frequencies.is_empty()
            || self.asks()
    }

    /// Whether something is to be explained.
    fn asks(&self) -> bool {
        self.report.is_some() || self.ask.is_some() || !self.why.is_empty() || !self.how.is_empty()
    }
}

/// Writes the report and the pairs that a person is asked about, and answers what is asked.
fn explain(
    linkage: &FilesLinkage,
    arguments: &Arguments,
    truth: Option<Box<dyn Source + Send>>,
) -> Outcome<Explanations> {
    if !arguments.asks() {
        return Ok(Explanations::default());
    }
    let question = Question::of(linkage, &arguments.why, &arguments.how)?;
    let known = truth.map(|truth| linkage.known_truth(truth)).transpose().map_err(fault)?;
    let explainer = linkage.explainer().map_err(fault)?;
    if let Some(path) = &arguments.report {
        let of = names(&arguments.inputs);
        let language = arguments.language.into();
        let (comparison, level) =
            (|name: &str| comparison_words(language, name), |label: &str| level_words(language, label));
        let words = (language, EvidenceWords { comparison: &comparison, level: &level });
        let known = known.as_ref();
        write_file(path, |writer| linkage.write_report(&explainer, known, &of, words, writer).map_err(fault))?;
    }
    if let Some(path) = &arguments.ask {
        let count = usize::from(arguments.ask_count);
        write_file(path, |writer| linkage.write_asked(&explainer, count, writer).map(drop).map_err(fault))?;
    }
    question.answer(&explainer)
}

/// Reads where postcodes are.
fn postcodes(path: &Path) -> Outcome<KnownPostcodes> {
    KnownPostcodes::read(FileInput { name: name(path), reader: Box::new(reader(path)?) }).map_err(fault)
}

/// Opens a file to read.
pub(crate) fn open(path: &Path) -> Outcome<Box<dyn Source + Send>> {
    Ok(Box::new(reader(path)?))
}

fn reader(path: &Path) -> Outcome<BufReader<File>> {
    let file = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
    Ok(BufReader::with_capacity(1 << 20, file))
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
    let inputs = arguments.inputs.iter().chain(&arguments.spec).chain(&arguments.postcodes).chain(&arguments.truth);
    let inputs = inputs.chain(&arguments.labels).chain(arguments.frequencies.iter().map(|named| &named.path));
    let mut taken: Vec<PathBuf> = inputs.filter_map(|path| place(path)).collect();
    let outputs = arguments.clusters.iter().chain(&arguments.links).chain(&arguments.report).chain(&arguments.ask);
    for path in outputs.chain(&arguments.export_splink) {
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

/// What a file is written as, by its name.
fn format(path: &Path) -> OutputFormat {
    OutputFormat::of(&path.to_string_lossy())
}

/// Makes a file and hands its writer on; a disk that is full shows here and not after the answer.
pub(crate) fn write_file(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> Outcome) -> Outcome {
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
