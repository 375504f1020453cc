//! A question with one answer out of a few.

use askama::Template;
use askama::filters::HtmlSafe;

use super::field::{FieldError, described_by};

/// One answer, of radios or of a drop-down list.
#[derive(Clone)]
pub(crate) struct Choice {
    /// What the form sends.
    pub(crate) value: String,
    /// What the user reads.
    pub(crate) text: String,
    /// Whether it is chosen.
    pub(crate) chosen: bool,
}

/// The question. The first answer carries the question's own id, so that an error summary can lead to it.
#[derive(Template)]
#[template(path = "components/radios.html")]
pub(crate) struct Radios {
    /// Name, and id of the first answer.
    pub(crate) name: &'static str,
    /// Question.
    pub(crate) legend: String,
    /// How to answer.
    pub(crate) hint: Option<String>,
    /// What is wrong with the answer.
    pub(crate) error: Option<FieldError>,
    /// Answers.
    pub(crate) choices: Vec<Choice>,
}

impl HtmlSafe for Radios {}

impl Radios {
    fn id(&self, index: &usize) -> String {
        if *index == 0 { self.name.to_owned() } else { format!("{}-{}", self.name, index + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn they_are_the_packages_radios() {
        for name in ["default", "with hint and error message"] {
            let example = fixture("radios", name);
            let choices = (0..example.count("items"))
                .map(|index| Choice {
                    value: example.text(&format!("items/{index}/value")),
                    text: example.text(&format!("items/{index}/text")),
                    chosen: false,
                })
                .collect();
            example.assert_like(&Radios {
                name: example.id(),
                legend: example.text("fieldset/legend/text"),
                hint: example.optional("hint/text"),
                error: example.optional("errorMessage/text").map(|text| FieldError { prefix: "Error".into(), text }),
                choices,
            });
        }
    }
}
