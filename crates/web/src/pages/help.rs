//! Help.

use axum::response::Html;

use super::answer::html;
use super::text::{Part, TextPage};
use crate::frame::{Place, Section};
use crate::serving::Visit;

/// The page.
pub(crate) fn page(place: &Place) -> TextPage {
    let w = place.words();
    TextPage {
        frame: place.frame(Section::Other, w.help_title()),
        parts: vec![
            Part::headed(
                w.help_find_heading(),
                vec![w.help_find_criteria(), w.help_find_choose(), w.help_find_similar()],
            ),
            Part::headed(w.help_reason_heading(), vec![w.help_reason()]),
            Part::headed(w.help_sure_heading(), vec![w.help_sure(), w.help_sure_bits()]),
            Part::headed(w.help_load_heading(), vec![w.help_load()]),
            Part::headed(w.help_contact_heading(), vec![w.help_contact()]),
        ],
    }
}

/// `GET`
pub(crate) async fn show(visit: Visit) -> Html<String> {
    html(&page(&visit.place))
}
