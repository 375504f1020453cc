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
