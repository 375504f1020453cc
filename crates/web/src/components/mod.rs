//! The components of GOV.UK Frontend that the pages use, each a struct with its own template. Their markup is compared
//! with the package's own examples by the tests, so that moving to another version of it names each difference.

mod button;
mod error_summary;
mod field;
mod language_navigation;
mod markup;
mod radios;
mod select;
mod summary_list;
mod tag;

#[cfg(test)]
mod fixtures;

pub(crate) use button::Button;
pub(crate) use error_summary::{ErrorLine, ErrorSummary};
pub(crate) use field::{FieldError, Input, Textarea};
pub(crate) use language_navigation::{LanguageItem, LanguageNavigation};
pub(crate) use markup::Markup;
pub(crate) use radios::{Choice, Radios};
pub(crate) use select::Select;
pub(crate) use summary_list::{SummaryList, SummaryRow};
pub(crate) use tag::{Tag, TagColour};
