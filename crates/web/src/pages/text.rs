//! A page of plain text, which several pages are.

use askama::Template;

use crate::frame::Frame;

/// A heading and the paragraphs under it.
pub(super) struct Part {
    /// `None` for the opening.
    pub(super) heading: Option<String>,
    /// Paragraphs.
    pub(super) texts: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "text.html")]
pub(crate) struct TextPage {
    pub(super) frame: Frame,
    pub(super) parts: Vec<Part>,
}

impl Part {
    pub(super) const fn opening(texts: Vec<String>) -> Self {
        Self { heading: None, texts }
    }

    pub(super) const fn headed(heading: String, texts: Vec<String>) -> Self {
        Self { heading: Some(heading), texts }
    }
}
