//! Pieces of the page.

use std::fmt::Write as _;

/// Letters of a text from outside that are shown at most.
const LETTERS: usize = 60;

/// A text that means itself in HTML, in attributes too.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter if letter.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// The start of a text from outside.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// A table: a caption, the heads of its columns, and rows of texts, none of them escaped yet. The first cell of a row is its
/// head. Columns of figures stand to the right.
pub(super) fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let is_figure = |text: &str| {
        text.is_empty() || text.starts_with(|letter: char| letter.is_ascii_digit() || "+-–".contains(letter))
    };
    let is_right: Vec<bool> = (0..head.len())
        .map(|column| column > 0 && rows.iter().all(|row| row.get(column).is_none_or(|cell| is_figure(cell))))
        .collect();
    let class = |column: usize| if is_right.get(column) == Some(&true) { " class=\"n\"" } else { "" };
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
        escape(caption)
    );
    for (column, title) in head.iter().enumerate() {
        _ = write!(html, "<th scope=\"col\"{}>{}</th>", class(column), escape(title));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let cell = escape(&shortened(cell));
            _ = match column {
                0 => write!(html, "<th scope=\"row\">{cell}</th>"),
                _ => write!(html, "<td{}>{cell}</td>", class(column)),
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

/// A chart with its table beside it.
pub(super) fn beside(chart: &str, table: &str) -> String {
    format!("<div class=\"pair\"><figure>{chart}</figure>{table}</div>")
}

/// A paragraph of a text that is not escaped yet.
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escape(text))
}

/// A heading within a section.
pub(super) fn heading(text: &str) -> String {
    format!("<h3>{}</h3>", escape(text))
}

/// A count with commas between thousands.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// A share in percent; a dash where there is none.
pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}%", 100.0 * share))
}

/// A measure from 0 to 1; a dash where there is none.
pub(super) fn measure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}

/// A weight with its sign.
pub(super) fn bits(weight: f64) -> String {
    // What rounds to 0 has no sign that means anything.
    format!("{:+.2}", if weight.abs() < 0.005 { 0.0 } else { weight })
}

/// A part of a whole.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| number(part) / number(whole))
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53, and are drawn")]
pub(super) const fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_from_outside_mean_themselves() {
        assert_eq!(escape("<a href='x'>&\"\u{0}"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\u{fffd}");
        assert_eq!(shortened(&"é".repeat(61)), "é".repeat(60) + "…");
        let table = table("<c>", &["<h>", "n"], &[vec!["<r>".to_owned(), "1.5".to_owned()]]);
        assert!(!table.contains("<c>") && !table.contains("<h>") && !table.contains("<r>"));
        assert!(table.contains("<td class=\"n\">1.5</td>"));
    }
}
