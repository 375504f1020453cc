//! Comparisons: for each, its levels and which of them a pair of rows reaches. Every one is symmetric.

mod birth_date;
mod contact;
mod distance;
mod family_name;
mod given_names;
mod identifier;
mod nhs_number;
mod pair_cache;
mod place;
mod resemblance;
mod several;
mod sex;
mod sieve;
mod similarity;
mod spelling;
mod text;
mod words;

pub(crate) use pair_cache::PairCache;
pub(crate) use sieve::Sieve;

use crate::fault::LinkFault;
use crate::level::Level;
use crate::pattern::{Digit, Outcome};
use crate::records::{Line, Mark, Records, TextColumn};
use crate::specification::{ComparisonKind, ComparisonSpecification, Measure, Specification};
use crate::standardise::Day;
use text::Graded;

/// All comparisons of a specification over the rows of a table.
pub(crate) struct Fields<'a> {
    pub(crate) records: &'a Records,
    fields: Vec<Field<'a>>,
}

/// One comparison.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: ComparisonKind,
    pub(crate) digit: Digit,
    pub(crate) levels: &'static [Level],
    /// For each level the pairs of rows that reach it, of how many, where all are counted and none need be drawn.
    pub(crate) counted: Vec<Option<(u64, u64)>>,
    graded: Graded,
    /// Whether places are compared by their distance too.
    has_distance: bool,
    /// Whether identifiers are compared by their verification too.
    is_verified: bool,
    /// The column, for the kinds that compare one.
    column: Option<&'a TextColumn>,
}

/// Pairs of values that a thread compared lately, for each comparison.
pub(crate) type Caches = Vec<PairCache>;

impl<'a> Fields<'a> {
    pub(crate) fn new(specification: &'a Specification, records: &'a Records) -> Result<Self, LinkFault> {
        let comparisons = &specification.comparisons;
        let digits = digits(comparisons).ok_or_else(|| {
            LinkFault::Inconsistent("too many comparisons: their levels need more than 64 bits".to_owned())
        })?;
        let fields = comparisons.iter().zip(digits).map(|(comparison, digit)| Field::new(comparison, digit, records));
        Ok(Self { records, fields: fields.collect::<Result<_, _>>()? })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    /// Caches for one thread.
    pub(crate) fn caches(&self) -> Caches {
        self.fields.iter().map(|_| PairCache::default()).collect()
    }

    /// Keeps caches from remembering values that came after a mark; with no mark they remember all again.
    pub(crate) fn end_at(&self, caches: &mut Caches, mark: Option<&Mark>) {
        for (field, cache) in self.fields.iter().zip(caches) {
            let end = mark.map(|mark| match field.kind {
                ComparisonKind::Email => mark.emails.texts,
                ComparisonKind::Identifier | ComparisonKind::Text | ComparisonKind::Category => {
                    let place = self
                        .records
                        .texts
                        .iter()
                        .position(|texts| field.column.is_some_and(|column| std::ptr::eq(column, texts)));
                    place.and_then(|place| mark.texts.get(place)).map_or(0, |texts| texts.distinct)
                }
                _ => mark.names.words.first().copied().unwrap_or(0),
            });
            cache.end_at(end.unwrap_or(usize::MAX));
        }
    }

    /// Compares two rows.
    pub(crate) fn pattern(&self, caches: &mut Caches, left: u32, right: u32) -> u64 {
        let (one, other) = (self.records.line(left), self.records.line(right));
        let mut pattern = 0;
        for (field, cache) in self.fields.iter().zip(caches) {
            pattern |= field.digit.pack(field.compare(self.records, cache, &one, &other));
        }
        pattern
    }

    /// Compares two rows whose lines are at hand, as long as they can reach what [`Sieve`] asks for.
    pub(crate) fn sift(&self, caches: &mut Caches, sieve: &Sieve, one: &Line, other: &Line) -> Option<u64> {
        let (mut pattern, mut weight) = (0, 0.0);
        for step in &sieve.steps {
            let (field, cache) = (self.fields.get(step.field)?, caches.get_mut(step.field)?);
            let outcome = field.compare(self.records, cache, one, other);
            pattern |= field.digit.pack(outcome);
            weight += step.weight(outcome);
            if weight < step.least {
                return None;
            }
        }
        Some(pattern)
    }
}

impl<'a> Field<'a> {
    fn new(comparison: &'a ComparisonSpecification, digit: Digit, records: &'a Records) -> Result<Self, LinkFault> {
        let column = match &comparison.column {
            Some(column) if comparison.kind.needs_column() => {
                let read = records.texts.iter().find(|texts| texts.is_read_for(comparison));
                Some(read.ok_or_else(|| LinkFault::UnknownColumn(column.clone()))?)
            }
            _ => None,
        };
        Ok(Self {
            name: &comparison.name,
            kind: comparison.kind,
            digit,
            levels: levels(comparison),
            counted: match (comparison.kind, column) {
                (ComparisonKind::BirthDate, _) => birth_date::counted(&records.days),
                (ComparisonKind::Date, Some(column)) => birth_date::counted(&column.days),
                _ => Vec::new(),
            },
            graded: Graded { measure: comparison.measure, letters: comparison.gram(), similar: comparison.graded() },
            has_distance: comparison.distance,
            is_verified: comparison.verified,
            column,
        })
    }

    #[inline(always)]
    fn compare(&self, records: &Records, cache: &mut PairCache, left: &Line, right: &Line) -> Outcome {
        let similar = self.graded.similar;
        let (one, other) = (&left.row, &right.row);
        match self.kind {
            ComparisonKind::GivenNames => given_names::compare(&records.names, cache, similar, left, right),
            ComparisonKind::FamilyName => family_name::compare(&records.names, cache, similar, left, right),
            ComparisonKind::BirthDate => {
                birth_date::compare(&records.days, one.birth, other.birth, one.octaves.birth())
            }
            ComparisonKind::Sex => sex::compare(one.marks.sex(), other.marks.sex()),
            ComparisonKind::NhsNumber => nhs_number::compare(one.number, other.number),
            ComparisonKind::Place if self.has_distance => distance::compare(records, similar, left, right),
            ComparisonKind::Place => place::compare(records, similar, left, right),
            ComparisonKind::Phone => contact::compare_phones(&records.phones, left, right),
            ComparisonKind::Email => contact::compare_emails(&records.emails, cache, left, right),
            ComparisonKind::Date | ComparisonKind::Identifier | ComparisonKind::Text | ComparisonKind::Category => {
                self.column.map_or(Outcome::NONE, |column| {
                    let (left, right) = (left.place, right.place);
                    let outcome = self.compare_column(column, cache, column.code(left), column.code(right));
                    if !self.is_verified {
                        return outcome;
                    }
                    identifier::with_status(outcome, column.is_verified(left), column.is_verified(right))
                })
            }
        }
    }

    fn compare_column(&self, column: &TextColumn, cache: &mut PairCache, one: u32, other: u32) -> Outcome {
        if one == 0 || other == 0 {
            return Outcome::NONE;
        }
        if self.kind != ComparisonKind::Date && (column.are_several(one) || column.are_several(other)) {
            return several::compare(column, cache, one, other, |one, other| self.level_of(column, one, other));
        }
        match self.kind {
            ComparisonKind::Date => {
                let (one, other) = (Day::unpacked(one), Day::unpacked(other));
                birth_date::compare(&column.days, one, other, column.days.octave(one))
            }
            _ if one == other && column.passes(one) => Outcome::rare(1, column.octave(one)),
            // So few levels are told at once.
            ComparisonKind::Category => Outcome::level(self.level_of(column, one, other)),
            _ => Outcome::level(cache.get_or(one, other, |one, other| self.level_of(column, one, other))),
        }
    }

    /// The level of two values of a column.
    fn level_of(&self, column: &TextColumn, one: u32, other: u32) -> u8 {
        match self.kind {
            ComparisonKind::Identifier => identifier::level_of(column, one, other),
            _ if one == other => text::SAME,
            ComparisonKind::Category => text::OTHER_CATEGORY,
            _ => text::text_level(column, self.graded, one, other),
        }
    }
}

/// Where the outcome of each comparison stands; none where there are more than a pattern can hold.
fn digits(comparisons: &[ComparisonSpecification]) -> Option<Vec<Digit>> {
    Digit::layout(comparisons.iter().map(|comparison| (levels(comparison).len(), comparison.term_frequency)))
}

/// Whether a pattern can hold the outcomes of these comparisons.
pub(crate) fn fit(comparisons: &[ComparisonSpecification]) -> bool {
    digits(comparisons).is_some()
}

/// The levels of a comparison, best first.
pub(crate) const fn levels(comparison: &ComparisonSpecification) -> &'static [Level] {
    match comparison.kind {
        ComparisonKind::GivenNames => given_names::LEVELS,
        ComparisonKind::FamilyName => family_name::LEVELS,
        ComparisonKind::BirthDate | ComparisonKind::Date => birth_date::LEVELS,
        ComparisonKind::Sex => sex::LEVELS,
        ComparisonKind::NhsNumber => nhs_number::LEVELS,
        ComparisonKind::Place if comparison.distance => distance::LEVELS,
        ComparisonKind::Place => place::LEVELS,
        ComparisonKind::Phone => contact::PHONE_LEVELS,
        ComparisonKind::Email => contact::EMAIL_LEVELS,
        ComparisonKind::Identifier if comparison.verified => identifier::VERIFIED_LEVELS,
        ComparisonKind::Identifier => identifier::LEVELS,
        ComparisonKind::Text => match comparison.measure {
            Measure::JaroWinkler => text::TEXT_LEVELS,
            Measure::Ngrams | Measure::Edits => text::SPELLING_LEVELS,
            Measure::Words => text::WORDS_LEVELS,
        },
        ComparisonKind::Category => text::CATEGORY_LEVELS,
    }
}
