//! How fast records are found, matched and kept in clusters: `cargo xtask bench --live`.
//!
//! Takes a CSV file with columns `source` and `id`, a specification, and which of how many rows arrive one by one; the others are
//! the base. Prints one JSON document.

use std::error::Error;
use std::io::Write;
use std::time::{Duration, Instant};

use dolen_link::{ClusterId, Given, Live, Plan, RecordKey, Specification, Table};
use serde_json::{Value, json};

/// Rows that are searched for, changed and removed at most.
const ASKED: usize = 20_000;

/// A row of the file.
type Cells = csv::StringRecord;

struct Input {
    columns: Vec<String>,
    source: usize,
    id: usize,
    rows: Vec<Cells>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, specification, one_in] = arguments.as_slice() else {
        return Err("usage: live FILE.csv SPECIFICATION.toml ONE_IN".into());
    };
    let specification = Specification::parse(&std::fs::read_to_string(specification)?)?;
    let (input, one_in) = (read(file)?, one_in.parse::<usize>()?.max(2));
    let (mut arriving, mut base) = (Vec::new(), Vec::new());
    for (number, row) in input.rows.iter().enumerate() {
        if number % one_in == one_in / 2 { &mut arriving } else { &mut base }.push(row);
    }
    let base_table = table(&input, base.iter().copied());
    let (plan, making) =
        timed(|| Plan::make(&specification, &base_table, &Given::NOTHING, &|_| {}).map(|(plan, _)| plan));
    let plan = plan?;
    let bytes = plan.to_bytes()?.len();
    let mut next = 0;
    let ids = move || {
        next += 1;
        ClusterId(next)
    };
    let mut live = Live::new(plan, None, ids)?;
    let mut events = 0_u64;
    let before = resident();
    let (put, filling) = timed(|| live.put(&base_table, &mut |_| events += 1));
    put?;
    drop(base_table);
    let filled = resident();
    let (clusters, postings) = (live.clusters(), live.postings());

    let mut explained = 0;
    let mut searches = Vec::new();
    for row in arriving.iter().take(ASKED) {
        let asked = table(&input, std::iter::once(*row));
        let (found, time) = timed(|| {
            let found = live.search(&asked)?;
            let model = live.plan().model();
            explained += found.iter().map(|found| model.evidence_of_pattern(found.pattern).len()).sum::<usize>();
            Ok::<_, Box<dyn Error>>(found.len())
        });
        found?;
        searches.push(time);
    }
    let mut arrivals = Vec::new();
    for row in &arriving {
        let table = table(&input, std::iter::once(*row));
        let (put, time) = timed(|| live.put(&table, &mut |_| events += 1));
        put?;
        arrivals.push(time);
    }
    let mut changes = Vec::new();
    for (row, other) in arriving.iter().zip(base.iter()).take(ASKED) {
        // What another record says, and then again what it said.
        for cells in [*other, *row] {
            let mut table = Table::new(&columns(&input));
            push(&mut table, &input, cells, row);
            let (put, time) = timed(|| live.put(&table, &mut |_| events += 1));
            put?;
            changes.push(time);
        }
    }
    let mut removals = Vec::new();
    for row in arriving.iter().take(ASKED) {
        let (source, id) = (cell(row, input.source), cell(row, input.id));
        let (removed, time) = timed(|| live.remove(&[RecordKey::new(source, id)], &mut |_| events += 1));
        removed?;
        removals.push(time);
    }
    let document = json!({
        "base": base.len(),
        "plan": { "seconds": making.as_secs_f64(), "bytes": bytes },
        "index": { "seconds": filling.as_secs_f64(), "postings": postings, "clusters": clusters, "resident_mb": (filled - before) >> 20 },
        "search": told(&searches),
        "explained_lines": explained,
        "arrival": told(&arrivals),
        "change": told(&changes),
        "removal": told(&removals),
        "events": events,
        "resident_mb": resident() >> 20,
    });
    writeln!(std::io::stdout().lock(), "{document:#}")?;
    Ok(())
}

/// How long each took: the middle one, the hundredth from the top, the longest, and how many a second.
fn told(times: &[Duration]) -> Value {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let of = |share: usize| sorted.get(sorted.len().saturating_sub(1) * share / 1000).map_or(0, Duration::as_micros);
    let all: Duration = times.iter().sum();
    json!({
        "count": times.len(),
        "p50_us": of(500),
        "p99_us": of(990),
        "p999_us": of(999),
        "max_us": of(1000),
        "a_second": (times.len() as f64 / all.as_secs_f64()).round(),
    })
}

#[expect(clippy::disallowed_methods, reason = "the clock is what this measures by")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn read(file: &str) -> Result<Input, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let place = |name: &str| columns.iter().position(|column| column == name).ok_or(format!("no column `{name}`"));
    let (source, id) = (place("source")?, place("id")?);
    let rows = reader.into_records().collect::<Result<_, _>>()?;
    Ok(Input { columns, source, id, rows })
}

fn columns(input: &Input) -> Vec<&str> {
    input.columns.iter().map(String::as_str).collect()
}

fn table<'a>(input: &Input, rows: impl Iterator<Item = &'a Cells>) -> Table {
    let mut table = Table::new(&columns(input));
    rows.for_each(|row| push(&mut table, input, row, row));
    table
}

/// Pushes what one row says under the source and id of another.
fn push(table: &mut Table, input: &Input, row: &Cells, key: &Cells) {
    table.push(cell(key, input.source), cell(key, input.id), row.iter().map(Some));
}

fn cell(row: &Cells, column: usize) -> &str {
    row.get(column).unwrap_or("")
}

/// Bytes of memory in use; 0 where the system does not tell.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}
