//! `dolen feed check`: reading and validation on an agency's own machine, without a hub.

use std::fs::File;
use std::path::{Path, PathBuf};

use dolen_hub::intake::{self, CheckRequest, PostcodeFile};
use dolen_hub::view::LoadReport;
use dolen_model::Clock as _;
use dolen_read::PostcodeDirectory;

use super::feed::contract_text;
use super::load::{ReportArguments, file_name, give};
use super::opening::fault;
use super::refusal::{refusal, told};
use crate::fault::{Fault, Outcome};
use crate::machine::{SystemClock, today};
use crate::output;
use crate::progress::{Progress, tell};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The contract, TOML
    #[arg(value_name = "FILE.toml")]
    contract: PathBuf,
    /// Files of the feed; without any the contract alone is checked
    #[arg(value_name = "DATA")]
    data: Vec<PathBuf>,
    /// A postcode directory (ONSPD or NSPL, CSV): tells which postcodes exist
    #[arg(long, value_name = "FILE", requires = "data")]
    postcodes: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArguments,
}

/// Checks a contract, and files by it.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let contract = contract_text(&arguments.contract)?;
    let contract_file = file_name(&arguments.contract);
    intake::check_contract(&contract_file, &contract).map_err(fault)?;
    if arguments.data.is_empty() {
        return if arguments.report.is_json() {
            give(&[], &arguments.report)
        } else {
            output::text(&format!("{contract_file}: the contract is in order"))
        };
    }
    let postcodes = arguments.postcodes.as_deref().map(directory).transpose()?;
    let postcodes = postcodes.as_ref().map(|directory| directory as &dyn PostcodeDirectory);
    let (mut reports, mut faults) = (Vec::new(), Vec::new());
    for path in &arguments.data {
        match check((&contract_file, &contract), path, postcodes) {
            Ok(report) => {
                faults.extend(refusal(&report));
                reports.push(report);
            }
            Err(fault) if fault.is_ours() => return Err(fault),
            Err(fault) => faults.push(fault),
        }
    }
    give(&reports, &arguments.report)?;
    told(faults)
}

fn check(
    (contract_file, contract): (&str, &str),
    path: &Path,
    postcodes: Option<&dyn PostcodeDirectory>,
) -> Outcome<LoadReport> {
    let mut source = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
    let progress = Progress::new();
    let request = CheckRequest {
        contract_file,
        contract,
        file: &file_name(path),
        source: &mut source,
        today: today()?,
        now: SystemClock.now(),
        postcodes,
    };
    let report = intake::check(request, &|at| tell(&progress, at)).map_err(fault);
    progress.end();
    report
}

fn directory(path: &Path) -> Outcome<PostcodeFile> {
    let file = File::open(path).map_err(|error| Fault::file("cannot open", path, &error))?;
    PostcodeFile::read(file).map_err(|error| Fault::caller(format!("{}: {error}", path.display())))
}
