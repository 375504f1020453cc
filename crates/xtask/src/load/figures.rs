//! The figures of a measurement.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::users::Request;

/// What was measured.
pub(super) struct Measured<'a> {
    pub(super) database: &'a str,
    pub(super) scale: f64,
    pub(super) users: usize,
    pub(super) every: Duration,
    pub(super) seconds: f64,
    pub(super) source_records: u64,
    pub(super) peak_memory_mb: Option<u64>,
    pub(super) requests: Vec<Request>,
    pub(super) work: Vec<Value>,
}

/// The figures as a document.
pub(super) fn document(measured: &Measured<'_>) -> Value {
    let kinds = ["search", "results", "reason", "single view"];
    let of_kind = |kind: &str| measured.requests.iter().filter(move |request| request.kind == kind).collect::<Vec<_>>();
    let mut pages: Vec<Value> = kinds.iter().map(|kind| figures(kind, &of_kind(kind))).collect();
    pages.push(figures("all", &measured.requests.iter().collect::<Vec<_>>()));
    let mut errors: BTreeMap<String, u64> = BTreeMap::new();
    for error in measured.requests.iter().filter_map(|request| request.error.as_ref()) {
        *errors.entry(error.clone()).or_default() += 1;
    }
    let too_slow = measured.requests.iter().filter(|request| request.time > AIM);
    let mut slow: Vec<&Request> = too_slow.collect();
    slow.sort_by_key(|request| request.at);
    let slow: Vec<Value> = slow.iter().map(|request| slow_one(request)).collect();
    json!({
        "database": measured.database,
        "scale": measured.scale,
        "source_records": measured.source_records,
        "users": measured.users,
        "every_ms": measured.every.as_millis(),
        "seconds": measured.seconds,
        "pages": pages,
        "errors": errors,
        "peak_memory_mb": measured.peak_memory_mb,
        "work": measured.work,
        "slow": slow,
    })
}

/// What a page is to be there by.
const AIM: Duration = Duration::from_millis(100);

/// When somebody waited for longer, so that it can be seen what went on then.
fn slow_one(request: &Request) -> Value {
    json!({
        "kind": request.kind,
        "at_seconds": request.at.as_secs_f64(),
        "ms": request.time.as_secs_f64() * 1000.0,
    })
}

fn figures(kind: &str, requests: &[&Request]) -> Value {
    let mut times: Vec<f64> = requests.iter().map(|request| request.time.as_secs_f64() * 1000.0).collect();
    times.sort_by(f64::total_cmp);
    json!({
        "kind": kind,
        "requests": requests.len(),
        "errors": requests.iter().filter(|request| request.error.is_some()).count(),
        "p50_ms": percentile(&times, 0.50),
        "p90_ms": percentile(&times, 0.90),
        "p99_ms": percentile(&times, 0.99),
        "max_ms": percentile(&times, 1.0),
    })
}

/// The smallest time that so great a share of all is no longer than.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied()
}

/// The figures as a Markdown table.
pub(super) fn table(document: &Value) -> String {
    let mut lines = vec![
        format!("{} source records in a {}:", document["source_records"], document["database"].as_str().unwrap_or("?")),
        String::new(),
        "| Page | Requests | Errors | p50 ms | p90 ms | p99 ms | max ms |".to_owned(),
        "| --- | --: | --: | --: | --: | --: | --: |".to_owned(),
    ];
    for page in document["pages"].as_array().into_iter().flatten() {
        let time = |name: &str| page[name].as_f64().map_or_else(|| "-".to_owned(), |time| format!("{time:.1}"));
        let times = ["p50_ms", "p90_ms", "p99_ms", "max_ms"].map(time).join(" | ");
        lines.push(format!(
            "| {} | {} | {} | {times} |",
            page["kind"].as_str().unwrap_or("?"),
            page["requests"],
            page["errors"]
        ));
    }
    lines.push(String::new());
    let memory = document["peak_memory_mb"].as_u64().map_or_else(|| "not told".to_owned(), |memory| memory.to_string());
    lines.push(format!("Peak memory of the portal, MB: {memory}"));
    for work in document["work"].as_array().into_iter().flatten() {
        let by = work["by"].as_str().unwrap_or("?");
        lines.push(format!("Loaded and matched by {by}, seconds: {:.1}", work["seconds"].as_f64().unwrap_or_default()));
    }
    if let Some(errors) = document["errors"].as_object().filter(|errors| !errors.is_empty()) {
        lines.push(format!("Errors: {}", Value::Object(errors.clone())));
    }
    lines.join("\n")
}

/// What a backup under the same load came to, as a line.
pub(super) fn of_backup(backup: &Value) -> String {
    let number = |pointer: &str| backup.pointer(pointer).and_then(Value::as_f64).unwrap_or_default();
    format!(
        "Backup of {} rows, {:.0} MB, seconds: {:.1}, beside a load and a match of {:.1}; pages meanwhile: {}, of them with an error: {}",
        number("/made/rows"),
        number("/made/bytes") / 1e6,
        number("/seconds"),
        number("/beside_seconds"),
        number("/pages"),
        number("/errors")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let times: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(
            [0.5, 0.9, 0.99, 1.0].map(|share| percentile(&times, share)),
            [100.0, 180.0, 198.0, 200.0].map(Some)
        );
        assert_eq!(percentile(&[7.0], 0.5), Some(7.0));
        assert_eq!(percentile(&[], 0.5), None);
    }

    #[test]
    fn errors_are_counted_by_kind_and_by_what_they_are() {
        let request = |kind, error: Option<&str>| Request {
            kind,
            at: Duration::from_secs(2),
            time: Duration::from_millis(if error.is_some() { 300 } else { 3 }),
            error: error.map(str::to_owned),
        };
        let requests = vec![request("search", None), request("search", Some("503")), request("single view", None)];
        let every = Duration::from_secs(2);
        let document = document(&Measured {
            database: "file",
            scale: 1.0,
            users: 1,
            every,
            seconds: 1.0,
            source_records: 9,
            peak_memory_mb: Some(7),
            requests,
            work: vec![json!({ "by": "the portal", "seconds": 1.5 })],
        });
        assert_eq!(document["slow"], json!([{ "kind": "search", "at_seconds": 2.0, "ms": 300.0 }]));
        let table = table(&document);
        for line in ["| search | 2 | 1 | 3.0 |", "| all | 3 | 1 |", "| results | 0 | 0 | - |", "{\"503\":1}"] {
            assert!(table.contains(line), "{line} in {table}");
        }
    }

    #[test]
    fn a_backup_is_told_with_what_was_at_work_beside_it() {
        let made = json!({ "rows": 7, "bytes": 3_000_000 });
        let backup = json!({ "seconds": 2.5, "beside_seconds": 9, "made": made, "pages": 80, "errors": 1 });
        let told = "Backup of 7 rows, 3 MB, seconds: 2.5, beside a load and a match of 9.0; pages meanwhile: 80, of them with an error: 1";
        assert_eq!(of_backup(&backup), told);
    }
}
