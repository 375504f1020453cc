//! Reading a file in a test.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Cursor;
use std::path::PathBuf;

use dolen_model::{Attribute, PartialDate, PersonField, Postcode, Problem};
use dolen_read::{
    DirectoryEntry, Feed, Limits, PostcodeDirectory, ReadOptions, ReadSummary, RowContent, RowOutcome, Source, Verdict,
    read, rule,
};

/// A contract of a feed about people, of which a test writes only what it is about.
pub(crate) fn people(format: &str, columns: &str) -> Feed {
    feed("person", "full", "key = [\"ID\"]", format, columns)
}

/// A contract with its subject, delivery and key.
#[track_caller]
pub(crate) fn feed(subject: &str, delivery: &str, key: &str, format: &str, columns: &str) -> Feed {
    let text = contract(subject, delivery, key, format, columns);
    Feed::parse(&text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

/// The text of such a contract.
pub(crate) fn contract(subject: &str, delivery: &str, key: &str, format: &str, columns: &str) -> String {
    format!(
        "name = \"cwm\"\norganisation = \"cwm-council\"\n\
         organisation_name = {{ en = \"Cwm Council\", cy = \"Cyngor Cwm\" }}\nagreement = \"ISP-1\"\n\
         subject = \"{subject}\"\ndelivery = \"{delivery}\"\ncadence = \"monthly\"\n{key}\n[format]\n{format}\n{columns}"
    )
}

/// `[[column]]` for a column that goes to a field.
pub(crate) fn field(name: &str, field: &str, more: &str) -> String {
    format!("[[column]]\nname = \"{name}\"\nfield = \"{field}\"\n{more}\n")
}

pub(crate) const CSV: &str = "kind = \"csv\"";

/// What became of a file.
pub(crate) struct Read {
    pub(crate) summary: ReadSummary,
    pub(crate) rows: Vec<RowOutcome>,
}

/// Reads bytes with the usual limits on a day in November 2026.
pub(crate) fn read_bytes(feed: &Feed, bytes: impl AsRef<[u8]>) -> Read {
    read_with(feed, &mut Cursor::new(bytes.as_ref()), Limits::default(), None)
}

/// Reads a source, and holds what every reading must hold.
pub(crate) fn read_with(
    feed: &Feed,
    source: &mut dyn Source,
    limits: Limits,
    postcodes: Option<&dyn PostcodeDirectory>,
) -> Read {
    let today = PartialDate::parse_iso("2026-11-24").unwrap();
    let options = ReadOptions { limits, today, postcodes };
    let mut rows = Vec::new();
    let summary = read(feed, source, &options, &mut |row| {
        rows.push(row);
        Ok::<_, Infallible>(())
    })
    .unwrap_or_else(|never| match never {});
    let answer = Read { summary, rows };
    answer.check();
    answer
}

impl Read {
    /// Every row came out once, rejected rows say why, and no rule is unknown.
    fn check(&self) {
        let summary = &self.summary;
        let published = self.rows.iter().filter(|row| matches!(row, RowOutcome::Published(_))).count() as u64;
        assert_eq!(summary.received, summary.published + summary.quarantined);
        assert_eq!(summary.received, self.rows.len() as u64);
        assert_eq!(summary.published, published);
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &self.rows {
            let (problems, is_published) = match row {
                RowOutcome::Published(row) => (&row.problems, true),
                RowOutcome::Quarantined(row) => (&row.problems, false),
            };
            let rejects = problems.iter().any(|problem| problem.severity == dolen_model::Severity::RowReject);
            assert_eq!(rejects, !is_published, "{problems:?}");
            for problem in problems {
                assert_known(problem);
                *counts.entry(&problem.rule).or_default() += 1;
            }
        }
        for (id, count) in counts {
            assert_eq!(summary.rules.get(id).map(|tally| tally.count), Some(count), "{id}");
        }
        match &summary.verdict {
            Verdict::Publish => {}
            Verdict::Hold(problems) => {
                assert!(!problems.is_empty());
                for problem in problems {
                    assert_known(problem);
                    assert!(rule(&problem.rule).is_some_and(|rule| rule.holds), "{problem:?}");
                }
            }
            Verdict::Reject(problem) => {
                assert_known(problem);
                assert_eq!(problem.severity, dolen_model::Severity::FileReject);
            }
        }
    }

    /// Rule of the verdict that refused the file.
    #[track_caller]
    pub(crate) fn refused(&self) -> &Problem {
        match &self.summary.verdict {
            Verdict::Reject(problem) => problem,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// Rules for which the file is held.
    #[track_caller]
    pub(crate) fn held(&self) -> Vec<&str> {
        match &self.summary.verdict {
            Verdict::Hold(problems) => problems.iter().map(|problem| problem.rule.as_str()).collect(),
            other => panic!("not held: {other:?}"),
        }
    }

    #[track_caller]
    pub(crate) fn published(self) -> Self {
        assert_eq!(self.summary.verdict, Verdict::Publish);
        self
    }

    /// Every rule that was broken.
    pub(crate) fn rules(&self) -> Vec<&str> {
        self.summary.rules.keys().copied().collect()
    }

    /// Rules that a row broke, by its place from 0.
    pub(crate) fn of_row(&self, row: usize) -> Vec<&str> {
        let problems = match &self.rows[row] {
            RowOutcome::Published(row) => &row.problems,
            RowOutcome::Quarantined(row) => &row.problems,
        };
        problems.iter().map(|problem| problem.rule.as_str()).collect()
    }

    /// Values of a field over all published people.
    pub(crate) fn values(&self, field: PersonField) -> Vec<String> {
        let people = self.contents().into_iter().filter_map(|content| match content {
            RowContent::Person(person) => Some(person),
            _ => None,
        });
        people.flat_map(|person| person.all(field).map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// Attributes over all published rows.
    pub(crate) fn attributes(&self) -> Vec<&Attribute> {
        self.contents()
            .into_iter()
            .flat_map(|content| match content {
                RowContent::Person(person) => person.attributes.iter().collect(),
                RowContent::Attribute(attributes) => attributes.iter().collect(),
                RowContent::Item(_) => Vec::new(),
            })
            .collect()
    }

    /// Values of an item over all published rows.
    pub(crate) fn items(&self, name: &str) -> Vec<String> {
        self.contents()
            .into_iter()
            .flat_map(|content| match content {
                RowContent::Item(item) => item.values.iter().filter(|(item, _)| item == name).collect::<Vec<_>>(),
                _ => Vec::new(),
            })
            .map(|(_, value)| value.expose().clone())
            .collect()
    }

    pub(crate) fn contents(&self) -> Vec<&RowContent> {
        self.rows
            .iter()
            .filter_map(|row| match row {
                RowOutcome::Published(row) => Some(&row.content),
                RowOutcome::Quarantined(_) => None,
            })
            .collect()
    }

    pub(crate) fn keys(&self) -> Vec<&str> {
        self.rows
            .iter()
            .filter_map(|row| match row {
                RowOutcome::Published(row) => Some(row.key.as_str()),
                RowOutcome::Quarantined(_) => None,
            })
            .collect()
    }

    /// Lines of all rows, in the order in which they were given.
    pub(crate) fn lines(&self) -> Vec<u64> {
        self.rows
            .iter()
            .map(|row| match row {
                RowOutcome::Published(row) => row.line,
                RowOutcome::Quarantined(row) => row.line,
            })
            .collect()
    }
}

fn assert_known(problem: &Problem) {
    let known = rule(&problem.rule).unwrap_or_else(|| panic!("`{}` is not in the catalogue", problem.rule));
    assert_eq!(problem.severity, known.severity, "{}", problem.rule);
    if let Some(detail) = &problem.detail {
        assert!(!detail.en.trim().is_empty() && !detail.cy.trim().is_empty(), "{problem:?}");
        assert_eq!(detail.en == detail.cy, is_list_of_names(&detail.en), "{problem:?}");
    }
}

/// Whether nothing but names in backquotes stands there, which no language changes.
fn is_list_of_names(text: &str) -> bool {
    text.split('`').step_by(2).all(|between| between.is_empty() || between == ", ")
}

/// A directory that knows one live postcode and two that are no longer in use.
pub(crate) struct Directory;

impl PostcodeDirectory for Directory {
    fn find(&self, postcode: &Postcode) -> DirectoryEntry {
        match postcode.as_str() {
            "NP20 4UX" => DirectoryEntry::Live,
            "NP20 4UY" | "NPT 4UX" => DirectoryEntry::Terminated,
            _ => DirectoryEntry::Unknown,
        }
    }
}

/// A file of the open data that tests may read where somebody has it.
pub(crate) fn real_file(name: &str) -> Option<PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("DOLEN_SHARED_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no real data");
    None
}
