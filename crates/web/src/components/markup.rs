//! Text that is HTML already.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

/// HTML that templates show as it stands. It is only made from a template, or from plain text, which is escaped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markup(String);

impl Markup {
    /// A template, rendered.
    pub(crate) fn of(template: &impl Template) -> Self {
        // A template without filters of its own fails only when the writer does, and a string does not.
        Self(template.render().unwrap_or_default())
    }

    /// Plain text, escaped.
    pub(crate) fn text(text: &str) -> Self {
        let mut escaped = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '&' => escaped.push_str("&#38;"),
                '<' => escaped.push_str("&#60;"),
                '>' => escaped.push_str("&#62;"),
                '"' => escaped.push_str("&#34;"),
                '\'' => escaped.push_str("&#39;"),
                other => escaped.push(other),
            }
        }
        Self(escaped)
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_cannot_become_an_element() {
        assert_eq!(
            Markup::text("<b>O'Brien & \"Co\"</b>").to_string(),
            "&#60;b&#62;O&#39;Brien &#38; &#34;Co&#34;&#60;/b&#62;"
        );
    }
}
