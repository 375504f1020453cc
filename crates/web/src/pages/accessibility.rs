//! The accessibility statement.

use axum::response::Html;

use super::answer::html;
use super::text::{Part, TextPage};
use crate::frame::{Place, Section};
use crate::serving::Visit;

/// The page.
pub(crate) fn page(place: &Place) -> TextPage {
    let w = place.words();
    TextPage {
        frame: place.frame(Section::Other, w.accessibility_title()),
        parts: vec![
            Part::opening(vec![w.accessibility_aim(), w.accessibility_scope()]),
            Part::headed(
                w.accessibility_how_heading(),
                vec![w.accessibility_how_keyboard(), w.accessibility_how_time(), w.accessibility_how_language()],
            ),
            Part::headed(w.accessibility_tested_heading(), vec![w.accessibility_tested()]),
            Part::headed(w.accessibility_limits_heading(), vec![w.accessibility_limits()]),
            Part::headed(w.accessibility_tell_heading(), vec![w.accessibility_tell()]),
        ],
    }
}

/// `GET`
pub(crate) async fn show(visit: Visit) -> Html<String> {
    html(&page(&visit.place))
}
