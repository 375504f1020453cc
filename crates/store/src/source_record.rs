//! Source records that are visible: of published loads, in their newest version.

use dolen_model::{Attribute, AttributeRole, AttributeScheme, AttributeType, PartialDate};
use futures_util::TryStreamExt;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Store, StoreFault};

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
    /// Values as JSON.
    pub content: String,
    /// Name of the feed.
    pub feed: String,
    /// Slug of the organisation.
    pub organisation: String,
    /// Load in which a record of this id was first published, and its line there.
    pub first: (i64, i64),
}

/// Visible person records: in the newest published version, with where the first published version stood.
macro_rules! visible {
    () => {
        "SELECT r.id, r.load, r.key, r.line, r.part, r.linkable, r.content, f.name, f.organisation, o.load, o.line
         FROM source_record r
         JOIN load l ON l.sequence = r.load AND l.state = 'published'
         JOIN feed f ON f.name = l.feed AND f.subject = 'person'
         JOIN source_record o ON o.id = r.id AND o.load = (
             SELECT MIN(e.load) FROM source_record e JOIN load p ON p.sequence = e.load AND p.state = 'published'
             WHERE e.id = r.id)
         WHERE l.sequence >= f.visible_from
           AND NOT EXISTS (SELECT 1 FROM source_record n JOIN load m ON m.sequence = n.load AND m.state = 'published'
                           WHERE n.id = r.id AND n.load > r.load)"
    };
}

/// Gives every visible person record to `each`, ordered by organisation, feed and key.
///
/// # Errors
/// [`StoreFault`], or the error of `each`.
pub async fn visible<E: From<StoreFault>>(
    store: &Store,
    mut each: impl FnMut(StoredRecord) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = sqlx::query(concat!(visible!(), " ORDER BY f.organisation, f.name, r.key")).fetch(store.readers());
    while let Some(row) = rows.try_next().await.map_err(StoreFault::from)? {
        each(record(&row)?)?;
    }
    Ok(())
}

/// The visible person record of an id.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, id: &str) -> Result<Option<StoredRecord>, StoreFault> {
    let row = sqlx::query(concat!(visible!(), " AND r.id = $1")).bind(id).fetch_optional(store.readers()).await?;
    row.as_ref().map(record).transpose()
}

fn record(row: &SqliteRow) -> Result<StoredRecord, StoreFault> {
    Ok(StoredRecord {
        id: row.try_get(0)?,
        load: row.try_get(1)?,
        key: row.try_get(2)?,
        line: row.try_get(3)?,
        part: row.try_get(4)?,
        linkable: row.try_get(5)?,
        content: row.try_get(6)?,
        feed: row.try_get(7)?,
        organisation: row.try_get(8)?,
        first: (row.try_get(9)?, row.try_get(10)?),
    })
}

/// The versions of source records that a match took, in the order given; what is no longer there is left out.
///
/// # Errors
/// [`StoreFault`].
pub async fn versions(store: &Store, wanted: &[(String, i64)]) -> Result<Vec<StoredRecord>, StoreFault> {
    let mut found = Vec::with_capacity(wanted.len());
    for (id, load) in wanted {
        let row = sqlx::query(
            "SELECT r.id, r.load, r.key, r.line, r.part, r.linkable, r.content, f.name, f.organisation, r.load, r.line
             FROM source_record r JOIN load l ON l.sequence = r.load JOIN feed f ON f.name = l.feed
             WHERE r.id = $1 AND r.load = $2",
        )
        .bind(id)
        .bind(load)
        .fetch_optional(store.readers())
        .await?;
        if let Some(row) = row {
            found.push(record(&row)?);
        }
    }
    Ok(found)
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

/// The visible attributes of a source record: of the newest published version in each feed that speaks of it.
///
/// # Errors
/// [`StoreFault`].
pub async fn attributes(store: &Store, record: &str) -> Result<Vec<StoredAttribute>, StoreFault> {
    let rows = sqlx::query(
        "SELECT a.record, a.load, a.line, a.part, a.kind, a.scheme, a.term, a.start_date, a.end_date, a.role,
                a.event_reference, a.source_columns
         FROM attribute a
         JOIN load l ON l.sequence = a.load AND l.state = 'published'
         JOIN feed f ON f.name = l.feed
         WHERE a.record = $1 AND l.sequence >= f.visible_from
           AND NOT EXISTS (SELECT 1 FROM source_record n JOIN load m ON m.sequence = n.load AND m.state = 'published'
                           WHERE n.id = a.record AND n.load > a.load AND m.feed = l.feed)
         ORDER BY a.load, a.line, a.rowid",
    )
    .bind(record)
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(attribute).collect()
}

/// Attributes of visible person records, counted.
///
/// # Errors
/// [`StoreFault`].
pub async fn attribute_count(store: &Store) -> Result<i64, StoreFault> {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM attribute a
         JOIN load l ON l.sequence = a.load AND l.state = 'published'
         JOIN feed f ON f.name = l.feed
         WHERE l.sequence >= f.visible_from
           AND NOT EXISTS (SELECT 1 FROM source_record n JOIN load m ON m.sequence = n.load AND m.state = 'published'
                           WHERE n.id = a.record AND n.load > a.load AND m.feed = l.feed)
           AND EXISTS (SELECT 1 FROM source_record r JOIN load p ON p.sequence = r.load AND p.state = 'published'
                       WHERE r.id = a.record)",
    )
    .fetch_one(store.readers())
    .await?;
    Ok(row.try_get(0)?)
}

fn attribute(row: &SqliteRow) -> Result<StoredAttribute, StoreFault> {
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
