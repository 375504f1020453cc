//! Rows of a load before anybody sees them.

use dolen_model::{Attribute, Sensitive};
use sqlx::AssertSqlSafe;

use crate::database::query;
use crate::{Store, StoreFault, UnseenWork, bulk, tables};

/// A version of a source record.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// Id, the same for every version under one key.
    pub id: String,
    /// Key at the agency.
    pub key: String,
    /// Line of the file.
    pub line: i64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Whether it holds enough to identify anybody.
    pub linkable: bool,
    /// Values as JSON, by [`crate::source_record::content`].
    pub content: Sensitive<String>,
    /// Warnings and notes as JSON, where there are any.
    pub problems: Option<String>,
}

/// An attribute of a source record.
#[derive(Clone, Debug)]
pub struct NewAttribute {
    /// Id of the source record.
    pub record: String,
    /// Line of the file.
    pub line: i64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// The attribute.
    pub attribute: Attribute,
}

/// A row about premises or an area.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// Key at the agency.
    pub key: String,
    /// Line of the file.
    pub line: i64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// Contents as JSON.
    pub content: Sensitive<String>,
}

/// A row that is not published.
#[derive(Clone, Debug)]
pub struct NewQuarantinedRow {
    /// Line of the file.
    pub line: i64,
    /// Sheet or path inside the file.
    pub part: Option<String>,
    /// What is wrong, as JSON.
    pub problems: String,
}

/// Rows to be written together.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Source records.
    pub records: Vec<NewRecord>,
    /// Attributes.
    pub attributes: Vec<NewAttribute>,
    /// Items.
    pub items: Vec<NewItem>,
    /// Quarantined rows.
    pub quarantined: Vec<NewQuarantinedRow>,
}

impl Batch {
    /// Rows in it, attributes aside.
    pub const fn len(&self) -> usize {
        self.records.len() + self.items.len() + self.quarantined.len()
    }

    /// Whether there is nothing to write.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0 && self.attributes.is_empty()
    }
}

/// Writes a batch under a load. Where a record is there already (several rows of one person), the first row's values
/// stay and the attributes add up.
///
/// # Errors
/// [`StoreFault`].
pub async fn write(work: &mut UnseenWork, load: i64, batch: &Batch) -> Result<(), StoreFault> {
    let connection = work.connection();
    bulk::insert_new(connection, &tables::SOURCE_RECORD, &batch.records, |row, record| {
        row.push(&record.id)
            .push(load)
            .push(&record.key)
            .push(record.line)
            .push(&record.part)
            .push(record.linkable)
            .push(record.content.expose())
            .push(&record.problems);
    })
    .await?;
    bulk::insert(connection, &tables::ATTRIBUTE, &batch.attributes, |row, new| {
        let attribute = &new.attribute;
        row.push(&new.record)
            .push(load)
            .push(new.line)
            .push(&new.part)
            .push(attribute.kind.as_standard())
            .push(&attribute.scheme.0)
            .push(&attribute.term)
            .push(attribute.start.map(|date| date.to_string()))
            .push(attribute.end.map(|date| date.to_string()))
            .push(attribute.role.as_str())
            .push(&attribute.event_reference)
            .push(attribute.columns.join("\u{1f}"));
    })
    .await?;
    bulk::insert(connection, &tables::ITEM, &batch.items, |row, item| {
        row.push(load).push(&item.key).push(item.line).push(&item.part).push(item.content.expose());
    })
    .await?;
    bulk::insert(connection, &tables::QUARANTINED_ROW, &batch.quarantined, |row, quarantined| {
        row.push(load).push(quarantined.line).push(&quarantined.part).push(&quarantined.problems);
    })
    .await
}

/// Deletes up to `limit` rows of a load from each table; answers whether more are left. For loads that nobody reads.
///
/// # Errors
/// [`StoreFault`].
pub async fn clear(work: &mut UnseenWork, load: i64, limit: i64) -> Result<bool, StoreFault> {
    let mut deleted = 0;
    for statement in [
        "DELETE FROM attribute WHERE number IN (SELECT number FROM attribute WHERE load = $1 LIMIT $2)",
        "DELETE FROM source_record WHERE (id, load) IN (SELECT id, load FROM source_record WHERE load = $1 LIMIT $2)",
        "DELETE FROM item WHERE number IN (SELECT number FROM item WHERE load = $1 LIMIT $2)",
        "DELETE FROM absence WHERE number IN (SELECT number FROM absence WHERE load = $1 LIMIT $2)",
        "DELETE FROM quarantined_row WHERE number IN (SELECT number FROM quarantined_row WHERE load = $1 LIMIT $2)",
    ] {
        let rows = query(statement).bind(load).bind(limit).execute(work.connection()).await?;
        deleted = deleted.max(i64::try_from(rows).unwrap_or(i64::MAX));
        work.connection().give_way().await?;
    }
    Ok(deleted >= limit)
}

/// Rows of a load, counted in the tables themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Source records.
    pub records: i64,
    /// Those with too little to identify anybody.
    pub unlinkable: i64,
    /// Attributes.
    pub attributes: i64,
    /// Items.
    pub items: i64,
    /// Quarantined rows.
    pub quarantined: i64,
}

/// Counts the rows of a load.
///
/// # Errors
/// [`StoreFault`].
pub async fn count(store: &Store, load: i64) -> Result<Counts, StoreFault> {
    let row = query(
        "SELECT (SELECT COUNT(*) FROM source_record WHERE load = $1),
                (SELECT COUNT(*) FROM source_record WHERE load = $1 AND NOT linkable),
                (SELECT COUNT(*) FROM attribute WHERE load = $1),
                (SELECT COUNT(*) FROM item WHERE load = $1),
                (SELECT COUNT(*) FROM quarantined_row WHERE load = $1)",
    )
    .bind(load)
    .fetch_one(store.readers())
    .await?;
    Ok(Counts {
        records: row.try_get(0)?,
        unlinkable: row.try_get(1)?,
        attributes: row.try_get(2)?,
        items: row.try_get(3)?,
        quarantined: row.try_get(4)?,
    })
}

/// Rows of a load of attributes whose person no visible record describes: their number, and where the first `limit` of
/// them stand (sheet or path, line), by line.
///
/// # Errors
/// [`StoreFault`].
pub async fn unknown_persons(
    store: &Store,
    load: i64,
    limit: i64,
) -> Result<(i64, Vec<(Option<String>, i64)>), StoreFault> {
    const ROWS: &str = "FROM (SELECT DISTINCT a.line, a.part FROM attribute a
         WHERE a.load = $1
           AND NOT EXISTS (SELECT 1 FROM source_record r
                           JOIN load p ON p.sequence = r.load AND p.state = 'published'
                           JOIN feed g ON g.name = p.feed AND p.sequence >= g.visible_from
                           WHERE r.id = a.record)) AS unknown";
    let count = query(AssertSqlSafe(format!("SELECT COUNT(*) {ROWS}")))
        .bind(load)
        .fetch_one(store.readers())
        .await?
        .try_get(0)?;
    let rows = query(AssertSqlSafe(format!("SELECT part, line {ROWS} ORDER BY line, part NULLS FIRST LIMIT $2")))
        .bind(load)
        .bind(limit)
        .fetch_all(store.readers())
        .await?;
    let places = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, StoreFault>>()?;
    Ok((count, places))
}

/// Feed and sequence of loads that were rejected or discarded and of which rows are left, oldest first: the process ended
/// before it had cleared them.
///
/// # Errors
/// [`StoreFault`].
pub async fn left_behind(store: &Store) -> Result<Vec<(String, i64)>, StoreFault> {
    let rows = query(
        "SELECT l.feed, l.sequence FROM load l
         WHERE l.state IN ('rejected', 'discarded')
           AND (EXISTS (SELECT 1 FROM source_record r WHERE r.load = l.sequence)
                OR EXISTS (SELECT 1 FROM attribute a WHERE a.load = l.sequence)
                OR EXISTS (SELECT 1 FROM absence b WHERE b.load = l.sequence)
                OR EXISTS (SELECT 1 FROM item i WHERE i.load = l.sequence)
                OR EXISTS (SELECT 1 FROM quarantined_row q WHERE q.load = l.sequence))
         ORDER BY l.sequence",
    )
    .fetch_all(store.readers())
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// The problems of the quarantined rows of a load, as JSON, by line, at most `limit`.
///
/// # Errors
/// [`StoreFault`].
pub async fn quarantine(store: &Store, load: i64, limit: i64) -> Result<Vec<String>, StoreFault> {
    let rows =
        query("SELECT problems FROM quarantined_row WHERE load = $1 ORDER BY line, part NULLS FIRST, number LIMIT $2")
            .bind(load)
            .bind(limit)
            .fetch_all(store.readers())
            .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
