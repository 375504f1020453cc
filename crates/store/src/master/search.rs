//! Finding golden records by several terms at once, and what a list of them shows.

use dolen_model::Bilingual;
use sqlx::AssertSqlSafe;

use super::in_run;
use crate::database::{Pieces, Row, query};
use crate::{Store, StoreFault};

/// What a golden record must have a term for: one of these ranges of values of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Kind of the term.
    pub kind: &'static str,
    /// Any of them is enough; none at all is met by nothing.
    pub any: Vec<TermRange>,
}

/// A range of values of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRange {
    /// First value, or what values begin with.
    text: String,
    /// Whether values that begin with it are in the range; else it alone is.
    beginning: bool,
    /// Characters of a value, where only those of one length count.
    length: Option<i64>,
}

impl TermRange {
    /// One value alone.
    pub const fn exactly(text: String) -> Self {
        Self { text, beginning: false, length: None }
    }

    /// Every value that begins so, the text itself included.
    pub const fn beginning(text: String) -> Self {
        Self { text, beginning: true, length: None }
    }

    /// Of the values that begin so those that are as many characters longer.
    pub fn beginning_and_longer_by(text: String, characters: i64) -> Self {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX).saturating_add(characters);
        Self { text, beginning: true, length: Some(length) }
    }

    fn push<'q>(&'q self, statement: &mut Pieces<'q>, table: &'static str) {
        if !self.beginning {
            statement.push(table).push(".value = ").push_bind(&self.text);
            return;
        }
        statement.push(table).push(".value >= ").push_bind(&self.text);
        // The first text that no longer begins so: one character beyond any that a folded value holds.
        statement.push(" AND ").push(table).push(".value < ").push_bind(format!("{}\u{10ffff}", self.text));
        if let Some(length) = self.length {
            statement.push(" AND LENGTH(").push(table).push(".value) = ").push_bind(length);
        }
    }
}

/// The golden records that meet every criterion in a run, by id, at most `limit`. The first criterion is looked up by its
/// value and the others are tested for what it finds, so the one that fewest meet comes first. None at all finds nobody.
///
/// # Errors
/// [`StoreFault`].
pub async fn find(store: &Store, run: i64, criteria: &[Criterion], limit: i64) -> Result<Vec<String>, StoreFault> {
    let Some((first, others)) = criteria.split_first() else { return Ok(Vec::new()) };
    if criteria.iter().any(|criterion| criterion.any.is_empty()) {
        return Ok(Vec::new());
    }
    // Whatever a server guesses of how many there are, it looks them up by their values first, and what it finds one by one.
    let mut statement = Pieces::new("WITH found AS MATERIALIZED (SELECT DISTINCT t.golden FROM search_term t WHERE (");
    for (index, range) in first.any.iter().enumerate() {
        statement.push(if index == 0 { "(t.kind = " } else { " OR (t.kind = " }).push_bind(first.kind).push(" AND ");
        range.push(&mut statement, "t");
        statement.push(")");
    }
    statement.push(") AND ");
    push_run(&mut statement, "t", run);
    statement.push(") SELECT f.golden FROM found f");
    for (index, criterion) in others.iter().enumerate() {
        statement.push(if index == 0 { " WHERE " } else { " AND " });
        // The kind is not named alone, so that the terms of the golden record are looked up and not those of the value.
        statement.push("(SELECT 1 FROM search_term o WHERE o.golden = f.golden AND o.kind || '' = ");
        statement.push_bind(criterion.kind).push(" AND (");
        for (index, range) in criterion.any.iter().enumerate() {
            statement.push(if index == 0 { "(" } else { " OR (" });
            range.push(&mut statement, "o");
            statement.push(")");
        }
        statement.push(") AND ");
        push_run(&mut statement, "o", run);
        statement.push(" LIMIT 1) IS NOT NULL");
    }
    statement.push(" ORDER BY f.golden LIMIT ").push_bind(limit);
    let rows = statement.build().fetch_all(store.readers()).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

fn push_run(statement: &mut Pieces<'_>, table: &'static str, run: i64) {
    statement.push(table).push(".from_run <= ").push_bind(run);
    statement.push(" AND (").push(table).push(".until_run IS NULL OR ");
    statement.push(table).push(".until_run > ").push_bind(run).push(")");
}

/// An organisation that holds a record of a golden record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Id of the golden record.
    pub golden: String,
    /// Slug of the organisation.
    pub organisation: String,
    /// Its name.
    pub name: Bilingual,
}

/// The organisations that hold a record of some golden records in a run, each once a golden record, by slug.
///
/// # Errors
/// [`StoreFault`].
pub async fn holders(store: &Store, run: i64, golden: &[String]) -> Result<Vec<Holder>, StoreFault> {
    let statement = format!(
        "SELECT member.golden, f.organisation, MIN(f.organisation_en), MIN(f.organisation_cy)
         FROM member JOIN load l ON l.sequence = member.load JOIN feed f ON f.name = l.feed
         WHERE {} AND {} GROUP BY member.golden, f.organisation ORDER BY f.organisation, member.golden",
        store.readers().dialect().is_in("member.golden", 2),
        in_run!("member")
    );
    let rows = query(AssertSqlSafe(statement)).bind(run).bind(golden).fetch_all(store.readers()).await?;
    let holder = |row: &Row| {
        Ok(Holder {
            golden: row.try_get(0)?,
            organisation: row.try_get(1)?,
            name: Bilingual { en: row.try_get(2)?, cy: row.try_get(3)? },
        })
    };
    rows.iter().map(holder).collect()
}

/// The source records that belonged to a golden record in a run or any before it, by id.
///
/// # Errors
/// [`StoreFault`].
pub async fn ever_members(store: &Store, run: i64, golden: &str) -> Result<Vec<String>, StoreFault> {
    let rows = query("SELECT DISTINCT record FROM member WHERE golden = $2 AND from_run <= $1 ORDER BY record")
        .bind(run)
        .bind(golden)
        .fetch_all(store.readers())
        .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
