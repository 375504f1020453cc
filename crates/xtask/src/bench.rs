//! `cargo xtask bench`: the figures of README, measured on this machine.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run::{cargo, command, output, root, run, target_folder};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Size of the region, 1 being 233,084 records
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    /// How often the demo is run; the median by its total time is shown
    #[arg(long, default_value_t = 3)]
    runs: usize,
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
    let folder = target_folder().join("bench-demo");
    let mut documents = Vec::new();
    for count in 1..=arguments.runs.max(1) {
        println!("run {count} of {}", arguments.runs.max(1));
        documents.push(demo(&binary, &folder, arguments.scale)?);
    }
    documents.sort_by(|left, right| seconds(left).total_cmp(&seconds(right)));
    let median = documents.get(documents.len() / 2).context("no run")?;
    println!("\n{}", table(median));
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

fn demo(binary: &Path, folder: &Path, scale: f64) -> Result<Value> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("could not empty {}", folder.display()))?;
    }
    let scale = scale.to_string();
    let mut demo = command(&binary.to_string_lossy(), &["demo", "--no-serve", "--json", "--scale", &scale, "--dir"]);
    demo.arg(folder).current_dir(root());
    serde_json::from_str(&output(demo)?).context("the demo did not print one JSON document")
}

fn seconds(document: &Value) -> f64 {
    document.pointer("/seconds/total").and_then(Value::as_f64).unwrap_or(f64::MAX)
}

/// The figures as a Markdown table; one that is missing shows as such.
fn table(document: &Value) -> String {
    let mut lines = vec!["| Figure | Value |".to_owned(), "| --- | --- |".to_owned()];
    for (name, pointer) in FIGURES {
        let value = match document.pointer(pointer) {
            Some(Value::Number(number)) if number.is_f64() => format!("{:.4}", number.as_f64().unwrap_or_default()),
            Some(value) => value.to_string(),
            None => "missing".to_owned(),
        };
        lines.push(format!("| {name} | {value} |"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_shows_what_is_there_and_what_is_missing() {
        let document = serde_json::json!({ "source_records": 7, "match": { "recall": 0.93456 } });
        let table = table(&document);
        assert!(table.contains("| Source records | 7 |"), "{table}");
        assert!(table.contains("| Recall, pairwise | 0.9346 |"), "{table}");
        assert!(table.contains("| Golden records | missing |"), "{table}");
    }
}
