//! The tables: those whose rows come by the million, what the program may do with each, and what an archive keeps of each.

/// A table that rows are written into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'t> {
    /// Name.
    pub(crate) name: &'static str,
    /// Columns of its key.
    pub(crate) key: &'static [&'static str],
    /// Columns that a new row is given, in the order of [`crate::database::RowWriter`]. Of the others the database makes the
    /// number, and an end is empty until there is one.
    pub(crate) written: &'t [&'static str],
}

pub(crate) static SOURCE_RECORD: Table<'static> = Table {
    name: "source_record",
    key: &["id", "load"],
    written: &["id", "load", "key", "line", "part", "linkable", "content", "problems"],
};

pub(crate) static ATTRIBUTE: Table<'static> = Table {
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

pub(crate) static ITEM: Table<'static> =
    Table { name: "item", key: &["number"], written: &["load", "key", "line", "part", "content"] };

pub(crate) static QUARANTINED_ROW: Table<'static> =
    Table { name: "quarantined_row", key: &["number"], written: &["load", "line", "part", "problems"] };

pub(crate) static ABSENCE: Table<'static> =
    Table { name: "absence", key: &["number"], written: &["record", "load", "last_load"] };

pub(crate) static MEMBER: Table<'static> =
    Table { name: "member", key: &["number"], written: &["record", "load", "golden", "place", "from_run"] };

pub(crate) static GOLDEN_RECORD: Table<'static> = Table {
    name: "golden_record",
    key: &["number"],
    written: &["id", "content", "residence", "household", "from_run"],
};

pub(crate) static PAIR: Table<'static> = Table {
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

pub(crate) static SEARCH_TERM: Table<'static> =
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
/// The migration that brings erasures.
const ERASURE: i64 = 7;
/// The migration that brings sessions of the portal.
const PORTAL: i64 = 8;
/// The migration that brings backups.
const BACKUPS: i64 = 9;
/// The migration that brings plans of runs.
const PLANS: i64 = 10;

/// Every table.
pub(crate) static ACCESS: [Access; 25] = [
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
    access("erasure", ERASURE, Rows::Changed, None),
    access("erased_record", ERASURE, Rows::Added, Some(MERGED)),
    access("erased_file", ERASURE, Rows::Added, None),
    access("portal_session", PORTAL, Rows::Changed, Some(MERGED)),
    access("portal_code", PORTAL, Rows::Changed, None),
    access("backup", BACKUPS, Rows::Changed, None),
    access("run_plan", PLANS, Rows::Changed, Some(MERGED)),
];

const fn access(table: &'static str, since: i64, rows: Rows, seen: Option<&'static str>) -> Access {
    Access { table, since, rows, seen }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A whole number, or nothing.
    Integer,
    /// Text, or nothing.
    Text,
    /// Bytes, or nothing.
    Bytes,
    /// A double.
    Real,
    /// Whether.
    Boolean,
}

/// A column of a table that is archived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// Name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// A table whose rows are the hub: whoever copies or keeps a hub takes all of them along.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Archived {
    /// Name.
    pub(crate) name: &'static str,
    /// Columns of its key, which its rows are ordered by.
    pub(crate) key: &'static [&'static str],
    /// Every column.
    pub(crate) columns: &'static [Column],
}

/// A table with its key and its columns in a line or two.
macro_rules! archived {
    ($($name:ident [$($key:ident)+] { $($column:ident: $kind:ident),+ $(,)? })+) => {
        /// Every table but that of migrations, which says how the others came about. A table stands behind those that its rows
        /// refer to.
        pub(crate) static ARCHIVED: &[Archived] = &[$(Archived {
            name: stringify!($name),
            key: &[$(stringify!($key)),+],
            columns: &[$(Column { name: stringify!($column), kind: Kind::$kind }),+],
        }),+];
    };
}

archived! {
    setting [name] { name: Text, value: Text }
    ledger_entry [sequence] {
        sequence: Integer, time: Integer, verb: Text, actor: Text, organisation: Text, subject: Text, reason: Text,
        detail: Text, previous_hash: Bytes, hash: Bytes, form: Integer, salt: Bytes, content_digest: Bytes,
        erased_by: Integer,
    }
    feed [name] {
        name: Text, organisation: Text, organisation_en: Text, organisation_cy: Text, agreement: Text, subject: Text,
        format: Text, contract: Text, visible_from: Integer, added_at: Integer,
    }
    load [id] {
        id: Text, sequence: Integer, feed: Text, contract: Text, file: Text, sha256: Text, bytes: Integer,
        landed_at: Integer, state: Text, ended_at: Integer, ledger_entry: Integer, end_entry: Integer, report: Text,
        is_full: Boolean,
    }
    source_record [id load] {
        id: Text, load: Integer, key: Text, line: Integer, part: Text, linkable: Boolean, content: Text, problems: Text,
    }
    attribute [number] {
        number: Integer, record: Text, load: Integer, line: Integer, part: Text, kind: Text, scheme: Text, term: Text,
        start_date: Text, end_date: Text, role: Text, event_reference: Text, source_columns: Text,
    }
    item [number] { number: Integer, load: Integer, key: Text, line: Integer, part: Text, content: Text }
    quarantined_row [number] { number: Integer, load: Integer, line: Integer, part: Text, problems: Text }
    absence [number] { number: Integer, record: Text, load: Integer, last_load: Integer }
    run [number] {
        number: Integer, state: Text, basis: Text, model: Text, figures: Text, started_at: Integer, ended_at: Integer,
        ledger_entry: Integer,
    }
    member [number] {
        number: Integer, record: Text, load: Integer, golden: Text, place: Integer, from_run: Integer,
        until_run: Integer,
    }
    golden_record [number] {
        number: Integer, id: Text, content: Text, residence: Text, household: Text, from_run: Integer,
        until_run: Integer,
    }
    pair [number] {
        number: Integer, left_record: Text, right_record: Text, weight: Real, probability: Real, pattern: Integer,
        guard: Text, is_joined: Boolean, left_golden: Text, right_golden: Text, from_run: Integer, until_run: Integer,
    }
    search_term [number] {
        number: Integer, kind: Text, value: Text, golden: Text, from_run: Integer, until_run: Integer,
    }
    judgement [id] {
        id: Text, left_record: Text, right_record: Text, is_same: Boolean, actor: Text, reason: Text,
        decided_at: Integer, ledger_entry: Integer,
    }
    judgement_undo [judgement] {
        judgement: Text, actor: Text, reason: Text, undone_at: Integer, ledger_entry: Integer,
    }
    job [id] {
        id: Text, kind: Text, subject: Text, actor: Text, state: Text, queued_at: Integer, run_after: Integer,
        attempt: Integer, worker: Text, started_at: Integer, ended_at: Integer, stage: Text, done: Integer,
        total: Integer, is_cancel_asked: Boolean, failure: Text,
    }
    erasure [id] {
        id: Text, kind: Text, actor: Text, asked_at: Integer, entry: Integer, ended_at: Integer, end_entry: Integer,
    }
    erased_record [erasure record] { erasure: Text, record: Text }
    erased_file [erasure sha256] { erasure: Text, sha256: Text }
    portal_session [token_sha256] {
        token_sha256: Text, actor: Text, began_at: Integer, seen_at: Integer, content: Text,
    }
    portal_code [code_sha256] { code_sha256: Text, actor: Text, renewed_at: Integer }
    backup [id] {
        id: Text, made_at: Integer, head: Integer, sha256: Text, place: Text, kept_until: Integer, ended_at: Integer,
    }
    run_plan [run place] { run: Integer, place: Integer, content: Bytes }
}
