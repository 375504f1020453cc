//! The switch between English and Welsh.

use askama::Template;
use askama::filters::HtmlSafe;

/// One language.
pub(crate) struct LanguageItem {
    /// Its name, in itself.
    pub(crate) text: &'static str,
    /// Its tag.
    pub(crate) tag: &'static str,
    /// Address of the page in it; `None` for the language of this page.
    pub(crate) href: Option<String>,
}

/// The switch.
#[derive(Template)]
#[template(path = "components/language_navigation.html")]
pub(crate) struct LanguageNavigation {
    /// Label of the landmark.
    pub(crate) label: String,
    /// Languages.
    pub(crate) items: Vec<LanguageItem>,
}

impl HtmlSafe for LanguageNavigation {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn it_is_the_packages_language_navigation() {
        let items = vec![
            LanguageItem { text: "English", tag: "en", href: None },
            LanguageItem { text: "Cymraeg", tag: "cy", href: Some("#/cy".into()) },
        ];
        fixture("language-navigation", "default").assert_like(&LanguageNavigation { label: "Language".into(), items });
    }
}
