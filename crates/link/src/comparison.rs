//! A comparison and how it compares.

use serde::{Deserialize, Serialize};

use crate::column::ColumnKind;
use crate::fault::LinkFault;

/// One comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonSpecification {
    /// Its name in evidence.
    pub name: String,
    /// How it compares.
    pub kind: ComparisonKind,
    /// Its column, for the kinds that compare one column: `date`, `identifier`, `text`, `category`. The other kinds take
    /// every column of theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Whether agreement on a rare value counts more.
    #[serde(default)]
    pub term_frequency: bool,
    /// Similarities from 0 to 1, highest first, of the two graded levels of names and texts. A specification that was read
    /// or completed has them: where none are given, those of the measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub similar: Option<[f64; 2]>,
    /// For the kind `text`: how similarity is measured.
    #[serde(default, skip_serializing_if = "Measure::is_default")]
    pub measure: Measure,
    /// For the measure `ngrams`: how many letters stand together, from 1 to 8; 2 where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<u8>,
    /// For the kind `place`: whether the distance between two places has levels of its own, by columns of coordinates.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub distance: bool,
    /// For the kind `identifier`: whether verified identifiers have levels of their own, by the `status` of the column. Two
    /// that differ and are both verified are never of one person. It is so wherever the column has a `status`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub verified: bool,
}

/// How values are compared; the levels of each are listed in its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComparisonKind {
    /// Given names with variants, aliases, initials and exchange with the family name.
    GivenNames,
    /// Family names with former names and parts.
    FamilyName,
    /// Dates of birth.
    BirthDate,
    /// Other dates.
    Date,
    /// Sex.
    Sex,
    /// NHS numbers with their status.
    NhsNumber,
    /// UPRN, address and postcode, current and former, as one.
    Place,
    /// Telephone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Identifiers: same, one slip, different.
    Identifier,
    /// Texts: same, two grades of similarity, different.
    Text,
    /// Codes: same or different.
    Category,
}

/// How the similarity of two texts is measured, from 0 to 1. Case, accents and marks do not count in any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Jaro-Winkler: texts of a word or two, whose start is seldom wrong. A word in common counts as the lower similarity.
    #[default]
    JaroWinkler,
    /// Letters that stand together in both, as a share of all (Dice): long texts, and parts in another order.
    Ngrams,
    /// Words in both, in any order, as a share of all (Dice); a rare word weighs more than a common one, and a word that is
    /// spelt nearly alike counts in part.
    Words,
    /// Letters that must be changed, put in, left out or exchanged with their neighbour, as a share of the longer text (optimal
    /// string alignment).
    Edits,
}

/// Letters of an n-gram where none are given, and the most there may be.
const LETTERS: u8 = 2;
const MOST_LETTERS: u8 = 8;

impl Measure {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The two similarities of the graded levels, where none are given.
    pub(crate) const fn similar(self) -> [f64; 2] {
        match self {
            Self::JaroWinkler => [0.92, 0.82],
            Self::Ngrams => [0.80, 0.55],
            Self::Words => [0.80, 0.40],
            Self::Edits => [0.85, 0.70],
        }
    }
}

impl ComparisonSpecification {
    /// A comparison of this name with the measure and similarities that there are by themselves.
    pub fn new(name: &str, kind: ComparisonKind) -> Self {
        let (measure, column) = (Measure::default(), None);
        let similar = Some(measure.similar());
        Self {
            name: name.to_owned(),
            kind,
            column,
            term_frequency: false,
            similar,
            measure,
            letters: None,
            distance: false,
            verified: false,
        }
    }

    /// The two similarities of the graded levels.
    pub(crate) fn graded(&self) -> [f64; 2] {
        self.similar.unwrap_or(self.measure.similar())
    }

    /// Letters of an n-gram.
    pub(crate) fn gram(&self) -> usize {
        usize::from(self.letters.unwrap_or(LETTERS))
    }

    /// Whether its own entries fit each other.
    pub(crate) fn check(&self) -> Result<(), LinkFault> {
        let [high, low] = self.graded();
        if !(0.0..=1.0).contains(&low) || !(low..=1.0).contains(&high) {
            let text = "`similar` holds two similarities from 0 to 1, the higher first";
            return Err(LinkFault::Inconsistent(text.to_owned()));
        }
        let fault = |text: &str| Err(LinkFault::Inconsistent(format!("comparison `{}` {text}", self.name)));
        if self.kind.needs_column() && self.column.is_none() {
            return fault("needs `column`");
        }
        if self.distance && self.kind != ComparisonKind::Place {
            return fault("has `distance`, which is of the kind `place` alone");
        }
        if self.verified && self.kind != ComparisonKind::Identifier {
            return fault("has `verified`, which is of the kind `identifier` alone");
        }
        if self.measure != Measure::default() && self.kind != ComparisonKind::Text {
            return fault("has `measure`, which is of the kind `text` alone");
        }
        if self.letters.is_some() && self.measure != Measure::Ngrams {
            return fault("has `letters`, which is of the measure `ngrams` alone");
        }
        if !(1..=MOST_LETTERS).contains(&self.letters.unwrap_or(LETTERS)) {
            return fault("has `letters` of less than 1 or more than 8");
        }
        Ok(())
    }
}

impl ComparisonKind {
    /// Whether it compares one column that must be named.
    pub const fn needs_column(self) -> bool {
        matches!(self, Self::Date | Self::Identifier | Self::Text | Self::Category)
    }

    /// The kinds of columns of which it reads at least one.
    pub(crate) const fn reads(self) -> &'static [ColumnKind] {
        match self {
            Self::GivenNames => &[ColumnKind::GivenNames, ColumnKind::FullName, ColumnKind::Alias],
            Self::FamilyName => &[ColumnKind::FamilyName, ColumnKind::FullName, ColumnKind::FormerFamilyName],
            Self::BirthDate => &[ColumnKind::BirthDate, ColumnKind::BirthYear],
            Self::Sex => &[ColumnKind::Sex],
            Self::NhsNumber => &[ColumnKind::NhsNumber],
            Self::Place => &[
                ColumnKind::Uprn,
                ColumnKind::Address,
                ColumnKind::Postcode,
                ColumnKind::Latitude,
                ColumnKind::Easting,
                ColumnKind::PreviousAddress,
                ColumnKind::PreviousPostcode,
            ],
            Self::Phone => &[ColumnKind::Phone],
            Self::Email => &[ColumnKind::Email],
            Self::Date | Self::Identifier | Self::Text | Self::Category => &[],
        }
    }

    /// Whether people of one household share it, so that its agreement says less about who somebody is.
    pub(crate) const fn is_shared_in_household(self) -> bool {
        matches!(self, Self::FamilyName | Self::Place | Self::Phone)
    }
}
