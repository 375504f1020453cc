//! Comparisons: for each, its levels and which of them a pair of rows reaches. Every one is symmetric.

mod birth_date;
mod contact;
mod family_name;
mod given_names;
mod memo;
mod nhs_number;
mod place;
mod sex;
mod similarity;
mod text;

pub(crate) use memo::{Front, Memo};

use crate::fault::LinkFault;
use crate::level::Level;
use crate::pattern::{Digit, Outcome};
use crate::records::{Records, Texts, Values};
use crate::specification::{ComparisonKind, ComparisonSpecification, Specification};

/// All comparisons of a specification over the rows of a table.
pub(crate) struct Fields<'a> {
    fields: Vec<Field<'a>>,
}

/// One comparison.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: ComparisonKind,
    pub(crate) digit: Digit,
    pub(crate) levels: &'static [Level],
    similar: [f64; 2],
    memo: Memo,
    input: FieldInput<'a>,
}

/// What a comparison reads beside the names, dates and places of the records.
enum FieldInput<'a> {
    Records,
    Values(&'a Values),
    Texts(&'a Texts),
}

impl<'a> Fields<'a> {
    pub(crate) fn new(specification: &'a Specification, records: &'a Records) -> Result<Self, LinkFault> {
        let comparisons = &specification.comparisons;
        let widths = comparisons.iter().map(|comparison| (levels(comparison.kind).len(), comparison.term_frequency));
        let digits = Digit::layout(widths).ok_or_else(|| {
            LinkFault::Inconsistent("too many comparisons: their levels need more than 64 bits".to_owned())
        })?;
        let fields = comparisons.iter().zip(digits).map(|(comparison, digit)| Field::new(comparison, digit, records));
        Ok(Self { fields: fields.collect::<Result<_, _>>()? })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    /// A front for one thread.
    pub(crate) fn fronts(&self) -> Vec<Front> {
        self.fields.iter().map(|_| Front::default()).collect()
    }

    /// Compares two rows.
    pub(crate) fn pattern(&self, records: &Records, fronts: &mut [Front], left: u32, right: u32) -> u64 {
        let mut pattern = 0;
        for (field, front) in self.fields.iter().zip(fronts) {
            pattern |= field.digit.pack(field.compare(records, front, left, right));
        }
        pattern
    }
}

impl<'a> Field<'a> {
    fn new(comparison: &'a ComparisonSpecification, digit: Digit, records: &'a Records) -> Result<Self, LinkFault> {
        let input = match (comparison.kind, &comparison.column) {
            (ComparisonKind::Phone, _) => FieldInput::Values(&records.phones),
            (ComparisonKind::Email, _) => FieldInput::Values(&records.emails),
            (kind, Some(column)) if kind.needs_column() => {
                let texts = records.texts.iter().find(|texts| texts.name == *column);
                FieldInput::Texts(texts.ok_or_else(|| LinkFault::UnknownColumn(column.clone()))?)
            }
            _ => FieldInput::Records,
        };
        Ok(Self {
            name: &comparison.name,
            kind: comparison.kind,
            digit,
            levels: levels(comparison.kind),
            similar: comparison.similar,
            memo: Memo::default(),
            input,
        })
    }

    fn compare(&self, records: &Records, front: &mut Front, left: u32, right: u32) -> Outcome {
        let (names, similar) = (&records.names, self.similar);
        match (self.kind, &self.input) {
            (ComparisonKind::GivenNames, _) => {
                let codes = (names.given_code(left), names.given_code(right));
                let compare = |one, other| given_names::compare(names, similar, one, other);
                let outcome = given_names::with_exchange(names, self.remembered(front, codes, compare), left, right);
                given_names::in_company(records, outcome, left, right)
            }
            (ComparisonKind::FamilyName, _) => {
                let codes = (names.family_code(left), names.family_code(right));
                let compare = |one, other| family_name::compare(names, similar, one, other);
                family_name::with_exchange(names, self.remembered(front, codes, compare), left, right)
            }
            (ComparisonKind::BirthDate, _) => birth_date::compare(&records.births, left, right),
            (ComparisonKind::Sex, _) => sex::compare(&records.sexes, left, right),
            (ComparisonKind::NhsNumber, _) => nhs_number::compare(&records.numbers, left, right),
            (ComparisonKind::Place, _) => place::compare(&records.places, similar, left, right),
            (_, FieldInput::Values(values)) => contact::compare(values, left, right),
            (ComparisonKind::Date, FieldInput::Texts(texts)) => birth_date::compare(&texts.days, left, right),
            (ComparisonKind::Category, FieldInput::Texts(texts)) => text::compare_category(texts, left, right),
            (kind, FieldInput::Texts(texts)) => {
                self.remembered(front, (texts.code(left), texts.code(right)), |one, other| match kind {
                    ComparisonKind::Identifier => text::compare_identifier(texts, one, other),
                    _ => text::compare_text(texts, similar, one, other),
                })
            }
            (_, FieldInput::Records) => Outcome::NONE,
        }
    }

    /// The outcome for two distinct values, which are handed over with the smaller code first, so that it is one whichever
    /// row comes first.
    fn remembered(
        &self,
        front: &mut Front,
        (one, other): (u32, u32),
        compare: impl FnOnce(u32, u32) -> Outcome,
    ) -> Outcome {
        let (one, other) = (one.min(other), one.max(other));
        if one == 0 { Outcome::NONE } else { self.memo.get_or(front, one, other, || compare(one, other)) }
    }
}

/// The levels of a kind of comparison, best first.
pub(crate) const fn levels(kind: ComparisonKind) -> &'static [Level] {
    match kind {
        ComparisonKind::GivenNames => given_names::LEVELS,
        ComparisonKind::FamilyName => family_name::LEVELS,
        ComparisonKind::BirthDate | ComparisonKind::Date => birth_date::LEVELS,
        ComparisonKind::Sex => sex::LEVELS,
        ComparisonKind::NhsNumber => nhs_number::LEVELS,
        ComparisonKind::Place => place::LEVELS,
        ComparisonKind::Phone | ComparisonKind::Email => contact::LEVELS,
        ComparisonKind::Identifier => text::IDENTIFIER_LEVELS,
        ComparisonKind::Text => text::TEXT_LEVELS,
        ComparisonKind::Category => text::CATEGORY_LEVELS,
    }
}
