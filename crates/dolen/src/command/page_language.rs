//! The language in which something is told.

use clap::ValueEnum;
use dolen_model::Language;

/// `--language`.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum PageLanguage {
    /// English
    En,
    /// Welsh
    Cy,
}

impl From<PageLanguage> for Language {
    fn from(language: PageLanguage) -> Self {
        match language {
            PageLanguage::En => Self::English,
            PageLanguage::Cy => Self::Welsh,
        }
    }
}
