//! The terms under which a golden record is found.

use dolen_model::{PersonField, Postcode, PostcodeKind};

use super::gather::Gathered;
use super::survivorship::{MemberRecord, form};
use super::{TermKind, folded_name, folded_reference};

/// Every term of a golden record, each once, in order.
pub(crate) fn terms(gathered: &Gathered, members: &[MemberRecord<'_>]) -> Vec<(TermKind, String)> {
    let mut terms = Vec::new();
    for member in members {
        let key = folded_reference(&member.record.key);
        if !key.is_empty() {
            terms.push((TermKind::Reference, key));
        }
        for &(field, number) in &member.record.values {
            let text = gathered.texts.text(number);
            match field {
                PersonField::GivenNames
                | PersonField::FamilyName
                | PersonField::FormerFamilyName
                | PersonField::Alias => {
                    terms.extend(folded_name(text).into_iter().map(|word| (TermKind::Name, word)));
                }
                PersonField::BirthDate => terms.push((TermKind::BirthDate, form(field, text))),
                PersonField::NhsNumber => terms.push((TermKind::NhsNumber, form(field, text))),
                PersonField::Postcode | PersonField::PreviousPostcode if is_searched(text) => {
                    terms.push((TermKind::Postcode, form(field, text)));
                }
                _ => {}
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// A postcode that says where nobody is finds too many people to be of use.
fn is_searched(postcode: &str) -> bool {
    Postcode::parse(postcode)
        .is_ok_and(|postcode| !matches!(postcode.kind(), PostcodeKind::Pseudo | PostcodeKind::NoFixedAbode))
}
