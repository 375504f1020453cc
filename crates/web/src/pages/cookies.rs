//! What the portal keeps in a browser.

use axum::response::Html;

use super::answer::html;
use super::text::{Part, TextPage};
use crate::frame::{Place, Section};
use crate::serving::Visit;

/// The page.
pub(crate) fn page(place: &Place) -> TextPage {
    let w = place.words();
    TextPage {
        frame: place.frame(Section::Other, w.cookies_title()),
        parts: vec![Part::opening(vec![w.cookies_one(), w.cookies_time(), w.cookies_none_other()])],
    }
}

/// `GET`
pub(crate) async fn show(visit: Visit) -> Html<String> {
    html(&page(&visit.place))
}
