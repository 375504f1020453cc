//! What the agencies are called and how large their extracts are.

use crate::rates::{ErrorRates, Rates};

/// One of the five agencies that send extracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Agency {
    CouncilOne,
    CouncilTwo,
    CouncilThree,
    Health,
    Police,
}

impl Agency {
    /// Every agency, in the order of the feeds.
    pub(crate) const ALL: [Self; 5] =
        [Self::CouncilOne, Self::CouncilTwo, Self::CouncilThree, Self::Health, Self::Police];

    /// The organisation's slug: `source` in the truth files.
    pub(crate) const fn organisation(self) -> &'static str {
        match self {
            Self::CouncilOne => "cwm-derw-council",
            Self::CouncilTwo => "glannau-afon-council",
            Self::CouncilThree => "ochr-y-rhos-council",
            Self::Health => "gwynfan-health-board",
            Self::Police => "gororau-police",
        }
    }

    /// Records of its extract at scale 1.
    const fn records(self) -> u32 {
        match self {
            Self::CouncilOne => 32_501,
            Self::CouncilTwo => 67_816,
            Self::CouncilThree => 49_646,
            Self::Health => 13_076,
            Self::Police => 70_045,
        }
    }

    /// Position in [`Agency::ALL`]; for a council also that of its authority.
    pub(crate) const fn position(self) -> usize {
        match self {
            Self::CouncilOne => 0,
            Self::CouncilTwo => 1,
            Self::CouncilThree => 2,
            Self::Health => 3,
            Self::Police => 4,
        }
    }

    /// Its error rates.
    pub(crate) const fn rates(self, rates: &Rates) -> &ErrorRates {
        match self {
            Self::CouncilOne => &rates.council_one,
            Self::CouncilTwo => &rates.council_two,
            Self::CouncilThree => &rates.council_three,
            Self::Health => &rates.health,
            Self::Police => &rates.police,
        }
    }
}

/// Records of an agency's extract at a scale, rounded, at least one.
pub(crate) fn records_at_scale(agency: Agency, scale: f64) -> usize {
    ((f64::from(agency.records()) * scale).round() as usize).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_one_is_the_project_of_2014() {
        let records = Agency::ALL.map(|agency| records_at_scale(agency, 1.0));
        assert_eq!(records, [32_501, 67_816, 49_646, 13_076, 70_045]);
        assert_eq!(records.iter().sum::<usize>(), 233_084);
    }
}
