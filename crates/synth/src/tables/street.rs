//! Street names, most of them with a form in each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::Rng;

use crate::tables::rows::rows;
use crate::tables::weighted::Weighted;

/// English form, Welsh form (one of them may be empty), weight.
static TEXT: &str = include_str!("../../data/streets.tsv");
/// One street in this many is known by its Welsh name, where it has both.
const WELSH_SHARE: f64 = 0.30;

static NAMES: LazyLock<Weighted<&'static str>> = LazyLock::new(|| {
    Weighted::new(rows(TEXT).flat_map(|row| match row.as_slice() {
        ["", welsh, weight] => vec![(*welsh, number(weight))],
        [english, "", weight] => vec![(*english, number(weight))],
        [english, welsh, weight] => {
            let weight = number(weight);
            vec![(*english, weight * (1.0 - WELSH_SHARE)), (*welsh, weight * WELSH_SHARE)]
        }
        _ => Vec::new(),
    }))
});

static OTHER_FORM: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(TEXT)
        .filter_map(|row| match row.as_slice() {
            [english, welsh, _] if !english.is_empty() && !welsh.is_empty() => Some([(*english, *welsh), (*welsh, *english)]),
            _ => None,
        })
        .flatten()
        .collect()
});

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

/// A street name, English or Welsh: `Station Road`, `Heol yr Orsaf`.
pub(crate) fn street_name(rng: &mut impl Rng) -> String {
    NAMES.pick(rng).unwrap_or("High Street").to_owned()
}

/// The same street in the other language; `None` where it is known in one only.
pub(crate) fn street_in_the_other_language(name: &str) -> Option<&'static str> {
    OTHER_FORM.get(name).copied()
}
