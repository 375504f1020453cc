//! People who are similar to the one that is asked for, as the matcher's index in this process has them.

use std::collections::HashMap;

use dolen_model::{NhsNumber, PersonField, Postcode, PostcodeKind, Sensitive};
use dolen_store::erasure;
use dolen_store::master::member;

use super::criteria::{date, given};
use crate::index::{Inquiry, Near};
use crate::view::Query;
use crate::{Hub, HubFault};

/// People shown.
const SHOWN: usize = 10;

/// Golden records of a run that are similar to what is asked for and are none of `others`, the likest first, each with the log2 of
/// the odds that it is the one. A record that came after the run leads to the golden records of those that the index takes for the
/// same person's. Nothing where the index could not be asked: it is no authority, and who was found is shown without it.
pub(super) async fn similar(
    hub: &Hub,
    run: i64,
    query: &Query,
    others: &[String],
) -> Result<Option<Vec<(String, f64)>>, HubFault> {
    // Nobody was ever matched: there is nobody to find.
    if run == 0 {
        return Ok(Some(Vec::new()));
    }
    let Some(near) = asked(hub.index.search(&readings(query)).await) else { return Ok(None) };
    if near.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let ids: Vec<String> =
        near.iter().flat_map(|near| [&near.record].into_iter().chain(&near.mates)).cloned().collect();
    let members = member::of_records(&hub.store, run, &ids).await?;
    let golden: HashMap<String, String> = members.into_iter().map(|member| (member.record, member.golden)).collect();
    let new: Vec<String> =
        near.iter().map(|near| near.record.clone()).filter(|record| !golden.contains_key(record)).collect();
    // What was erased leads nowhere, also where this index has not heard of it yet.
    let erased = if new.is_empty() { Vec::new() } else { erasure::named(&hub.store, &new).await? };
    let mut found: Vec<(String, f64)> = Vec::new();
    for Near { record, mates, weight } in near.iter().filter(|near| !erased.contains(&near.record)) {
        let own = golden.get(record);
        let led_to = own.into_iter().chain(mates.iter().filter(|_| own.is_none()).filter_map(|mate| golden.get(mate)));
        for golden in led_to {
            if !others.contains(golden) && found.iter().all(|(known, _)| known != golden) {
                found.push((golden.clone(), f64::from(*weight)));
            }
        }
    }
    found.truncate(SHOWN);
    Ok(Some(found))
}

/// What an index answered; what went wrong in it is for whoever runs the hub.
fn asked(answer: Result<Option<Vec<Near>>, HubFault>) -> Option<Vec<Near>> {
    answer.unwrap_or_else(|_| {
        tracing::error!(error_kind = "link", "similar people could not be looked for");
        None
    })
}

/// A query as records would have it. Which of the words of a name is the family's is not known: the last or the first, or what
/// stands before a comma.
fn readings(query: &Query) -> Vec<Inquiry> {
    let own = |text: &str| Sensitive::new(text.to_owned());
    let birth_date = given(query.birth_date.as_ref()).and_then(date).map(|date| own(&date.to_string()));
    let postcode = given(query.postcode.as_ref()).and_then(|text| Postcode::parse(text).ok());
    let postcode = postcode.filter(|postcode| !matches!(postcode.kind(), PostcodeKind::Outward | PostcodeKind::Sector));
    let number = given(query.nhs_number.as_ref()).and_then(|text| NhsNumber::parse(text).ok());
    let beside: Inquiry = [
        (PersonField::BirthDate, birth_date),
        (PersonField::Postcode, postcode.map(|postcode| own(postcode.as_str()))),
        (PersonField::NhsNumber, number.map(|number| own(&number.digits()))),
    ]
    .into_iter()
    .filter_map(|(field, value)| Some((field, value?)))
    .collect();
    let names = given(query.name.as_ref()).map(names).unwrap_or_default();
    let with = |(given, family): (String, String)| {
        let names = [(PersonField::GivenNames, given), (PersonField::FamilyName, family)];
        let names = names.into_iter().filter(|(_, name)| !name.is_empty());
        names.map(|(field, name)| (field, own(&name))).chain(beside.iter().cloned()).collect()
    };
    match names.is_empty() {
        true => vec![beside.clone()],
        false => names.into_iter().map(with).collect(),
    }
}

/// Given names and family name, in every way in which a name may be read.
fn names(text: &str) -> Vec<(String, String)> {
    if let Some((family, given)) = text.split_once(',') {
        return vec![(given.trim().to_owned(), family.trim().to_owned())];
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = |words: &[&str]| words.join(" ");
    match words.as_slice() {
        [only] => vec![((*only).to_owned(), String::new()), (String::new(), (*only).to_owned())],
        [first, .., last] => {
            let but_last: Vec<&str> = words.iter().take(words.len() - 1).copied().collect();
            let but_first: Vec<&str> = words.iter().skip(1).copied().collect();
            vec![(joined(&but_last), (*last).to_owned()), (joined(&but_first), (*first).to_owned())]
        }
        [] => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_wrong_in_an_index_takes_no_page_with_it() {
        let near = Near { record: "one".to_owned(), mates: Vec::new(), weight: 7.0 };
        assert_eq!(asked(Ok(Some(vec![near.clone()]))), Some(vec![near]));
        assert_eq!(asked(Ok(None)), None);
        assert_eq!(asked(Err(HubFault::Internal("index".to_owned()))), None);
    }

    #[test]
    fn a_name_is_read_in_every_way_in_which_it_may_be_meant() {
        let read =
            |text: &str| names(text).iter().map(|(given, family)| format!("{given}|{family}")).collect::<Vec<_>>();
        assert_eq!(read("Ceinwen Mair Prydderch"), ["Ceinwen Mair|Prydderch", "Mair Prydderch|Ceinwen"]);
        assert_eq!(read("PRYDDERCH, Ceinwen Mair"), ["Ceinwen Mair|PRYDDERCH"]);
        assert_eq!(read("Ceinwen"), ["Ceinwen|", "|Ceinwen"]);
        assert!(read("").is_empty());
    }
}
