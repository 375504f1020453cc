//! The parameters of the events: how often each kind comes by itself, and how often it is brought about by an earlier one.
//!
//! The baseline rate of a kind for a person is `rate * by_age * exp(slope * v)` a year, where
//! `v = personal + household + 0.45 * area score` ([`crate::people::DEPRIVATION`]). Each event then brings about others, on average `children` of a
//! kind, each after an exponential delay of mean [`DELAY_DAYS`]. `docs/synthetic-region.md` says it in words.

use crate::event::Kind;
use crate::tables::Gender;

/// Mean delay between an event and one that it brought about.
pub(crate) const DELAY_DAYS: f64 = 150.0;

/// Baseline of a kind.
pub(crate) struct Baseline {
    pub(crate) kind: Kind,
    /// Events a year of somebody of 30 without any vulnerability.
    pub(crate) rate: f64,
    /// Class of slope: 0 is 0.35, 1 is 0.7, 2 is 1.1.
    pub(crate) slope: usize,
    /// Factors for ages 0 to 9, 10 to 17, 18 to 24, 25 to 64, 65 to 79, 80 and over.
    pub(crate) by_age: [f64; 6],
    /// Factor for women.
    pub(crate) women: f64,
}

/// The three slopes of the log rate in the vulnerability.
pub(crate) const SLOPES: [f64; 3] = [0.35, 0.70, 1.10];

const fn row(kind: Kind, rate: f64, slope: usize, by_age: [f64; 6], women: f64) -> Baseline {
    Baseline { kind, rate, slope, by_age, women }
}

/// Every kind that comes by itself.
#[rustfmt::skip]
pub(crate) const BASELINES: [Baseline; 24] = [
    row(Kind::Contact,             0.050, 1, [1.2, 1.3, 1.0, 0.9, 1.2, 2.6], 1.1),
    row(Kind::Assessment,          0.012, 1, [1.3, 1.2, 0.8, 0.8, 1.5, 4.0], 1.1),
    row(Kind::Plan,                0.006, 1, [1.0, 1.0, 0.6, 0.6, 2.0, 8.0], 1.1),
    row(Kind::AtRisk,              0.003, 2, [2.0, 2.0, 1.0, 0.7, 1.0, 2.5], 1.2),
    row(Kind::ChildProtection,     0.003, 2, [1.2, 0.8, 0.0, 0.0, 0.0, 0.0], 1.0),
    row(Kind::LookedAfter,         0.0015, 2, [1.0, 1.2, 0.0, 0.0, 0.0, 0.0], 1.0),
    row(Kind::YoungSupport,        0.028, 2, [0.0, 0.0, 1.0, 0.0, 0.0, 0.0], 1.0),
    row(Kind::LearningDisability,  0.0010, 0, [1.5, 1.5, 1.0, 0.5, 0.2, 0.1], 0.8),
    row(Kind::PhysicalDisability,  0.003, 0, [0.4, 0.4, 0.5, 1.0, 3.0, 8.0], 1.1),
    row(Kind::Dementia,            0.006, 0, [0.0, 0.0, 0.0, 0.02, 1.0, 6.0], 1.2),
    row(Kind::Carer,               0.006, 0, [0.0, 0.6, 0.6, 1.0, 1.4, 1.0], 1.5),
    row(Kind::MentalHealth,        0.006, 2, [0.0, 0.8, 1.3, 1.0, 0.6, 0.6], 1.1),
    row(Kind::Alcohol,             0.003, 2, [0.0, 0.1, 0.9, 1.2, 0.7, 0.2], 0.6),
    row(Kind::Substance,           0.0025, 2, [0.0, 0.5, 1.8, 1.0, 0.1, 0.0], 0.5),
    row(Kind::DomesticAbuse,       0.007, 2, [0.0, 0.2, 1.6, 1.0, 0.3, 0.2], 2.0),
    row(Kind::Missing,             0.0015, 2, [0.4, 6.0, 1.2, 0.5, 0.4, 0.8], 1.0),
    row(Kind::Crime,               0.075, 1, [0.02, 0.5, 1.5, 1.0, 0.5, 0.3], 0.9),
    row(Kind::AntiSocialBehaviour, 0.028, 1, [0.0, 0.2, 0.8, 1.0, 1.0, 0.7], 1.1),
    row(Kind::Fraud,               0.009, 0, [0.0, 0.1, 0.8, 1.0, 1.7, 1.8], 1.0),
    row(Kind::HateCrime,           0.0015, 1, [0.1, 0.8, 1.5, 1.0, 0.4, 0.2], 1.0),
    row(Kind::Fall,                0.0012, 0, [0.8, 0.5, 0.5, 1.0, 12.0, 50.0], 1.2),
    row(Kind::Admission,           0.003, 1, [1.2, 0.5, 0.7, 1.0, 3.0, 7.0], 1.0),
    row(Kind::Attendance,          0.030, 1, [1.5, 1.0, 1.2, 0.9, 1.2, 2.0], 1.0),
    row(Kind::SelfHarm,            0.0010, 2, [0.0, 2.0, 2.0, 1.0, 0.3, 0.2], 1.5),
];

/// Probability that somebody over 60 without any vulnerability, who lives alone, has nobody near, and the slope of its logarithm.
pub(crate) const LIVING_ALONE: f64 = 0.45;
pub(crate) const LIVING_ALONE_SLOPE: f64 = 0.45;

/// An event of `from` brings about `children` of kind `to` on average, within one person.
pub(crate) struct Excitation {
    pub(crate) from: Kind,
    pub(crate) to: Kind,
    pub(crate) children: f64,
}

const fn brings(from: Kind, to: Kind, children: f64) -> Excitation {
    Excitation { from, to, children }
}

/// What brings about what. The children of a kind add up to less than one, so every chain ends.
#[rustfmt::skip]
pub(crate) const EXCITATIONS: [Excitation; 38] = [
    brings(Kind::Contact, Kind::Assessment, 0.18),
    brings(Kind::Contact, Kind::Contact, 0.12),
    brings(Kind::Assessment, Kind::Plan, 0.22),
    brings(Kind::Assessment, Kind::AtRisk, 0.04),
    brings(Kind::Plan, Kind::Contact, 0.20),
    brings(Kind::AtRisk, Kind::ChildProtection, 0.12),
    brings(Kind::AtRisk, Kind::Assessment, 0.25),
    brings(Kind::ChildProtection, Kind::LookedAfter, 0.12),
    brings(Kind::ChildProtection, Kind::Contact, 0.30),
    brings(Kind::LookedAfter, Kind::Missing, 0.20),
    brings(Kind::LookedAfter, Kind::YoungSupport, 0.15),
    brings(Kind::YoungSupport, Kind::Contact, 0.20),
    brings(Kind::YoungSupport, Kind::Crime, 0.06),
    brings(Kind::MentalHealth, Kind::SelfHarm, 0.08),
    brings(Kind::MentalHealth, Kind::Attendance, 0.15),
    brings(Kind::MentalHealth, Kind::Contact, 0.15),
    brings(Kind::Alcohol, Kind::Admission, 0.15),
    brings(Kind::Alcohol, Kind::Fall, 0.08),
    brings(Kind::Alcohol, Kind::DomesticAbuse, 0.08),
    brings(Kind::Alcohol, Kind::Contact, 0.12),
    brings(Kind::Substance, Kind::Crime, 0.15),
    brings(Kind::Substance, Kind::Missing, 0.06),
    brings(Kind::Substance, Kind::Admission, 0.08),
    brings(Kind::Substance, Kind::Contact, 0.12),
    brings(Kind::DomesticAbuse, Kind::DomesticAbuse, 0.30),
    brings(Kind::DomesticAbuse, Kind::AtRisk, 0.08),
    brings(Kind::DomesticAbuse, Kind::MentalHealth, 0.06),
    brings(Kind::DomesticAbuse, Kind::Contact, 0.15),
    brings(Kind::Missing, Kind::Missing, 0.28),
    brings(Kind::Missing, Kind::AtRisk, 0.12),
    brings(Kind::Crime, Kind::Crime, 0.16),
    brings(Kind::AntiSocialBehaviour, Kind::AntiSocialBehaviour, 0.22),
    brings(Kind::Fraud, Kind::Fraud, 0.12),
    brings(Kind::HateCrime, Kind::HateCrime, 0.20),
    brings(Kind::Fall, Kind::Fall, 0.28),
    brings(Kind::Fall, Kind::Assessment, 0.15),
    brings(Kind::Admission, Kind::Admission, 0.18),
    brings(Kind::SelfHarm, Kind::Contact, 0.20),
];

/// What an event of a parent brings about in a child who is under 18.
#[rustfmt::skip]
pub(crate) const PARENT_EXCITATIONS: [Excitation; 7] = [
    brings(Kind::DomesticAbuse, Kind::AtRisk, 0.14),
    brings(Kind::DomesticAbuse, Kind::ChildProtection, 0.05),
    brings(Kind::Substance, Kind::ChildProtection, 0.08),
    brings(Kind::Substance, Kind::LookedAfter, 0.05),
    brings(Kind::Alcohol, Kind::AtRisk, 0.08),
    brings(Kind::MentalHealth, Kind::Carer, 0.06),
    brings(Kind::MentalHealth, Kind::Assessment, 0.06),
];

/// The factor of an age.
pub(crate) fn age_factor(baseline: &Baseline, age: f64, gender: Gender) -> f64 {
    let band = match age {
        ..10.0 => 0,
        10.0..18.0 => 1,
        18.0..25.0 => 2,
        25.0..65.0 => 3,
        65.0..80.0 => 4,
        _ => 5,
    };
    let by_gender = if gender == Gender::Female { baseline.women } else { 1.0 };
    baseline.by_age.get(band).copied().unwrap_or(0.0) * by_gender
}

/// Whether a kind can happen to somebody of an age at all.
pub(crate) fn is_possible(kind: Kind, age: f64) -> bool {
    match kind {
        Kind::ChildProtection | Kind::LookedAfter => age < 18.0,
        Kind::YoungSupport => (16.0..25.0).contains(&age),
        Kind::Dementia => age > 45.0,
        Kind::LivingAlone => age >= 60.0,
        Kind::DomesticAbuse => age >= 16.0,
        Kind::Carer => age >= 8.0,
        Kind::Alcohol | Kind::Substance | Kind::SelfHarm | Kind::MentalHealth => age >= 11.0,
        _ => age >= 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chain_of_events_ends() {
        for &kind in Kind::ALL {
            let children: f64 = EXCITATIONS.iter().filter(|row| row.from == kind).map(|row| row.children).sum();
            assert!(children < 0.65, "{} brings about {children}", kind.as_str());
        }
    }
}
