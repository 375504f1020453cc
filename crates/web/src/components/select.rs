//! A drop-down list.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Choice;

/// A drop-down list.
#[derive(Template)]
#[template(path = "components/select.html")]
pub(crate) struct Select {
    /// Id and name.
    pub(crate) name: &'static str,
    /// Question.
    pub(crate) label: String,
    /// Answers.
    pub(crate) choices: Vec<Choice>,
}

impl HtmlSafe for Select {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn it_is_the_packages_select() {
        let example = fixture("select", "default");
        let choices = (0..example.count("items"))
            .map(|index| Choice {
                value: example.text(&format!("items/{index}/value")),
                text: example.text(&format!("items/{index}/text")),
                chosen: example.optional(&format!("items/{index}/selected")).is_some(),
            })
            .collect();
        example.assert_like(&Select { name: example.id(), label: example.text("label/text"), choices });
    }
}
