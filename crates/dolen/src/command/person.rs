//! `dolen person`.

use std::path::Path;

use dolen_hub::consult;
use dolen_hub::view::Query;
use dolen_model::{PartialDate, Sensitive};

use super::opening;
use super::person_view;
use crate::fault::Outcome;
use crate::machine::actor;
use crate::output;

#[derive(clap::Subcommand)]
pub(crate) enum Arguments {
    /// Finds people by an NHS number or an agency's reference, or by two of name, date of birth and postcode
    Find(Find),
    /// Opens one person
    Show {
        /// Id of the person, as `find` tells it, or of a source record
        #[arg(value_name = "ID")]
        golden: String,
        /// Why; goes into the ledger before anything is shown
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// What was known at the end of a day, in UTC: 2026-03-03; with --why, also since when and up to when
        #[arg(long, value_name = "DATE", value_parser = day)]
        as_at: Option<PartialDate>,
        /// Also where each value comes from, and why the records are one person
        #[arg(long)]
        why: bool,
        /// Prints one JSON document, which holds everything
        #[arg(long)]
        json: bool,
    },
}

#[derive(clap::Args)]
pub(crate) struct Find {
    /// Given or family names, whole or their beginnings
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Date of birth: 1980-02-01, 1/2/1980, 02/1980 or 1980
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Postcode, whole or its first part
    #[arg(long, value_name = "POSTCODE")]
    postcode: Option<String>,
    /// NHS number, any spacing
    #[arg(long, value_name = "NUMBER")]
    nhs_number: Option<String>,
    /// The person's reference in an agency's own system
    #[arg(long, value_name = "REFERENCE")]
    reference: Option<String>,
    /// Why; goes into the ledger with the search
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

fn day(text: &str) -> Result<PartialDate, String> {
    let day = PartialDate::parse_iso(text).ok().filter(|day| day.day().is_some());
    day.ok_or_else(|| "a whole day is needed, such as 2026-03-03".to_owned())
}

/// Finds people, or opens one.
pub(crate) fn run(folder: &Path, arguments: &Arguments) -> Outcome {
    let opened = opening::open(folder)?;
    match arguments {
        Arguments::Find(find) => {
            let given = |text: &Option<String>| text.clone().map(Sensitive::new);
            let query = Query {
                name: given(&find.name),
                birth_date: given(&find.birth_date),
                postcode: given(&find.postcode),
                nhs_number: given(&find.nhs_number),
                reference: given(&find.reference),
            };
            let found = opened.wait(consult::find(&opened.hub, &query, find.reason.as_deref(), &actor()))?;
            if find.json { output::json(&found) } else { output::text(&person_view::found(&found)) }
        }
        Arguments::Show { golden, reason, as_at, why, json } => {
            let view = opened.wait(consult::open(&opened.hub, golden, reason, &actor(), *as_at))?;
            if *json { output::json(&view) } else { output::text(&person_view::single_view(&view, *why)) }
        }
    }
}
