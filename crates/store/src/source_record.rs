//! Source records that are visible: of published loads, in their newest version.

use std::borrow::Cow;
use std::collections::HashMap;

use dolen_model::{
    Attribute, AttributeRole, AttributeScheme, AttributeType, FieldValue, PartialDate, PersonField, Sensitive,
    Timestamp,
};
use futures_util::TryStreamExt;
use serde::Deserialize;
use sqlx::AssertSqlSafe;

use crate::database::{Row, query};
use crate::{Asked, Snapshot, Store, StoreFault};

/// A source record with where it stands.
#[derive(Clone, Debug)]
pub struct StoredRecord {
    /// Id.
    pub id: String,
    /// Sequence of the load of this version.
    pub load: i64,
    /// Key at the agency.
    pub key: String,
    /// Line of the file.
    pub line: i64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Whether it holds enough to identify anybody.
    pub linkable: bool,
    /// Values as JSON; see [`StoredRecord::values`].
    pub content: Sensitive<String>,
    /// Name of the feed.
    pub feed: String,
    /// Slug of the organisation.
    pub organisation: String,
    /// Ledger entry that first published a record of this id, and its line then. The order in which records became known:
    /// a load that was held and is released later does not go before what was published meanwhile.
    pub first: (i64, i64),
}

/// The values of a record as they are stored: a JSON array of `[field, value, column]`, half the bytes of an array of
/// objects, which is what the database holds most of. [`StoredRecord::values`] reads it.
///
/// # Errors
/// [`StoreFault::Content`].
pub fn content(values: &[FieldValue]) -> Result<Sensitive<String>, StoreFault> {
    let rows: Vec<(&str, &str, &str)> = values
        .iter()
        .map(|value| (value.field.as_str(), value.value.expose().as_str(), value.column.as_str()))
        .collect();
    let written = serde_json::to_string(&rows).map(Sensitive::new);
    written.map_err(|_| StoreFault::content("source_record.content", "it cannot be written"))
}

/// A value as [`content`] writes it. It has no `Debug`: it is about a person.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct StoredValue<'a> {
    /// Which field.
    pub field: PersonField,
    /// The standard form of the value.
    #[serde(borrow)]
    pub value: Cow<'a, str>,
    /// Name of the column in the agency's file.
    #[serde(borrow)]
    pub column: Cow<'a, str>,
}

impl StoredRecord {
    /// The values, in the order of the feed's columns.
    ///
    /// # Errors
    /// [`StoreFault::Content`]; never with a value.
    pub fn values(&self) -> Result<Vec<StoredValue<'_>>, StoreFault> {
        // The parser's own words may quote a value: only the place is told.
        let detail = |fault: serde_json::Error| format!("at character {}", fault.column());
        serde_json::from_str(self.content.expose())
            .map_err(|fault| StoreFault::content("source_record.content", detail(fault)))
    }
}

/// What is read of a record `r` of feed `f`.
macro_rules! record_columns {
    () => {
        "r.id, r.load, r.key, r.line, r.part, r.linkable, r.content, f.name, f.organisation,
         (SELECT p.end_entry FROM source_record o JOIN load p ON p.sequence = o.load AND p.state = 'published'
          WHERE o.id = r.id ORDER BY p.end_entry NULLS FIRST LIMIT 1),
         (SELECT o.line FROM source_record o JOIN load p ON p.sequence = o.load AND p.state = 'published'
          WHERE o.id = r.id ORDER BY p.end_entry NULLS FIRST LIMIT 1)"
    };
}

/// The visible person records `r` with their load `l` and feed `f`: published, not superseded by a full delivery, and in
/// their newest version.
macro_rules! visible_records {
    () => {
        "FROM source_record r
         JOIN load l ON l.sequence = r.load AND l.state = 'published'
         JOIN feed f ON f.name = l.feed AND f.subject = 'person'
         WHERE l.sequence >= f.visible_from
           AND NOT EXISTS (SELECT 1 FROM source_record n JOIN load m ON m.sequence = n.load AND m.state = 'published'
                           WHERE n.id = r.id AND n.load > r.load)"
    };
}

/// The visible attributes `a`: of published loads that no full delivery superseded, in each feed those of its newest
/// version of the record.
macro_rules! visible_attributes {
    () => {
        "FROM attribute a
         JOIN load l ON l.sequence = a.load AND l.state = 'published'
         JOIN feed f ON f.name = l.feed
         WHERE l.sequence >= f.visible_from
           AND NOT EXISTS (SELECT 1 FROM source_record n JOIN load m ON m.sequence = n.load AND m.state = 'published'
                           WHERE n.id = a.record AND n.load > a.load AND m.feed = l.feed)"
    };
}

/// Gives every person record that is visible in a snapshot to `each`, ordered by organisation, feed and key.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn visible<E: From<StoreFault>>(
    snapshot: &mut Snapshot,
    mut each: impl FnMut(StoredRecord) -> Result<(), E>,
) -> Result<(), E> {
    // Feed by feed, so that what is sorted at once is no more than the largest feed.
    let feeds = query("SELECT name FROM feed WHERE subject = 'person' ORDER BY organisation, name")
        .fetch_all(snapshot.connection())
        .await?;
    for feed in feeds {
        let name: String = feed.try_get(0)?;
        let statement =
            concat!("SELECT ", record_columns!(), " ", visible_records!(), " AND f.name = $1 ORDER BY r.key, r.id");
        let mut rows = query(statement).bind(name).fetch(snapshot.connection());
        while let Some(row) = rows.try_next().await? {
            each(record(&row)?)?;
        }
    }
    Ok(())
}

/// Gives every visible person record that can be linked to `each`, in no order: its id, the sequence of the load of its version, and
/// the slug of its organisation.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn visible_versions<E: From<StoreFault>>(
    snapshot: &mut Snapshot,
    mut each: impl FnMut(String, i64, &str) -> Result<(), E>,
) -> Result<(), E> {
    let statement = concat!("SELECT r.id, r.load, f.organisation ", visible_records!(), " AND r.linkable");
    let mut rows = query(statement).fetch(snapshot.connection());
    while let Some(row) = rows.try_next().await? {
        each(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)?;
    }
    Ok(())
}

/// Whether anything was ever published of a record: a version of it, or an attribute.
///
/// # Errors
/// [`StoreFault`].
pub async fn is_known(store: &Store, id: &str) -> Result<bool, StoreFault> {
    let row = query(
        "SELECT EXISTS (SELECT 1 FROM source_record WHERE id = $1) OR EXISTS (SELECT 1 FROM attribute WHERE record = $1)",
    )
    .bind(id)
    .fetch_one(store.readers())
    .await?;
    row.try_get(0)
}

/// The visible person record of an id.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, id: &str) -> Result<Option<StoredRecord>, StoreFault> {
    let statement = concat!("SELECT ", record_columns!(), " ", visible_records!(), " AND r.id = $1");
    let row = query(statement).bind(id).fetch_optional(store.readers()).await?;
    row.as_ref().map(record).transpose()
}

/// Where a visible person record stands that holds too little to identify anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlinkablePlace {
    /// Slug of the organisation.
    pub organisation: String,
    /// Name of the feed.
    pub feed: String,
    /// Name of the file.
    pub file: String,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Line of the file.
    pub line: i64,
}

/// The visible person records with too little to identify anybody, by organisation, feed and place, at most `limit`.
///
/// # Errors
/// [`StoreFault`].
pub async fn unlinkable(store: &Store, limit: i64) -> Result<Vec<UnlinkablePlace>, StoreFault> {
    let statement = concat!(
        "SELECT f.organisation, f.name, l.file, r.part, r.line ",
        visible_records!(),
        " AND NOT r.linkable ORDER BY f.organisation, f.name, r.load, r.part NULLS FIRST, r.line LIMIT $1"
    );
    let rows = query(statement).bind(limit).fetch_all(store.readers()).await?;
    let place = |row: &Row| {
        Ok(UnlinkablePlace {
            organisation: row.try_get(0)?,
            feed: row.try_get(1)?,
            file: row.try_get(2)?,
            part: row.try_get(3)?,
            line: row.try_get(4)?,
        })
    };
    rows.iter().map(place).collect()
}

fn record(row: &Row) -> Result<StoredRecord, StoreFault> {
    Ok(StoredRecord {
        id: row.try_get(0)?,
        load: row.try_get(1)?,
        key: row.try_get(2)?,
        line: row.try_get(3)?,
        part: row.try_get(4)?,
        linkable: row.try_get(5)?,
        content: Sensitive::new(row.try_get(6)?),
        feed: row.try_get(7)?,
        organisation: row.try_get(8)?,
        first: (row.try_get(9)?, row.try_get(10)?),
    })
}

/// The versions of source records that a match took, in the order given; what is not there or was never published is
/// left out.
///
/// # Errors
/// [`StoreFault`].
pub async fn versions(store: &Store, wanted: &[(String, i64)]) -> Result<Vec<StoredRecord>, StoreFault> {
    let (ids, loads): (Vec<String>, Vec<i64>) = wanted.iter().cloned().unzip();
    let dialect = store.readers().dialect();
    let statement = format!(
        "SELECT {} FROM source_record r
         JOIN load l ON l.sequence = r.load AND l.state = 'published'
         JOIN feed f ON f.name = l.feed
         WHERE {} AND {}",
        record_columns!(),
        dialect.is_in("r.id", 1),
        dialect.is_in("r.load", 2)
    );
    let rows = query(AssertSqlSafe(statement)).bind(&ids[..]).bind(&loads[..]).fetch_all(store.readers()).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let record = record(row)?;
        found.insert((record.id.clone(), record.load), record);
    }
    Ok(wanted.iter().filter_map(|version| found.get(version).cloned()).collect())
}

/// Every version of a source record that was published up to a moment, by load, those that a later one superseded too.
///
/// # Errors
/// [`StoreFault`].
pub async fn versions_until(store: &Store, id: &str, until: Timestamp) -> Result<Vec<StoredRecord>, StoreFault> {
    let statement = concat!(
        "SELECT ",
        record_columns!(),
        " FROM source_record r
         JOIN load l ON l.sequence = r.load AND l.state = 'published' AND l.ended_at <= $2
         JOIN feed f ON f.name = l.feed
         WHERE r.id = $1 ORDER BY r.load"
    );
    let rows = query(statement).bind(id).bind(until.0).fetch_all(store.readers()).await?;
    rows.iter().map(record).collect()
}

/// An attribute with where it stands.
#[derive(Clone, Debug)]
pub struct StoredAttribute {
    /// Id of the source record.
    pub record: String,
    /// Sequence of the load.
    pub load: i64,
    /// Line of the file.
    pub line: i64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// The attribute.
    pub attribute: Attribute,
}

/// The visible attributes of source records: of the newest published version in each feed that speaks of one. By record in
/// the order given, then by place.
///
/// # Errors
/// [`StoreFault`].
pub async fn attributes(store: &Store, records: &[String]) -> Result<Vec<StoredAttribute>, StoreFault> {
    let statement = format!(
        "SELECT a.record, a.load, a.line, a.part, a.kind, a.scheme, a.term, a.start_date, a.end_date, a.role,
                a.event_reference, a.source_columns {} AND {}
         ORDER BY a.load, a.part NULLS FIRST, a.line, a.number",
        visible_attributes!(),
        store.readers().dialect().is_in("a.record", 1)
    );
    let rows = query(AssertSqlSafe(statement)).bind(records).fetch_all(store.readers()).await?;
    let mut found: Vec<StoredAttribute> = rows.iter().map(attribute).collect::<Result<_, _>>()?;
    found.sort_by_key(|attribute| records.iter().position(|record| *record == attribute.record));
    Ok(found)
}

/// Every attribute of a source record that was published up to a moment, in the order of [`attributes`], those that a later
/// load superseded too.
///
/// # Errors
/// [`StoreFault`].
pub async fn attributes_until(
    store: &Store,
    record: &str,
    until: Timestamp,
) -> Result<Vec<StoredAttribute>, StoreFault> {
    let rows = query(
        "SELECT a.record, a.load, a.line, a.part, a.kind, a.scheme, a.term, a.start_date, a.end_date, a.role,
                a.event_reference, a.source_columns
         FROM attribute a
         JOIN load l ON l.sequence = a.load AND l.state = 'published' AND l.ended_at <= $2
         WHERE a.record = $1 ORDER BY a.load, a.part NULLS FIRST, a.line, a.number",
    )
    .bind(record)
    .bind(until.0)
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(attribute).collect()
}

/// Visible attributes of visible person records that can be matched, counted: those that golden records show.
///
/// # Errors
/// [`StoreFault`].
pub async fn linked_attribute_count(asked: impl Into<Asked<'_>>) -> Result<i64, StoreFault> {
    let statement = concat!(
        "SELECT COUNT(*) ",
        visible_attributes!(),
        " AND EXISTS (SELECT 1 FROM source_record r
                      JOIN load p ON p.sequence = r.load AND p.state = 'published'
                      JOIN feed g ON g.name = p.feed AND p.sequence >= g.visible_from AND g.subject = 'person'
                      WHERE r.id = a.record AND r.linkable
                        AND NOT EXISTS (SELECT 1 FROM source_record n
                                        JOIN load m ON m.sequence = n.load AND m.state = 'published'
                                        WHERE n.id = r.id AND n.load > r.load))"
    );
    let row = query(statement).fetch_one(asked.into()).await?;
    row.try_get(0)
}

fn attribute(row: &Row) -> Result<StoredAttribute, StoreFault> {
    let kind: String = row.try_get(4)?;
    let role: String = row.try_get(9)?;
    let columns: String = row.try_get(11)?;
    let date = |text: Option<String>| {
        text.map(|text| PartialDate::parse_iso(&text))
            .transpose()
            .map_err(|fault| StoreFault::content("attribute.start_date", fault))
    };
    Ok(StoredAttribute {
        record: row.try_get(0)?,
        load: row.try_get(1)?,
        line: row.try_get(2)?,
        part: row.try_get(3)?,
        attribute: Attribute {
            kind: AttributeType::from_standard(&kind)
                .ok_or_else(|| StoreFault::content("attribute.kind", "unknown kind"))?,
            scheme: AttributeScheme(row.try_get(5)?),
            term: row.try_get(6)?,
            start: date(row.try_get(7)?)?,
            end: date(row.try_get(8)?)?,
            role: AttributeRole::from_name(&role)
                .ok_or_else(|| StoreFault::content("attribute.role", "unknown role"))?,
            event_reference: row.try_get(10)?,
            columns: columns.split('\u{1f}').map(str::to_owned).collect(),
        },
    })
}
