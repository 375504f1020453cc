//! The rows of people, households and their histories.

use crate::arena::Id;
use crate::day::Day;
use crate::people::NameId;
use crate::place::Residence;
use crate::tables::{Community, Gender};

/// Weight of the standard score of the area's deprivation in a person's log rate, beside the person's and the household's own parts.
pub(crate) const DEPRIVATION: f64 = 0.45;

/// One person's whole life as far as the region knows it.
pub(crate) struct Person {
    pub(crate) born: Day,
    /// [`Day::NEVER`] while alive.
    pub(crate) died: Day,
    /// Day of leaving the region; [`Day::NEVER`] for those who stay.
    pub(crate) left: Day,
    /// Day of the last entry in the history of stays: none is entered before it.
    pub(crate) last_stay: Day,
    /// Day of the last change of name, birth at first: none is entered before it.
    pub(crate) renamed: Day,
    /// Day of the last birth that she gave; for others, and until then, the own.
    pub(crate) bore: Day,
    pub(crate) gender: Gender,
    pub(crate) community: Community,
    /// Whether the current partner is a spouse.
    pub(crate) married: bool,
    pub(crate) forename: NameId,
    pub(crate) middle: NameId,
    pub(crate) birth_family: NameId,
    pub(crate) family: NameId,
    pub(crate) mother: Option<Id<Person>>,
    pub(crate) father: Option<Id<Person>>,
    pub(crate) partner: Option<Id<Person>>,
    /// Where the person lives now; stays as it was for the dead and those who left.
    pub(crate) household: Id<Household>,
    /// The person's own part of the hidden vulnerability, a log rate.
    pub(crate) vulnerability: f32,
}

impl Person {
    /// Whether the person is alive and in the region on a day.
    pub(crate) fn is_here(&self, day: Day) -> bool {
        self.born <= day && self.died > day && self.left > day
    }

    /// Whole years on a day.
    pub(crate) fn age(&self, day: Day) -> i32 {
        self.born.years_to(day).floor() as i32
    }
}

/// People who share a residence and a life.
pub(crate) struct Household {
    pub(crate) residence: Id<Residence>,
    /// The household's part of the hidden vulnerability, a log rate.
    pub(crate) vulnerability: f32,
    pub(crate) members: Vec<Id<Person>>,
}

/// From a day on a person lived there.
#[derive(Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) person: Id<Person>,
    pub(crate) from: Day,
    pub(crate) residence: Id<Residence>,
    pub(crate) household: Id<Household>,
}

/// From a day on a person bore another family name.
#[derive(Clone, Copy)]
pub(crate) struct NameChange {
    pub(crate) person: Id<Person>,
    pub(crate) from: Day,
    /// The family name borne until then.
    pub(crate) before: NameId,
}

/// Why a person is no longer in a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    Death,
    Region,
}
