//! The portal's words: one Fluent catalogue a language, one checked function a message.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use dolen_model::{Bilingual, Language};

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Bilingual<Bundle>> = LazyLock::new(|| Bilingual {
    en: bundle(Language::English, include_str!("../locales/en/portal.ftl")),
    cy: bundle(Language::Welsh, include_str!("../locales/cy/portal.ftl")),
});

/// The words of one language. The functions, one a message, are made from the English catalogue when the crate is built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    language: Language,
}

impl Words {
    pub(crate) const fn new(language: Language) -> Self {
        Self { language }
    }

    fn say<'a, const N: usize>(self, key: &str, arguments: [(&'static str, FluentValue<'a>); N]) -> String {
        let bundle = BUNDLES.get(self.language);
        let arguments: FluentArgs<'a> = arguments.into_iter().collect();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

fn bundle(language: Language, text: &str) -> Bundle {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks that keep right-to-left text apart are of no use between English and Welsh, and break text searches.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(number)),
        _ => None,
    }));
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// `233,084`: both languages group thousands with a comma.
fn grouped(number: &FluentNumber) -> String {
    let text = number.as_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_ref(), None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches('-').len();
    let mut shown = String::with_capacity(text.len() + digits / 3);
    let sign = whole.len() - digits;
    for (index, character) in whole.chars().enumerate() {
        if index > sign && (whole.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(character);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Messages of a catalogue with the variables that each names.
    fn catalogue(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages = BTreeMap::new();
        let mut current = String::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =")
                && key.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
                && !key.is_empty()
            {
                current = key.to_owned();
                assert!(messages.insert(current.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for part in line.split('$').skip(1) {
                let name = part.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap();
                messages.get_mut(&current).unwrap().insert(name.to_owned());
            }
        }
        messages
    }

    #[test]
    fn both_catalogues_have_the_same_messages_with_the_same_arguments() {
        let english = catalogue(include_str!("../locales/en/portal.ftl"));
        let welsh = catalogue(include_str!("../locales/cy/portal.ftl"));
        assert!(english.len() > 100);
        for (key, arguments) in &english {
            assert_eq!(welsh.get(key), Some(arguments), "{key}");
        }
        assert_eq!(english.len(), welsh.len(), "the Welsh catalogue has messages that the English one lacks");
    }

    #[test]
    fn both_catalogues_are_read_without_fault() {
        for text in [include_str!("../locales/en/portal.ftl"), include_str!("../locales/cy/portal.ftl")] {
            assert!(FluentResource::try_new(text.to_owned()).is_ok());
        }
    }

    #[test]
    fn the_order_of_the_messages_is_the_same_so_that_the_two_can_be_read_side_by_side() {
        let keys = |text: &str| -> Vec<String> {
            text.lines()
                .filter_map(|line| line.split_once(" ="))
                .map(|(key, _)| key.to_owned())
                .filter(|key| !key.starts_with([' ', '#']))
                .collect()
        };
        assert_eq!(keys(include_str!("../locales/en/portal.ftl")), keys(include_str!("../locales/cy/portal.ftl")));
    }

    #[test]
    fn thousands_are_grouped() {
        for (number, shown) in
            [(0_u64, "0"), (999, "999"), (1000, "1,000"), (233_084, "233,084"), (1_234_567, "1,234,567")]
        {
            let FluentValue::Number(number) = FluentValue::from(number) else { panic!("a number") };
            assert_eq!(grouped(&number), shown);
        }
    }

    #[test]
    fn welsh_has_its_own_plural_forms() {
        let words = Words::new(Language::Welsh);
        let shown: BTreeSet<String> =
            [0_u64, 1, 2, 3, 4, 6].into_iter().map(|count| words.results_count(count)).collect();
        assert_eq!(shown.len(), 6);
        assert_eq!(words.results_count(2_u64), "Canfuwyd dau berson");
    }
}
