//! The tests of faults, at a size that a test run has no time for.

use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde_json::Value;

use crate::database::Database;
use crate::postgres::{Controlled, Durability, Server};
use crate::run::{cargo, run, target_folder};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Faults of each kind, and in each kind of database
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// Kind of database
    #[arg(long, value_enum, default_value = "both")]
    database: Database,
    /// Kinds of faults; all, where none is named
    #[arg(long, value_enum)]
    what: Vec<What>,
    /// Size of the region that is loaded, 1 being 233,084 records
    #[arg(long, default_value_t = 0.02)]
    scale: f64,
    /// Where the random moments come from; that of a round that failed repeats it, with `--kills 1`
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Commands killed
    Pipeline,
    /// The portal killed
    Server,
    /// PostgreSQL killed
    Postgres,
    /// Connections to PostgreSQL cut
    Cut,
    /// No room on the disk
    Disk,
    /// A restore killed
    Restore,
}

/// A fault and a kind of database: the tests of it, by a part of their names.
const TESTS: [(What, Database, &str); 10] = [
    (What::Pipeline, Database::File, "commands_killed_at_any_moment_complete"),
    (What::Pipeline, Database::Server, "commands_killed_at_any_moment_on_a_server"),
    (What::Server, Database::File, "a_portal_killed_at_any_moment_loses"),
    (What::Server, Database::Server, "a_portal_killed_at_any_moment_on_a_server"),
    (What::Postgres, Database::Server, "a_server_killed_at_any_moment"),
    (What::Cut, Database::Server, "a_command_whose_connections_are_cut"),
    (What::Disk, Database::File, "a_file_that_may_not_grow"),
    (What::Disk, Database::File, "a_full_disk_is_a_refusal"),
    (What::Disk, Database::Server, "a_server_without_room"),
    (What::Restore, Database::File, "a_restore_killed_at_any_moment"),
];

/// Runs the tests of the package `dolen` that meet each fault, on the release binary, and prints what was counted.
pub(crate) fn faults(arguments: &Arguments) -> Result<()> {
    let kinds = arguments.database.kinds();
    let is_meant = |(what, database, _): &&(What, Database, &str)| {
        (arguments.what.is_empty() || arguments.what.contains(what)) && kinds.contains(database)
    };
    let meant: Vec<_> = TESTS.iter().filter(is_meant).collect();
    let needs_server = meant.iter().any(|(_, database, _)| *database == Database::Server);
    let servers = if needs_server { Some((Server::start(Durability::None)?, Controlled::start()?)) } else { None };
    let counted = target_folder().join("faults.jsonl");
    if counted.exists() {
        std::fs::remove_file(&counted).with_context(|| format!("could not remove {}", counted.display()))?;
    }
    let mut failed = Vec::new();
    for (_, _, test) in meant {
        let mut tests = cargo(&["test", "--release", "--package", "dolen", "--test", "suite", "--"]);
        tests
            .args(["--nocapture", test])
            .env("DOLEN_FAULTS", arguments.kills.to_string())
            .env("DOLEN_FAULTS_SCALE", arguments.scale.to_string())
            .env("DOLEN_FAULTS_SEED", arguments.seed.to_string())
            .env("DOLEN_FAULTS_FILE", &counted);
        if let Some((server, killed)) = &servers {
            tests.envs(server.environment()).envs(killed.environment());
        }
        // The others are counted all the same.
        if let Err(fault) = run(tests) {
            eprintln!("{fault:#}");
            failed.push(*test);
        }
    }
    println!("\n{}", table(&read(&counted)?));
    if failed.is_empty() { Ok(()) } else { bail!("not all is well after these faults: {}", failed.join(", ")) }
}

fn read(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    text.lines().map(|line| serde_json::from_str(line).context("a test counted in no JSON")).collect()
}

/// What was counted, a line for each kind of fault and database.
fn table(counted: &[Value]) -> String {
    let mut lines = vec![
        "| Fault | Database | Faults | Of them while | First seed |".to_owned(),
        "| --- | --- | --: | --- | --: |".to_owned(),
    ];
    for line in counted {
        let text = |name: &str| line[name].as_str().unwrap_or("?").to_owned();
        let counts = line["faults"].as_object().cloned().unwrap_or_default();
        let all: u64 = counts.values().filter_map(Value::as_u64).sum();
        let each: Vec<String> = counts.iter().map(|(work, count)| format!("{work} {count}")).collect();
        let ended = if line["is_complete"] == true { "" } else { " (the last FAILED)" };
        lines.push(format!(
            "| {} | {} | {all}{ended} | {} | {} |",
            text("what"),
            text("database"),
            each.join(", "),
            line["seed"]
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_counts_by_fault_and_database_and_shows_what_failed() {
        let counted = [
            serde_json::json!({ "what": "pipeline", "database": "file", "seed": 7, "faults": { "load": 2, "merge": 1 }, "is_complete": true }),
            serde_json::json!({ "what": "cut", "database": "server", "seed": 7, "faults": {}, "is_complete": false }),
        ];
        let table = table(&counted);
        assert!(table.contains("| pipeline | file | 3 | load 2, merge 1 | 7 |"), "{table}");
        assert!(table.contains("| cut | server | 0 (the last FAILED) |"), "{table}");
    }
}
