//! Logs: JSON lines on standard error. A field is written only if its name is on the allow-list, and a message only if
//! one of our own crates wrote it (docs/logging.md); everything else is counted and withheld.

use std::fmt::{self, Write as _};

use dolen_model::Clock as _;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use crate::machine::SystemClock;

/// The fields that may be logged: counts, durations, opaque ids and names that the contract gives, nothing of a person.
const ALLOWED_FIELDS: [&str; 28] = [
    "actor",
    "address",
    "bytes",
    "clusters",
    "count",
    "entry",
    "error_kind",
    "feed",
    "job",
    "language",
    "links",
    "load",
    "method",
    "milliseconds",
    "organisation",
    "pairs",
    "published",
    "quarantined",
    "received",
    "records",
    "request",
    "route",
    "rows",
    "rule",
    "run",
    "sequence",
    "state",
    "status",
];
/// Targets whose messages are fixed sentences, which `cargo xtask tidy` sees to.
const OWN_TARGETS: &str = "dolen";
/// Environment variable with the filter, such as `info` or `dolen_hub=debug`.
const FILTER: &str = "DOLEN_LOG";

/// Sends the logs of this process to standard error.
///
/// `level` is what is logged where the environment says nothing.
pub(crate) fn start(level: &str) {
    let filter = EnvFilter::try_from_env(FILTER).unwrap_or_else(|_| EnvFilter::new(level));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .fmt_fields(AllowedFields)
        .event_format(AllowedEvent)
        .finish();
    // A second call, as a test may make, keeps the first.
    drop(tracing::subscriber::set_global_default(subscriber));
    std::panic::set_hook(Box::new(|panic| {
        // What a panic says may hold a value; where it was does not.
        let place = panic.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        let line = serde_json::json!({ "time": SystemClock.now().to_string(), "level": "ERROR", "target": "dolen",
            "message": "internal fault", "place": place });
        crate::progress::say(&line.to_string());
    }));
}

/// Collects what may be told of an event or span.
#[derive(Default)]
struct Collected {
    message: Option<String>,
    fields: Map<String, Value>,
    withheld: u64,
}

impl Collected {
    fn take(&mut self, field: &Field, value: impl FnOnce() -> Value) {
        if field.name() == "message" {
            if let Value::String(message) = value() {
                self.message = Some(message);
            }
        } else if ALLOWED_FIELDS.contains(&field.name()) {
            self.fields.insert(field.name().to_owned(), value());
        } else {
            self.withheld += 1;
        }
    }
}

impl Visit for Collected {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.take(field, || Value::String(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.take(field, || Value::String(value.to_owned()));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.take(field, || value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.take(field, || value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.take(field, || value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.take(field, || value.into());
    }
}

/// Fields of spans, as JSON.
struct AllowedFields;

impl<'writer> FormatFields<'writer> for AllowedFields {
    fn format_fields<R: tracing_subscriber::field::RecordFields>(
        &self,
        mut writer: Writer<'writer>,
        fields: R,
    ) -> fmt::Result {
        let mut collected = Collected::default();
        fields.record(&mut collected);
        write!(writer, "{}", Value::Object(collected.fields))
    }
}

/// One event as one line of JSON.
struct AllowedEvent;

impl<S, N> FormatEvent<S, N> for AllowedEvent
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut collected = Collected::default();
        event.record(&mut collected);
        let metadata = event.metadata();
        let mut line = Map::new();
        line.insert("time".to_owned(), SystemClock.now().to_string().into());
        line.insert("level".to_owned(), metadata.level().as_str().into());
        line.insert("target".to_owned(), metadata.target().into());
        if metadata.target().starts_with(OWN_TARGETS) {
            line.insert("message".to_owned(), collected.message.unwrap_or_default().into());
        } else {
            collected.withheld += 1;
        }
        for span in context.event_scope().into_iter().flat_map(|scope| scope.from_root()) {
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>()
                && let Ok(Value::Object(fields)) = serde_json::from_str(fields.fields.as_str())
            {
                line.extend(fields);
            }
        }
        line.extend(collected.fields);
        if collected.withheld > 0 {
            line.insert("withheld".to_owned(), collected.withheld.into());
        }
        let mut text = String::new();
        write!(text, "{}", Value::Object(line))?;
        writeln!(writer, "{text}")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(events: impl FnOnce()) -> Vec<Value> {
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .fmt_fields(AllowedFields)
            .event_format(AllowedEvent)
            .finish();
        tracing::subscriber::with_default(subscriber, events);
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_field_off_the_list_is_withheld_and_counted() {
        let lines =
            logged(|| tracing::info!(rows = 3, surname = "Llewellyn", nhs_number = "9434765919", "rows were read"));
        let line = &lines[0];
        assert_eq!(
            (&line["rows"], &line["withheld"], &line["message"]),
            (&3.into(), &2.into(), &"rows were read".into())
        );
        assert!(!line.to_string().contains("Llewellyn") && !line.to_string().contains("9434765919"), "{line}");
    }

    #[test]
    fn the_message_of_a_library_is_withheld() {
        let lines = logged(|| tracing::warn!(target: "sqlx::query", rows = 1, "slow: name = 'Llewellyn'"));
        assert_eq!((&lines[0]["message"], &lines[0]["rows"]), (&Value::Null, &1.into()));
        assert!(!lines[0].to_string().contains("Llewellyn"));
    }

    #[test]
    fn the_fields_of_a_span_pass_the_same_list() {
        let lines = logged(|| {
            let span = tracing::info_span!("request", request = "r-1", query = "Llewellyn");
            span.in_scope(|| tracing::info!(status = 200, "answered"));
        });
        assert_eq!((&lines[0]["request"], &lines[0]["status"]), (&"r-1".into(), &200.into()));
        assert!(!lines[0].to_string().contains("Llewellyn"));
    }
}
