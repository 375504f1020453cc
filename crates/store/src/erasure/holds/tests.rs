//! Every table is known for what it holds.

use std::collections::BTreeSet;

use super::{Golden, HOLDS, Judgements, Ledger, OfJudgements, Records};
use crate::database::query;
use crate::{Home, Store};

/// What each column of text of a table holds instead of something about a person.
type Texts = &'static [(&'static str, &'static str)];

/// The tables that hold nothing of a person.
static NOTHING: &[(&str, Texts)] = &[
    ("migration", &[("name", "what a step of the schema brings")]),
    ("setting", &[("name", "name of a pointer"), ("value", "number of a run, or a word of this program")]),
    (
        "feed",
        &[
            ("name", "name of a feed"),
            ("organisation", "slug of an organisation"),
            ("organisation_en", "its name"),
            ("organisation_cy", "its name"),
            ("agreement", "name of an agreement"),
            ("subject", "word of the contract"),
            ("format", "word of the contract"),
            ("contract", "names of columns, and rules"),
        ],
    ),
    (
        "load",
        &[
            ("id", "opaque id"),
            ("feed", "name of a feed"),
            ("contract", "names of columns, and rules"),
            ("file", "name of the agency's file"),
            ("sha256", "digest of a whole file"),
            ("state", "word of this program"),
            ("report", "counts and rules that were broken, without values"),
        ],
    ),
    ("item", &[("key", "of premises or an area"), ("part", "sheet or path"), ("content", "of premises or an area")]),
    ("quarantined_row", &[("part", "sheet or path"), ("problems", "rules that were broken, without values")]),
    (
        "run",
        &[
            ("state", "word of this program"),
            ("basis", "digest"),
            ("model", "how often fields agree, over all records"),
            ("figures", "counts"),
        ],
    ),
    (
        "job",
        &[
            ("id", "opaque id"),
            ("kind", "word of this program"),
            ("subject", "id of a load, or a word of this program"),
            ("actor", "who asked"),
            ("state", "word of this program"),
            ("worker", "number of a process"),
            ("stage", "word of this program"),
            ("failure", "why, without values"),
        ],
    ),
    ("erasure", &[("id", "opaque id"), ("kind", "word of this program"), ("actor", "who asked")]),
    ("erased_record", &[("erasure", "opaque id"), ("record", "opaque id, by which what is sent again is known")]),
    ("erased_file", &[("erasure", "opaque id"), ("sha256", "digest of a whole file")]),
];

/// Both kinds of database have the same tables and columns, which another test holds them to.
#[tokio::test]
async fn every_table_and_every_text_of_one_without_persons_says_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Home::inside(folder.path())).await.unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let rows = query(tables).fetch_all(store.readers()).await.unwrap();
    let there: BTreeSet<String> = rows.iter().map(|row| row.try_get(0).unwrap()).collect();
    let listed = HOLDS.iter().map(|(table, _)| *table).chain(NOTHING.iter().map(|(table, _)| *table));
    assert_eq!(listed.map(str::to_owned).collect::<BTreeSet<_>>(), there);
    for (table, holds) in HOLDS {
        let texts = texts(&store, table).await;
        match holds {
            Records(columns) | Judgements(columns) => {
                assert!(columns.iter().all(|column| texts.contains(*column)), "{table}")
            }
            OfJudgements(column) => assert!(texts.contains(*column), "{table}"),
            Golden | Ledger => {}
        }
    }
    for (table, told) in NOTHING {
        let told: BTreeSet<String> = told.iter().map(|(column, _)| (*column).to_owned()).collect();
        assert_eq!(told, texts(&store, table).await, "{table}");
    }
}

async fn texts(store: &Store, table: &str) -> BTreeSet<String> {
    let text = "SELECT name FROM pragma_table_info($1) WHERE type = 'TEXT' ORDER BY name";
    let rows = query(text).bind(table).fetch_all(store.readers()).await.unwrap();
    rows.iter().map(|row| row.try_get(0).unwrap()).collect()
}
