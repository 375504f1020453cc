//! `dolen upgrade`.

use super::opening::{fault, runtime};
use crate::fault::Outcome;
use crate::output;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The hub's database on a PostgreSQL server, as its administrator
    #[arg(long, value_name = "URL")]
    database: String,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Brings a database on a server to this version's schema. A file in a hub's folder is brought there by opening it.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let grown = runtime()?.block_on(dolen_hub::upgrade(&arguments.database)).map_err(fault)?;
    if arguments.json {
        return output::json(&serde_json::json!({ "from": grown.from, "to": grown.to }));
    }
    if grown.from == grown.to {
        return output::text(&format!("the database is at migration {} already; privileges are given anew", grown.to));
    }
    output::text(&format!("the database went from migration {} to {}", grown.from, grown.to))
}
