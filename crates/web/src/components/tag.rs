//! A status in one or two words. Colour never stands alone: the words say the same.

use askama::Template;
use askama::filters::HtmlSafe;

/// Colour of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagColour {
    Grey,
    Green,
    Orange,
    Red,
    Blue,
}

impl TagColour {
    const fn class(self) -> &'static str {
        match self {
            Self::Grey => " govuk-tag--grey",
            Self::Green => " govuk-tag--green",
            Self::Orange => " govuk-tag--orange",
            Self::Red => " govuk-tag--red",
            Self::Blue => "",
        }
    }
}

/// The tag.
#[derive(Clone, Template)]
#[template(source = r#"<strong class="govuk-tag{{ colour.class() }}">{{ text }}</strong>"#, ext = "html")]
pub(crate) struct Tag {
    /// Words.
    pub(crate) text: String,
    /// Colour.
    pub(crate) colour: TagColour,
}

impl HtmlSafe for Tag {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn it_is_the_packages_tag() {
        for (name, colour) in [
            ("default", TagColour::Blue),
            ("grey", TagColour::Grey),
            ("green", TagColour::Green),
            ("red", TagColour::Red),
            ("orange", TagColour::Orange),
        ] {
            let example = fixture("tag", name);
            example.assert_like(&Tag { text: example.text("text"), colour });
        }
    }
}
