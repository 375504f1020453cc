//! Why a person's record is to be opened, asked before anything of it is shown.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use serde::Deserialize;

use dolen_model::Sensitive;

use super::answer::{Member, Refusal, check_id, html, html_failed};
use super::person::TimelineFilter;
use crate::components::{Button, Choice, ErrorLine, ErrorSummary, FieldError, Radios, Textarea};
use crate::frame::{Frame, Place, Section};
use crate::portal::Portal;
use crate::words::Words;

/// Letters and digits that the words for another purpose must at least have.
const SHORTEST_DETAIL: usize = 10;
/// Characters of the detail that are kept.
const LONGEST_DETAIL: usize = 500;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReasonForm {
    form_token: Sensitive<String>,
    purpose: String,
    detail: Sensitive<String>,
}

/// A purpose for which a record may be opened. The ledger keeps the code, which no language changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    AdultSafeguarding,
    ChildSafeguarding,
    DirectCare,
    CrimePrevention,
    Emergency,
    DataQuality,
    Other,
}

/// What is wrong with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReasonFault {
    /// No purpose was chosen.
    Purpose,
    /// Another purpose needs words.
    Detail,
}

/// The page.
#[derive(Template)]
#[template(path = "reason.html")]
pub(crate) struct ReasonPage {
    frame: Frame,
    w: Words,
    summary: Option<ErrorSummary>,
    form_token: String,
    back: String,
    action: String,
    purpose: Radios,
    detail: Textarea,
    button: Button,
}

/// The page for a golden record. `day` ends the address where an earlier day is to be looked back to; `back` is where the user
/// comes from.
pub(crate) fn page(
    place: &Place,
    (golden, day): (&str, &str),
    back: String,
    form: &ReasonForm,
    fault: Option<ReasonFault>,
) -> ReasonPage {
    let w = place.words();
    let error = |of: ReasonFault| (fault == Some(of)).then(|| FieldError { prefix: w.error_word(), text: of.text(w) });
    ReasonPage {
        frame: place.frame(Section::Search, w.reason_title()).failed(fault.is_some()),
        w,
        summary: fault.map(|fault| ErrorSummary {
            title: w.error_title(),
            lines: vec![ErrorLine { text: fault.text(w), field: fault.field() }],
        }),
        form_token: place.signed_in.as_ref().map(|user| user.form_token.clone()).unwrap_or_default(),
        back,
        action: place.href(&format!("/person/{golden}/reason{day}")),
        purpose: Radios {
            name: "purpose",
            legend: w.reason_purpose(),
            hint: None,
            error: error(ReasonFault::Purpose),
            choices: Purpose::ALL
                .iter()
                .map(|purpose| Choice {
                    value: purpose.code().to_owned(),
                    text: purpose.text(w),
                    chosen: purpose.code() == form.purpose,
                })
                .collect(),
        },
        detail: Textarea {
            name: "detail",
            label: w.reason_detail(),
            hint: Some(w.reason_detail_hint()),
            error: error(ReasonFault::Detail),
            value: form.detail.expose().clone(),
        },
        button: Button::main(w.reason_button()),
    }
}

impl ReasonForm {
    /// The reason as the ledger keeps it: `code`, or `code: words`.
    ///
    /// # Errors
    /// [`ReasonFault`] where the form cannot be taken as it is.
    pub(super) fn reason(&self) -> Result<String, ReasonFault> {
        let purpose = Purpose::ALL.iter().find(|purpose| purpose.code() == self.purpose).ok_or(ReasonFault::Purpose)?;
        let detail: String = self.detail.expose().split_whitespace().collect::<Vec<_>>().join(" ");
        let detail: String = detail.chars().take(LONGEST_DETAIL).collect();
        let letters = detail.chars().filter(|letter| letter.is_alphanumeric()).count();
        if *purpose == Purpose::Other && letters < SHORTEST_DETAIL {
            return Err(ReasonFault::Detail);
        }
        Ok(if detail.is_empty() { purpose.code().to_owned() } else { format!("{}: {detail}", purpose.code()) })
    }
}

impl Purpose {
    const ALL: [Self; 7] = [
        Self::AdultSafeguarding,
        Self::ChildSafeguarding,
        Self::DirectCare,
        Self::CrimePrevention,
        Self::Emergency,
        Self::DataQuality,
        Self::Other,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::AdultSafeguarding => "adult-safeguarding",
            Self::ChildSafeguarding => "child-safeguarding",
            Self::DirectCare => "direct-care",
            Self::CrimePrevention => "crime-prevention",
            Self::Emergency => "emergency",
            Self::DataQuality => "data-quality",
            Self::Other => "other",
        }
    }

    fn text(self, w: Words) -> String {
        match self {
            Self::AdultSafeguarding => w.purpose_adult_safeguarding(),
            Self::ChildSafeguarding => w.purpose_child_safeguarding(),
            Self::DirectCare => w.purpose_direct_care(),
            Self::CrimePrevention => w.purpose_crime_prevention(),
            Self::Emergency => w.purpose_emergency(),
            Self::DataQuality => w.purpose_data_quality(),
            Self::Other => w.purpose_other(),
        }
    }
}

impl ReasonFault {
    const fn field(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Detail => "detail",
        }
    }

    fn text(self, w: Words) -> String {
        match self {
            Self::Purpose => w.reason_no_purpose(),
            Self::Detail => w.reason_no_detail(),
        }
    }
}

/// `GET`
pub(crate) async fn show(
    member: Member,
    Path(golden): Path<String>,
    Query(filter): Query<TimelineFilter>,
) -> Result<Html<String>, Refusal> {
    check_id(&golden)?;
    Ok(html(&page(&member.place, (&golden, &filter.day()), back(&member), &ReasonForm::default(), None)))
}

/// `POST`: the reason holds for this person and session; the record itself is opened by its own page.
pub(crate) async fn send(
    State(portal): State<Portal>,
    member: Member,
    Path(golden): Path<String>,
    Query(filter): Query<TimelineFilter>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Refusal> {
    member.check(&form.form_token)?;
    check_id(&golden)?;
    match form.reason() {
        Ok(reason) => {
            let kept = portal.sessions().keep_reason(&member.session.key, &golden, reason).await;
            kept.map_err(|fault| member.refuse(&fault.into()))?;
            Ok(member.go(&format!("/person/{golden}{}", filter.day())))
        }
        Err(fault) => {
            let back = back(&member);
            Ok(html_failed(&page(&member.place, (&golden, &filter.day()), back, &form, Some(fault))))
        }
    }
}

/// The results that the user comes from, else the search.
fn back(member: &Member) -> String {
    member.session.remembered.last_search().map_or_else(|| "/".to_owned(), |search| format!("/search/{search}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(purpose: &str, detail: &str) -> ReasonForm {
        ReasonForm { purpose: purpose.into(), detail: Sensitive::new(detail.to_owned()), ..ReasonForm::default() }
    }

    #[test]
    fn no_reason_is_taken_without_a_purpose_of_the_list() {
        assert_eq!(form("", "because").reason(), Err(ReasonFault::Purpose));
        assert_eq!(form("curiosity", "because").reason(), Err(ReasonFault::Purpose));
    }

    #[test]
    fn another_purpose_must_be_told_in_words() {
        assert_eq!(form("other", "..........  -- x").reason(), Err(ReasonFault::Detail));
        assert_eq!(form("other", "Court order of\n 3 May").reason().unwrap(), "other: Court order of 3 May");
    }

    #[test]
    fn the_ledger_keeps_a_code_that_no_language_changes() {
        assert_eq!(form("direct-care", "").reason().unwrap(), "direct-care");
        let long = form("direct-care", &"y".repeat(10_000)).reason().unwrap();
        assert_eq!(long.chars().count(), "direct-care: ".len() + LONGEST_DETAIL);
    }
}
