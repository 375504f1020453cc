//! The contract as a whole.

use dolen_model::{Bilingual, FeedSubject};
use serde::Deserialize;

use super::attribute::WrittenAttribute;
use super::column::WrittenColumn;
use super::{AttributeRule, Column, FeedFault, Layout, savvi};

/// What a delivery holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Everything: what is not in it is no longer so.
    Full,
    /// What is new or changed.
    Delta,
}

/// How often a delivery is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Each day.
    Daily,
    /// Each week.
    Weekly,
    /// Each month.
    Monthly,
    /// Each quarter.
    Quarterly,
    /// Each year.
    Yearly,
    /// One time.
    Once,
}

/// Whether a key may stand in several rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowsPerKey {
    /// A second row of a key goes to the quarantine.
    One,
    /// Rows of one key are one person, whose attributes add up.
    Many,
}

/// A contract that was read and found consistent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Name, unique in a hub.
    pub name: String,
    /// Slug of the organisation that sends it.
    pub organisation: String,
    /// Name of the organisation.
    pub organisation_name: Bilingual,
    /// Reference of the agreement that lets it in.
    pub agreement: String,
    /// What its rows are about.
    pub subject: FeedSubject,
    /// What a delivery holds.
    pub delivery: Delivery,
    /// How often one is expected.
    pub cadence: Cadence,
    /// Whether a key may stand in several rows.
    pub rows_per_key: RowsPerKey,
    /// Feed that describes the persons whose attributes this feed holds; there where the subject is an attribute.
    pub persons: Option<String>,
    pub(crate) layout: Layout,
    pub(crate) columns: Vec<Column>,
    /// Indices of the key's columns; none: the line is the key.
    pub(crate) key: Vec<usize>,
    pub(crate) attributes: Vec<AttributeRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    organisation: String,
    organisation_name: Bilingual,
    agreement: String,
    subject: FeedSubject,
    delivery: Delivery,
    cadence: Cadence,
    #[serde(default)]
    key: Vec<String>,
    #[serde(default)]
    rows_per_key: Option<RowsPerKey>,
    #[serde(default)]
    persons: Option<String>,
    format: Layout,
    #[serde(default, rename = "column")]
    columns: Vec<WrittenColumn>,
    #[serde(default, rename = "attribute")]
    attributes: Vec<WrittenAttribute>,
}

impl Feed {
    /// Reads a contract.
    ///
    /// # Errors
    /// [`FeedFault`], with line and column where the text itself is at fault.
    pub fn parse(toml: &str) -> Result<Self, FeedFault> {
        let written: Written = toml::from_str(toml).map_err(|fault| FeedFault::unreadable(toml, &fault))?;
        let is_savvi = written.format == Layout::Savvi {};
        let mut columns = if is_savvi { savvi::columns() } else { Vec::new() };
        for column in written.columns {
            columns.push(column.read()?);
        }
        let own_key = vec!["PersonReference".to_owned()];
        if is_savvi && !written.key.is_empty() && written.key != own_key {
            return Err(FeedFault::inconsistent("the key of the format savvi is `PersonReference`"));
        }
        let key_names = if is_savvi { own_key } else { written.key };
        let key = key_names.iter().map(|name| super::attribute::index(&mut columns, name)).collect();
        let mut attributes = Vec::new();
        if is_savvi {
            attributes.push(savvi::attribute(&mut columns));
        }
        for attribute in written.attributes {
            attributes.push(attribute.read(&mut columns)?);
        }
        let feed = Self {
            name: written.name,
            organisation: written.organisation,
            organisation_name: written.organisation_name,
            agreement: written.agreement,
            subject: written.subject,
            delivery: written.delivery,
            cadence: written.cadence,
            rows_per_key: written.rows_per_key.unwrap_or(match (is_savvi, written.subject) {
                (true, _) | (_, FeedSubject::Attribute) => RowsPerKey::Many,
                _ => RowsPerKey::One,
            }),
            persons: written.persons,
            layout: written.format,
            columns,
            key,
            attributes,
        };
        super::check::check(&feed)?;
        Ok(feed)
    }

    /// Name of the format: `csv`, `xml`, `spreadsheet`, `savvi`.
    pub const fn format(&self) -> &'static str {
        self.layout.name()
    }
}
