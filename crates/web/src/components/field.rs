//! A question answered in words: one line, or several.

use askama::Template;
use askama::filters::HtmlSafe;

/// What is wrong with an answer.
#[derive(Clone)]
pub(crate) struct FieldError {
    /// The word that a screen reader says first: `Error`.
    pub(crate) prefix: String,
    /// What to do.
    pub(crate) text: String,
}

/// One line of text.
#[derive(Template, Default)]
#[template(path = "components/input.html")]
pub(crate) struct Input {
    /// Id and name.
    pub(crate) name: &'static str,
    /// Question.
    pub(crate) label: String,
    /// How to answer.
    pub(crate) hint: Option<String>,
    /// What is wrong with the answer.
    pub(crate) error: Option<FieldError>,
    /// Extra classes, such as the width.
    pub(crate) classes: &'static str,
    /// Answer so far.
    pub(crate) value: String,
    /// Value of `inputmode`, such as `numeric`.
    pub(crate) inputmode: Option<&'static str>,
}

/// Several lines of text.
#[derive(Template, Default)]
#[template(path = "components/textarea.html")]
pub(crate) struct Textarea {
    /// Id and name.
    pub(crate) name: &'static str,
    /// Question.
    pub(crate) label: String,
    /// How to answer.
    pub(crate) hint: Option<String>,
    /// What is wrong with the answer.
    pub(crate) error: Option<FieldError>,
    /// Answer so far.
    pub(crate) value: String,
}

impl HtmlSafe for Input {}
impl HtmlSafe for Textarea {}

/// Ids of the texts that describe a field, as `aria-describedby` takes them.
pub(super) fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{name}-hint {name}-error")),
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::{Fixture, fixture};

    pub(crate) fn error(example: &Fixture) -> Option<FieldError> {
        example.optional("errorMessage/text").map(|text| FieldError { prefix: "Error".into(), text })
    }

    #[test]
    fn it_is_the_packages_input() {
        for (name, classes) in [
            ("default", ""),
            ("with hint text", ""),
            ("with error message", ""),
            ("with error and hint", ""),
            ("with width-10 class", "govuk-input--width-10"),
        ] {
            let example = fixture("input", name);
            example.assert_like(&Input {
                name: example.id(),
                label: example.text("label/text"),
                hint: example.optional("hint/text"),
                error: error(&example),
                classes,
                ..Input::default()
            });
        }
    }

    #[test]
    fn it_is_the_packages_textarea() {
        for name in ["default", "with hint", "with error message", "with hint and error message"] {
            let example = fixture("textarea", name);
            example.assert_like(&Textarea {
                name: example.id(),
                label: example.text("label/text"),
                hint: example.optional("hint/text"),
                error: error(&example),
                value: String::new(),
            });
        }
    }
}
