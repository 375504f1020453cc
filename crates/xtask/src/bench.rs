//! `cargo xtask bench`: the figures of README, measured on this machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::database::Database;
use crate::postgres::{Durability, Server};
use crate::run::{cargo, command, output, root, run, target_folder};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Size of the region, 1 being 233,084 records
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    /// How often the demo is run; the median by its total time is shown
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Kind of database; of both the figures stand side by side, and their golden records must be the same
    #[arg(long, value_enum, default_value = "file")]
    database: Database,
    /// Also the micro-benchmarks of the crates
    #[arg(long)]
    crates: bool,
    /// Instead of the demo: finding, matching and clustering records one by one beside so many rows in millions
    #[arg(long, value_name = "MILLIONS", conflicts_with_all = ["scale", "runs", "crates"])]
    live: Option<f64>,
}

/// Scale of the demo at which `--flat` has a million rows.
const MILLION: f64 = 4.3;

/// Lines of the table: what, and where it stands in the demo's JSON.
const FIGURES: [(&str, &str); 17] = [
    ("Source records", "/source_records"),
    ("Golden records", "/golden_records"),
    ("Attributes linked", "/attributes_linked"),
    ("Precision, pairwise", "/match/precision"),
    ("Recall, pairwise", "/match/recall"),
    ("F1, pairwise", "/match/f1"),
    ("Precision, B-cubed", "/match/bcubed_precision"),
    ("Recall, B-cubed", "/match/bcubed_recall"),
    ("Precision across agencies", "/match/cross_agency/precision"),
    ("Recall across agencies", "/match/cross_agency/recall"),
    ("Households: precision, pairwise", "/households/precision"),
    ("Households: recall, pairwise", "/households/recall"),
    ("Seconds: load", "/seconds/load"),
    ("Seconds: match", "/seconds/match"),
    ("Seconds: merge", "/seconds/merge"),
    ("Seconds: total, region made too", "/seconds/total"),
    ("Peak memory, MB", "/peak_memory_mb"),
];

/// Runs the demo on the release binary and prints its figures as a table.
pub(crate) fn bench(arguments: &Arguments) -> Result<()> {
    run(cargo(&["build", "--release", "--package", "dolen", "--locked"]))?;
    let binary = target_folder().join("release").join("dolen");
    if let Some(millions) = arguments.live {
        return live(&binary, millions);
    }
    let kinds = arguments.database.kinds();
    let mut documents = vec![Vec::new(); kinds.len()];
    let mut partitions = BTreeSet::new();
    for count in 1..=arguments.runs.max(1) {
        // In turn, so that whatever else the machine does meets both.
        for (kind, documents) in kinds.iter().zip(&mut documents) {
            println!("run {count} of {}, in a {}", arguments.runs.max(1), kind.name());
            let (document, partition) = demo(&binary, *kind, arguments.scale)?;
            documents.push(document);
            partitions.insert(partition);
        }
    }
    if partitions.len() != 1 {
        bail!("the golden records are not those of every run");
    }
    let mut medians = Vec::new();
    for documents in &mut documents {
        documents.sort_by(|left, right| seconds(left).total_cmp(&seconds(right)));
        medians.push(documents.get(documents.len() / 2).context("no run")?);
    }
    println!("\n{}", table(&kinds, &medians));
    std::fs::write(target_folder().join("bench-demo.json"), serde_json::to_string_pretty(&documents)?)?;
    if arguments.crates {
        run(cargo(&["bench", "--workspace", "--locked"]))?;
    }
    Ok(())
}

/// One row in twenty arrives alone; the others are there before.
fn live(binary: &Path, millions: f64) -> Result<()> {
    let file = target_folder().join("bench-live.csv");
    let (file, scale) = (file.to_string_lossy(), (millions * MILLION).to_string());
    run(command(&binary.to_string_lossy(), &["demo", "--flat", &file, "--scale", &scale, "--seed", "7"]))?;
    let specification = root().join("bench").join("live.toml");
    let example = ["run", "--release", "--package", "dolen-link", "--example", "live", "--locked", "--"];
    let mut measure = cargo(&example);
    measure.args([&*file, &*specification.to_string_lossy(), "20"]);
    run(measure)
}

/// Runs the demo and answers its figures, and which records have a golden record together.
fn demo(binary: &Path, database: Database, scale: f64) -> Result<(Value, Vec<String>)> {
    let folder = target_folder().join("bench-demo");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("could not empty {}", folder.display()))?;
    }
    // With a commit as safe as in use: that is a part of how long it takes.
    let server = (database == Database::Server).then(|| Server::start(Durability::Full)).transpose()?;
    let (binary, scale) = (binary.to_string_lossy(), scale.to_string());
    let mut demo = command(&binary, &["demo", "--no-serve", "--json", "--scale", &scale, "--dir"]);
    demo.arg(&folder).current_dir(root());
    if let Some(server) = &server {
        demo.args(["--database", &server.database("dolen_bench")]);
    }
    let document = serde_json::from_str(&output(demo)?).context("the demo did not print one JSON document")?;
    let clusters = folder.join("clusters.csv");
    let mut matched = command(&binary, &["match", "--clusters"]);
    matched.arg(&clusters).arg("--hub").arg(folder.join("hub")).env_remove("DOLEN_HUB");
    output(matched)?;
    let clusters = std::fs::read_to_string(&clusters).context("the demo wrote no clusters")?;
    Ok((document, partition(&clusters)?))
}

/// For each record, in one order, the first of those that it is together with: ids of golden records hang on the key of the hub.
fn partition(clusters: &str) -> Result<Vec<String>> {
    let mut records = Vec::new();
    for line in clusters.lines().skip(1) {
        records.push(line.rsplit_once(',').with_context(|| format!("no cluster in `{line}`"))?);
    }
    records.sort_unstable();
    let mut firsts = BTreeMap::new();
    let partition = records.iter().map(|(record, golden)| {
        // A record without a golden record is with nobody.
        let first = if golden.is_empty() { record } else { *firsts.entry(*golden).or_insert(record) };
        format!("{record},{first}")
    });
    Ok(partition.collect())
}

fn seconds(document: &Value) -> f64 {
    document.pointer("/seconds/total").and_then(Value::as_f64).unwrap_or(f64::MAX)
}

/// The figures as a Markdown table, a column for each kind of database; one that is missing shows as such.
fn table(kinds: &[Database], documents: &[&Value]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let rule = "| --- ".repeat(names.len() + 1);
    let mut lines = vec![format!("| Figure | {} |", names.join(" | ")), format!("{rule}|")];
    for (name, pointer) in FIGURES {
        let values: Vec<String> = documents.iter().map(|document| figure(document, pointer)).collect();
        lines.push(format!("| {name} | {} |", values.join(" | ")));
    }
    lines.join("\n")
}

fn figure(document: &Value, pointer: &str) -> String {
    match document.pointer(pointer) {
        Some(Value::Number(number)) if number.is_f64() => format!("{:.4}", number.as_f64().unwrap_or_default()),
        Some(value) => value.to_string(),
        None => "missing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_shows_what_is_there_and_what_is_missing() {
        let document = serde_json::json!({ "source_records": 7, "match": { "recall": 0.93456 } });
        let other = serde_json::json!({ "source_records": 8, "golden_records": 5 });
        let table = table(&[Database::File, Database::Server], &[&document, &other]);
        assert!(table.contains("| Figure | file | server |\n| --- | --- | --- |"), "{table}");
        assert!(table.contains("| Source records | 7 | 8 |"), "{table}");
        assert!(table.contains("| Recall, pairwise | 0.9346 | missing |"), "{table}");
        assert!(table.contains("| Golden records | missing | 5 |"), "{table}");
    }

    #[test]
    fn records_that_are_together_are_so_under_any_id() {
        let of = |text: &str| partition(text).unwrap();
        let one = of("source,id,golden\na,1,x\nb,2,y\nc,3,x\nd,4,\ne,5,\n");
        assert_eq!(one, of("source,id,golden\ne,5,\nc,3,k\na,1,k\nd,4,\nb,2,x\n"));
        assert_ne!(one, of("source,id,golden\na,1,x\nb,2,x\nc,3,x\nd,4,\ne,5,\n"));
        assert_ne!(one, of("source,id,golden\na,1,x\nb,2,y\nc,3,x\nd,4,z\ne,5,z\n"));
    }
}
