//! Every table is known for what it holds.

use std::collections::BTreeSet;

use super::{Golden, HOLDS, Judgements, Ledger, OfJudgements, Records, Sessions};
use crate::tables::{ARCHIVED, Kind};

/// What each column of text of a table holds instead of something about a person.
type Texts = &'static [(&'static str, &'static str)];

/// The tables that hold nothing of a person.
static NOTHING: &[(&str, Texts)] = &[
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
    ("portal_code", &[("code_sha256", "digest of a secret"), ("actor", "who may sign in")]),
    (
        "backup",
        &[("id", "opaque id"), ("sha256", "digest of a whole file"), ("place", "where the operator put a file")],
    ),
    // How common values are, named by numbers; the erasure makes a new run, and plans of earlier ones go.
    ("run_plan", &[]),
    ("erasure", &[("id", "opaque id"), ("kind", "word of this program"), ("actor", "who asked")]),
    ("erased_record", &[("erasure", "opaque id"), ("record", "opaque id, by which what is sent again is known")]),
    ("erased_file", &[("erasure", "opaque id"), ("sha256", "digest of a whole file")]),
];

/// Every table and column is in the list of what is archived, which another test holds against both kinds of database.
#[test]
fn every_table_and_every_text_of_one_without_persons_says_what_it_holds() {
    let there: BTreeSet<&str> = ARCHIVED.iter().map(|table| table.name).collect();
    let listed = HOLDS.iter().map(|(table, _)| *table).chain(NOTHING.iter().map(|(table, _)| *table));
    assert_eq!(listed.collect::<BTreeSet<_>>(), there);
    for (table, holds) in HOLDS {
        let texts = texts(table);
        match holds {
            Records(columns) | Judgements(columns) => {
                assert!(columns.iter().all(|column| texts.contains(column)), "{table}");
            }
            OfJudgements(column) => assert!(texts.contains(column), "{table}"),
            Golden | Ledger | Sessions => {}
        }
    }
    for (table, told) in NOTHING {
        assert_eq!(told.iter().map(|(column, _)| *column).collect::<BTreeSet<_>>(), texts(table), "{table}");
    }
}

fn texts(table: &str) -> BTreeSet<&'static str> {
    let columns = ARCHIVED.iter().filter(|known| known.name == table).flat_map(|table| table.columns);
    columns.filter(|column| column.kind == Kind::Text).map(|column| column.name).collect()
}
