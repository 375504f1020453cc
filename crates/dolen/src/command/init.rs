//! `dolen init`.

use std::path::PathBuf;

use super::opening;
use crate::fault::Outcome;
use crate::output;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the new hub; made if absent, must not hold one yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A database on a PostgreSQL server instead of the file in the folder, as its administrator; made if absent
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Prints one JSON document
    #[arg(long)]
    json: bool,
}

/// Makes a new, empty hub.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    opening::create(&arguments.folder, arguments.database.as_deref())?;
    let folder = arguments.folder.display();
    if arguments.json {
        return output::json(
            &serde_json::json!({ "hub": folder.to_string(), "master_key": format!("{folder}/master.key") }),
        );
    }
    output::text(&format!(
        "a new hub is in {folder}; next: dolen feed add CONTRACT.toml --hub {folder}\n\
         its master key is {folder}/master.key: whoever has the folder has the key, so move it elsewhere and name its new place under [keys] in {folder}/hub.toml"
    ))
}
