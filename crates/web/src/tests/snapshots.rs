//! Every page in both languages, as it was last looked at and found good.

use askama::Template;

use dolen_hub::view::SearchResult;
use dolen_model::Language;

use crate::assets;
use crate::fixture;
use crate::frame::{Place, SignedIn};
use crate::pages;

fn place(language: Language, path: &str) -> Place {
    let signed_in = Some(SignedIn { user: "Ann Practitioner".into(), form_token: "token".into() });
    Place { language, path: path.into(), signed_in }
}

/// Lines without the white space that the templates leave, and without the digest in an address.
fn normal(page: &impl Template) -> String {
    let html = page
        .render()
        .unwrap()
        .replace(assets::style_sheet_path(), "/static/css")
        .replace(assets::mark_path(), "/static/mark");
    html.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn both(name: &str, path: &str, page: impl Fn(&Place) -> String) {
    for language in [Language::English, Language::Welsh] {
        insta::assert_snapshot!(format!("{name}.{}", language.tag()), page(&place(language, path)));
    }
}

#[test]
fn every_page_is_as_it_was_approved() {
    both("sign_in", "/sign-in", |place| normal(&pages::sign_in::page(place, None, true)));
    both("search", "/", |place| {
        normal(&pages::search::page(place, &Default::default(), Some(pages::search::SearchFault::TooLittle)))
    });
    both("results", "/search/1", |place| normal(&pages::results::page(place, &fixture::search_result(true))));
    let alone = SearchResult { similar: None, ..fixture::search_result(true) };
    both("results_alone", "/search/1", |place| normal(&pages::results::page(place, &alone)));
    both("no_results", "/search/1", |place| normal(&pages::results::page(place, &fixture::search_result(false))));
    both("reason", "/person/1/reason", |place| {
        normal(&pages::reason::page(place, (fixture::GOLDEN, ""), "/".into(), &Default::default(), None))
    });
    both("person", "/person/1", |place| {
        normal(&pages::person::page(place, &fixture::single_view(), &Default::default()))
    });
    both("dead_person", "/person/1", |place| {
        normal(&pages::person::page(place, &fixture::dead(), &Default::default()))
    });
    let day = dolen_model::PartialDate::from_day(2026, 3, 3).unwrap();
    both("looked_back", "/person/1?as_at=2026-03-03", |place| {
        normal(&pages::person::page(place, &fixture::looked_back(day), &Default::default()))
    });
    let loads = [fixture::held().summary, fixture::report().summary];
    both("loads", "/loads", |place| normal(&pages::loads::page(place, &loads)));
    both("held_load", "/loads/2", |place| normal(&pages::load::page(place, &fixture::held())));
    both("load", "/loads/1", |place| normal(&pages::load::page(place, &fixture::report())));
    both("jobs", "/jobs", |place| normal(&pages::jobs::page(place, &fixture::jobs())));
    both("help", "/help", |place| normal(&pages::help::page(place)));
    both("accessibility", "/accessibility", |place| normal(&pages::accessibility::page(place)));
    both("cookies", "/cookies", |place| normal(&pages::cookies::page(place)));
}
