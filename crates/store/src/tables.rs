//! The tables whose rows come by the million, for all that handles them alike.

/// A table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    /// Name.
    pub(crate) name: &'static str,
    /// Columns of its key.
    pub(crate) key: &'static [&'static str],
    /// Columns that a new row is given, in the order of [`crate::database::RowWriter`]. Of the others the database makes the
    /// number, and an end is empty until there is one.
    pub(crate) written: &'static [&'static str],
}

pub(crate) static SOURCE_RECORD: Table = Table {
    name: "source_record",
    key: &["id", "load"],
    written: &["id", "load", "key", "line", "part", "linkable", "content", "problems"],
};

pub(crate) static ATTRIBUTE: Table = Table {
    name: "attribute",
    key: &["number"],
    written: &[
        "record",
        "load",
        "line",
        "part",
        "kind",
        "scheme",
        "term",
        "start_date",
        "end_date",
        "role",
        "event_reference",
        "source_columns",
    ],
};

pub(crate) static ITEM: Table =
    Table { name: "item", key: &["number"], written: &["load", "key", "line", "part", "content"] };

pub(crate) static QUARANTINED_ROW: Table =
    Table { name: "quarantined_row", key: &["number"], written: &["load", "line", "part", "problems"] };

pub(crate) static ABSENCE: Table =
    Table { name: "absence", key: &["number"], written: &["record", "load", "last_load"] };

pub(crate) static MEMBER: Table =
    Table { name: "member", key: &["number"], written: &["record", "load", "golden", "place", "from_run"] };

pub(crate) static GOLDEN_RECORD: Table = Table {
    name: "golden_record",
    key: &["number"],
    written: &["id", "content", "residence", "household", "from_run"],
};

pub(crate) static PAIR: Table = Table {
    name: "pair",
    key: &["number"],
    written: &[
        "left_record",
        "right_record",
        "weight",
        "probability",
        "pattern",
        "guard",
        "is_joined",
        "left_golden",
        "right_golden",
        "from_run",
    ],
};

pub(crate) static SEARCH_TERM: Table =
    Table { name: "search_term", key: &["number"], written: &["kind", "value", "golden", "from_run"] };

/// What the program may do with the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Look at them.
    Read,
    /// Look at them and add others: what is there stays as it is.
    Added,
    /// Add, change and remove them.
    Changed,
}

/// What the program may do with a table, and which of its rows one organisation may see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Access {
    /// Name.
    pub(crate) table: &'static str,
    /// Number of the migration that made it.
    pub(crate) since: i64,
    /// What the program may do.
    pub(crate) rows: Rows,
    /// The condition for a row to be seen by the organisations in `dolen.scope`, in the words of PostgreSQL; none: the table
    /// tells of no person and of no organisation.
    pub(crate) seen: Option<&'static str>,
}

/// The row says itself whose it is.
const OWN: &str = "organisation = ANY (string_to_array(current_setting('dolen.scope', true), ','))";
/// The row is of a feed that is seen.
const OF_FEED: &str = "feed IN (SELECT name FROM feed)";
/// The row is of a load that is seen.
const OF_LOAD: &str = "load IN (SELECT sequence FROM load)";
/// What several organisations' records were made into: seen by who sees everything, until an agreement says who else.
const MERGED: &str = "FALSE";

/// The migration that brings absences.
const HISTORY: i64 = 5;
/// The migration that brings jobs.
const JOBS: i64 = 6;
/// The migration that brings sessions of the portal.
const PORTAL: i64 = 7;

/// Every table.
pub(crate) static ACCESS: [Access; 20] = [
    access("migration", 1, Rows::Read, None),
    access("setting", 1, Rows::Changed, None),
    access("ledger_entry", 1, Rows::Added, Some(MERGED)),
    access("feed", 1, Rows::Changed, Some(OWN)),
    access("load", 1, Rows::Changed, Some(OF_FEED)),
    access("source_record", 1, Rows::Changed, Some(OF_LOAD)),
    access("attribute", 1, Rows::Changed, Some(OF_LOAD)),
    access("item", 1, Rows::Changed, Some(OF_LOAD)),
    access("quarantined_row", 1, Rows::Changed, Some(OF_LOAD)),
    access("run", 2, Rows::Changed, None),
    access("member", 2, Rows::Changed, Some(MERGED)),
    access("golden_record", 2, Rows::Changed, Some(MERGED)),
    access("pair", 2, Rows::Changed, Some(MERGED)),
    access("search_term", 2, Rows::Changed, Some(MERGED)),
    access("judgement", 2, Rows::Added, Some(MERGED)),
    access("judgement_undo", 2, Rows::Added, Some(MERGED)),
    access("absence", HISTORY, Rows::Changed, Some(OF_LOAD)),
    access("job", JOBS, Rows::Changed, None),
    access("portal_session", PORTAL, Rows::Changed, Some(MERGED)),
    access("portal_code", PORTAL, Rows::Changed, None),
];

const fn access(table: &'static str, since: i64, rows: Rows, seen: Option<&'static str>) -> Access {
    Access { table, since, rows, seen }
}
