//! A button that sends a form.

use askama::Template;
use askama::filters::HtmlSafe;

/// A button.
#[derive(Template)]
#[template(path = "components/button.html")]
pub(crate) struct Button {
    text: String,
    secondary: bool,
}

impl Button {
    /// The main action of a form.
    pub(crate) const fn main(text: String) -> Self {
        Self { text, secondary: false }
    }

    /// Any other action.
    pub(crate) const fn secondary(text: String) -> Self {
        Self { text, secondary: true }
    }
}

impl HtmlSafe for Button {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn it_is_the_packages_button() {
        let example = fixture("button", "default");
        example.assert_like(&Button::main(example.text("text")));
        let example = fixture("button", "secondary");
        example.assert_like(&Button::secondary(example.text("text")));
    }
}
