//! The search form, which is also the start page.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{Html, Response};
use serde::Deserialize;

use dolen_hub::view::Query;
use dolen_model::Sensitive;

use super::answer::{Member, Refusal, html, html_failed};
use crate::components::{Button, ErrorLine, ErrorSummary, FieldError, Input};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::records::RecordsFault;
use crate::words::Words;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SearchForm {
    form_token: Sensitive<String>,
    name: Sensitive<String>,
    birth_date: Sensitive<String>,
    postcode: Sensitive<String>,
    nhs_number: Sensitive<String>,
    reference: Sensitive<String>,
}

/// What is wrong with a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchFault {
    /// Nothing was filled in.
    Nothing,
    /// One criterion that is no identifier.
    TooLittle,
    /// There are no letters in the name, or too many words.
    Name,
    /// There is no such date.
    BirthDate,
    /// It is no postcode, nor the first part of one.
    Postcode,
    /// The NHS number fails its check.
    NhsNumber,
}

/// The page.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    w: Words,
    summary: Option<ErrorSummary>,
    form_token: String,
    person: Vec<Input>,
    numbers: Vec<Input>,
    button: Button,
}

/// The page, with what was filled in and what is wrong with it.
pub(crate) fn page(place: &Place, form: &SearchForm, fault: Option<SearchFault>) -> SearchPage {
    let w = place.words();
    let error = |field: &str| {
        fault
            .filter(|fault| fault.field() == field)
            .map(|fault| FieldError { prefix: w.error_word(), text: fault.text(w) })
    };
    let input =
        |name: &'static str, label: String, hint: String, classes: &'static str, value: &Sensitive<String>| Input {
            name,
            label,
            hint: Some(hint),
            error: error(name),
            classes,
            value: value.expose().clone(),
            inputmode: (name == "nhs_number").then_some("numeric"),
        };
    SearchPage {
        frame: place.frame(Section::Search, w.search_title()).failed(fault.is_some()),
        w,
        summary: fault.map(|fault| ErrorSummary {
            title: w.error_title(),
            lines: vec![ErrorLine { text: fault.text(w), field: fault.field() }],
        }),
        form_token: place.signed_in.as_ref().map(|user| user.form_token.clone()).unwrap_or_default(),
        person: vec![
            input("name", w.search_name(), w.search_name_hint(), "", &form.name),
            input(
                "birth_date",
                w.field_birth_date(),
                w.search_birth_date_hint(),
                "govuk-input--width-10",
                &form.birth_date,
            ),
            input("postcode", w.field_postcode(), w.search_postcode_hint(), "govuk-input--width-10", &form.postcode),
        ],
        numbers: vec![
            input(
                "nhs_number",
                w.field_nhs_number(),
                w.search_nhs_number_hint(),
                "govuk-input--width-20",
                &form.nhs_number,
            ),
            input(
                "reference",
                w.search_reference(),
                w.search_reference_hint(),
                "govuk-input--width-20",
                &form.reference,
            ),
        ],
        button: Button::main(w.search_button()),
    }
}

impl SearchForm {
    /// The hub's query: blank answers are no criteria.
    pub(super) fn query(&self) -> Query {
        let filled = |value: &Sensitive<String>| {
            let value = value.expose().trim();
            (!value.is_empty()).then(|| Sensitive::new(value.to_owned()))
        };
        Query {
            name: filled(&self.name),
            birth_date: filled(&self.birth_date),
            postcode: filled(&self.postcode),
            nhs_number: filled(&self.nhs_number),
            reference: filled(&self.reference),
        }
    }
}

/// An identifier, or two of the other criteria: less would leaf through the population.
pub(super) fn fault_of(query: &Query) -> Option<SearchFault> {
    if query.nhs_number.is_some() || query.reference.is_some() {
        return None;
    }
    let criteria =
        [&query.name, &query.birth_date, &query.postcode].into_iter().filter(|value| value.is_some()).count();
    match criteria {
        0 => Some(SearchFault::Nothing),
        1 => Some(SearchFault::TooLittle),
        _ => None,
    }
}

impl SearchFault {
    const fn field(self) -> &'static str {
        match self {
            Self::Nothing | Self::TooLittle | Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Postcode => "postcode",
            Self::NhsNumber => "nhs_number",
        }
    }

    fn text(self, w: Words) -> String {
        match self {
            Self::Nothing => w.search_nothing(),
            Self::TooLittle => w.search_too_little(),
            Self::Name => w.search_name_wrong(),
            Self::BirthDate => w.search_birth_date_wrong(),
            Self::Postcode => w.search_postcode_wrong(),
            Self::NhsNumber => w.search_nhs_number_wrong(),
        }
    }
}

/// `GET`
pub(crate) async fn show(mut member: Member) -> Html<String> {
    "/".clone_into(&mut member.place.path);
    html(&page(&member.place, &SearchForm::default(), None))
}

/// `POST`: what was found is kept with the session and shown at an address that names nobody.
pub(crate) async fn send(
    State(portal): State<Portal>,
    mut member: Member,
    Form(form): Form<SearchForm>,
) -> Result<Response, Refusal> {
    member.check(&form.form_token)?;
    "/".clone_into(&mut member.place.path);
    let query = form.query();
    let failed = |fault| Ok(html_failed(&page(&member.place, &form, Some(fault))));
    if let Some(fault) = fault_of(&query) {
        return failed(fault);
    }
    let sought = match portal.records().search(&member.session.user, &query).await {
        Ok(sought) => sought,
        Err(RecordsFault::TooFew) => return failed(SearchFault::TooLittle),
        Err(RecordsFault::Name) => return failed(SearchFault::Name),
        Err(RecordsFault::BirthDate) => return failed(SearchFault::BirthDate),
        Err(RecordsFault::Postcode) => return failed(SearchFault::Postcode),
        Err(RecordsFault::NhsNumber) => return failed(SearchFault::NhsNumber),
        Err(fault) => return Err(member.refuse(&fault)),
    };
    let kept = portal.sessions().keep_search(&member.session.key, sought).await;
    let search = kept.map_err(|fault| member.refuse(&fault.into()))?;
    Ok(member.go(&format!("/search/{search}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_or_two_criteria_are_needed() {
        let some = || Some(Sensitive::new("x".to_owned()));
        assert_eq!(fault_of(&Query::default()), Some(SearchFault::Nothing));
        assert_eq!(fault_of(&Query { name: some(), ..Query::default() }), Some(SearchFault::TooLittle));
        assert_eq!(fault_of(&Query { postcode: some(), ..Query::default() }), Some(SearchFault::TooLittle));
        assert_eq!(fault_of(&Query { name: some(), birth_date: some(), ..Query::default() }), None);
        assert_eq!(fault_of(&Query { nhs_number: some(), ..Query::default() }), None);
        assert_eq!(fault_of(&Query { reference: some(), ..Query::default() }), None);
    }

    #[test]
    fn blanks_are_no_criteria() {
        let form = SearchForm { name: Sensitive::new("  ".to_owned()), ..SearchForm::default() };
        assert!(form.query().name.is_none());
    }
}
