//! `dolen demo`: a synthetic region, its five agencies' files, loaded, matched and served.

mod figures;
mod files;
mod flat;
mod folder;
mod geography;
mod households;
mod measure;
mod options;
mod pipeline;
mod region;
mod served;

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;

use crate::fault::Outcome;
use crate::machine::Stopwatch;
use crate::output;
use folder::State;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Size of the region; 1 is 233,084 records
    #[arg(long, value_name = "X", default_value = "1", value_parser = options::scale)]
    scale: f64,
    /// Seed of the region: the same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Day on which the agencies take their extracts
    #[arg(long, value_name = "YYYY-MM-DD", default_value = options::TODAY, value_parser = options::day)]
    today: dolen_model::PartialDate,
    /// Folder of the demo; made if absent
    #[arg(long, value_name = "DIR", default_value = "demo")]
    dir: PathBuf,
    /// Ends when everything is matched, without the portal
    #[arg(long)]
    no_serve: bool,
    /// Port of the portal on the loopback address, 0 for any free one [default: 8080, or the next free one]
    #[arg(long, value_name = "PORT", value_parser = RangedU64ValueParser::<u16>::new())]
    port: Option<u16>,
    /// Only writes the region as one CSV, a row a record, and its truth beside it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dir", "no_serve", "port"])]
    flat: Option<PathBuf>,
    /// Official boundaries, postcodes and deprivation ranks instead of invented ones
    #[arg(long, value_name = "DIR")]
    geography: Option<PathBuf>,
    /// How often which error happens in which agency, TOML; what is left out is as by default
    #[arg(long, value_name = "FILE")]
    rates: Option<PathBuf>,
    /// A database on a PostgreSQL server instead of the file in the folder, as its administrator; made if absent
    #[arg(long, value_name = "URL", conflicts_with = "flat")]
    database: Option<String>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Makes the demo, or takes up the one that its folder holds, and serves it.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let watch = Stopwatch::start();
    let (options, asked) = options::read(arguments)?;
    if let Some(file) = &arguments.flat {
        let told = flat::write(&asked, file, &watch)?;
        return if arguments.json { output::json(&told) } else { output::text(&told.text()) };
    }
    let folder = &arguments.dir;
    let (opened, figures) = match folder::prepare(folder, &options)? {
        State::Complete(figures) => (pipeline::reopened(folder)?, *figures),
        State::Begun => pipeline::run(folder, &options, &asked, &watch, arguments.database.as_deref())?,
    };
    if arguments.no_serve {
        return if arguments.json { output::json(&figures) } else { output::text(&figures.text(folder)) };
    }
    served::serve(opened, folder, figures, arguments.port, arguments.json)
}
