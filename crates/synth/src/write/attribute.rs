//! What a record tells of its person, in the terms of the hub: the truth that every agency then writes in its own codes.

use crate::agency::{Entry, Holdings};
use crate::day::Day;
use crate::event::Kind;
use crate::region::Region;

/// A need, service or event of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// `indicator:CODE` or `event:TERM`, as feed contracts write it.
    pub(crate) term: &'static str,
    pub(crate) start: Day,
    /// [`Day::NEVER`] where it has no end.
    pub(crate) end: Day,
    /// Whether the agency writes it as a standing circumstance, without a date.
    pub(crate) standing: bool,
}

/// The term of a kind for somebody of an age.
pub(crate) const fn term(kind: Kind, is_child: bool) -> &'static str {
    match kind {
        Kind::Contact => "event:contact",
        Kind::Assessment => "event:assessment",
        Kind::Plan if is_child => "indicator:C04",
        Kind::Plan => "indicator:A02",
        Kind::AtRisk if is_child => "indicator:C05",
        Kind::AtRisk => "indicator:A01",
        Kind::ChildProtection => "indicator:C01",
        Kind::LookedAfter => "indicator:C02",
        Kind::YoungSupport => "indicator:C12",
        Kind::LearningDisability => "indicator:A04",
        Kind::PhysicalDisability => "indicator:A05",
        Kind::Dementia => "indicator:A07",
        Kind::Carer if is_child => "indicator:C06",
        Kind::Carer => "indicator:A08",
        Kind::MentalHealth => "indicator:H03",
        Kind::Alcohol => "indicator:H05",
        Kind::Substance => "indicator:H06",
        Kind::DomesticAbuse => "indicator:P01",
        Kind::Missing if is_child => "indicator:C08",
        Kind::Missing => "indicator:P08",
        Kind::Crime => "event:crime_victim",
        Kind::AntiSocialBehaviour => "indicator:P06",
        Kind::Fraud => "indicator:P11",
        Kind::HateCrime => "indicator:P05",
        Kind::Fall => "indicator:H02",
        Kind::Admission => "event:emergency_admission",
        Kind::Attendance => "event:attendance",
        Kind::SelfHarm => "indicator:H04",
        Kind::LivingAlone => "indicator:A03",
    }
}

const fn is_standing(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::LearningDisability | Kind::PhysicalDisability | Kind::Dementia | Kind::Carer | Kind::LivingAlone
    )
}

/// Services that run for a time: they end with the case, the rest have only a day.
const fn runs(kind: Kind) -> bool {
    matches!(kind, Kind::Plan | Kind::ChildProtection | Kind::LookedAfter | Kind::YoungSupport)
}

/// What the record tells: at most `most` dated ones, the latest of them, and every standing one once.
pub(crate) fn told(region: &Region, holdings: &Holdings, entry: &Entry, most: usize) -> Vec<Told> {
    let person = region.world.people.at(entry.person);
    let mut dated: Vec<Told> = Vec::new();
    let mut standing: Vec<Told> = Vec::new();
    for &number in holdings.events_of(entry).iter().rev() {
        let Some(event) = region.events.get(number) else { continue };
        let is_child = person.age(event.day) < 18;
        let is_standing = is_standing(event.kind);
        let end = if runs(event.kind) { entry.closed } else { Day::NEVER };
        let told = Told { term: term(event.kind, is_child), start: event.day, end, standing: is_standing };
        let list = if is_standing { &mut standing } else { &mut dated };
        let repeated = list.iter().any(|other| other.term == told.term && (is_standing || other.start == told.start));
        if !repeated && (is_standing || list.len() < most) {
            list.push(told);
        }
    }
    dated.reverse();
    standing.reverse();
    dated.extend(standing);
    dated
}
