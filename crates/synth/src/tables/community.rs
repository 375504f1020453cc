//! The communities whose naming customs the region's people follow.

use std::sync::LazyLock;

use rand::Rng;

use crate::tables::weighted::Weighted;

/// Whose names a person bears: a custom of naming, not an ethnic group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Community {
    /// Family names of Wales; forenames partly Welsh.
    Welsh,
    /// Family names of England.
    English,
    /// Family names of Ireland and Scotland.
    IrishOrScottish,
    /// Muslim names of Pakistan and northern India.
    Pakistani,
    /// Muslim names of Bengal.
    Bangladeshi,
    /// Singh and Kaur, and family names of the Punjab.
    Sikh,
    /// Hindu names of northern, western and southern India.
    Hindu,
    /// Polish names, and some Romanian, Lithuanian, Bulgarian, Czech and Slovak ones.
    EastEuropean,
    /// Arabic names, of Yemen and the Levant to the Maghreb.
    Arabic,
    /// Names of western, southern and eastern Africa.
    African,
    /// Chinese names in Mandarin and Cantonese spelling.
    Chinese,
    /// Names of Portugal, Brazil and Goa.
    Portuguese,
}

/// Shares of the population, rounded from what the census of 2021 says of ethnic groups in south-east Wales; the first
/// three split the White British and Irish by the kind of family name, as surname studies of Wales estimate.
const SHARES: [(Community, f64); 12] = [
    (Community::Welsh, 0.520),
    (Community::English, 0.332),
    (Community::IrishOrScottish, 0.050),
    (Community::Pakistani, 0.018),
    (Community::Bangladeshi, 0.010),
    (Community::Sikh, 0.004),
    (Community::Hindu, 0.010),
    (Community::EastEuropean, 0.022),
    (Community::Arabic, 0.008),
    (Community::African, 0.014),
    (Community::Chinese, 0.006),
    (Community::Portuguese, 0.006),
];

static BY_SHARE: LazyLock<Weighted<Community>> = LazyLock::new(|| Weighted::new(SHARES));

impl Community {
    /// One community, by its share of the population.
    pub(crate) fn pick(rng: &mut impl Rng) -> Self {
        BY_SHARE.pick(rng).unwrap_or(Self::Welsh)
    }

    /// The word in the tables of names.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "welsh" => Self::Welsh,
            "english" => Self::English,
            "irish-scottish" => Self::IrishOrScottish,
            "pakistani" => Self::Pakistani,
            "bangladeshi" => Self::Bangladeshi,
            "sikh" => Self::Sikh,
            "hindu" => Self::Hindu,
            "east-european" => Self::EastEuropean,
            "arabic" => Self::Arabic,
            "african" => Self::African,
            "chinese" => Self::Chinese,
            "portuguese" => Self::Portuguese,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_make_a_whole_population() {
        let sum: f64 = SHARES.iter().map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}
