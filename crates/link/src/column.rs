//! A column and what it holds.

use serde::{Deserialize, Serialize};

use crate::check::IdentifierCheck;
use crate::fault::LinkFault;

/// A column and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpecification {
    /// Its name in the table.
    pub name: String,
    /// What it is called in other files that are linked together with the one that has `name`; each file is asked for
    /// `name` first, then for these in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What it holds.
    pub kind: ColumnKind,
    /// What stands between the values of a cell, for the kinds that may hold several; `[]` for a list in brackets:
    /// `['Jac', 'Jack']`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// For identifiers: what tells well-formed ones from those with a slip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<IdentifierCheck>,
    /// For identifiers: the column, of kind `identifier-status`, that tells whether each was verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Given names; several such columns are read in order.
    GivenNames,
    /// Current family name.
    FamilyName,
    /// Former family name; may hold several.
    FormerFamilyName,
    /// Another name: a given name or a whole name; may hold several.
    Alias,
    /// Given and family name in one text.
    FullName,
    /// Date of birth.
    BirthDate,
    /// Year of birth; read where there is no whole date.
    BirthYear,
    /// Month of birth, as a number or a name; read with the year.
    BirthMonth,
    /// Day of birth in its month; read with year and month.
    BirthDay,
    /// Another date.
    Date,
    /// Sex or gender.
    Sex,
    /// NHS number.
    NhsNumber,
    /// How far the NHS number was verified: `traced`, `verified`, `01` or the like, or anything else.
    NhsNumberStatus,
    /// Any other identifier of a person; may hold several.
    Identifier,
    /// How far another identifier was verified; the column of the identifier names it as its `status`.
    IdentifierStatus,
    /// UPRN of the address.
    Uprn,
    /// A line of the address; several such columns are joined in order.
    Address,
    /// Postcode or ZIP of the address.
    Postcode,
    /// Latitude of the address in degrees.
    Latitude,
    /// Longitude of the address in degrees.
    Longitude,
    /// Metres east of the origin of a national grid.
    Easting,
    /// Metres north of the origin of a national grid.
    Northing,
    /// A former address; may hold several.
    PreviousAddress,
    /// A former postcode; may hold several.
    PreviousPostcode,
    /// Telephone number; may hold several.
    Phone,
    /// E-mail address; may hold several.
    Email,
    /// A text in which spelling may differ, such as a place of birth or an occupation; may hold several.
    Text,
    /// A code or word that is the same or not; may hold several.
    Category,
}

impl ColumnSpecification {
    /// A column of one value a cell.
    pub fn new(name: &str, kind: ColumnKind) -> Self {
        Self { name: name.to_owned(), also: Vec::new(), kind, separator: None, check: None, status: None }
    }

    /// Its names, that in the table first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }

    /// Whether it can be read as it says.
    pub(crate) fn check(&self) -> Result<(), LinkFault> {
        let fault = |text: &str| Err(LinkFault::Inconsistent(format!("column `{}` {text}", self.name)));
        match &self.separator {
            Some(separator) if separator.is_empty() => fault("has an empty `separator`; leave it out"),
            Some(_) if !self.kind.may_hold_several() => {
                fault(&format!("is of kind `{}`, which holds one value; take its `separator` out", self.kind.as_str()))
            }
            _ if self.check.is_some() && self.kind != ColumnKind::Identifier => {
                fault("has `check`, which is of the kind `identifier` alone")
            }
            _ if self.status.is_some() && self.kind != ColumnKind::Identifier => {
                fault("has `status`, which is of the kind `identifier` alone")
            }
            _ => Ok(()),
        }
    }
}

impl ColumnKind {
    /// The name in TOML.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GivenNames => "given-names",
            Self::FamilyName => "family-name",
            Self::FormerFamilyName => "former-family-name",
            Self::Alias => "alias",
            Self::FullName => "full-name",
            Self::BirthDate => "birth-date",
            Self::BirthYear => "birth-year",
            Self::BirthMonth => "birth-month",
            Self::BirthDay => "birth-day",
            Self::Date => "date",
            Self::Sex => "sex",
            Self::NhsNumber => "nhs-number",
            Self::NhsNumberStatus => "nhs-number-status",
            Self::Identifier => "identifier",
            Self::IdentifierStatus => "identifier-status",
            Self::Uprn => "uprn",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Easting => "easting",
            Self::Northing => "northing",
            Self::PreviousAddress => "previous-address",
            Self::PreviousPostcode => "previous-postcode",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Text => "text",
            Self::Category => "category",
        }
    }

    /// Whether one cell may hold several values.
    pub const fn may_hold_several(self) -> bool {
        matches!(
            self,
            Self::FormerFamilyName
                | Self::Alias
                | Self::PreviousAddress
                | Self::PreviousPostcode
                | Self::Phone
                | Self::Email
                | Self::Identifier
                | Self::Text
                | Self::Category
        )
    }

    /// Whether each column of this kind is compared on its own, and told apart by its name.
    pub(crate) const fn is_compared_alone(self) -> bool {
        matches!(self, Self::Date | Self::Identifier | Self::Text | Self::Category)
    }

    /// Whether a row has one value of this kind, so that a second column of it is not read.
    pub(crate) const fn is_single(self) -> bool {
        matches!(
            self,
            Self::BirthDate
                | Self::BirthYear
                | Self::BirthMonth
                | Self::BirthDay
                | Self::Sex
                | Self::NhsNumber
                | Self::NhsNumberStatus
                | Self::Uprn
                | Self::Postcode
                | Self::Latitude
                | Self::Longitude
                | Self::Easting
                | Self::Northing
                | Self::FamilyName
                | Self::FullName
        )
    }
}
