//! Street names, most of them with a form in each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rand::Rng;

use crate::tables::rows::rows;
use crate::tables::weighted::Weighted;

/// Whole names: English form, Welsh form (one of them may be empty), weight.
static WHOLE: &str = include_str!("../../data/streets.tsv");
/// Stems: English form, Welsh form with its article and mutation, weight.
static STEMS: &str = include_str!("../../data/street_stems.tsv");
/// Kinds of street that a stem is joined with: the English word behind it, the Welsh word before it, weight.
const KINDS: [(&str, &str, f64); 11] = [
    ("Road", "Heol", 3.0),
    ("Street", "Stryd", 3.0),
    ("Close", "Clos", 3.0),
    ("Avenue", "Rhodfa", 2.0),
    ("Lane", "Lôn", 1.0),
    ("Crescent", "Cilgant", 1.0),
    ("Terrace", "Teras", 2.0),
    ("Gardens", "Gerddi", 1.0),
    ("Way", "Ffordd", 1.0),
    ("Grove", "Llwyn", 1.0),
    ("Drive", "Dreif", 1.0),
];
/// Weight of all joined names together, beside that of the whole ones.
const JOINED: f64 = 1_600.0;
/// One street in this many is known by its Welsh name, where it has both.
const WELSH_SHARE: f64 = 0.30;

/// A name in both languages; one of them may be empty.
struct Name {
    english: String,
    welsh: String,
    weight: f64,
}

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let number = |text: &str| text.parse::<f64>().unwrap_or_default();
    let whole = rows(WHOLE).filter_map(|row| match row.as_slice() {
        [english, welsh, weight] => {
            Some(Name { english: (*english).to_owned(), welsh: (*welsh).to_owned(), weight: number(weight) })
        }
        _ => None,
    });
    let stems: Vec<Vec<&str>> = rows(STEMS).collect();
    let of_stems: f64 = stems.iter().filter_map(|row| row.get(2)).map(|weight| number(weight)).sum();
    let of_kinds: f64 = KINDS.iter().map(|(_, _, weight)| weight).sum();
    let joined = stems.iter().flat_map(|row| match row.as_slice() {
        [english, welsh, weight] => KINDS
            .iter()
            .map(|(behind, before, kind)| Name {
                english: format!("{english} {behind}"),
                welsh: format!("{before} {welsh}"),
                weight: JOINED * number(weight) / of_stems * kind / of_kinds,
            })
            .collect(),
        _ => Vec::new(),
    });
    whole.chain(joined).collect()
});

static BY_WEIGHT: LazyLock<Weighted<&'static str>> = LazyLock::new(|| {
    Weighted::new(NAMES.iter().flat_map(|name| match (name.english.as_str(), name.welsh.as_str()) {
        ("", welsh) => vec![(welsh, name.weight)],
        (english, "") => vec![(english, name.weight)],
        (english, welsh) => vec![(english, name.weight * (1.0 - WELSH_SHARE)), (welsh, name.weight * WELSH_SHARE)],
    }))
});

static OTHER_FORM: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut forms = BTreeMap::new();
    for name in NAMES.iter().filter(|name| !name.english.is_empty() && !name.welsh.is_empty()) {
        // A whole name comes first: St Mary Street, and not St Mary's Street, is the other form of Stryd y Santes Fair.
        forms.entry(name.english.as_str()).or_insert(name.welsh.as_str());
        forms.entry(name.welsh.as_str()).or_insert(name.english.as_str());
    }
    forms
});

/// A street name, English or Welsh: `Station Road`, `Heol yr Orsaf`.
pub(crate) fn street_name(rng: &mut impl Rng) -> &'static str {
    BY_WEIGHT.pick(rng).unwrap_or("High Street")
}

/// The same street in the other language; `None` where it is known in one only.
pub(crate) fn street_in_the_other_language(name: &str) -> Option<&'static str> {
    OTHER_FORM.get(name).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_town_finds_as_many_names_as_it_has_streets() {
        let names: BTreeSet<&str> =
            NAMES.iter().map(|name| name.english.as_str()).filter(|name| !name.is_empty()).collect();
        assert!(names.len() > 1_500, "{}", names.len());
    }

    #[test]
    fn most_names_lead_to_the_other_language_and_back() {
        let both: Vec<&Name> = NAMES.iter().filter(|name| !name.english.is_empty() && !name.welsh.is_empty()).collect();
        let back = |name: &&&Name| {
            street_in_the_other_language(&name.english).and_then(street_in_the_other_language)
                == Some(name.english.as_str())
        };
        assert!(both.iter().filter(back).count() * 100 > both.len() * 98);
        assert_eq!(street_in_the_other_language("Oak Close"), Some("Clos y Dderwen"));
        assert_eq!(street_in_the_other_language("Clos y Dderwen"), Some("Oak Close"));
        assert_eq!(street_in_the_other_language("Bryn Teg"), None);
    }
}
