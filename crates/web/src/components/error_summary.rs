//! The list of what is wrong with a form, at the top of its page.

use askama::Template;
use askama::filters::HtmlSafe;

/// One thing that is wrong, with the field that mends it.
#[derive(Clone)]
pub(crate) struct ErrorLine {
    /// What to do.
    pub(crate) text: String,
    /// Id of the field.
    pub(crate) field: &'static str,
}

/// The summary. It takes the focus when the page opens, so that a screen reader starts with it.
#[derive(Template)]
#[template(path = "components/error_summary.html")]
pub(crate) struct ErrorSummary {
    /// Heading.
    pub(crate) title: String,
    /// Lines, in the order of the fields.
    pub(crate) lines: Vec<ErrorLine>,
}

impl HtmlSafe for ErrorSummary {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn it_is_the_packages_error_summary() {
        let example = fixture("error-summary", "default");
        let lines = (0..example.count("errorList"))
            .map(|index| ErrorLine { text: example.text(&format!("errorList/{index}/text")), field: "field" })
            .collect();
        example.assert_like(&ErrorSummary { title: example.text("titleText"), lines });
    }
}
