//! The people that a search found, and below those who are similar. No score is shown: the user chooses on the data. Of those who
//! are similar it is told in words how sure that is.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;

use dolen_hub::view::{SearchHit, SearchResult};

use super::answer::{Member, Refusal, html};
use crate::components::{SummaryList, SummaryRow, Tag, TagColour};
use crate::display::{long_date, strength};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::words::Words;

/// One person.
struct Hit {
    href: String,
    name: String,
    dead: bool,
    facts: SummaryList,
}

/// The page.
#[derive(Template)]
#[template(path = "results.html")]
pub(crate) struct ResultsPage {
    frame: Frame,
    w: Words,
    hits: Vec<Hit>,
    similar: Vec<Hit>,
    /// Whether it could be asked who is similar.
    asked: bool,
    dead: Tag,
    more: bool,
}

/// The page.
pub(crate) fn page(place: &Place, result: &SearchResult) -> ResultsPage {
    let w = place.words();
    let similar = result.similar.iter().flatten();
    ResultsPage {
        frame: place.frame(Section::Search, w.results_count(result.hits.len())),
        w,
        hits: result.hits.iter().map(|hit| tell(place, hit, None)).collect(),
        similar: similar.map(|similar| tell(place, &similar.hit, Some(similar.weight))).collect(),
        asked: result.similar.is_some(),
        dead: Tag { text: w.banner_dead(), colour: TagColour::Grey },
        more: result.more,
    }
}

fn tell(place: &Place, hit: &SearchHit, weight: Option<f64>) -> Hit {
    let w = place.words();
    let born = hit.birth_date.map_or_else(|| w.not_known(), |date| long_date(w, date));
    let address = hit.part_address.as_ref().map_or_else(|| w.not_known(), |address| address.expose().clone());
    let organisations: Vec<&str> = hit.organisations.iter().map(|name| name.get(place.language).as_str()).collect();
    let mut rows = vec![
        SummaryRow::text(w.field_birth_date(), &born),
        SummaryRow::text(w.field_address(), &address),
        SummaryRow::text(w.results_known_to(), &organisations.join(", ")),
    ];
    rows.extend(weight.map(|weight| SummaryRow::text(w.results_sure(), &strength(w, weight))));
    let name = hit.name.expose();
    Hit {
        href: place.href(&format!("/person/{}", hit.golden)),
        name: if name.is_empty() { w.name_not_known() } else { name.clone() },
        dead: hit.dead,
        facts: SummaryList { rows },
    }
}

/// `GET`: what a search of this session found.
pub(crate) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(search): Path<String>,
) -> Result<Html<String>, Refusal> {
    let found = member.session.remembered.search(&search).ok_or(Refusal::NotFound)?;
    let result = portal.records().find_again(found).await.map_err(|fault| member.refuse(&fault))?;
    Ok(html(&page(&member.place, &result)))
}
