//! What surrounds every page: title, language, navigation, the user.

use dolen_model::Language;

use crate::assets;
use crate::components::{LanguageItem, LanguageNavigation};
use crate::words::Words;

/// The part of the navigation that a page stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Search and a person's pages.
    Search,
    /// Loads and their reports.
    Loads,
    /// Jobs.
    Jobs,
    /// Rows with too little to identify anyone.
    Unlinkable,
    /// Anything else.
    Other,
}

/// The signed-in user as the frame shows them.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// Name under which the ledger records what they do.
    pub(crate) user: String,
    /// Token that each form of theirs carries.
    pub(crate) form_token: String,
}

/// Where a page is shown: its language, its address and to whom.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Language of the address.
    pub(crate) language: Language,
    /// Address without the language, from `/`, at which the other language has the same page.
    pub(crate) path: String,
    /// The user.
    pub(crate) signed_in: Option<SignedIn>,
}

/// What every page's template is given.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) words: Words,
    pub(crate) place: Place,
    pub(crate) title: String,
    pub(crate) section: Section,
    pub(crate) failed: bool,
}

impl Place {
    /// The words of its language.
    pub(crate) const fn words(&self) -> Words {
        Words::new(self.language)
    }

    /// The frame of a page.
    pub(crate) fn frame(&self, section: Section, title: String) -> Frame {
        Frame { words: self.words(), place: self.clone(), title, section, failed: false }
    }

    /// Address of another page in the same language.
    pub(crate) fn href(&self, path: &str) -> String {
        address(self.language, path)
    }
}

impl Frame {
    /// The same page, telling in its title that something is wrong with what was sent.
    pub(crate) const fn failed(mut self, failed: bool) -> Self {
        self.failed = failed;
        self
    }

    /// Address of another page in the same language.
    pub(crate) fn href(&self, path: &str) -> String {
        self.place.href(path)
    }

    /// Tag of the page's language.
    pub(crate) const fn tag(&self) -> &'static str {
        self.place.language.tag()
    }

    /// Text of the `title` element.
    pub(crate) fn full_title(&self) -> String {
        if self.failed {
            self.words.title_failed(self.title.as_str())
        } else {
            self.words.title_page(self.title.as_str())
        }
    }

    /// Address of the style sheet.
    pub(crate) fn style_sheet(&self) -> &'static str {
        assets::style_sheet_path()
    }

    /// Address of the mark.
    pub(crate) fn mark(&self) -> &'static str {
        assets::mark_path()
    }

    /// The switch between the languages.
    pub(crate) fn languages(&self) -> LanguageNavigation {
        let item = |text, language: Language| LanguageItem {
            text,
            tag: language.tag(),
            href: (self.place.language != language).then(|| address(language, &self.place.path)),
        };
        let items = vec![item("English", Language::English), item("Cymraeg", Language::Welsh)];
        LanguageNavigation { label: self.words.language_label(), items }
    }

    /// Class of a navigation item.
    pub(crate) fn is_in(&self, section: &str) -> bool {
        match self.section {
            Section::Search => section == "search",
            Section::Loads => section == "loads",
            Section::Jobs => section == "jobs",
            Section::Unlinkable => section == "unlinkable",
            Section::Other => false,
        }
    }

    /// Whether this very page has the address.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.place.path.split('?').next() == Some(path)
    }
}

/// A page's address in a language: Welsh pages lie under `/cy`.
pub(crate) fn address(language: Language, path: &str) -> String {
    match (language, path) {
        (Language::English, _) => path.to_owned(),
        (Language::Welsh, "/") => "/cy".to_owned(),
        (Language::Welsh, _) => format!("/cy{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_twin() {
        assert_eq!(address(Language::English, "/loads"), "/loads");
        assert_eq!(address(Language::Welsh, "/loads"), "/cy/loads");
        assert_eq!(address(Language::Welsh, "/"), "/cy");
    }
}
