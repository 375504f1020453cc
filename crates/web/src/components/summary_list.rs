//! Facts, a label and a value each.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Markup;

/// One fact.
pub(crate) struct SummaryRow {
    /// Label.
    pub(crate) key: String,
    /// Value.
    pub(crate) value: Markup,
}

impl SummaryRow {
    /// A fact whose value is plain text.
    pub(crate) fn text(key: String, value: &str) -> Self {
        Self { key, value: Markup::text(value) }
    }
}

/// The facts.
#[derive(Template)]
#[template(path = "components/summary_list.html")]
pub(crate) struct SummaryList {
    /// Rows.
    pub(crate) rows: Vec<SummaryRow>,
}

impl HtmlSafe for SummaryList {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::fixtures::fixture;

    #[test]
    fn it_is_the_packages_summary_list() {
        let example = fixture("summary-list", "as a summary card with a text header");
        let rows = (0..example.count("rows"))
            .map(|index| {
                let value = example.text(&format!("rows/{index}/value/text"));
                SummaryRow::text(example.text(&format!("rows/{index}/key/text")), &value)
            })
            .collect();
        example.assert_like(&Card { title: example.text("card/title/text"), list: SummaryList { rows } });
    }

    /// The card around a list, as the pages write it.
    #[derive(Template)]
    #[template(
        source = r#"<div class="govuk-summary-card"><div class="govuk-summary-card__title-wrapper"><h2 class="govuk-summary-card__title">{{ title }}</h2></div><div class="govuk-summary-card__content">{{ list }}</div></div>"#,
        ext = "html"
    )]
    struct Card {
        title: String,
        list: SummaryList,
    }
}
