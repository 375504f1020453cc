//! The style sheet and the mark, embedded. Their addresses carry a digest of the content, so that a browser may keep them
//! for good.

use std::sync::LazyLock;

use axum::http::{HeaderName, header};

use sha2::{Digest, Sha256};

/// The style sheet of the npm package and our own rules.
pub(crate) const STYLE_SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/portal.css"));

/// Two joined links.
pub(crate) const MARK: &str = include_str!("../static/mark.svg");

static STYLE_SHEET_PATH: LazyLock<String> = LazyLock::new(|| format!("/static/{}.css", digest(STYLE_SHEET)));
static MARK_PATH: LazyLock<String> = LazyLock::new(|| format!("/static/{}.svg", digest(MARK)));

/// Address of the style sheet.
pub(crate) fn style_sheet_path() -> &'static str {
    &STYLE_SHEET_PATH
}

/// Address of the mark.
pub(crate) fn mark_path() -> &'static str {
    &MARK_PATH
}

/// The answer with the style sheet.
pub(crate) async fn style_sheet() -> ([(HeaderName, &'static str); 2], &'static str) {
    (headers("text/css; charset=utf-8"), STYLE_SHEET)
}

/// The answer with the mark.
pub(crate) async fn mark() -> ([(HeaderName, &'static str); 2], &'static str) {
    (headers("image/svg+xml"), MARK)
}

const fn headers(kind: &'static str) -> [(HeaderName, &'static str); 2] {
    [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")]
}

fn digest(content: &str) -> String {
    Sha256::digest(content.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_loads_nothing_and_carries_no_brand() {
        for absent in ["url(", "GDS Transport", "@import", "sourceMappingURL"] {
            assert!(!STYLE_SHEET.contains(absent), "{absent}");
        }
        assert!(STYLE_SHEET.contains(".govuk-button") && STYLE_SHEET.contains(".dolen-banner"));
    }
}
