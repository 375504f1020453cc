//! Where the person lives and lived.

use std::cmp::Reverse;

use dolen_model::{PersonField, Sensitive};

use super::sources::{Source, Sources};
use crate::master::{folded_name, home_key};
use crate::view::{AddressLine, Provenance};

/// An address with what it is compared by.
struct Told {
    words: String,
    bare_postcode: String,
    /// Postcode and numbers, where they name one home.
    home: Option<String>,
    line: AddressLine,
}

/// Every address, one line each however it is written. Present ones first, then the latest.
pub(super) fn addresses(sources: &Sources) -> Vec<AddressLine> {
    let mut newest: Vec<&Source> = sources.members.iter().collect();
    newest.sort_by_key(|source| (Reverse(source.as_at), source.place));
    let mut found: Vec<Told> = Vec::new();
    for told in newest.iter().flat_map(|source| present(sources, source).into_iter().chain(former(sources, source))) {
        match found.iter_mut().find(|kept| kept.is_same(&told)) {
            Some(kept) => kept.join(told),
            None => found.push(told),
        }
    }
    let mut lines: Vec<AddressLine> = found.into_iter().map(|told| told.line).collect();
    // The order in which they were found decides where these are even.
    lines.sort_by_key(|line| (!line.current, Reverse(line.as_at)));
    lines
}

fn present(sources: &Sources, source: &Source) -> Option<Told> {
    let value = |field| source.record.first(field);
    let (address, postcode, uprn) =
        (value(PersonField::Address), value(PersonField::Postcode), value(PersonField::Uprn));
    let field = if address.is_some() {
        PersonField::Address
    } else if postcode.is_some() {
        PersonField::Postcode
    } else {
        PersonField::Uprn
    };
    let shown = source.record.first(field)?;
    let place = sources.provenance(source, source.column(field, shown))?;
    let mut told = Told::new(address.unwrap_or_default(), postcode, place);
    told.line.uprn = uprn.map(|uprn| Sensitive::new(uprn.to_owned()));
    told.line.current = true;
    told.line.as_at = Some(source.as_at);
    Some(told)
}

/// Former addresses; the postcodes of former addresses belong to them in their order.
fn former(sources: &Sources, source: &Source) -> Vec<Told> {
    let addresses: Vec<&str> = source.record.all(PersonField::PreviousAddress).collect();
    let postcodes: Vec<&str> = source.record.all(PersonField::PreviousPostcode).collect();
    let told = |index: usize| {
        let (address, postcode) = (addresses.get(index).copied(), postcodes.get(index).copied());
        let field = if address.is_some() { PersonField::PreviousAddress } else { PersonField::PreviousPostcode };
        let place = sources.provenance(source, source.column(field, address.or(postcode)?))?;
        Some(Told::new(address.unwrap_or_default(), postcode, place))
    };
    (0..addresses.len().max(postcodes.len())).filter_map(told).collect()
}

impl Told {
    /// An address of which nothing but its text and its source is known. A postcode at its end is its postcode.
    fn new(address: &str, postcode: Option<&str>, place: Provenance) -> Self {
        let (address, own) = parted(address);
        let postcode = postcode.map(str::to_owned).or(own);
        Self {
            words: folded_name(&address).join(" "),
            bare_postcode: postcode.as_deref().map(bare).unwrap_or_default(),
            home: home_key(postcode.as_deref().unwrap_or_default(), &address).map(|key| key.coarse),
            line: AddressLine {
                address: Sensitive::new(address),
                postcode: postcode.map(Sensitive::new),
                uprn: None,
                current: false,
                as_at: None,
                provenance: vec![place],
            },
        }
    }

    /// Whether both are one place: the same UPRN; or no other UPRN, and the same home by postcode and number, for streets
    /// and towns have names in two languages, or the same words and no other postcode.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.line.uprn, &other.line.uprn) {
            (Some(one), Some(another)) => return one == another,
            _ if self.home.is_some() && self.home == other.home => return true,
            _ => {}
        }
        let postcodes = self.bare_postcode == other.bare_postcode
            || (!self.words.is_empty() && (self.bare_postcode.is_empty() || other.bare_postcode.is_empty()));
        self.words == other.words && postcodes
    }

    fn join(&mut self, other: Self) {
        self.line.current |= other.line.current;
        self.line.as_at = self.line.as_at.max(other.line.as_at);
        self.line.provenance.extend(other.line.provenance);
        if self.line.uprn.is_none() {
            self.line.uprn = other.line.uprn;
        }
        if self.line.postcode.is_none() {
            self.line.postcode = other.line.postcode;
            self.bare_postcode = other.bare_postcode;
        }
        if self.words.is_empty() {
            self.line.address = other.line.address;
            self.words = other.words;
        }
        self.home = self.home.take().or(other.home);
    }
}

/// A text without the postcode at its end, and that postcode.
fn parted(address: &str) -> (String, Option<String>) {
    let address = address.trim().trim_end_matches(',');
    let start = address.rmatch_indices([',', ' ']).map(|(at, _)| at).take(2).find_map(|at| {
        let (before, after) = address.split_at(at);
        let postcode = dolen_model::Postcode::parse(after.trim_start_matches([',', ' '])).ok()?;
        postcode
            .is_place()
            .then(|| (before.trim_end_matches([',', ' ']).to_owned(), Some(postcode.as_str().to_owned())))
    });
    start.unwrap_or_else(|| (address.to_owned(), None))
}

fn bare(postcode: &str) -> String {
    postcode.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_at_the_end_of_an_address_is_its_postcode() {
        let read = |text: &str| parted(text);
        let told = |address: &str, postcode: Option<&str>| (address.to_owned(), postcode.map(str::to_owned));
        assert_eq!(read("12 Heol Afallon, Cwm Derw, NP20 4UX"), told("12 Heol Afallon, Cwm Derw", Some("NP20 4UX")));
        assert_eq!(read("12 Heol Afallon NP204UX"), told("12 Heol Afallon", Some("NP20 4UX")));
        assert_eq!(read("12 Heol Afallon, Cwm Derw"), told("12 Heol Afallon, Cwm Derw", None));
        assert_eq!(read(""), told("", None));
    }
}
